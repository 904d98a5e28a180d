"""Does every number of the statistics say what a person counts by hand, and open a list of as many?"""

import io
import re
import zipfile
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from gongkai_web.cases import actions, figures
from gongkai_web.cases.models import Case
from gongkai_web.desk import sample, statistics
from gongkai_web.figures.span import Span
from tests.long_run import long_run
from tests.web.desk.conftest import DAY, section, titles

pytestmark = pytest.mark.slow


def numbers(tree) -> dict[str, list[str]]:
    """The rows of all tables: label → the year, the year before, the change."""
    return {
        row.xpath("th")[0].text_content().strip(): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in tree.xpath('//table[contains(@class,"years")]/tbody/tr')
    }


def test_a_mean_is_over_the_requests_that_have_days_and_a_share_over_what_could_be_in_it():
    span = Span(2024, "")
    counted = {
        figures.RESULTS: 4,
        figures.WITH_DAYS: 3,
        figures.DAYS_USED: 36,
        figures.ON_TIME: 3,
        figures.UNANSWERED: 2,
    }
    found = statistics.Numbers({(figure, span): value for figure, value in counted.items()}, None)
    assert found.mean_days(span).text == "12.0"
    assert found.on_time(span).text == "50.0%"


def test_the_numbers_are_those_counted_by_hand(office, see):
    said = numbers(see(office.town.li_qiang, "/office/statistics/?year=2024"))
    assert said["收到"] == ["8", "1", "+7（+700.0%）"]
    assert said["办结"] == ["2", "1", "+1（+100.0%）"]
    assert said["按期答复"][:2] == ["1", "1"]
    assert said["逾期答复"][:2] == ["1", "0"]
    assert said["到期仍未答复"][:2] == ["1", "0"]
    assert said["按期率"][:2] == ["33.3%", "100.0%"]
    used = [office.granted.days_used, office.denied.days_used]
    assert said["平均工作日"][:2] == [f"{sum(used) / 2:.1f}", f"{office.older.days_used:.1f}"]
    assert said["传真"][:2] == ["1", "0"]
    assert said["法律服务机构"][:2] == ["1", "0"]
    assert said["行政执法案卷"][:2] == ["1", "0"]
    assert said["有复议、诉讼的件"][:2] == ["1", "0"]
    assert said["收费通知"][:2] == ["1", "0"]


@pytest.mark.parametrize("who", ["li_qiang", "zhou_jie"])
def test_every_number_opens_a_list_of_as_many(office, see, who):
    actions.conclude_appeal(
        case=office.denied, by=office.town.li_qiang, day=DAY, ref="复1", result="corrected"
    )
    # Still pending: it has no result that could be one of those put right.
    pending = {"ref": "诉1", "kind": "litigation_direct", "day": date(2024, 5, 6)}
    actions.file_appeal(case=office.granted, by=office.town.li_qiang, **pending)
    person = getattr(office.town, who)
    tree = see(person, "/office/statistics/?year=2024")
    links = tree.xpath('//table[contains(@class,"years")]//td/a | //dl[@class="figures"]//a')
    assert len(links) > 80
    for link in links:
        assert len(titles(see(person, link.get("href")))) == int(link.text), link.get("href")
    assert numbers(tree)["纠错率"][0] == "100.0%"


# A list is asked by the days of its part, whichever that is.
@pytest.mark.parametrize("part", ["q1", *long_run("q3", "m09", "to-09-30")])
def test_a_quarter_and_a_month_stand_beside_the_same_of_the_year_before_and_open_their_lists(
    office, see, part
):
    tree = see(office.town.li_qiang, f"/office/statistics/?year=2024&part={part}")
    assert "上年同期" in tree.xpath('string(//table[contains(@class,"years")]/thead)')
    for link in tree.xpath('//table[contains(@class,"years")]//td/a'):
        opened = titles(see(office.town.li_qiang, link.get("href")))
        assert len(opened) == int(link.text), link.get("href")


def test_the_months_of_a_year_make_the_year_and_so_do_its_quarters(office, see):
    def received(part: str) -> list[int]:
        said = numbers(see(office.town.li_qiang, f"/office/statistics/?year=2024&part={part}"))
        return [int(text) for text in said["收到"][:2]]

    months = [received(f"m{month:02d}") for month in range(1, 13)]
    quarters = [received(f"q{quarter}") for quarter in range(1, 5)]
    assert [sum(column) for column in zip(*months, strict=True)] == received("")
    for at, quarter in enumerate(quarters):
        assert quarter == [sum(column) for column in zip(*months[3 * at : 3 * at + 3], strict=True)]


def test_what_is_no_part_of_a_year_is_the_whole_year(office, see):
    for part in ("q5", "m13", "to-02-30", "to-13-01", "x"):
        tree = see(office.town.li_qiang, f"/office/statistics/?year=2024&part={part}")
        assert numbers(tree)["收到"] == ["8", "1", "+7（+700.0%）"]


def test_the_leap_day_of_one_year_is_the_last_of_february_in_the_other():
    span = Span(2024, "to-02-29")
    assert (span.period.last, span.before.period.last) == (date(2024, 2, 29), date(2023, 2, 28))
    assert span.label == "2024 年 1 月 1 日至 2 月 29 日"
    assert Span(2024, "q4").before.label == "2023 年第四季度"
    assert Span(2024, "m08").label == "2024 年 8 月"


