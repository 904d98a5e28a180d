"""云溪区 came to this house in 2024: last year's report was made elsewhere and is brought in by 李强."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.document import to_json
from gongkai.errors import ReadingError
from gongkai.render import rendered
from gongkai.report import Section, completed
from gongkai_web.annual import actions, compose, former, prose
from gongkai_web.annual.models import FormerReport, Problem
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.law.render.reports import sound
from tests.people import answer, receive
from tests.web.annual.test_file import ENTERED, JANUARY, YEAR, enter, file_it

BEFORE = YEAR - 1
PROBLEMS = "一是解读形式比较单一。二是基层公开力量薄弱。下一步，增加图表、视频解读。"

OTHER = {"agency": "示范市档案馆", "title": "示范市档案馆2023年政府信息公开工作年度报告"}


def report(town, **changes):
    """The report of 2023: five requests received, three answered, two carried over."""
    base = sound()
    counts = {
        "table3.new_received.natural_person": 5,
        "table3.granted.natural_person": 3,
        "table3.carried_over_out.natural_person": 2,
    }
    cells = {cell: 0 for cell in base.cells if cell.startswith("table2")} | completed(base.layout, counts)
    sections = tuple(
        Section(one.number, one.heading, PROBLEMS if one.number == 5 else one.text) for one in base.sections
    )
    given = {"agency": town.district.name, "year": BEFORE, "cells": cells, "sections": sections}
    given["title"] = f"{town.district.name}{BEFORE}年政府信息公开工作年度报告"
    return base.__class__(**{**{name: getattr(base, name) for name in ("form",)}, **given, **changes})


def bring(town, found=None, suffix=".docx", **changes):
    given = {"by": town.li_qiang, "agency": town.district, "year": BEFORE, "day": JANUARY}
    data = rendered(found or report(town), suffix)
    return actions.import_report(**{**given, "name": f"上年年报{suffix}", "data": data, **changes})


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx", ".html", ".json"])
def test_a_report_in_any_format_gives_carry_over_and_problems(town, suffix):
    kept = bring(town, suffix=suffix)
    found = former.report_of(town.district, BEFORE)
    assert found.count("table3.carried_over_out.natural_person") == 2
    assert (kept.year, kept.imported_by) == (BEFORE, "李强")
    assert list(Problem.objects.values_list("year", "text")) == [
        (BEFORE, "解读形式比较单一"),
        (BEFORE, "基层公开力量薄弱"),
    ]
    assert not verify().faults


def test_the_file_that_was_brought_in_last_counts_and_problems_are_taken_over_once(town):
    bring(town, suffix=".json")
    again = bring(
        town, report(town, cells=report(town).cells | {"table3.carried_over_out.natural_person": 7}), ".json"
    )
    assert former.imported(town.district, BEFORE) == again
    assert former.report_of(town.district, BEFORE).count("table3.carried_over_out.natural_person") == 7
    assert Problem.objects.count() == 2


def test_what_last_year_passed_on_is_missed_until_it_is_registered(town):
    bring(town)
    for cell in ENTERED:
        enter(town, cell, 0)
    with pytest.raises(Refused, match="上年报告结转下年2，本年上年结转填0"):
        file_it(town)
    for day in (15, 20):
        answer(town, receive(town, date(BEFORE, 12, day)), date(YEAR, 1, 3))
    assert file_it(town).version == 1


def test_the_draft_compares_with_last_years_report_and_answers_its_problems(town):
    bring(town)
    for day in (2, 3):
        receive(town, date(YEAR, 4, day))
    draft = prose.first_draft(town.district, YEAR)
    actions.write_section(
        by=town.li_qiang, agency=town.district, year=YEAR, number=1, text=draft[1], day=JANUARY
    )
    made = compose.compose(town.district, YEAR)
    assert "新收申请数量比上年减少3件" in made.sections[0].text
    problem = Problem.objects.get(text="基层公开力量薄弱")
    actions.improve_problem(by=town.li_qiang, problem=problem, improved="本年增配专职人员2名", day=JANUARY)
    assert "针对上年基层公开力量薄弱，本年增配专职人员2名" in prose.first_draft(town.district, YEAR)[5]


def test_nothing_is_compared_with_a_year_that_nobody_knows(town):
    receive(town, date(YEAR, 4, 2))
    assert "比上年" not in prose.first_draft(town.district, YEAR)[1]


def test_what_only_the_records_of_another_house_could_tell_is_not_compared(town):
    bring(town)
    actions.write_section(
        by=town.li_qiang,
        agency=town.district,
        year=YEAR,
        number=1,
        text="发布信息数量{items.published compared}。",
        day=JANUARY,
    )
    assert compose.compose(town.district, YEAR).sections[0].text == "发布信息数量上年没有数可比。"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": 2022}, "要导入的是 2023 年度的"),
        (
            {"agency": "示范市档案馆", "title": "示范市档案馆2023年政府信息公开工作年度报告"},
            "不是.*用过的名称",
        ),
    ],
)
def test_the_wrong_file_is_refused_with_what_it_is(town, changes, sentence):
    wrong = report(town, **changes)
    if "year" in changes:
        wrong = report(town, title=wrong.title.replace("2023", "2022"), **changes)
    with pytest.raises(Refused, match=sentence):
        bring(town, wrong)
    assert not FormerReport.objects.exists()


def test_a_report_under_an_older_name_is_taken_where_that_is_said(town):
    other = report(town, **OTHER)
    assert bring(town, other, other_name=True).document == to_json(former.report_of(town.district, BEFORE))


def test_a_file_that_is_no_report_is_told_and_nothing_is_kept(town):
    with pytest.raises(ReadingError):
        bring(town, data=b"no report at all", name="note.txt")
    with pytest.raises(NotAllowed):
        bring(town, by=town.zhou_jie)
    assert not FormerReport.objects.exists()


def test_what_was_filed_here_needs_no_import(town):
    for cell in ENTERED:
        enter(town, cell, 0, year=BEFORE, day=date(YEAR, 1, 20))
    file_it(town, year=BEFORE, day=date(YEAR, 1, 20))
    with pytest.raises(Refused, match="已经在本系统定稿"):
        bring(town)


def test_on_its_page_the_report_is_read_and_checked_on_the_spot(town, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)
    client = Client()
    client.force_login(town.li_qiang)
    address = reverse("report:former", args=[town.district.slug, YEAR])
    upload = SimpleUploadedFile("上年年报.docx", rendered(report(town), ".docx"))
    assert client.post(address, {"file": upload}).status_code == 302
    page = client.get(address).content.decode()
    assert "从“上年年报.docx”导入" in page
    assert "2</td>" in page
    assert "上年报告结转下年" in page
    broken = client.post(address, {"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04broken")})
    assert broken.status_code == 422
