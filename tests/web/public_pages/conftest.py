"""Pages are kept here as in service; elsewhere tests write past the acts, and nothing is kept."""

import pytest

from gongkai_web.public_pages.middleware import SHELF
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.conftest import office  # noqa: F401 – the town with its reviewers
from tests.web.pages.conftest import filed, recorded_report  # noqa: F401 – the town with its report


@pytest.fixture
def shelf(monkeypatch):
    """The shelf of the process, empty, with room."""
    monkeypatch.setattr(SHELF, "most", 1 << 24)
    SHELF.clear()
    yield SHELF
    SHELF.clear()
