"""Who gets what at every address of findings? Made from the URL list itself."""

from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai_web.oversight.rectification import actions
from gongkai_web.oversight.rectification.models import Finding, FindingEvent
from gongkai_web.oversight.rectification.urls import urlpatterns
from tests.web.interaction.written import sent as told_of
from tests.web.rectification.found import MONDAY, found, sent

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
SIGNED_IN = {**dict.fromkeys(WHO, 200), "anonymous": 302}
SEEN = {**SIGNED_IN, "elsewhere": 404, "stranger": 404}
KEPT = {**SEEN, "officer": 403}
EXPECTED = {
    "findings": SIGNED_IN,
    "register": SIGNED_IN,
    "taking": SIGNED_IN,
    "take": {**dict.fromkeys(WHO, 405), "anonymous": 302},  # by POST only
    "take_run": {**dict.fromkeys(WHO, 405), "anonymous": 302},
    "new": {**SIGNED_IN, "stranger": 403},
    "notify": {**dict.fromkeys(WHO, 302)},  # nothing is ticked: back to the ledger
    "notice": SEEN,
    "paper": SEEN,
    "finding": SEEN,
    "file": SEEN,
    "reply": {**SEEN, "supervisor": 403},
    "recheck": KEPT,
    "evidence": KEPT,
    "move": KEPT,
    "prolong": KEPT,
    "pause": KEPT,
    "resume": KEPT,
    "merge": KEPT,
    "void": SEEN,
}
PICTURE = b"%PDF-1.4\n"


def client_of(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def people(town):
    return {
        "anonymous": None,
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }


def handed_in(town, finding: Finding) -> int:
    """周洁 adds a text file as evidence through the page; its key."""
    client_of(town.zhou_jie).post(
        reverse("rectification:evidence", args=[finding.pk]),
        {
            "day": "2026-06-01",
            "excerpt": "栏目页",
            "file": SimpleUploadedFile("看到的.txt", "栏目空白".encode()),
        },
    )
    return finding.events.last().data["files"][0]


@pytest.fixture
def arguments(town, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    finding = sent(town)
    notice = finding.events.last().data["notice"]
    key = handed_in(town, finding)
    one = {"pk": finding.pk}
    bare = {"findings", "register", "new", "notify", "taking"}
    found_at = {name: {} if name in bare else one for name in EXPECTED}
    return found_at | {
        "notice": {"pk": notice},
        "paper": {"pk": notice, "fmt": "docx"},
        "file": {**one, "file": key},
        "void": {**one, "event": FindingEvent.objects.last().pk},
    }


def test_every_address_has_an_expectation():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, arguments, who):
    client = client_of(people(town)[who])
    answers = {
        name: client.get(reverse(f"rectification:{name}", kwargs=arguments[name])).status_code
        for name in EXPECTED
    }
    assert answers == {name: expected[who] for name, expected in EXPECTED.items()}


def test_a_guessed_key_finds_nothing(town, arguments):
    client = client_of(town.zhou_jie)
    for name, guess in product(EXPECTED, ({"pk": 99999}, {"event": 99999}, {"file": 99999})):
        if set(guess) <= set(arguments[name]) and name not in {"take", "take_run"}:
            address = reverse(f"rectification:{name}", kwargs={**arguments[name], **guess})
            assert client.get(address).status_code == 404, address


def test_evidence_is_not_to_be_had_before_the_notice(town, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    finding = found(town)
    key = handed_in(town, finding)
    address = reverse("rectification:file", args=[finding.pk, key])
    assert client_of(town.zhou_jie).get(address).status_code == 200
    for other in (reverse("files:download", args=[key]), address):
        assert client_of(town.li_qiang).get(other).status_code == 404


def test_several_of_one_unit_are_sent_in_one_notice_and_those_of_two_units_are_not(town):
    first, second = found(town), found(town, rule="首页链接", place="首页")
    third = found(town, agency=town.county)
    client = client_of(town.zhou_jie)
    both = f"{reverse('rectification:notify')}?finding={first.pk}&finding={second.pk}"
    assert client.get(f"{both}&finding={third.pk}").status_code == 302
    sent_form = {"day": "2026-06-01", "due_on": "2026-06-15", "reference": "示政办督〔2026〕3号", "words": ""}
    answer = client.post(both, sent_form, follow=True)
    page = answer.content.decode()
    assert "已通知" in page
    assert "示政办督〔2026〕3号" in page
    assert [one.notified_on for one in Finding.objects.order_by("pk")] == [MONDAY, MONDAY, None]


def test_what_was_typed_stays_when_the_act_is_refused(town):
    finding = sent(town)
    answer = client_of(town.li_qiang).post(
        reverse("rectification:reply", args=[finding.pk]),
        {"words": "已更新三条", "file": SimpleUploadedFile("坏.pdf", b"nothing")},
    )
    assert answer.status_code == 422
    assert "已更新三条" in answer.content.decode()


def test_a_fault_that_the_public_told_of_is_taken_into_the_ledger_once(town):
    message = told_of(town)
    client = client_of(town.zhou_jie)
    assert message.title in client.get(reverse("rectification:taking")).content.decode()
    for _ in range(2):
        page = client.post(reverse("rectification:take", args=[message.pk]), follow=True).content.decode()
    assert message.title in page
    assert message.text not in page
    assert Finding.objects.count() == 1
    assert message.title not in client.get(reverse("rectification:taking")).content.decode()
    assert client_of(town.he_jing).post(reverse("rectification:take", args=[message.pk])).status_code == 404


def test_the_notice_stays_as_it_was_sent_when_a_finding_is_moved(town):
    finding = sent(town)
    notice = finding.events.last().data["notice"]
    given = {"finding": finding, "by": town.zhou_jie, "day": MONDAY}
    actions.move(**given, to=town.county, reason="栏目由白石县维护")
    actions.notify(findings=[finding], by=town.zhou_jie, day=MONDAY)
    address = reverse("rectification:notice", args=[notice])
    old, new = client_of(town.li_qiang), client_of(town.he_jing)
    page = old.get(address).content.decode()
    assert finding.title in page
    assert reverse("rectification:finding", args=[finding.pk]) not in page
    assert old.get(reverse("rectification:paper", args=[notice, "docx"])).status_code == 200
    course = new.get(reverse("rectification:finding", args=[finding.pk])).content.decode()
    assert address not in course
    assert new.get(address).status_code == 404


def test_a_finding_tells_nothing_of_another_that_its_reader_does_not_see(town):
    finding, hidden = sent(town), sent(town, rule="首页链接", title="另一处别的单位的问题", place="首页")
    given = {"by": town.zhou_jie, "day": MONDAY}
    actions.merge(finding=finding, into=hidden, **given)
    actions.move(finding=hidden, to=town.county, reason="栏目由白石县维护", **given)
    address = reverse("rectification:finding", args=[finding.pk])
    assert hidden.title in client_of(town.zhou_jie).get(address).content.decode()
    assert hidden.title not in client_of(town.li_qiang).get(address).content.decode()
