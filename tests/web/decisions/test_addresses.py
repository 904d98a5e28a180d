"""Who gets what at every address of major decisions? Made from the URL list itself."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.publishing.decisions.urls import urlpatterns
from tests.web.decisions.conftest import TODAY

WHO = ("anonymous", "officer", "head", "supervisor", "elsewhere", "stranger")
ANYBODY = dict.fromkeys(WHO, 200)
SIGNED_IN = {**ANYBODY, "anonymous": 302}
SEEN = {**SIGNED_IN, "elsewhere": 404, "stranger": 404}
HANDLED = {**SEEN, "supervisor": 403}
EXPECTED = {
    "decisions": ANYBODY,
    "one": ANYBODY,
    "kept": SIGNED_IN,
    "new": {**SIGNED_IN, "supervisor": 403, "stranger": 403},
    "kept_one": SEEN,
    "stage": HANDLED,
    "void": HANDLED,
}


@pytest.fixture
def arguments(parking, enter):
    event = enter("listed", TODAY)
    one = {"pk": parking.pk}
    lists: dict[str, dict[str, int]] = {"decisions": {}, "kept": {}, "new": {}}
    return {"one": one, "kept_one": one, "stage": one, "void": {**one, "event": event.pk}, **lists}


def client_of(town, who: str) -> Client:
    people = {
        "officer": town.li_qiang,
        "head": town.sun_li,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    client = Client()
    if who in people:
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(town, who)
    got = {
        name: client.get(reverse(f"decisions:{name}", kwargs=arguments[name])).status_code
        for name in EXPECTED
    }
    assert got == {name: expected[who] for name, expected in EXPECTED.items()}


def test_a_guessed_number_finds_nothing(town, arguments):
    client = client_of(town, "officer")
    for name in ("one", "kept_one", "stage", "void"):
        address = reverse(f"decisions:{name}", kwargs={**arguments[name], "pk": 99999})
        assert client.get(address).status_code == 404
    foreign = reverse("decisions:void", kwargs={**arguments["void"], "event": 99999})
    assert client.get(foreign).status_code == 404
