"""The pages ask the clock of the machine: here it is always 4 January 2027."""

from datetime import date

import pytest
from django.utils import timezone

TODAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def _the_fourth_of_january(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
