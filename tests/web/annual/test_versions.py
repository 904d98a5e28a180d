"""A case was entered under the wrong outcome, and found after the report was public. What is put right, by
whom, from which case – and does the first version still explain itself when records and law have moved?
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai.document import from_json
from gongkai_web.annual import actions, compose
from gongkai_web.annual.explanation import explain
from gongkai_web.annual.revision import revision
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Event
from gongkai_web.errors import Refused
from tests.lawfolder import LawFolder
from tests.people import WANG_FANG, answer, check_report, receive
from tests.web.annual.test_file import ENTERED, JANUARY, YEAR, enter, file_it

LATER = date(2025, 2, 10)
GRANTED = "table3.granted.natural_person"
NOT_HELD = "table3.unavailable_not_held.natural_person"
REASON = "一件申请的办理结果登记错误"


@pytest.fixture
def corrected(town, monkeypatch):
    """The first version says 予以公开, the second 本机关不掌握相关政府信息."""
    town.case = answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        enter(town, cell, 0)
    town.first = file_it(town)
    actions.release_report(by=town.sun_li, filing=town.first, day=JANUARY)
    reply = Event.objects.get(case=town.case, kind="replied")
    cases.replace_events(
        case=town.case,
        by=town.li_qiang,
        day=LATER,
        changes=[
            cases.Replacement(
                reply,
                data={
                    "outcome": "unavailable_not_held",
                    "reason": "经检索没有",
                    "article": "《条例》第三十六条第（四）项",
                },
            )
        ],
        reason="办理结果登记错误",
        on_paper=True,
    )
    town.second = file_it(town, day=LATER, reason=REASON)
    monkeypatch.setattr(timezone, "localdate", lambda *_: LATER)
    return town


def seen(person, name, *arguments):
    client = Client()
    if person:
        client.force_login(person)
    return html.fromstring(client.get(reverse(name, args=arguments)).content.decode())


def words(tree):
    return " ".join(tree.text_content().split())


def test_the_cells_the_case_and_the_reason_stand_beside_each_other(corrected):
    found = revision(corrected.first, corrected.second)
    cells = {one.cell: (one.old, one.new) for one in found.cells}
    assert cells == {
        GRANTED: ("1", "0"),
        NOT_HELD: ("0", "1"),
        "table3.granted.total": ("1", "0"),
        "table3.unavailable_not_held.total": ("0", "1"),
    }
    (moved,) = found.records
    assert moved.opens == corrected.case
    said = words(seen(corrected.li_qiang, "report:version", corrected.district.slug, YEAR, 2))
    assert f"更正的理由：{REASON}" in said
    assert f"{corrected.case} 表三「（一）予以公开·自然人」 表三「1.本机关不掌握相关政府信息·自然人」" in said
    assert "由孙立定稿" in said


def test_the_public_is_told_what_was_put_right_and_no_case(corrected):
    actions.release_report(by=corrected.sun_li, filing=corrected.second, day=LATER)
    tree = seen(None, "portal:report", corrected.district.slug, YEAR)
    assert f"本年报已经更正，这是第 2 版。原来的第 1 版 2025-01-20 公布。更正的理由：{REASON}" in words(tree)
    (table,) = tree.xpath('//table[caption="更正的数"]')
    assert "表三「（一）予以公开·自然人」 1 0" in words(table)
    assert WANG_FANG not in words(tree)
    assert str(corrected.case) not in words(tree)


def test_a_frozen_number_opens_the_records_that_were_counted_whatever_they_say_today(corrected):
    where = (corrected.district.slug, YEAR, 1)
    for cell in (GRANTED, "table3.results_total.total"):
        tree = seen(corrected.li_qiang, "report:frozen_cell", *where, cell)
        assert corrected.case.title in words(tree)
    tree = seen(corrected.li_qiang, "report:frozen_cell", *where, GRANTED)
    assert "：1" in tree.xpath("string(//h1)")
    assert "其中 1 件不再计入这一格，另有 0 件新计入" in words(tree)


def test_a_frozen_number_is_explained_by_the_rule_of_its_day(corrected, tmp_path):
    report, rule = from_json(corrected.first.document), "results"
    then = explain(report, YEAR, GRANTED, corrected.first.basis)
    law = LawFolder(tmp_path / "law")
    law.replace("counting.yaml", then.rule.sentence, "改了的口径。")
    with law.installed():
        assert explain(report, YEAR, GRANTED).rule.sentence == "改了的口径。"
        assert explain(report, YEAR, GRANTED, corrected.first.basis) == then
        tree = seen(corrected.li_qiang, "report:frozen_cell", corrected.district.slug, YEAR, 1, GRANTED)
        assert then.rule.sentence in words(tree)
        public = seen(None, "portal:cell", corrected.district.slug, YEAR, GRANTED)
        assert then.rule.sentence in words(public)
    assert corrected.first.basis["rules"][rule]["sentence"] == then.rule.sentence


def test_a_filing_keeps_the_days_off_with_which_terms_were_counted(corrected):
    days = corrected.first.basis["calendar"]
    assert days["2024-10-01"].startswith("放假（国庆")
    assert days["2024-02-04"].startswith("上班")
    assert "放假（国庆" in words(seen(corrected.li_qiang, "report:version", corrected.district.slug, YEAR, 1))


def test_a_version_with_a_later_one_behind_it_is_not_published(corrected):
    enter(corrected, ENTERED[0], 2, day=LATER)
    third = file_it(corrected, day=LATER, reason=REASON)
    with pytest.raises(Refused, match="另有第3版定稿，第2版不再公布"):
        actions.release_report(by=corrected.sun_li, filing=corrected.second, day=LATER)
    actions.release_report(by=corrected.sun_li, filing=third, day=LATER)


@pytest.mark.parametrize("kind", ["natural_person", "commercial_enterprise"])
def test_what_is_entered_while_the_cells_are_counted_is_not_half_frozen(corrected, monkeypatch, kind):
    """The cell of enterprises was nought, and no records were listed for it."""
    check_report(corrected, corrected.district, YEAR, LATER)
    found = compose.findings

    def meanwhile(*given):
        receive(corrected, date(2024, 5, 6), applicant_kind=kind)
        return found(*given)

    monkeypatch.setattr(compose, "findings", meanwhile)
    with pytest.raises(Refused, match="没有定稿，请再定稿一次"):
        actions.file_report(
            by=corrected.sun_li, agency=corrected.district, year=YEAR, day=LATER, reason=REASON
        )
