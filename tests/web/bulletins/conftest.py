"""The pages ask the clock of the machine: here it is always 10 July 2026."""

from datetime import date

import pytest
from django.utils import timezone

TODAY = date(2026, 7, 10)


@pytest.fixture(autouse=True)
def _the_tenth_of_july(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
