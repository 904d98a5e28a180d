"""Do many who act at once each get what is theirs: a number, and each only one; a day that nobody undoes?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connections

from gongkai.workdays import calendar, install, notice
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Applicant, Case
from tests.long_run import long_run
from tests.people import found_town, receive

pytestmark = pytest.mark.slow

DAY = date(2024, 12, 31)
HANDS = 16


def request(number: int) -> actions.RequestGiven:
    """The request of the `number`-th citizen."""
    return actions.RequestGiven(
        channel="web",
        applicant_kind="natural_person",
        applicants=(actions.ApplicantGiven(f"市民{number}", phone="0000-0000000"),),
        title=f"云溪路拓宽工程第 {number} 号地块的补偿方案",
    )


def pressed_until_taken(work, item):
    """What comes of pressing the button, twenty times at most."""
    for _ in range(20):
        try:
            return work(item)
        except OperationalError as error:
            busy = error
    raise busy


def at_once(work, items) -> list:
    """Does the work for all items with many hands, each with a connection of its own.

    Whoever waited too long for the database (gongkai_web/outage) presses again, as the page asks.
    """

    def one(item):
        try:
            return pressed_until_taken(work, item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(one, items))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("people", [200, *long_run(1_000)])
def test_submissions_at_once_lose_none_and_number_none_twice(people):
    town = found_town()
    agencies = (town.district, town.bureau)

    def submit(number: int) -> int:
        agency = agencies[number % 2]
        return actions.submit_online(
            agency=agency, day=DAY, given=request(number), submission_key=f"key-{number}"
        ).pk

    made = at_once(submit, range(people))
    assert len(set(made)) == people == Case.objects.count() == Applicant.objects.count()
    for agency in agencies:
        numbers = sorted(Case.objects.filter(agency=agency, year=2024).values_list("number", flat=True))
        assert numbers == list(range(1, people // 2 + 1))
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_whoever_clicks_many_times_has_one_case():
    town = found_town()

    def click(number: int) -> int:
        key = f"key-{number % 5}"
        return actions.submit_online(
            agency=town.district, day=DAY, given=request(number % 5), submission_key=key
        ).pk

    made = at_once(click, range(100))
    assert Counter(made) == dict.fromkeys(Case.objects.values_list("pk", flat=True), 20)
    assert Case.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_notice_that_moves_all_days_and_the_clerks_work_do_not_undo_each_other():
    town, day = found_town(), date(2026, 12, 15)
    many = [receive(town, day) for _ in range(24)]
    off = [("元旦", date(2027, 1, 1), date(2027, 1, 5))]
    learnt = notice(2027, off, [], calendar().day(date(2026, 1, 1)).source)

    def work(number: int) -> None:
        if number % 12 == 6:
            actions.recompute_open(by=None, day=day, reason="二〇二七年放假通知")
            return
        case = Case.objects.get(pk=many[number % 24].pk)
        given = {"case": case, "by": town.li_qiang, "day": day, "approved_by": town.sun_li}
        actions.extend(**given, days=number % 20 + 1, reason="检索", on_paper=True)

    install([learnt])
    try:
        at_once(work, range(72))
        kept = list(Case.objects.order_by("pk"))
        told = [stored.current(case) for case in kept]
    finally:
        install(())
    assert [(case.due_on, case.extended_by) for case in kept] == [
        (one.due_on, one.extended_by) for one in told
    ]
    assert all(case.due_on and case.due_on > date(2027, 1, 12) for case in kept)
    assert verify().sound
