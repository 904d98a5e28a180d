"""The pages ask the clock of the machine: here it is 2 March 2026 unless a test moves it."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.web.items.written import furnish
from tests.web.opinions.asked import DAY, called, parking


class Clock:
    """What the machine says it is; a test sets the day, and the time of the day."""

    def __init__(self):
        self.at(DAY)

    def at(self, day: date, clock: str = "09:00:00"):
        naive = datetime.fromisoformat(f"{day}T{clock}")
        self.now = naive.replace(tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock(monkeypatch):
    clock, real = Clock(), timezone.localdate
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, *_: real(value or clock.now))
    return clock


@pytest.fixture
def office(town, clock):
    return furnish(town)


@pytest.fixture
def draft(office):
    """停车管理办法（征求意见稿）, which the public reads."""
    return parking(office)


@pytest.fixture
def call(office, draft):
    """Opinions are asked on it until 1 April."""
    return called(office, draft)
