"""The pages ask the clock of the machine: here it is always 1 June 2026."""

from datetime import date

import pytest
from django.utils import timezone


@pytest.fixture(autouse=True)
def _the_first_of_june(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 6, 1))
