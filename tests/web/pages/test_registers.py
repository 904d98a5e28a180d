"""Who gets what at every address of these registers? Made from the URL list itself."""

from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.casework import bundle_urls
from gongkai_web.corrections.urls import urlpatterns as of_corrections
from gongkai_web.letters import actions as letters
from gongkai_web.proposals import actions as proposals
from gongkai_web.proposals.urls import urlpatterns as of_proposals
from tests.people import answer, receive
from tests.web.corrections.test_corrections import asked, decided

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
POSTED = {"proposals:proposal_draft"}  # nothing is there to be read
EXPECTED = {
    "corrections:corrections": SIGNED_IN,
    "corrections:correction_new": NEW,
    "corrections:correction": SEEN,
    "corrections:correction_decide": HANDLED,
    "corrections:correction_tell": HANDLED,
    "corrections:correction_void": HANDLED,
    "corrections:correction_letter": SEEN,
    "proposals:proposals": SIGNED_IN,
    "proposals:proposal_new": NEW,
    "proposals:proposal": SEEN,
    "proposals:proposal_decide": {**HANDLED, "officer": 403},
    "proposals:proposal_published": HANDLED,
    "proposals:proposal_draft": {**dict.fromkeys(WHO, 405), "anonymous": 302},
    "proposals:proposal_mend": HANDLED,
    "proposals:proposal_reopen": {**HANDLED, "officer": 403},
    "proposals:proposal_form": SEEN,
    "bundles:bundle": SEEN,
    "bundles:bundle_file": SEEN,
}


@pytest.fixture
def arguments(town):
    """One of each at 云溪区; the arguments of each address."""
    correction = asked(town)
    event = decided(town, correction)
    case = answer(town, receive(town, date(2026, 3, 2)), date(2026, 3, 20))
    proposal = proposals.propose(
        by=town.li_qiang,
        agency=town.district,
        day=date(2026, 3, 23),
        title="征地补偿方案",
        cases=[case],
        by_applicant=True,
        proposer_name="王芳",
    )
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2026, 5, 6), ref=REF, kind="reconsideration")
    bundle = letters.build_bundle(case=case, ref=REF, by=town.li_qiang, day=date(2026, 5, 12))
    one, two = {"pk": correction.pk}, {"pk": proposal.pk}
    return {
        "corrections:corrections": {},
        "corrections:correction_new": {},
        "corrections:correction": one,
        "corrections:correction_decide": one,
        "corrections:correction_tell": one,
        "corrections:correction_void": {**one, "event": event.pk},
        "corrections:correction_letter": {**one, "fmt": "docx"},
        "proposals:proposals": {},
        "proposals:proposal_new": {},
        "proposals:proposal": two,
        "proposals:proposal_decide": two,
        "proposals:proposal_published": two,
        "proposals:proposal_draft": two,
        "proposals:proposal_mend": two,
        "proposals:proposal_reopen": two,
        "proposals:proposal_form": {**two, "fmt": "docx"},
        "bundles:bundle": {"pk": case.pk, "ref": REF},
        "bundles:bundle_file": {"pk": bundle.pk, "fmt": "pdf"},
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
    lists = {"corrections": of_corrections, "proposals": of_proposals, "bundles": bundle_urls.urlpatterns}
    names = [f"{room}:{pattern.name}" for room, patterns in lists.items() for pattern in patterns]
    assert sorted(names) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(town, who)
    answers = {name: client.get(reverse(name, kwargs=arguments[name])) for name in EXPECTED}
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
            address = reverse(name, kwargs={**arguments[name], **guess})
            ask = client.post if name in POSTED else client.get
            assert ask(address).status_code == 404, (name, guess)


def test_the_lists_of_another_county_do_not_have_them(town, arguments):
    for name in ("corrections:corrections", "proposals:proposals"):
        url = reverse(name)
        wanted = "不动产登记簿上的房屋面积" if name == "corrections:corrections" else "征地补偿方案"
        assert wanted in client_of(town, "supervisor").get(url).content.decode()
        for who in ("elsewhere", "stranger"):
            assert wanted not in client_of(town, who).get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "fmt"),
    [
        ("corrections:correction_letter", "docx"),
        ("proposals:proposal_form", "docx"),
        ("bundles:bundle_file", "pdf"),
        ("bundles:bundle_file", "zip"),
    ],
)
def test_whoever_takes_a_paper_leaves_a_line(town, arguments, name, fmt):
    for who in WHO:
        before = AuditLine.objects.count()
        client_of(town, who).get(reverse(name, kwargs={**arguments[name], "fmt": fmt}))
        assert AuditLine.objects.count() - before == (who in ("officer", "head", "supervisor")), who
    assert AuditLine.objects.order_by("position").last().actor_name == "周洁"
