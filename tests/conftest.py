"""What does every test of the office stand on? A data folder of its own, and the same few people."""

import os
import tempfile

import django
import hypothesis
import pytest

# No test asserts time: a slow machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# Before the settings are loaded: the tests neither read nor write the data of an installation.
# GONGKAI_TEST_DATABASE_URL lets the same tests run on PostgreSQL (`make test-postgresql`).
KEPT = {"GONGKAI_SAMPLES", "GONGKAI_TEST_DATABASE_URL", "GONGKAI_TEST_KILLS", "GONGKAI_TEST_SEEDS"}
for name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in KEPT]:
    del os.environ[name]
if "GONGKAI_TEST_DATABASE_URL" in os.environ:
    os.environ["GONGKAI_DATABASE_URL"] = os.environ["GONGKAI_TEST_DATABASE_URL"]
os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-test-")
os.mkdir(os.path.join(os.environ["GONGKAI_DATA"], "static"))  # noqa: PTH102, PTH118 – where whitenoise looks
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
django.setup()

from gongkai import workdays  # noqa: E402 – once the settings are loaded
from gongkai_web.api.public.limits import BUDGET  # noqa: E402 – the same
from gongkai_web.holidays import queries as notices  # noqa: E402 – the same
from gongkai_web.public_pages.middleware import SHELF  # noqa: E402 – the same
from gongkai_web.search.engines import sqlite  # noqa: E402 – the same
from gongkai_web.visits.counter import VISITS  # noqa: E402 – the same

# Tests write past the acts: pages are kept only where a test asks for it (tests/web/public_pages).
SHELF.most = 0
# Nor is a minute's sum of visits written into the queries of another test (tests/web/visits).
VISITS.every = float("inf")
# All tests ask from one address.
BUDGET.most = 1_000_000


@pytest.fixture(autouse=True)
def as_shipped():
    """What one test entered of a year's days off is none of the next one's."""
    yield
    workdays.install([])
    notices._regions[0] = notices._Regions({})


@pytest.fixture(autouse=True)
def entries_of_its_own():
    """What is rolled back leaves its keys to others: the columns of the search would take them for it."""
    yield
    sqlite._columns.cache_clear()


@pytest.fixture(scope="session")
def recorded_town(django_db_setup, django_db_blocker):
    """The town as its actions found it, once a run."""
    # Models can be imported only once the settings are loaded.
    from tests.people import found_town
    from tests.recorded import Recorded

    with django_db_blocker.unblock():
        return Recorded.of(found_town)


@pytest.fixture
def town(db, recorded_town):
    """示范市 with its agencies and people (`tests.people.Town`)."""
    return recorded_town.again()
