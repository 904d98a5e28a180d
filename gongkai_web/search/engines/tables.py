"""Which table holds the words in this database? Made by a migration, apart from what Django knows."""

from __future__ import annotations

from typing import Any

from gongkai_web.search.engines import postgresql, sqlite


def create(_: Any, schema_editor: Any) -> None:
    """For a migration."""
    made = sqlite.CREATED if schema_editor.connection.vendor == "sqlite" else postgresql.CREATED
    for statement in made:
        schema_editor.execute(statement)


def drop(_: Any, schema_editor: Any) -> None:
    """For a migration that goes back."""
    schema_editor.execute(sqlite.DROPPED)
