"""Do the faults of a report that was handed in enter the ledger once, and are they rechecked by machine?"""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.document import from_json
from gongkai_web.annual.campaign.collecting import actions, findings, mending
from gongkai_web.annual.campaign.models import Decision
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.oversight.rectification import actions as ledger
from gongkai_web.oversight.rectification.facts import Source, Status
from gongkai_web.oversight.rectification.models import Finding
from tests.web.campaign.reports import faulty
from tests.web.collecting.lists import DISTRICT, IN_TIME, SCHOOL, campaign_of, report_of


def handed_in(town, unit, made):
    return actions.submit_report(by=town.li_qiang, unit=unit, document=made, day=IN_TIME)


def wrong(unit, **changes):
    return faulty() | {"agency": unit.name} | changes


@pytest.fixture
def units(town):
    return campaign_of(town)[1]


@pytest.fixture
def handed(town, units):
    """云溪区 handed in a report whose table three does not add up."""
    return handed_in(town, units[DISTRICT], wrong(units[DISTRICT]))


def taken(town, submission, by=None):
    return mending.take_submission(submission=submission, by=by or town.zhou_jie, day=IN_TIME)


def test_each_fault_enters_once_with_its_evidence(town, handed):
    faults = mending.to_take(findings.reviewed(handed))
    assert faults
    assert taken(town, handed).said == f"新登记 {len(faults)} 条，台账里已有 0 条。"
    assert (taken(town, handed).new, Finding.objects.count()) == (0, len(faults))
    one = Finding.objects.order_by("pk").first()
    assert (one.source, one.agency, one.status, one.times) == (Source.REPORT, town.district, Status.NEW, 1)
    assert "2024 年年报：" in one.place
    seen = one.evidence.get()
    assert seen.address == reverse("collecting:submission", args=[handed.pk])
    assert seen.excerpt.startswith(one.text)
    assert verify().sound


def test_the_same_fault_handed_in_again_is_evidence_of_the_same_entry_once(town, handed):
    taken(town, handed)
    again = handed_in(town, handed.unit, wrong(handed.unit))
    first = taken(town, again)
    assert (first.new, taken(town, again)) == (0, first)
    assert {one.times for one in Finding.objects.all()} == {2}
    with pytest.raises(Refused, match="后来又交了一份"):
        taken(town, handed)


def test_the_corrected_report_mends_what_it_has_no_more(town, handed):
    taken(town, handed)
    handed_in(town, handed.unit, report_of(handed.unit))
    assert {one.status for one in Finding.objects.all()} == {Status.MENDED}
    told = Finding.objects.first().events.last()
    assert (told.person_name, told.data["note"]) == ("", "第 2 次提交，没有再查到。")
    assert verify().sound


def test_what_is_still_there_goes_back_to_the_unit(town, handed):
    taken(town, handed)
    known = list(Finding.objects.all())
    ledger.notify(findings=known, by=town.zhou_jie, day=IN_TIME, due_on=IN_TIME.replace(month=3))
    for one in known:
        ledger.reply(finding=one, by=town.li_qiang, day=IN_TIME, words="表三已经改正")
    handed_in(town, handed.unit, wrong(handed.unit))
    assert {(one.status, one.rounds) for one in Finding.objects.all()} == {(Status.OPEN, 1)}


def test_a_sentence_with_another_wrong_number_is_the_same_fault(handed):
    report, fault = from_json(handed.document), mending.to_take(findings.reviewed(handed))[0].finding

    def key(message: str) -> str:
        return mending._key(replace(fault, cells=(), message=message), report, handed)

    assert key("正文写收到 12 件，又写收到 15 件。") == key("正文写收到 1,200 件，又写收到 16 件。")
    assert key("正文写收到 12 件，又写收到 15 件。") != key("正文写公开 12 件，又写公开 15 件。")


def test_what_somebody_holds_for_no_fault_does_not_enter(town, handed):
    for one in mending.to_take(findings.reviewed(handed)):
        given = {"decision": Decision.DISMISSED, "reason": "单位已说明", "day": IN_TIME}
        actions.judge(by=town.zhou_jie, submission=handed, key=one.key, **given)
    with pytest.raises(Refused, match="没有可以登记的问题"):
        taken(town, handed)


def test_only_whoever_keeps_the_ledger_takes_it_and_a_unit_outside_has_none(town, handed, units):
    with pytest.raises(NotAllowed):
        taken(town, handed, by=town.stranger)
    with pytest.raises(Refused, match="不是本平台的机关"):
        taken(town, handed_in(town, units[SCHOOL], wrong(units[SCHOOL])))


def test_the_page_takes_them(town, handed):
    client = Client()
    client.force_login(town.zhou_jie, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("collecting:submission", args=[handed.pk])).content.decode()
    assert "处问题到整改台账" in page
    answer = client.post(reverse("collecting:take", args=[handed.pk]), follow=True)
    assert "已登记到整改台账：新登记" in answer.content.decode()
    assert Finding.objects.exists()
