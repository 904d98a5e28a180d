"""Does a clean-up take what was in force, judge each document, and end by its public result what it ends?"""

from datetime import date

import pytest
from django.test import Client

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.documents import actions, queries
from gongkai_web.publishing.documents.actions import Judged
from gongkai_web.publishing.documents.figures import CLEANED, HELD, MARKED
from gongkai_web.publishing.documents.models import CleanUp
from gongkai_web.publishing.documents.queries import Standing
from gongkai_web.publishing.figures import IN_FORCE, REPEALED
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.models import DocumentChange
from tests.web.documents.registered import (
    approved_result,
    begun,
    drafted_result,
    fresh,
    issue,
    judged,
)
from tests.web.items.written import DAY

YEAR = Period.of_year(2026)


def numbers() -> tuple[int, ...]:
    return tuple(count(one, EVERYWHERE, YEAR) for one in (HELD, CLEANED, MARKED, REPEALED, IN_FORCE))


def test_it_takes_what_was_in_force_on_its_day_and_nothing_else(office, three):
    register.end_document(
        by=office.li_qiang, document=three[0], day=date(2026, 1, 5), ending="repealed", basis="甲"
    )
    issue(office, "云政规〔2026〕9号", "以后的办法", issued_on=date(2026, 3, 2))
    issue(office, "白政规〔2024〕1号", "别处的办法", by=office.he_jing, agency=office.county)
    found = begun(office, as_of=date(2026, 3, 1))
    assert [row.document for row in found.rows.all()] == three[1:]
    earlier = begun(office, as_of=date(2026, 1, 4))
    assert [row.document for row in earlier.rows.all()] == three


def test_its_published_result_ends_what_it_ends_and_keeps_the_rest(office, three):
    _, edition = approved_result(office, three)
    assert numbers() == (0, 0, 0, 0, 3)
    assert queries.standing(CleanUp.objects.get()) == Standing.IN_REVIEW
    items.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert queries.standing(CleanUp.objects.get()) == Standing.PUBLISHED
    assert [fresh(document).ending for document in three] == ["", "repealed", "declared_invalid"]
    assert numbers() == (1, 3, 2, 2, 1)
    made = DocumentChange.objects.order_by("document")
    assert [(change.day, change.reason) for change in made] == [(DAY, "年度定期清理")] * 2
    assert not verify().faults


def test_the_public_reads_each_verdict_and_its_reason(office, three):
    _, edition = approved_result(office, three)
    items.publish(edition=edition, by=office.li_qiang, day=DAY)
    page = Client().get(f"/items/{edition.item_id}/").content.decode()
    for words in ("清理 3 件，继续有效 1 件、废止 1 件、宣布失效 1 件", "任务已完成", "云政规〔2024〕2号"):
        assert words in page
    ended = Client().get(f"/documents/{three[1].pk}/").content.decode()
    assert "已废止 2026-03-02（2026年行政规范性文件清理结果）" in ended


def test_nothing_ends_before_the_result_is_public(office, three):
    approved_result(office, three)
    assert not DocumentChange.objects.exists()


def test_every_document_is_judged_first(office, three):
    one = begun(office)
    actions.judge(clean_up=one, by=office.li_qiang, day=DAY, judged={three[0].pk: Judged("kept")})
    with pytest.raises(Refused, match="还有 2 件没有认定"):
        actions.form_result(clean_up=one, by=office.li_qiang, day=DAY)


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Judged("repealed"), "须写明理由"),
        (Judged("to_amend", " "), "须写明理由"),
        (Judged("forgotten", "甲"), "不认识的清理结果"),
    ],
)
def test_a_verdict_without_its_reason_is_refused(office, three, verdict, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.judge(clean_up=begun(office), by=office.li_qiang, day=DAY, judged={three[0].pk: verdict})


def test_verdicts_rest_while_the_result_is_reviewed_and_open_again_without_it(office, three):
    one, edition = drafted_result(office, three)
    given = {"clean_up": one, "by": office.li_qiang, "day": DAY, "judged": {three[0].pk: Judged("kept")}}
    with pytest.raises(Refused, match="请先作废那份草稿"):
        actions.judge(**given)
    items.drop(edition=edition, by=office.li_qiang, day=DAY, reason="认定有误")
    actions.judge(**{**given, "judged": {three[1].pk: Judged("kept")}})
    item = actions.form_result(clean_up=one, by=office.li_qiang, day=DAY)
    assert item.pk != edition.item_id
    assert not verify().faults


def test_a_result_that_says_something_else_than_the_verdicts_is_told(office, three):
    one, edition = drafted_result(office, three)
    assert not queries.strayed(one)
    items.edit(edition=edition, by=office.li_qiang, day=DAY, group="effects", values={"repeals": []}, seen=1)
    assert queries.strayed(CleanUp.objects.get())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"as_of": date(2026, 3, 3)}, "还没有到"),
        ({"as_of": date(2020, 1, 1)}, "没有登记的现行有效的文件"),
        ({"title": " "}, "请填写清理的名称"),
        ({"reason": ""}, "须写明理由"),
    ],
)
def test_a_clean_up_of_nothing_is_refused(office, three, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        begun(office, **changes)


def test_only_staff_of_the_agency_cleans_up(office, three):
    for person in (office.he_jing, office.zhou_jie, office.stranger):
        with pytest.raises(NotAllowed):
            begun(office, by=person)


def test_a_verdict_that_was_changed_around_the_program_is_named(office, three):
    one = judged(office, three)
    one.rows.filter(verdict="repealed").update(verdict="kept")
    (fault,) = verify().faults
    assert (fault.ledger, fault.fields) == ("规范性文件清理", ("verdicts",))
