"""Who gets what at every address of yearly assessments? Made from the URL list itself."""

from itertools import product

import pytest
from django.urls import reverse

from gongkai_web.oversight.assessment.urls import urlpatterns
from tests.web.assessment.told import begun, objected, told
from tests.web.oversight.home import client_of

WHO = {
    "anonymous": None,
    "officer": "li_qiang",
    "writer": "zhou_jie",
    "leader": "zheng_gang",
    "elsewhere": "he_jing",
    "operator": "operator",
    "stranger": "stranger",
}
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
# Of the house that makes it: nothing of it is there for a unit, nor for whoever runs the system.
KEPT = {**SIGNED_IN, **dict.fromkeys(("officer", "elsewhere", "operator", "stranger"), 404)}
DONE = {**KEPT, "writer": 302, "leader": 302}  # by POST, and back to the assessment
UNIT = {**KEPT, "officer": 200}  # the points of 云溪区
EXPECTED = {
    "assessments": SIGNED_IN,
    "new": {**SIGNED_IN, "operator": 403, "stranger": 403},
    "assessment": {**KEPT, "officer": 302, "elsewhere": 302},  # to their own points
    "register": KEPT,
    "announce": DONE,
    "issue": {**KEPT, "writer": 403},
    "add": KEPT,
    "change": KEPT,
    "remove": DONE,
    "judge": KEPT,
    "answer": KEPT,
    "unit": UNIT,
    "object": {**UNIT, "writer": 403, "leader": 403},
}
POSTED = ("announce", "remove")


@pytest.fixture
def arguments(town):
    """The points of 2026, against which 李强 objected; those of 2025 are prepared."""
    made = told(town)
    objection, prepared = objected(town, made), begun(town, year=2025)
    one, next_one = {"pk": made.pk}, {"pk": prepared.pk}
    hand = {**next_one, "indicator": prepared.indicators.get(rule="entered", removed=False).pk}
    return {
        "assessments": {},
        "new": {},
        **dict.fromkeys(("assessment", "register", "issue"), one),
        **dict.fromkeys(("announce", "add"), next_one),
        **dict.fromkeys(("change", "remove"), hand),
        "judge": {**hand, "slug": "yunxi"},
        "answer": {**one, "objection": objection.pk},
        "unit": {**one, "slug": "yunxi"},
        "object": {**one, "slug": "yunxi"},
    }


def answered(client, name, given) -> int:
    address = reverse(f"assessment:{name}", kwargs=given)
    return (client.post if name in POSTED else client.get)(address).status_code


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(WHO[who] and getattr(town, WHO[who]))
    # What is put out of use is not there any more for the acts after it.
    names = sorted(EXPECTED, key=lambda name: name == "remove")
    answers = {name: answered(client, name, arguments[name]) for name in names}
    assert answers == {name: expected[who] for name, expected in EXPECTED.items()}


def test_a_guessed_key_finds_nothing_and_what_is_posted_is_not_read(town, arguments):
    client = client_of(town.zhou_jie)
    guesses = ({"pk": 99999}, {"indicator": 99999}, {"objection": 99999}, {"slug": "nowhere"})
    for name, guess in product(EXPECTED, guesses):
        if set(guess) <= set(arguments[name]):
            assert answered(client, name, {**arguments[name], **guess}) == 404, (name, guess)
    for name in POSTED:
        assert client.get(reverse(f"assessment:{name}", kwargs=arguments[name])).status_code == 405
