"""What happens to a document after its issue, and what is said of it on which day?"""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from gongkai_web.annual import tally
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing import actions, jobs
from gongkai_web.publishing.actions import DocumentGiven
from gongkai_web.publishing.figures import IN_FORCE, REPEALED
from gongkai_web.publishing.marks import mark_of
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from tests.web.documents.confirmed import confirmed

ISSUED, MAY = date(2024, 3, 1), date(2024, 5, 1)


def issue(town, number="云政规〔2024〕3号", **changes) -> NormativeDocument:
    given = {
        "by": town.li_qiang,
        "agency": town.district,
        "kind": "normative_document",
        "title": "云溪区停车场管理办法",
        "number": number,
        "issued_on": ISSUED,
    }
    return confirmed(town, actions.issue_document(**{**given, **changes}))


def fresh(document) -> NormativeDocument:
    return NormativeDocument.objects.get(pk=document.pk)


def said(document, day) -> str:
    return mark_of(fresh(document), day).text


def in_force(day) -> int:
    return count(IN_FORCE, EVERYWHERE, Period.of_day(day))


def repealed(year) -> int:
    return count(REPEALED, EVERYWHERE, Period.of_year(year))


def test_an_amended_document_stays_in_force_and_says_since_when_and_by_what(town):
    document = issue(town)
    by = issue(town, "云政规〔2024〕5号", title="关于修改云溪区停车场管理办法的决定")
    actions.amend_document(
        by=town.li_qiang, document=document, day=MAY, reason="调整收费时段", by_document=by
    )
    assert said(document, date(2024, 4, 30)) == "现行有效"
    assert said(document, MAY) == "已修改 2024-05-01（云政规〔2024〕5号）"
    assert in_force(MAY) == 2
    assert not verify().faults


def test_both_documents_lead_to_each_other(town):
    document = issue(town)
    by = issue(town, "云政规〔2024〕5号", title="关于废止云溪区停车场管理办法的决定")
    actions.end_document(
        by=town.li_qiang, document=document, day=MAY, ending="repealed", by_document=by, reason="已有新规定"
    )
    old = Client().get(f"/documents/{document.pk}/").content.decode()
    assert "本件自 2024-05-01 起被" in old
    assert f'href="/documents/{by.pk}/"' in old
    new = Client().get(f"/documents/{by.pk}/").content.decode()
    assert "本件自 2024-05-01 起废止" in new
    assert "本件废止" not in new, "this would be read as its own end"
    assert f'href="/documents/{document.pk}/"' in new
    assert "已废止 2024-05-01（云政规〔2024〕5号）" in Client().get("/documents/").content.decode()


def test_what_a_document_did_to_another_is_not_read_as_done_to_itself(town):
    document = issue(town, expires_on=date(2025, 12, 31))
    by = issue(town, "云政规〔2024〕5号", title="关于云溪区停车场管理办法的决定")
    given = {"by": town.li_qiang, "document": document, "by_document": by}
    actions.extend_document(**given, day=MAY, until=date(2027, 12, 31), reason="评估后继续执行")
    actions.end_document(**given, day=date(2024, 9, 1), ending="declared_invalid", reason="已有新规定")
    page = " ".join(re.sub(r"<[^>]+>", " ", Client().get(f"/documents/{by.pk}/").content.decode()).split())
    name = "《云溪区停车场管理办法》（云政规〔2024〕3号）"
    assert f"本件自 2024-09-01 起宣布 {name} 失效" in page
    assert f"本件自 2024-05-01 起延长 {name} 的有效期，到 2027-12-31" in page


def test_a_term_that_is_over_ends_a_document_also_before_the_clock_writes_it_down(town):
    document = issue(town, expires_on=date(2025, 12, 31))
    assert in_force(date(2025, 12, 31)) == 1
    assert in_force(date(2026, 1, 1)) == 0
    assert (repealed(2025), repealed(2026)) == (0, 1)
    assert said(document, date(2026, 1, 1)) == "有效期届满已失效 2026-01-01"
    assert tally.cells(town.district, 2026)["table2.normative_documents.repealed_count"] == 1


def test_the_clock_writes_a_lapse_down_once_on_its_day(town):
    document = issue(town, expires_on=date(2025, 12, 31))
    issue(town, "云政规〔2024〕4号")
    assert actions.expire_due(date(2025, 12, 31)) == []
    (made,) = actions.expire_due(date(2026, 1, 3))
    assert (made.document, made.day, made.person) == (document, date(2026, 1, 1), None)
    assert actions.expire_due(date(2026, 1, 4)) == []
    assert not verify().faults


