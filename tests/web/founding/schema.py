"""What stands in a database, said so that two of them can be compared: by names, not by the order of columns.

SQLite rebuilds a table when a column changes and may put columns in another order; nothing asks by position.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

_SQLITE = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master"
_POSTGRESQL = """
SELECT 'column ' || table_name || '.' || column_name,
       concat_ws(' ', data_type, character_maximum_length, numeric_precision, is_nullable, is_identity,
                 identity_generation, column_default, collation_name)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL
SELECT 'sequence ' || sequencename, concat_ws(' ', data_type, start_value, increment_by, last_value)
  FROM pg_sequences WHERE schemaname = 'public'
"""
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


class Seen:
    """What a database holds: each table, index, constraint, trigger … by name; its rows; the steps taken."""

    def __init__(self, data: Path, url: str) -> None:
        with closing(psycopg.connect(url) if url else sqlite3.connect(data / "gongkai.sqlite3")) as database:
            self._ask = database.execute
            self.schema = dict(self._postgresql() if url else self._sqlite())
            tables = self._rows(_TABLES["postgresql" if url else "sqlite"])
            self.rows = {name: self._rows(f'SELECT count(*) FROM "{name}"') for (name,) in tables}
            self.steps = set(self._rows("SELECT app, name FROM django_migrations"))

    def _rows(self, sql: str) -> list[Any]:
        return self._ask(sql).fetchall()

    def _sqlite(self) -> Iterator[tuple[str, list[str]]]:
        return ((name, _parts(sql)) for name, sql in self._rows(_SQLITE))

    def _postgresql(self) -> Iterator[tuple[str, str]]:
        return iter(self._rows(_POSTGRESQL))


def _parts(sql: str) -> list[str]:
    """A table at the commas outside of all inner brackets, sorted: its columns and constraints."""
    head, bracket, body = sql.partition("(")
    if not head.startswith("CREATE TABLE"):
        return [sql]
    parts, depth = [""], 0
    for letter in body.removesuffix(")"):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return sorted([head + bracket, *(part.strip() for part in parts)])
