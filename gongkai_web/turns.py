"""How does an act of many parts let others write in between?

SQLite has one lock for all writers and no queue: whoever waits looks again after a while,
100 ms apart at last. A transaction that begins at once after the one before would always be first.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection

_A_LOOK = 0.12
_One = TypeVar("_One")
_nobody_waits: ContextVar[bool] = ContextVar("nobody_waits", default=False)


@contextmanager
def alone() -> Iterator[None]:
    """While an installation is built that nobody uses yet: there is nobody to give way to.

    Nor is a transaction waited for until it lies on the disk: where the power fails, it is built anew.
    """
    before = _nobody_waits.set(True)
    synchronous = _synchronous("OFF")
    try:
        yield
    finally:
        _synchronous(synchronous)
        _nobody_waits.reset(before)


def _synchronous(wanted: str) -> str:
    """Sets for what SQLite waits at the end of a transaction; what it was before. Nothing within one."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or not wanted:
        return ""
    with connection.cursor() as cursor:
        before = str(cursor.execute("PRAGMA synchronous").fetchone()[0])
        cursor.execute(f"PRAGMA synchronous = {wanted}")
    return before


def give_way() -> None:
    """Between two transactions: everybody who waits for the lock looks once more; PostgreSQL has a queue."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block and not _nobody_waits.get():
        time.sleep(_A_LOOK)


def in_batches(what: Iterable[_One], most: int) -> Iterator[list[_One]]:
    """So many at a time, for a transaction each; everybody else has a turn between two of them."""
    found = list(what)
    for start in range(0, len(found), most):
        if start:
            give_way()
        yield found[start : start + most]
