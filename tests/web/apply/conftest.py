"""王芳 and her phone: she fills in the pages as they are sent to her, and presses their buttons."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case

RESIDENT = "11010519491231002X"
PROOF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
FORM = "/apply/yunxi/"
TITLE = "云溪路拓宽工程的征地补偿方案"
TYPED = {
    "applicant_kind": "natural_person",
    "name": "王芳",
    "id_kind": "resident_id",
    "id_number": RESIDENT,
    "phone": "13800005678",
    "email": "wangfang@example.org",
    "address": "示范市云溪区云溪路 8 号",
    "postcode": "100000",
    "title": TITLE,
    "description": "二〇二三年批准的那一份",
    "medium": "electronic",
    "way": "online",
}


def pdf(name: str = "证明.pdf") -> SimpleUploadedFile:
    """A small PDF of one page."""
    return SimpleUploadedFile(name, PROOF, "application/pdf")


def tree(answer):
    """The page as a tree."""
    return html.fromstring(answer.content.decode())


def said(answer) -> str:
    """The words of the page."""
    main = tree(answer).xpath("//main")[0]
    return " ".join(main.text_content().split())


def errors(answer) -> str:
    """The list at the top of the page."""
    found = tree(answer).xpath('//*[@class="errors"]')
    return " ".join(" ".join(part.text_content().split()) for part in found)


def fields(answer) -> dict[str, str]:
    """What stands in the fields of the longest form of the page."""
    form = max(tree(answer).forms, key=lambda one: len(one.fields))
    return {
        # A browser drops the line break after the opening tag of a text area.
        name: (value or "").removeprefix("\r").removeprefix("\n")
        for name, value in form.fields.items()
        if name not in ("proof", "agent-authorisation", "attachments", "materials", "look")
    }


class Phone:
    """王芳's browser."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=False)

    def open(self, address: str = FORM):
        """A page."""
        return self.client.get(address)

    def press(self, page, button: str = "", value: str = "1", **typed):
        """Sends the form of that page with what is typed over it, by one of its buttons."""
        sent = {**fields(page), **typed, **({button: value} if button else {})}
        return self.client.post(tree(page).xpath("//form[@enctype]/@action")[0], sent)

    def apply(self, **typed):
        """A whole application, handed in; the answer."""
        return self.press(self.open(), **{**TYPED, **typed})

    def receipt(self, **typed) -> tuple[Case, str]:
        """A whole application up to its receipt: the case and the query code."""
        answer = self.apply(**typed)
        assert answer.status_code == 302, errors(answer)
        page = self.open(answer.url)
        code = tree(page).xpath('//*[@class="code"]/text()')[0]
        return Case.objects.order_by("-pk")[0], code

    def follow(self, code: str, fact: str = "王芳"):
        """The query."""
        return self.client.post("/follow/", {"code": code, "fact": fact})


@pytest.fixture
def at(monkeypatch):
    """Says which day it is: `at(2024, 3, 15)`."""

    def say(year: int, month: int, day: int) -> date:
        today = date(year, month, day)
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: today)
        return today

    return say


@pytest.fixture
def phone(town, at):
    """王芳's browser on 2024-03-01, a Friday."""
    at(2024, 3, 1)
    return Phone()


@pytest.fixture
def applied(phone, town, at):
    """王芳's case, received the next Monday, with her code; her query is open."""
    case, code = phone.receipt()
    cases.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 3, 4), how="电话", with_whom="王芳")
    at(2024, 3, 4)
    case.refresh_from_db()
    phone.code = code
    assert phone.follow(code).status_code == 302
    return case
