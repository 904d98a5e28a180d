"""What does 李强 get while nothing can be written? All that he typed, and the word that it was not sent."""

import errno
import os
import sqlite3
from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from gongkai_web import outage
from gongkai_web.cases import actions as cases
from gongkai_web.office import once
from gongkai_web.office.unsent import STALE
from tests.hindered import HINDERED, SQLITE, busy, locked, of_sqlite
from tests.people import receive
from tests.web.browsers import signed_out
from tests.web.casework.conftest import BACKEND, at, said, tree  # noqa: F401 – a fixture

TALK = {"day": "2024-03-14", "how": "电话", "with_whom": "王芳", "content": "要 2023 年的方案"}


@pytest.fixture
def li_qiang(town):
    client = Client(raise_request_exception=False)
    client.force_login(town.li_qiang, backend=BACKEND)
    return client


@pytest.fixture
def case(town, at):  # noqa: F811
    at(2024, 3, 15)
    return receive(town, date(2024, 3, 1))


@SQLITE
@HINDERED
@pytest.mark.django_db(transaction=True)
def test_an_act_of_the_office_comes_back_filled_and_can_be_sent_again(case, li_qiang, hindered):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    form = {**TALK, "once": once.new_key()}
    with hindered():
        page = li_qiang.post(address, form)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert "没有提交" in said(page)
    assert TALK["content"] in tree(page).xpath('//textarea[@name="content"]')[0].text_content()
    assert tree(page).xpath('//input[@name="day"]/@value') == [TALK["day"]]
    assert not case.events.filter(kind="talked").exists()
    again = {**TALK, "once": str(tree(page).xpath('//main//input[@name="once"]/@value')[0])}
    assert li_qiang.post(address, again).status_code == 302


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_half_way_frees_its_key(case, li_qiang, monkeypatch):
    """The key was put down, and then the disk was full."""
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    form = {**TALK, "once": once.new_key()}

    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(cases, "note_talk", full)
        page = li_qiang.post(address, form)
    assert page.status_code == 503
    assert "存储空间已满" in said(page)
    assert li_qiang.post(address, form).status_code == 302
    assert case.events.filter(kind="talked").count() == 1


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_form_without_a_page_of_its_own_lists_what_was_typed_and_sends_it_again(town, case, li_qiang):
    address = reverse("schedule:mail_address")
    with locked():
        page = li_qiang.post(address, {"email": "li.qiang@shifan.example", "once": once.new_key()})
    assert page.status_code == 503
    assert "li.qiang@shifan.example" in said(page)
    form = tree(page).xpath("//main//form")[0]
    assert form.get("action") == address
    assert li_qiang.post(address, dict(form.form_values())).status_code == 302
    town.li_qiang.refresh_from_db()
    assert town.li_qiang.email == "li.qiang@shifan.example"


@pytest.mark.django_db(transaction=True)
def test_what_reads_is_not_touched_and_what_cannot_be_typed_gets_the_general_page(town, monkeypatch):
    def held(*_, **__):
        raise busy()

    monkeypatch.setattr("gongkai_web.apply.queries.agencies", held)
    answer = Client(raise_request_exception=False).get(reverse("apply:agencies"))
    assert answer.status_code == 503
    assert "网站暂时不能办理" in said(answer)


def test_a_fault_of_the_program_stays_one(town, monkeypatch):
    def wrong(*_, **__):
        raise ValueError

    monkeypatch.setattr("gongkai_web.apply.queries.agencies", wrong)
    assert Client(raise_request_exception=False).get(reverse("apply:agencies")).status_code == 500


# – what is an outage


def of_postgresql(cause: Exception) -> OperationalError:
    problem = OperationalError("…")
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    "problem",
    [
        of_sqlite(sqlite3.SQLITE_BUSY),
        of_sqlite(sqlite3.SQLITE_BUSY | 2 << 8),  # BUSY_SNAPSHOT
        of_sqlite(sqlite3.SQLITE_FULL),
        of_sqlite(sqlite3.SQLITE_IOERR | 3 << 8),
        of_postgresql(psycopg.errors.LockNotAvailable()),
        of_postgresql(psycopg.errors.DiskFull()),
        of_postgresql(psycopg.errors.AdminShutdown()),
        of_postgresql(psycopg.OperationalError("the connection is lost")),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    ],
)
def test_waiting_helps(problem):
    assert outage.cause(problem)


@pytest.mark.parametrize(
    "problem",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),  # no such table
        FileNotFoundError(errno.ENOENT, "…"),
        PermissionError(errno.EACCES, "…"),
        ValueError(),
        None,
    ],
)
def test_waiting_helps_nothing(problem):
    assert outage.cause(problem) == ""


@pytest.fixture
def other_window(town):
    """李强's browser, in which he signed in anew meanwhile: the token of every open form is an old one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.li_qiang, backend=BACKEND)
    client.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
    return client


def sent_stale(client, address, origin="http://testserver"):
    return client.post(address, {**TALK, "csrfmiddlewaretoken": "o" * 64}, headers={"origin": origin})


@pytest.mark.django_db
def test_a_form_from_before_signing_in_anew_comes_back_filled_and_is_then_taken(case, other_window):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    page = sent_stale(other_window, address)
    assert page.status_code == 403
    assert STALE in said(page)
    assert not case.events.filter(kind="talked").exists()
    (form,) = (one for one in tree(page).xpath("//main//form") if "content" in one.fields)
    assert other_window.post(address, dict(form.form_values())).status_code == 302
    assert case.events.filter(kind="talked").count() == 1


@pytest.mark.django_db
def test_what_another_site_made_up_is_put_into_no_form(case, other_window):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    page = sent_stale(other_window, address, origin="https://elsewhere.example")
    assert page.status_code == 403
    assert TALK["content"] not in page.content.decode()


@pytest.mark.django_db
def test_whoever_is_signed_out_as_well_finds_it_after_signing_in(town, case, other_window):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    signed_out(other_window, town.li_qiang)
    other_window.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
    page = sent_stale(other_window, address)
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/sign-in/?next=")
    other_window.force_login(town.li_qiang, backend=BACKEND)
    assert TALK["content"] in other_window.get(address).content.decode()
