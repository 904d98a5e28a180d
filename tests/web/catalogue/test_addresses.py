"""Who gets what at every address of the catalogue? Made from its own list of addresses."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.publishing.catalogue.pages.urls import urlpatterns

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
PUBLIC = dict.fromkeys(WHO, 200)
STAFF = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
KEEPERS = {**STAFF, "supervisor": 403}
YUNXI = {"slug": "yunxi"}

EXPECTED = {
    "catalogues": ({}, {**dict.fromkeys(WHO, 200), "anonymous": 302}),
    "terms": ({}, {**dict.fromkeys(WHO, 200), "anonymous": 302}),
    "catalogue": (YUNXI, STAFF),
    "column": ({"pk": None}, STAFF),
    "column_act": ({"pk": None, "act": "rename"}, KEEPERS),
    "seed": (YUNXI, KEEPERS),
    "open": (YUNXI, KEEPERS),
    "schedule": (YUNXI, STAFF),
    "scheduled": ({**YUNXI, "year": 2025, "key": "government_budget"}, KEEPERS),
    "references": (YUNXI, STAFF),
    "contact": (YUNXI, KEEPERS),
    "field": (YUNXI, KEEPERS),
    "close_field": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),  # there is none
    "source": (YUNXI, KEEPERS),
    "close_source": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),
    "waiting": (YUNXI, STAFF),
    "waiting_one": ({**YUNXI, "pk": 1}, {**STAFF, "officer": 404, "supervisor": 404}),  # there is none
    "waiting_let_out": ({**YUNXI, "pk": 1}, {**dict.fromkeys(WHO, 405), "anonymous": 302}),
    "waiting_send_back": ({**YUNXI, "pk": 1}, {**STAFF, "officer": 404, "supervisor": 404}),
    "standard": (YUNXI, STAFF),
    "standard_enter": (YUNXI, KEEPERS),
    "standard_fulfil": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),
    "standard_end": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),
    "public_standard": (YUNXI, PUBLIC),
    "standard_file": ({**YUNXI, "fmt": "csv"}, PUBLIC),
    "enterprises": (YUNXI, STAFF),
    "enterprise_new": (YUNXI, KEEPERS),
    "enterprise_cover": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),
    "enterprise_end": ({**YUNXI, "pk": 1}, {**KEEPERS, "officer": 404}),
    "public_enterprises": (YUNXI, PUBLIC),
    "tree": (YUNXI, PUBLIC),
    "public_column": ({**YUNXI, "address": "guide"}, PUBLIC),
}
GUESSED = (
    {"slug": "nowhere"},
    {"pk": 99999},
    {"act": "burn"},
    {"key": "poem"},
    {"address": "nothing"},
    {"fmt": "exe"},
)


def client_of(town, who):
    client = Client()
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    if who in people:
        client.force_login(people[who])
    return client


def address(column, name, **changes):
    given = {key: column("guide").pk if one is None else one for key, one in EXPECTED[name][0].items()}
    return reverse(f"catalogue:{name}", kwargs={**given, **changes})


def test_every_address_has_an_expectation():
    assert sorted(one.name for one in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(seeded, column, who):
    client = client_of(seeded, who)
    found = {name: client.get(address(column, name)).status_code for name in EXPECTED}
    assert found == {name: expected[who] for name, (_, expected) in EXPECTED.items()}


@pytest.mark.parametrize("who", ["officer", "elsewhere", "anonymous"])
def test_a_guessed_address_finds_nothing(seeded, column, who):
    client = client_of(seeded, who)
    tried = [
        (name, guess) for name, guess in product(EXPECTED, GUESSED) if set(guess) <= set(EXPECTED[name][0])
    ]
    found = {(name, *guess): client.get(address(column, name, **guess)).status_code for name, guess in tried}
    hidden = {404, 302} if who == "anonymous" else {404}
    del found["waiting_let_out", "slug"], found["waiting_let_out", "pk"]  # only a button leads there
    assert {key: status for key, status in found.items() if status not in hidden} == {}
