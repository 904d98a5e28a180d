"""Does a replay let others write, and does it go on where it was cut off?"""

import dataclasses
import io
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai_web import turns
from gongkai_web.agencies.models import Agency
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import recompute
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue.models import Catalogue, Column, StandardItem
from gongkai_web.replay import replay as replaying
from gongkai_web.replay import run as runs
from gongkai_web.replay import sample_city
from tests.hindered import SQLITE, locked
from tests.people import found_town
from tests.web.replay.test_replay import kept, played, report

TEN = {"3.new_received.natural_person": 10, "3.granted.natural_person": 10}
THREE_DOCUMENTS = {f"2.normative_documents.{column}_count": 3 for column in ("issued", "effective")}


class Cut(Exception):
    """The machine went off."""


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 4)


def cut(**_):
    raise Cut


def cut_at(monkeypatch, number: int) -> None:
    """The case of that number is begun, and the machine goes off."""
    honest, begun = cases.register_case, iter(range(1, 1000))

    def register(**given):
        case = honest(**given)
        if next(begun) == number:
            raise Cut
        return case

    monkeypatch.setattr(cases, "register_case", register)


@pytest.mark.parametrize("number", [1, 4, 6, 10])
def test_a_replay_that_was_cut_off_goes_on_and_ends_like_one_that_was_not(
    town, monkeypatch, small_batches, number
):
    made = report(TEN | THREE_DOCUMENTS)
    before = transaction.savepoint()
    played(town, made)
    whole = kept()
    transaction.savepoint_rollback(before)
    with monkeypatch.context() as planted:
        cut_at(planted, number)
        with pytest.raises(Cut):
            played(town, made)
    assert Case.objects.count() == (number - 1) // 4 * 4
    assert played(town, made).equal
    assert kept() == whole
    assert verify().sound


def test_the_trail_says_how_far_a_replay_came(town, small_batches):
    played(town, report(TEN | THREE_DOCUMENTS))
    lines = AuditLine.objects.filter(act__startswith="exchange.replay").order_by("position")
    assert [line.act for line in lines] == [runs.BEGUN, *[runs.ENTERED] * 4, runs.DONE]
    entered = [line.detail for line in lines if line.act == runs.ENTERED]
    assert [(line["first"], line["last"], line["of"]) for line in entered] == [
        (1, 4, 14),
        (5, 8, 14),
        (9, 12, 14),
        (13, 14, 14),
    ]
    assert len({line.detail["digest"] for line in lines}) == 1


def test_another_report_does_not_go_on_with_what_one_began(town, monkeypatch, small_batches):
    with monkeypatch.context() as planted:
        cut_at(planted, 6)
        with pytest.raises(Cut):
            played(town, report(TEN))
    with pytest.raises(Refused, match="没有完的重演，用原来那一份报告接着运行"):
        played(town, report(TEN | THREE_DOCUMENTS))
    assert Case.objects.count() == 4


def test_the_last_cases_ask_the_database_no_more_than_the_first(town, monkeypatch, small_batches):
    asked = []
    monkeypatch.setattr(runs, "give_way", lambda: asked.append(len(counted.captured_queries)))
    made = report({"3.new_received.natural_person": 20, "3.granted.natural_person": 20})
    with CaptureQueriesContext(connection) as counted:
        played(town, made)
    batches = [after - before for before, after in pairwise(asked[:5])]  # of twenty cases
    assert len(batches) == 4
    assert max(batches) <= min(batches)
    assert max(batches) <= 4 * 60


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_another_connection_writes_between_two_batches(monkeypatch, small_batches):
    town, written = found_town(), []

    def somebody_writes():
        with locked():
            written.append(Case.objects.count())

    monkeypatch.setattr(runs, "give_way", somebody_writes)
    played(town, report(TEN))
    assert written == [4, 8, 10]


@pytest.mark.django_db(transaction=True)
def test_a_replay_cannot_be_put_into_one_transaction():
    town = found_town()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        played(town, report(TEN))
    assert not Case.objects.exists()


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_another_connection_writes_while_all_cases_are_recomputed(monkeypatch):
    town, written = found_town(), []
    played(town, report(TEN))
    monkeypatch.setattr(recompute, "_BATCH", 4)

    def somebody_writes():
        with locked():
            written.append(True)

    monkeypatch.setattr(recompute, "give_way", somebody_writes)
    recompute.recompute_all(by=None, day=date(2025, 3, 3), reason="升级以后")
    assert len(written) == 3


@pytest.mark.django_db(transaction=True)
def test_who_waits_looks_once_while_an_act_gives_way(monkeypatch):
    slept = []
    monkeypatch.setattr(turns.time, "sleep", slept.append)
    with transaction.atomic():
        turns.give_way()
    assert slept == []  # within a transaction nobody could come in
    turns.give_way()
    longest_look = 0.1  # seconds, in sqliteDefaultBusyCallback
    assert [wait > longest_look for wait in slept] == ([True] if connection.vendor == "sqlite" else [])


@pytest.mark.slow
@pytest.mark.django_db
def test_a_sample_city_that_was_cut_off_goes_on(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    city, *others = sample_city.agencies()
    empty, district = (next(one for one in others if word in one.slug) for word in ("lingang", "yunxi"))
    small = [dataclasses.replace(city, report=empty.report), district]
    monkeypatch.setattr(sample_city, "agencies", lambda: small)
    with monkeypatch.context() as planted:
        planted.setattr(replaying.annual, "release_report", cut)
        with pytest.raises(Cut):
            call_command("sample_city", stdout=io.StringIO())
    password = (tmp_path / "demo-password.txt").read_text()
    assert sample_city.begun()
    call_command("sample_city", stdout=io.StringIO())
    assert not sample_city.begun()
    assert (tmp_path / "demo-password.txt").read_text() == password
    before = (Agency.objects.count(), Case.objects.count(), Column.objects.count())
    call_command("sample_city", stdout=io.StringIO())
    assert (Agency.objects.count(), Case.objects.count(), Column.objects.count()) == before
    assert [one.agency.slug for one in Catalogue.objects.order_by("pk")] == [one.slug for one in small]
    assert StandardItem.objects.filter(agency__slug="yunxi-office").count() == 4
    assert verify().sound


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_only_while_nobody_uses_the_installation_a_transaction_does_not_wait_for_the_disk():
    """Also where the building breaks off: what is entered afterwards lies on the disk before it is said."""

    def waits() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA synchronous").fetchone()[0]

    def broken_off() -> None:
        with turns.alone():
            assert waits() == 0
            with turns.alone():
                assert waits() == 0
            raise Refused("断了。")

    always = waits()
    with pytest.raises(Refused):
        broken_off()
    assert waits() == always != 0
