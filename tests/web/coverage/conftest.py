"""The rows of 功能清单 are tried on 2 March 2026, at 云溪区 with all who review."""

import pytest
from django.utils import timezone

from tests.web.items.written import DAY, furnish


@pytest.fixture
def office(town, monkeypatch):
    """The town, and 陈静 and 吴刚."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: DAY)
    return furnish(town)
