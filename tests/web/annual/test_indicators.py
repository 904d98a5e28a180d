"""孙立 opens the sheet of the year of 云溪区: every indicator with its records, and which sums hold."""

import io
from datetime import date

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.drafting.references import Reference
from gongkai.indicators import asked, indicators
from gongkai_web.annual.indicators import sheet_of
from gongkai_web.annual.numbers import unknown
from gongkai_web.figures.registry import registry
from tests.people import answer, receive

YEAR, JANUARY = 2024, date(2025, 1, 20)


@pytest.fixture
def made(town, monkeypatch):
    """Two requests came, one was answered; it is 20 January."""
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    receive(town, date(2024, 12, 30))
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)
    return town


def browser(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
def test_every_indicator_is_counted_by_a_figure_that_there_is():
    assert [told for one in asked(YEAR) if (told := unknown(Reference(one)))] == []


def test_what_falls_apart_is_split_by_what_its_figure_knows():
    for one in indicators().values():
        if one.splits:
            known = {dimension.id for dimension in registry().named(one.counted.figure).by}
            assert {split.by for split in one.splits} <= known, one.code


def test_the_sheet_counts_what_the_report_counts(made):
    sheet = sheet_of(made.district, YEAR)
    by_cell = {line.cell: line.value for line in sheet.lines if line.cell}
    assert by_cell["table3.new_received.total"] == 2
    assert by_cell["table3.carried_over_out.natural_person"] == 1
    assert sheet.failing == ()


def test_a_number_opens_its_records_and_what_is_not_registered_is_no_zero(made):
    page = browser(made.sun_li).get(reverse("report:indicators", args=["yunxi", YEAR])).content.decode()
    assert reverse("desk:cell", args=["yunxi", YEAR, "table3.new_received.total"]) in page
    assert reverse("desk:figure", args=["items.published"]) in page
    assert "未登记" in page
    assert "相符" in page


def test_the_workbook_is_one_sheet_with_every_line_and_every_check(made):
    taken = browser(made.sun_li).get(reverse("report:indicators_file", args=["yunxi", YEAR]))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    (name,) = book.sheet_names
    rows = book.get_sheet_by_name(name).to_python()
    sheet = sheet_of(made.district, YEAR)
    assert [row[1].strip("　") for row in rows[2 : 2 + len(sheet.lines)]] == [
        line.label for line in sheet.lines
    ]
    assert {row[1] for row in rows} >= {check.sentence for check in sheet.checks}


def test_the_page_tells_the_parts_of_a_number_where_they_are_asked_for(made):
    asking, sun_li = reverse("report:indicators", args=["yunxi", YEAR]), browser(made.sun_li)
    plain = sun_li.get(asking).content.decode()
    assert "?parts=published#published" in plain
    assert "各分项" not in plain
    told = sun_li.get(asking, {"parts": "published"}).content.decode()
    assert "主动公开信息总数0，各分项（0 项）之和＝0：相符" in told
    assert '<tr id="published">' in told
    assert "?parts=published#published" not in told
    assert "?parts=published_channels#published_channels" in told
    assert sun_li.get(asking, {"parts": "nothing"}).status_code == 404
