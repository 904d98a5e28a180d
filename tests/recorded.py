"""How does every test get a town of its own without the actions that found it being done a thousand times?

They are done once a run, in a transaction that is rolled back, and the rows that they wrote are kept as the
database holds them. Each test enters these rows anew: the same town, to which it may do what it likes.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

T = TypeVar("T")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Recorded(Generic[T]):
    """What was built, and its rows by table. `build` does it again where rows cannot simply be entered."""

    build: Callable[[], T]
    built: bytes
    rows: dict[type[models.Model], list[Row]]

    @classmethod
    def of(cls, build: Callable[[], T]) -> Recorded[T]:
        """Builds it, keeps what it is and what it wrote, and leaves nothing behind."""
        with transaction.atomic():
            before = _all_rows()
            built = pickle.dumps(build())
            written = {model: _added(before[model], rows) for model, rows in _all_rows().items()}
            transaction.set_rollback(True)
        return cls(build, built, {model: rows for model, rows in written.items() if rows})

    def again(self) -> T:
        """The same once more, within the transaction of a test; outside of one it is built by its actions."""
        if not connection.in_atomic_block:
            return self.build()
        with connection.cursor() as cursor:
            for model, rows in self.rows.items():
                places = ", ".join(["%s"] * len(rows[0]))
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                cursor.execute(statement)
        found: T = pickle.loads(self.built)
        return found


def _all_rows() -> dict[type[models.Model], list[Row]]:
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
                found[model] = cursor.fetchall()
    return found


def _added(before: list[Row], after: list[Row]) -> list[Row]:
    """The new rows; nothing that was there before may have been changed."""
    known = {pickle.dumps(row) for row in before}
    added = [row for row in after if pickle.dumps(row) not in known]
    assert len(added) == len(after) - len(before), "a row that was there before was changed"
    return added
