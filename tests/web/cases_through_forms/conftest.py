"""The office in which the stories are played, on the day that each step names."""

from datetime import date

import pytest
from django.test import client
from django.utils import timezone

from tests.web.cases_through_forms.play import Office


@pytest.fixture
def office(town, monkeypatch) -> Office:
    """云溪区 with everybody's browser; the calendar stands where the last step left it."""

    def turn(today: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: today)

    # The client would copy the context of every template and widget; nobody here asks for them.
    monkeypatch.setattr(client, "store_rendered_templates", lambda *_, **__: None)
    return Office(town, turn)
