"""Offices that a test may wreck: each with a database of its own and workers that are real processes."""

import os
from contextlib import closing

import pytest

from tests.long_run import long_run
from tests.postgresql import empty_database
from tests.web.tasks.offices import Office


@pytest.fixture
def office(tmp_path):
    """On the kind of database of which this run of the tests is."""
    if os.environ.get("GONGKAI_TEST_DATABASE_URL"):
        with empty_database() as url, closing(Office(tmp_path / "data", url)) as made:
            yield made
    else:
        with closing(Office(tmp_path / "data")) as made:
            yield made


# `make test-kills` and the long run look at both.
@pytest.fixture(params=["sqlite", *long_run("postgresql")])
def each_office(request, tmp_path):
    """On both."""
    if request.param == "sqlite":
        with closing(Office(tmp_path / "data")) as made:
            yield made
    else:
        with empty_database() as url, closing(Office(tmp_path / "data", url)) as made:
            yield made
