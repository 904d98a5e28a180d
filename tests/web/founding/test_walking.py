"""Does `gongkai manage migrate` send the statements of Django, though it draws only what is asked for?"""

from pathlib import Path

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    DeleteModel,
    Migration,
    RemoveField,
    RenameField,
    RenameModel,
    RunPython,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps
from django.test.utils import CaptureQueriesContext

from gongkai_web.founding.walking import lazy


def key(kind: type[models.AutoField | models.BigAutoField] = models.AutoField):
    return kind(primary_key=True)


def to(model: str, **rest) -> models.ForeignKey:
    return models.ForeignKey(f"town.{model}", models.CASCADE, **rest)


def said(length: int, **rest) -> models.CharField:
    return models.CharField(max_length=length, **rest)


def number(**rest) -> models.IntegerField:
    return models.IntegerField(**rest)


def move_in(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Goes from a model that points to none of the others to all that point to it."""
    street = apps.get_model("town", "Street").objects.using(editor.connection.alias).create(code="a")
    house = street.house_set.create(number=3, in_street=street)
    house.tenants.create(name="王芳")
    house.fence_set.create()


def steps() -> list[Operation]:
    """Made anew for every walk: Django changes the fields of what it renames."""
    return [
        CreateModel("Street", [("id", key())]),
        CreateModel("Tenant", [("id", key()), ("name", said(9))]),
        CreateModel("House", [("id", key()), ("at", to("Street"))]),
        CreateModel("Fence", [("id", key()), ("around", to("House", null=True))]),
        AddField("Street", "short", said(3, unique=True, default="")),
        # Columns: what was there, then what comes.
        AddField("House", "number", number(default=1)),
        AddField("House", "tenants", models.ManyToManyField("town.Tenant")),
        AddField("House", "in_street", to("Street", to_field="short", related_name="+")),
        AddIndex("Fence", models.Index("around", name="round", condition=models.Q(around__isnull=False))),
        AddConstraint("House", models.CheckConstraint(name="from_one", condition=models.Q(number__gt=0))),
        RenameField("Street", "short", "code"),
        # What points to it is made anew, though nobody asked for it.
        AlterField("Street", "id", key(models.BigAutoField)),
        AlterField("Street", "code", said(7, unique=True)),
        RunPython(move_in),
        RenameModel("Tenant", "Dweller"),
        RemoveField("House", "at"),
        DeleteModel("Fence"),
    ]


def sent(state: ProjectState, database: BaseDatabaseWrapper) -> list[list[str]]:
    """Every statement of every step, from an empty database on."""
    statements = []
    for operation in steps():
        step = Migration("0001", "town")
        step.operations = [operation]
        with CaptureQueriesContext(database) as captured, database.schema_editor() as editor:
            state = step.apply(state, editor)
        statements.append([one["sql"] for one in captured])
    database.close()
    Path(database.settings_dict["NAME"]).unlink()
    return statements


def test_each_step_sends_what_it_sends_over_the_models_of_django(empty):
    ours = sent(lazy(ProjectState()), empty)
    for operation, own, of_django in zip(steps(), ours, sent(ProjectState(), empty), strict=True):
        assert own == of_django, operation


def test_a_model_is_drawn_with_what_it_points_to_and_what_points_to_it_when_somebody_asks():
    state = lazy(ProjectState())
    for operation in steps()[:8]:
        operation.state_forwards("town", state)
    assert drawn(state) == set()
    street = state.apps.get_model("town", "Street")
    assert drawn(state) == {"street"}
    assert {one.related_model._meta.model_name for one in street._meta.related_objects} == {"house"}
    assert drawn(state) == {"street", "house", "tenant", "house_tenants"}
    house = state.apps.get_model("town", "House")
    assert "fence" in {one.related_model._meta.model_name for one in house._meta.related_objects}
    assert drawn(state) == {"street", "house", "tenant", "house_tenants", "fence"}


def test_what_runs_over_rows_finds_every_model_drawn():
    state = lazy(ProjectState())
    for operation in steps()[:8]:
        operation.state_forwards("town", state)
    state.clear_delayed_apps_cache()
    assert drawn(state) == {"street", "house", "tenant", "house_tenants", "fence"}


def test_the_day_before_keeps_the_name_of_what_is_renamed():
    state = lazy(ProjectState())
    for operation in steps()[:8]:
        operation.state_forwards("town", state)
    before = state.clone()
    RenameField("Street", "short", "code").state_forwards("town", state)
    for day, name in ((before, "short"), (state, "code")):
        assert day.apps.get_model("town", "House")._meta.get_field("in_street").target_field.name == name


def drawn(state: ProjectState) -> set[str]:
    return set(state.apps.all_models["town"])
