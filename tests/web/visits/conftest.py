"""Visits are counted and written as in service, when a test says so."""

import pytest

from gongkai_web.visits import counter
from gongkai_web.visits.middleware import VISITS
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.conftest import office  # noqa: F401 – the town with its reviewers
from tests.web.pages.conftest import filed, recorded_report  # noqa: F401 – the town with its report
from tests.web.public_pages.conftest import shelf  # noqa: F401 – pages are kept


@pytest.fixture(autouse=True)
def visits(monkeypatch):
    """The sums of this process, with none in them."""
    monkeypatch.setattr(VISITS, "_sums", counter.Counter())
    return VISITS
