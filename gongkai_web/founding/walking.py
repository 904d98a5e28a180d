"""How does a database with rows in it come through a hundred steps without drawing all models at each one?

Before and after every operation Django draws anew whatever hangs together with the model that changes. Here
that is nearly every model, and it was nine tenths of the time of an upgrade. But an operation asks for one
model, and for what that one points to. So the models of a day are drawn when they are asked for, and no more
of them. What runs over rows (`RunPython`) gets all of them, as from Django.

That the statements are those of Django, to the order of the columns, is held by tests/web/founding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, cast

from django.apps import AppConfig
from django.db import models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation
from django.utils.functional import cached_property

_Key = tuple[str, str]


class WalkingExecutor(MigrationExecutor):
    """Django's, but forwards it walks over models that are drawn when they are asked for."""

    def migrate(
        self,
        targets: Sequence[tuple[str, str | None]] | None,
        plan: Sequence[tuple[Migration, bool]] | None = None,
        state: ProjectState | None = None,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        """Whoever asks for the models afterwards gets a state of Django's."""
        if not plan or not state:
            return super().migrate(targets, plan, state, fake, fake_initial)
        reached = super().migrate(targets, plan, lazy(state), fake, fake_initial)
        return ProjectState(reached.models, reached.real_apps)


def lazy(state: ProjectState) -> ProjectState:
    """The same models, each drawn when it is asked for."""
    return _LazyState(state.models, state.real_apps).clone()


class _LazyState(ProjectState):
    """The models of one day; what changes them takes leave of all that were drawn."""

    @cached_property
    def apps(self) -> _LazyApps:
        return _LazyApps(self.real_apps, {key: one.clone() for key, one in self.models.items()})

    def clone(self) -> ProjectState:
        """With the same drawn models: they are of copies, which change no more."""
        other = _LazyState({key: one.clone() for key, one in self.models.items()}, self.real_apps)
        other.__dict__["apps"] = self.apps
        return other

    def clear_delayed_apps_cache(self) -> None:
        """Asked for by whatever is about to run over rows."""
        self.apps.draw_all()

    def rename_field(self, app_label: str, model_name: str, old_name: str, new_name: str) -> None:
        """Django writes the new name into fields that the day before shares: that day is drawn first."""
        self.apps.draw_all()
        super().rename_field(app_label, model_name, old_name, new_name)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: ARG002
        """Something about this model has changed."""
        self._forget([(app_label, model_name)])

    def reload_models(self, models: Iterable[_Key], delay: bool = True) -> None:  # noqa: ARG002
        """Something about these models has changed."""
        self._forget(models)

    def remove_model(self, app_label: str, model_name: str) -> None:
        """The drawn ones are of the day before."""
        self._forget([(app_label, model_name)])
        super().remove_model(app_label, model_name)

    def _forget(self, changed: Iterable[_Key]) -> None:
        """Columns come in the order in which Django made their fields: those of the day before come first."""
        before = self.__dict__.pop("apps", None)
        for key in changed if before else ():
            with suppress(LookupError):  # it is new
                before.get_model(*key)


class _LazyApps(StateApps):
    """The models of one day, each drawn, with all that it points to, when it is asked for."""

    def __init__(self, real_apps: set[str], models: dict[_Key, ModelState]) -> None:
        self._waiting: dict[_Key, ModelState] = {}
        self._asked: set[_Key] = set()
        super().__init__(cast("list[str]", real_apps), models)

    def render_multiple(self, model_states: list[ModelState]) -> None:
        """Django wants to draw all that there are: they wait."""
        self._waiting |= {(one.app_label, one.name_lower): one for one in model_states}

    def draw_all(self) -> None:
        """Every model is there, and knows who points to it."""
        self._draw(self._waiting)

    def get_model(self, app_label: str, model_name: str | None = None, require_ready: bool = True) -> Any:
        """Draws it, if it is not drawn yet."""
        if model_name is None:
            app_label, model_name = app_label.split(".")
        key = app_label, model_name.lower()
        if key not in self._asked:
            self._asked.add(key)
            self._draw([key])
            self.clear_cache()  # who points to it was not looked for yet
        return super().get_app_config(app_label).get_model(model_name, require_ready)

    def get_models(self, include_auto_created: bool = False, include_swapped: bool = False) -> list[Any]:
        """Whoever asks so wants to know which models point to the one that was asked for."""
        waiting = self._waiting.items()
        self._draw([key for key, one in waiting if not self._asked.isdisjoint(_pointed_to(key, one))])
        return [
            model
            for of_app in self.all_models.values()
            for model in of_app.values()
            if (include_auto_created or not model._meta.auto_created)
            and (include_swapped or not model._meta.swapped)
        ]

    def get_app_config(self, app_label: str) -> AppConfig:
        """All models of this app can be read from what is answered."""
        self._draw([key for key in self._waiting if key[0] == app_label])
        return super().get_app_config(app_label)

    def clear_cache(self) -> None:
        """Only of its own: Django would have the program forget, each time, what it knows of its models."""
        for of_app in self.all_models.values() if self.ready else ():
            for model in of_app.values():
                meta: Any = model._meta  # what is called is Django's own
                meta._expire_cache()

    def _draw(self, keys: Iterable[_Key]) -> None:
        wanted, found = list(keys), []
        while wanted:
            key = wanted.pop()
            if state := self._waiting.pop(key, None):
                found.append(state)
                wanted += _pointed_to(key, state)
        super().render_multiple(found)


def _pointed_to(key: _Key, state: ModelState) -> Iterator[_Key]:
    """What this model cannot be drawn without: what it is made from, what its fields point to."""
    named: list[Any] = [base for base in state.bases if isinstance(base, str)]
    for field in state.fields.values():
        if isinstance(field, models.Field) and (relation := field.remote_field):
            named += [one for one in (relation.model, getattr(relation, "through", None)) if one]
    for name in named:
        label, model_name = resolve_relation(name, *key)
        yield label, model_name.lower()