def test_the_clock_asks_every_day(town, monkeypatch):
    issue(town, expires_on=date(2025, 12, 31))
    found = []
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=day: day)
        found.append(jobs.expire_documents.func())
    assert found == [0, 1, 0]


def test_an_extended_document_holds_until_its_new_last_day(town):
    document = issue(town, expires_on=date(2025, 12, 31))
    given = {"by": town.li_qiang, "document": document, "reason": "评估后继续执行"}
    with pytest.raises(Refused, match="应晚于现在的 2025-12-31"):
        actions.extend_document(**given, day=MAY, until=date(2025, 12, 31))
    actions.extend_document(**given, day=MAY, until=date(2027, 12, 31))
    assert in_force(date(2027, 12, 31)) == 1
    assert in_force(date(2028, 1, 1)) == 0
    assert not verify().faults
    with pytest.raises(Refused, match="已于 2028-01-01 失效"):
        actions.extend_document(**given, day=date(2028, 1, 2), until=date(2029, 12, 31))


def test_a_repeal_before_the_term_is_over_counts_as_a_repeal(town):
    document = issue(town, expires_on=date(2025, 12, 31))
    actions.end_document(
        by=town.li_qiang, document=document, day=MAY, ending="repealed", basis="示府〔2024〕9号"
    )
    assert (repealed(2024), repealed(2026)) == (1, 0)
    assert said(document, MAY) == "已废止 2024-05-01（示府〔2024〕9号）"
    assert actions.expire_due(date(2026, 1, 3)) == []


def test_a_wrong_repeal_is_void_and_the_document_stands_as_before(town):
    document = issue(town)
    actions.end_document(by=town.li_qiang, document=document, day=MAY, ending="repealed", basis="甲")
    wrong = DocumentChange.objects.get()
    with pytest.raises(Refused, match="须写明理由"):
        actions.void_change(by=town.li_qiang, change=wrong, day=MAY, reason=" ")
    with pytest.raises(NotAllowed):
        actions.void_change(by=town.he_jing, change=wrong, day=MAY, reason="记错了文件")
    actions.void_change(by=town.li_qiang, change=wrong, day=MAY, reason="记错了文件")
    assert said(document, MAY) == "现行有效"
    assert in_force(MAY) == 1
    assert not verify().faults
    with pytest.raises(Refused, match="已经作废"):
        actions.void_change(by=town.li_qiang, change=wrong, day=MAY, reason="记错了文件")


def test_a_document_whose_repeals_stand_is_not_void(town):
    document, by = issue(town), issue(town, "云政规〔2024〕5号")
    actions.end_document(
        by=town.li_qiang, document=document, day=MAY, ending="repealed", by_document=by, reason="已有新规定"
    )
    with pytest.raises(Refused, match="修改、废止过别的文件"):
        actions.void_document(by=town.li_qiang, document=by, day=MAY, reason="重复登记")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "须写明理由"),
        ({"basis": ""}, "请写明修改的依据"),
        ({"day": date(2024, 2, 29)}, "早于成文日期"),
        ({"today": date(2024, 4, 30)}, "还没有到"),
    ],
)
def test_an_amendment_without_its_facts_is_refused(town, changes, sentence):
    given = {"by": town.li_qiang, "document": issue(town), "day": MAY, "reason": "调整", "basis": "甲"}
    with pytest.raises(Refused, match=sentence):
        actions.amend_document(**{**given, **changes})


def test_a_wrong_day_of_the_row_is_told_by_the_trail(town):
    document = issue(town)
    actions.end_document(by=town.li_qiang, document=document, day=MAY, ending="repealed", basis="甲")
    NormativeDocument.objects.update(ended_on=date(2024, 6, 1))
    (fault,) = verify().faults
    assert fault.key == str(document.pk)


def test_a_corrected_text_corrects_its_row(town):
    document = issue(town)
    given = DocumentGiven("normative_document", document.title, ISSUED, MAY, number="云政规〔2024〕7号")
    actions.enter(agency=town.district, by=None, given=given, document=document)
    assert (fresh(document).number, fresh(document).effective_from) == ("云政规〔2024〕7号", MAY)
    assert said(document, ISSUED) == "尚未施行（2024-05-01 起施行）"
    assert not verify().faults
