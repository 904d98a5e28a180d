"""How does a table of an earlier version live on where its room got another name?

A room that is cut anew has migrations of its own. On an empty database they create their tables; on one of an
earlier version the tables are there under their old names, with everything in them, and are renamed.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState


class TakeOver(CreateModel):
    """Creates the model, or takes over the table `was` of an earlier version, with what hangs on it.

    Indexes and constraints belong into `options`: they come with the table. Joining tables of many-to-many
    fields are renamed along, as `<was>_<field>`.
    """

    def __init__(self, name: str, fields: Any, *, was: str, **rest: Any) -> None:
        super().__init__(name, fields, **rest)
        self.was = was

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As CreateModel, with the earlier table."""
        name, args, kwargs = super().deconstruct()
        return name, list(args), {**kwargs, "was": self.was}

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Renames what is there, else creates."""
        if self.was not in schema_editor.connection.introspection.table_names():
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model: type[models.Model] = to_state.apps.get_model(app_label, self.name)
        schema_editor.alter_db_table(model, self.was, model._meta.db_table)
        for field in model._meta.local_many_to_many:
            if through := field.remote_field.through:
                schema_editor.alter_db_table(through, f"{self.was}_{field.name}", through._meta.db_table)

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"{super().describe()} (or take over {self.was})"
