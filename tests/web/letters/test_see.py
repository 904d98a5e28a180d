"""Who gets what at every address of letters? A new address without an expectation fails."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.audit.models import AuditLine
from gongkai_web.letters import urls
from gongkai_web.letters.models import Letter
from tests.people import receive
from tests.web.letters.written import issued, posted, sealed

pytestmark = pytest.mark.slow

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
SEEN = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
WRITTEN = {**SEEN, "supervisor": 404}
LISTS = {**dict.fromkeys(WHO, 200), "anonymous": 302}
POSTED = {**dict.fromkeys(WHO, 405), "anonymous": 302}
LETTER, CASE = {"pk": None}, {"pk": "case"}

# address → (its arguments, what each of WHO gets by GET)
EXPECTED = {
    "letters": ({}, LISTS),
    "together": ({}, POSTED),
    "bulk": ({}, LISTS),
    "case_paper": ({**CASE, "code": "P01", "fmt": "pdf"}, SEEN),
    "new": ({**CASE, "act": "reply"}, WRITTEN),
    "letter": (LETTER, SEEN),
    "edit": (LETTER, {**dict.fromkeys(WHO, 404), "anonymous": 302}),  # it is issued
    **dict.fromkeys(
        (
            "revise",
            "submit",
            "decide",
            "issue",
            "seal",
            "dispatch",
            "serve",
            "repost",
            "proof",
            "send_back",
            "void",
        ),
        (LETTER, POSTED),
    ),
    **dict.fromkeys(("clean", "accept"), ({**LETTER, "file": 1}, POSTED)),
    "sealed": (LETTER, SEEN),
    "document": ({**LETTER, "fmt": "docx"}, SEEN),
    "envelope": ({**LETTER, "fmt": "pdf"}, SEEN),
    "service_record": ({**LETTER, "fmt": "docx"}, SEEN),
    "answer_sheet": ({**LETTER, "fmt": "docx"}, SEEN),
}


@pytest.fixture
def sent(office, case):
    """A letter to a third party that has left the house."""
    office.letter = posted(office, sealed(office, issued(office, case, "P08", "ask_third_party")))
    office.case = case
    return office


def signed_in(town, who: str) -> Client:
    client = Client()
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    if who in people:
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(town, name: str, **changes) -> str:
    wanted = {None: town.letter.pk, "case": town.case.pk}
    given = {key: wanted.get(value, value) for key, value in EXPECTED[name][0].items()}
    return reverse(f"letters:{name}", kwargs={**given, **changes})


def test_every_address_has_an_expectation():
    assert sorted(EXPECTED) == sorted(one.name for one in urls.urlpatterns)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(sent, who):
    client = signed_in(sent, who)
    got = {name: client.get(address(sent, name)) for name in EXPECTED}
    assert {name: one.status_code for name, one in got.items()} == {
        name: expected[who] for name, (_, expected) in EXPECTED.items()
    }
    led = [one.url for one in got.values() if one.status_code == 302]
    assert all(url.startswith("/sign-in/?next=/office/letters/") for url in led)


def test_a_guessed_id_finds_nothing(sent):
    client = signed_in(sent, "officer")
    for name in [name for name in EXPECTED if EXPECTED[name][0]]:
        assert client.get(address(sent, name, pk=99999)).status_code in (404, 405), name
        assert client.post(address(sent, name, pk=99999)).status_code in (404, 405), name


@pytest.mark.parametrize("who", ["elsewhere", "stranger"])
def test_he_jing_and_the_stranger_change_nothing(sent, who):
    before, client = Letter.objects.values().get(), signed_in(sent, who)
    for name in [name for name in EXPECTED if EXPECTED[name][1] is POSTED]:
        response = client.post(address(sent, name), {"letter": sent.letter.pk, "reason": "试"})
        assert response.status_code == (200 if name == "together" else 404), name
        assert Letter.objects.values().get() == before, name


def test_the_supervisor_sees_and_changes_nothing(sent):
    before = Letter.objects.values().get()
    client = signed_in(sent, "supervisor")
    page = client.get(address(sent, "letter")).content.decode()
    assert "登记送达" not in page
    client.post(address(sent, "serve"), {"day": "2024-09-11", "receiver": "王芳"})
    assert Letter.objects.values().get() == before


OF_A_LETTER = [name for name, (given, who) in EXPECTED.items() if who is POSTED and given == LETTER]


@pytest.mark.parametrize("typed", [{}, {"day": "2024-09-11", "receiver": "王芳", "reason": "写错了受文人"}])
def test_what_the_supervisor_sends_is_refused_with_403_the_reason_and_what_was_typed(sent, typed):
    before, client = Letter.objects.values().get(), signed_in(sent, "supervisor")
    for name in [*OF_A_LETTER, "together"]:
        page = client.post(address(sent, name), {**typed, "letter": sent.letter.pk})
        assert page.status_code == 403, name
        said = page.content.decode()
        assert "没有提交" in said, name
        assert re.search("周洁.*不是示范市云溪区人民政府办公室的", said), name
        assert all(value in said for value in typed.values()), name
        assert Letter.objects.values().get() == before, name


def test_he_jing_sees_no_letter_of_another_county_in_the_list(sent):
    assert sent.letter.number in signed_in(sent, "officer").get("/office/letters/").content.decode()
    for who in ("elsewhere", "stranger"):
        for state in ("open", "all", "dispatched"):
            page = signed_in(sent, who).get("/office/letters/", {"state": state}).content.decode()
            assert sent.letter.number not in page


PAPERS = ("case_paper", "sealed", "document", "envelope", "service_record", "answer_sheet")


@pytest.mark.parametrize("name", PAPERS)
def test_whoever_takes_a_paper_leaves_a_line_and_whoever_may_not_leaves_none(sent, name):
    for who in WHO:
        before = AuditLine.objects.count()
        signed_in(sent, who).get(address(sent, name))
        assert AuditLine.objects.count() - before == (who in ("officer", "supervisor")), who
    line = AuditLine.objects.order_by("position").last()
    assert line.actor_name == "周洁"
    assert line.agency_id == sent.district.pk
    assert "王芳" not in str(line.detail)


def test_of_letters_printed_together_each_leaves_a_line(office, case):
    other = receive(office, date(2024, 9, 3))
    letters = [issued(office, one, "P08", "ask_third_party") for one in (case, other)]
    chosen = {"act": "print", "letter": [one.pk for one in letters]}
    signed_in(office, "officer").post(reverse("letters:together"), chosen)
    lines = AuditLine.objects.filter(act="office.take_paper").values_list("subject", flat=True)
    assert sorted(lines) == sorted(f"letters.Letter:{one.pk}" for one in letters)
