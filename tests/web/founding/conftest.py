"""A database beside the one of the tests."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def empty(tmp_path, django_db_blocker, monkeypatch) -> Iterator[BaseDatabaseWrapper]:
    """A connection to an empty SQLite database beside the one of the tests."""
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "empty.sqlite3", "OPTIONS": {}}
    monkeypatch.setitem(connections.settings, "empty", {**connection.settings_dict, **own})
    with django_db_blocker.unblock():
        yield connections["empty"]
        connections["empty"].close()
    del connections["empty"]
