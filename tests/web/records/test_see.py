"""Who gets what at every address of these registers? Made from the URL list itself."""

from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.cases import actions as cases
from gongkai_web.records import actions
from gongkai_web.records.urls import urlpatterns
from tests.people import answer, receive
from tests.web.records.test_corrections import asked, decided

REF = "云政复〔2026〕3号"
WHO = ("anonymous", "officer", "head", "supervisor", "elsewhere", "stranger")
SEEN = {
    **dict.fromkeys(("officer", "head", "supervisor"), 200),
    "anonymous": 302,
    **dict.fromkeys(("elsewhere", "stranger"), 404),
}
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
HANDLED = {**SEEN, "supervisor": 403}
NEW = {**dict.fromkeys(WHO, 200), "anonymous": 302, "supervisor": 403, "stranger": 403}
EXPECTED = {
    "corrections": SIGNED_IN,
    "correction_new": NEW,
    "correction": SEEN,
    "correction_decide": HANDLED,
    "correction_tell": HANDLED,
    "correction_void": HANDLED,
    "correction_letter": SEEN,
    "proposals": SIGNED_IN,
    "proposal_new": NEW,
    "proposal": SEEN,
    "proposal_decide": {**HANDLED, "officer": 403},
    "proposal_published": HANDLED,
    "proposal_mend": HANDLED,
    "proposal_reopen": {**HANDLED, "officer": 403},
    "proposal_form": SEEN,
    "bundle": SEEN,
    "bundle_file": SEEN,
}


@pytest.fixture
def arguments(town):
    """One of each at 云溪区; the arguments of each address."""
    correction = asked(town)
    event = decided(town, correction)
    case = answer(town, receive(town, date(2026, 3, 2)), date(2026, 3, 20))
    proposal = actions.propose(
        by=town.li_qiang,
        agency=town.district,
        day=date(2026, 3, 23),
        title="征地补偿方案",
        cases=[case],
        by_applicant=True,
        proposer_name="王芳",
    )
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2026, 5, 6), ref=REF, kind="reconsideration")
    bundle = actions.build_bundle(case=case, ref=REF, by=town.li_qiang, day=date(2026, 5, 12))
    one, two = {"pk": correction.pk}, {"pk": proposal.pk}
    return {
        "corrections": {},
        "correction_new": {},
        "correction": one,
        "correction_decide": one,
        "correction_tell": one,
        "correction_void": {**one, "event": event.pk},
        "correction_letter": {**one, "fmt": "docx"},
        "proposals": {},
        "proposal_new": {},
        "proposal": two,
        "proposal_decide": two,
        "proposal_published": two,
        "proposal_mend": two,
        "proposal_reopen": two,
        "proposal_form": {**two, "fmt": "docx"},
        "bundle": {"pk": case.pk, "ref": REF},
        "bundle_file": {"pk": bundle.pk, "fmt": "pdf"},
    }


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
    answers = {name: client.get(reverse(f"records:{name}", kwargs=arguments[name])) for name in EXPECTED}
    assert {name: one.status_code for name, one in answers.items()} == {
        name: expected[who] for name, expected in EXPECTED.items()
    }
    if who == "anonymous":
        assert all(one.url.startswith("/sign-in/?next=/office/records/") for one in answers.values())


def test_a_guessed_id_finds_nothing(town, arguments):
    guesses = ({"pk": 99999}, {"fmt": "exe"}, {"ref": "别的案号"}, {"event": 99999})
    client = client_of(town, "head")
    for name, guess in product(EXPECTED, guesses):
        if set(guess) <= set(arguments[name]):
            address = reverse(f"records:{name}", kwargs={**arguments[name], **guess})
            assert client.get(address).status_code == 404, (name, guess)


def test_the_lists_of_another_county_do_not_have_them(town, arguments):
    for name in ("corrections", "proposals"):
        url = reverse(f"records:{name}")
        wanted = "不动产登记簿上的房屋面积" if name == "corrections" else "征地补偿方案"
        assert wanted in client_of(town, "supervisor").get(url).content.decode()
        for who in ("elsewhere", "stranger"):
            assert wanted not in client_of(town, who).get(url).content.decode()
