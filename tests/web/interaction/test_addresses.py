"""Who gets what at every address of messages? Made from the URL list itself."""

from itertools import product

import pytest
from django.urls import reverse

from gongkai_web.interaction.pages.urls import urlpatterns
from tests.web.interaction.written import answered, client_of, drafted, sent

WHO = ("anonymous", "officer", "head", "supervisor", "elsewhere", "stranger")
PUBLIC, CLOSED = dict.fromkeys(WHO, 200), dict.fromkeys(WHO, 404)
SIGNED_IN = {**PUBLIC, "anonymous": 302}
SEEN = {**SIGNED_IN, "elsewhere": 404, "stranger": 404}
HANDLED = {**SEEN, "supervisor": 403}
EXPECTED = {
    "answers": PUBLIC,
    "answer": PUBLIC,
    "ask": PUBLIC,
    "form": PUBLIC,
    "questions": PUBLIC,
    "solved": PUBLIC,
    "receipt": CLOSED,
    "follow": PUBLIC,
    "leave": dict.fromkeys(WHO, 405),  # by POST only
    "mine": CLOSED,  # the code alone opens it
    "again": CLOSED,
    "rate": dict.fromkeys(WHO, 405),
    "messages": SIGNED_IN,
    "register": SIGNED_IN,
    "new": {**SIGNED_IN, "supervisor": 403, "stranger": 403},
    "message": SEEN,
    "assign": HANDLED,
    "transfer": HANDLED,
    "draft": HANDLED,
    "decide": {**HANDLED, "officer": 403},
    "reopen": HANDLED,
    "changed": HANDLED,
    "withdraw": HANDLED,
    "void": HANDLED,
}


@pytest.fixture
def arguments(town):
    """A message of 云溪区 whose answer is public, and one that is being reviewed."""
    public, review = answered(town, sent(town)), sent(town)
    drafted(town, review)
    one = {"pk": public.pk}
    found = dict.fromkeys(EXPECTED, one)
    bare = {"answers", "ask", "questions", "solved", "receipt", "follow", "leave", "messages", "register"}
    found |= {name: {} for name in EXPECTED if name in bare}
    kind = {"kind": "fault"}
    event = {**one, "event": public.events.last().pk}
    return found | {"form": kind, "new": kind, "decide": {"pk": review.pk}, "void": event}


def people(town):
    return {
        "anonymous": None,
        "officer": town.li_qiang,
        "head": town.sun_li,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(people(town)[who])
    answers = {
        name: client.get(reverse(f"interaction:{name}", kwargs=arguments[name])).status_code
        for name in EXPECTED
    }
    assert answers == {name: expected[who] for name, expected in EXPECTED.items()}


def test_a_guessed_id_finds_nothing(town, arguments):
    client = client_of(town.sun_li)
    for name, guess in product(EXPECTED, ({"pk": 99999}, {"kind": "nothing"}, {"event": 99999})):
        if set(guess) <= set(arguments[name]) and name != "rate":
            address = reverse(f"interaction:{name}", kwargs={**arguments[name], **guess})
            assert client.get(address).status_code == 404, address


def test_another_agency_reads_nothing_of_it(town):
    message = sent(town)
    client = client_of(town.he_jing)
    assert message.title not in client.get(reverse("interaction:messages")).content.decode()
    assert message.title in client_of(town.zhou_jie).get(reverse("interaction:messages")).content.decode()
