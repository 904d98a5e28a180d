"""How does an empty database come to what all migrations together lead to, without walking through them?

Django walks: after every step it draws the models of that day anew, and with a hundred steps that is nine
tenths of the time of a first start. An empty database has no rows that a step could change, so only the end
of the way matters: every table is created once, as the last step leaves it, and the steps are noted as taken.
What a step does by Python or SQL is done too, unless it is `elidable`: nothing to do where there are no rows.

That both ways lead to the same tables, columns, indexes and constraints is held by tests/web/founding.
"""

from __future__ import annotations

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Nothing was ever created in it, not even the table of Django's steps."""
    return not connection.introspection.table_names()


def found(connection: BaseDatabaseWrapper) -> int:
    """Creates everything, in one transaction; how many steps were noted as taken."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    state = loader.project_state()
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        _create_tables(editor, state, loader.migrated_apps)
        for migration in plan:
            _do_what_is_left(editor, state, migration)
            for label, name in migration.replaces or [(migration.app_label, migration.name)]:
                executor.recorder.record_applied(label, name)
    return len(plan)


def _create_tables(editor: BaseDatabaseSchemaEditor, state: ProjectState, labels: set[str]) -> None:
    """With their indexes and constraints; those between two tables come when the transaction ends."""
    alias = editor.connection.alias
    for model in state.apps.get_models():
        ours = model._meta.app_label in labels and model._meta.can_migrate(editor.connection)
        if ours and router.allow_migrate_model(alias, model):
            editor.create_model(model)


def _do_what_is_left(editor: BaseDatabaseSchemaEditor, state: ProjectState, migration: Migration) -> None:
    """What this step does besides the tables, over the models as they are at the end of the way."""
    for operation in migration.operations:
        if isinstance(operation, RunPython | RunSQL) and not operation.elidable:
            operation.database_forwards(migration.app_label, editor, state, state)
