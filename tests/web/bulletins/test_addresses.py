"""Who gets what at every address of bulletins? Made from the URL list itself."""

from itertools import product

import pytest
from django.urls import reverse

from gongkai_web.oversight.bulletins.urls import urlpatterns
from tests.web.bulletins.written import drafted, issued, submitted
from tests.web.oversight.home import client_of

WHO = {
    "anonymous": None,
    "officer": "li_qiang",
    "writer": "zhou_jie",
    "leader": "zheng_gang",
    "operator": "operator",
    "stranger": "stranger",
}
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
NOBODY = {"operator": 404, "stranger": 404}
TOLD = {**SIGNED_IN, **NOBODY}  # of what was issued: a unit to which it went, too
KEPT = {**TOLD, "officer": 404}  # of what is not issued
DONE = {**KEPT, "writer": 302, "leader": 302}  # by POST, and back to the bulletin
EXPECTED = {
    "bulletins": SIGNED_IN,
    "new": {**SIGNED_IN, "operator": 403, "stranger": 403},
    "bulletin": TOLD,
    "number": {**TOLD, "officer": 403},
    "paper": TOLD,
    "revise": KEPT,
    "decide": {**KEPT, "writer": 403},
    "issue": KEPT,
    "drop": KEPT,
    "submit": DONE,
    "receive": {**TOLD, "officer": 302, "writer": 403, "leader": 403},
}
POSTED = ("submit", "receive")


@pytest.fixture
def arguments(town):
    out, waits = issued(town), submitted(town, drafted(town))
    told = {"pk": out.pk}
    special = {
        "bulletins": {},
        "new": {},
        **dict.fromkeys(("bulletin", "number"), told),
        "paper": {**told, "fmt": "docx"},
        "receive": {**told, "recipient": out.recipients.get(agency=town.district).pk},
    }
    return {name: special.get(name, {"pk": waits.pk}) for name in EXPECTED}


def answered(client, name, given) -> int:
    address = reverse(f"bulletins:{name}", kwargs=given)
    if name in POSTED:
        return client.post(address).status_code
    return client.get(address, {"counted": "rectification.found"} if name == "number" else {}).status_code


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(WHO[who] and getattr(town, WHO[who]))
    answers = {name: answered(client, name, arguments[name]) for name in EXPECTED}
    assert answers == {name: expected[who] for name, expected in EXPECTED.items()}


def test_a_guessed_key_finds_nothing_and_what_is_posted_is_not_read(town, arguments):
    client = client_of(town.zhou_jie)
    for name, guess in product(EXPECTED, ({"pk": 99999}, {"recipient": 99999}, {"fmt": "exe"})):
        if set(guess) <= set(arguments[name]):
            assert answered(client, name, {**arguments[name], **guess}) == 404, (name, guess)
    for name in POSTED:
        assert client.get(reverse(f"bulletins:{name}", kwargs=arguments[name])).status_code == 405
