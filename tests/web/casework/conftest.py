"""The clerk's desk in the tests: a day that stands still, and 李强 at his browser."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def at(monkeypatch):
    """Says which day it is: `at(2024, 3, 15)`."""

    def say(year: int, month: int, day: int) -> date:
        today = date(year, month, day)
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: today)
        return today

    return say


@pytest.fixture
def sign_in():
    """A browser in which somebody is signed in."""

    def browser(person=None) -> Client:
        client = Client()
        if person:
            client.force_login(person, backend=BACKEND)
        return client

    return browser


class Desk:
    """李强 fills in the forms of one case."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def see(self, case, name="casework:case", *arguments):
        """A page of the case."""
        return self.client.get(reverse(name, args=[case.pk, *arguments]))

    def fill(self, case, act: str, day, **fields):
        """Sends the form of an act."""
        address = reverse("casework:act", args=[case.pk, act])
        return self.client.post(address, {"day": str(day), **fields})

    def done(self, case, act: str, day, **fields):
        """Sends the form of an act, which goes through; the case as it stands then."""
        answer = self.fill(case, act, day, **fields)
        assert answer.status_code == 302, said(answer)
        assert answer.url == reverse("casework:case", args=[case.pk])
        case.refresh_from_db()
        return case


@pytest.fixture
def desk(town, sign_in):
    """李强's desk."""
    return Desk(sign_in(town.li_qiang))


def tree(answer):
    """The page as a tree."""
    return html.fromstring(answer.content.decode())


def said(answer) -> str:
    """The words of the page."""
    return " ".join(tree(answer).text_content().split())


def errors(answer) -> str:
    """The list at the top of a form."""
    return " ".join(
        " ".join(part.text_content().split()) for part in tree(answer).xpath('//*[@class="errors"]')
    )
