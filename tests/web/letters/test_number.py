"""Are the numbers of a series without gap and without double, whoever issues at the same time?"""

import threading
from datetime import date

import pytest
from django.db import connection

from gongkai_web.errors import Refused
from gongkai_web.letters import actions
from gongkai_web.letters.models import Letter, Series
from tests.people import found_town, receive
from tests.web.letters.written import SEPTEMBER, furnish, submitted

THREADS, EACH = 4, 3


@pytest.mark.django_db(transaction=True)
def test_many_issue_at_once_and_every_number_is_given_once():
    town = found_town()
    furnish(town)
    cases = [receive(town, date(2024, 9, 2)) for _ in range(THREADS * EACH)]
    letters = [submitted(town, case, "L12") for case in cases]
    # One of them cannot be issued: it must not use up a number.
    withdrawn = submitted(town, receive(town, date(2024, 9, 2)), "L12")
    Letter.objects.filter(pk=withdrawn.pk).update(content_hash="changed")
    refused: list[str] = []
    start = threading.Barrier(THREADS)

    def issue_some(mine):
        start.wait()
        try:
            for letter in mine:
                actions.issue(letter=letter, by=town.sun_li, day=SEPTEMBER)
                try:
                    actions.issue(letter=withdrawn, by=town.sun_li, day=SEPTEMBER)
                except Refused as problem:
                    refused.append(str(problem))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=issue_some, args=(letters[number::THREADS],)) for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = sorted(
        int(number.partition("〕")[2].removesuffix("号"))
        for number in Letter.objects.exclude(number="").values_list("number", flat=True)
    )
    assert given == list(range(1, THREADS * EACH + 1))
    assert Series.objects.get().last == THREADS * EACH
    assert len(refused) == THREADS * EACH


@pytest.mark.django_db(transaction=True)
def test_one_letter_issued_twice_at_once_has_one_number():
    town = found_town()
    furnish(town)
    letter = submitted(town, receive(town, date(2024, 9, 2)), "L12")
    said: list[str] = []
    start = threading.Barrier(2)

    def issue_it():
        start.wait()
        try:
            said.append(actions.issue(letter=letter, by=town.sun_li, day=SEPTEMBER).number)
        except Refused as problem:
            said.append(str(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=issue_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one == "云公开〔2024〕1号" for one in said) == 1
    assert Series.objects.get().last == 1
