"""Do a thousand people who press the button at once each get a number, and each only one?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from gongkai_web.audit.queries import verify
from gongkai_web.cases import actions
from gongkai_web.cases.models import Applicant, Case
from tests.people import found_town

DAY = date(2024, 12, 31)
PEOPLE, HANDS = 1_000, 16


def request(number: int) -> actions.RequestGiven:
    """The request of the `number`-th citizen."""
    return actions.RequestGiven(
        channel="web",
        applicant_kind="natural_person",
        applicants=(actions.ApplicantGiven(f"市民{number}", phone="0000-0000000"),),
        title=f"云溪路拓宽工程第 {number} 号地块的补偿方案",
    )


def at_once(work, items) -> list:
    """Does the work for all items with many hands, each with a connection of its own."""

    def one(item):
        try:
            return work(item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(one, items))


@pytest.mark.django_db(transaction=True)
def test_a_thousand_submissions_at_once_lose_none_and_number_none_twice():
    town = found_town()
    agencies = (town.district, town.bureau)

    def submit(number: int) -> int:
        agency = agencies[number % 2]
        return actions.submit_online(
            agency=agency, day=DAY, given=request(number), submission_key=f"key-{number}"
        ).pk

    made = at_once(submit, range(PEOPLE))
    assert len(set(made)) == PEOPLE == Case.objects.count() == Applicant.objects.count()
    for agency in agencies:
        numbers = sorted(Case.objects.filter(agency=agency, year=2024).values_list("number", flat=True))
        assert numbers == list(range(1, PEOPLE // 2 + 1))
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
