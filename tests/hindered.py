"""How is a database hindered in a test: somebody holds its lock, or the disk is full?"""

import contextlib
import sqlite3

import pytest
from django.db import OperationalError, connection

SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="hinders SQLite")


@contextlib.contextmanager
def locked():
    """Somebody else writes, and does not end."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")
    with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def full_disk():
    """What adds to the database fails; what reads does not."""

    def full(execute, sql, *given):
        if sql.startswith(("INSERT", "UPDATE")):
            raise of_sqlite(sqlite3.SQLITE_FULL)
        return execute(sql, *given)

    with connection.execute_wrapper(full):
        yield


HINDERED = pytest.mark.parametrize("hindered", [locked, full_disk])


def busy() -> OperationalError:
    """What Django raises over a lock that is not to be had."""
    return of_sqlite(sqlite3.SQLITE_BUSY)


def of_sqlite(code: int) -> OperationalError:
    cause, problem = sqlite3.OperationalError("…"), OperationalError("…")
    cause.sqlite_errorcode = code
    problem.__cause__ = cause
    return problem