def test_the_spreadsheet_has_the_numbers_of_the_page_and_each_leads_to_its_list(office, see, sign_in):
    query = "?year=2024&part=q3"
    said = numbers(see(office.town.zhou_jie, f"/office/statistics/{query}"))
    taken = sign_in(office.town.zhou_jie).get(f"/office/statistics.xlsx{query}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    rows = {row[0]: row for row in book.get_sheet_by_name("统计").to_python()}
    for label in ("收到", "办结", "逾期答复", "收费通知"):
        assert [f"{int(value):,}" for value in rows[label][1:3]] == said[label][:2]
    with zipfile.ZipFile(io.BytesIO(taken.content)) as inside:
        links = inside.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        assert 'orientation="landscape"' in inside.read("xl/worksheets/sheet1.xml").decode()
    (address,) = re.findall(
        r'"http://testserver(/office/cases/\?figure=cases.late&amp;year=2024[^"]*)"', links
    )
    opened = titles(see(office.town.zhou_jie, address.replace("&amp;", "&")))
    assert len(opened) == rows["逾期答复"][1]
    names = [row[0] for row in book.get_sheet_by_name("各机关").to_python()]
    assert office.town.county.name in names


def test_shares_and_means_are_numbers_in_the_spreadsheet_and_today_has_its_own_sheet(office, see, sign_in):
    said = numbers(see(office.town.zhou_jie, "/office/statistics/?year=2024"))
    taken = sign_in(office.town.zhou_jie).get("/office/statistics.xlsx?year=2024")
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    rows = {row[0]: row for row in book.get_sheet_by_name("统计").to_python()}
    assert f"{rows['按期率'][1]:.1%}" == said["按期率"][0]
    for label in ("平均工作日", "工作日中位数"):
        assert f"{rows[label][1]:.1f}" == said[label][0]
    assert rows["计入工作日的件"][1] == float(said["计入工作日的件"][0])
    assert "今天" not in rows
    assert book.get_sheet_by_name("今天").to_python()[0] == ["项目", "今天"]


def test_how_it_moved_is_a_number_in_the_spreadsheet_and_its_share_another(office, see, sign_in):
    said = numbers(see(office.town.zhou_jie, "/office/statistics/?year=2024"))
    taken = sign_in(office.town.zhou_jie).get("/office/statistics.xlsx?year=2024")
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    head, *lines = book.get_sheet_by_name("统计").to_python()
    assert head[3:] == ["增减", "增减比例"]
    rows = {row[0]: row for row in lines}
    _, now, before, moved, share = rows["收到"]
    assert moved == now - before
    assert share == moved / before
    assert said["收到"][2] == f"{moved:+.0f}（{share:+.1%}）"
    assert rows["按期率"][3:] == ["", ""]
    assert all(isinstance(cell, float) or cell == "" for row in lines for cell in row[3:])


def test_the_supervisor_sees_agency_by_agency(office, see):
    tree = see(office.town.zhou_jie, "/office/statistics/?year=2024")
    said = numbers(tree)
    assert said[office.town.district.name] == [
        "8",
        "0",
        "2",
        "1",
        "1",
        "33.3%",
        said[office.town.district.name][6],
        "6",
        "1",
    ]
    assert said[office.town.county.name] == ["1", "0", "0", "0", "0", "—", "—", "1", "0"]
    assert office.town.county.name not in see(office.town.li_qiang, "/office/statistics/").text_content()
    one = numbers(see(office.town.zhou_jie, "/office/statistics/?year=2024&agency=baishi"))
    assert one["收到"][0] == "1"


def test_the_annual_report_is_one_click_away(office, see):
    tree = see(office.town.li_qiang, "/office/statistics/?year=2024")
    assert "/office/reports/yunxi/2024/" in tree.xpath("//a/@href")


def test_the_median_is_exact():
    days = {3: 1, 10: 2, 21: 1}
    assert statistics.median(days) == 10
    assert statistics.median({1: 1, 4: 1}) == Fraction(5, 2)
    assert statistics.median({}) is None


# – examples and sample


def test_the_sample_is_random_but_stable():
    keys = range(1, 1000)
    drawn = sample.drawn(keys, "2024", 10)
    assert drawn == sample.drawn(reversed(keys), "2024", 10)
    assert drawn != sample.drawn(keys, "2025", 10)
    assert drawn != sorted(drawn)
    assert sample.drawn([*drawn, 5000], "2024", 10)[:9] != sorted(drawn)[:9]


def test_only_answered_cases_of_the_year_are_sampled(office, see):
    tree = see(office.town.li_qiang, "/office/statistics/sample/?year=2024&seed=抽查&size=5")
    assert sorted(section(tree, "质量抽查")) == sorted([office.granted.title, office.denied.title])
    assert "抽查" in tree.xpath('//input[@name="seed"]/@value')


def test_the_example_of_an_outcome_is_the_one_answered_last(office):
    answered = Case.objects.filter(concluded_on__isnull=False)
    assert [case.title for case in sample.examples(answered)] == [
        office.granted.title,
        office.denied.title,
        office.older.title,
    ]
    Case.objects.filter(pk=office.older.pk).update(outcome="granted", concluded_on=DAY)
    assert [case.title for case in sample.examples(answered)] == [office.older.title, office.denied.title]


# – how often it counts


@pytest.mark.parametrize("who", ["li_qiang", "zhou_jie"])
def test_the_page_counts_in_three_queries_however_many_numbers_it_shows(office, sign_in, who):
    client = sign_in(getattr(office.town, who))
    with CaptureQueriesContext(connection) as taken:
        client.get("/office/statistics/?year=2024")
    assert len([one for one in taken if "COUNT(" in one["sql"]]) == 3
    assert len(taken) <= 12
