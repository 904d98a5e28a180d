"""Does anybody find the reports of all years, of one year and of one agency, and how its figures went?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.annual import queries
from tests.people import answer, receive
from tests.web.annual.published import publish
from tests.web.pages.test_addresses import client_of

NEW = "table3.new_received.natural_person"


@pytest.fixture
def years(town):
    """云溪区 published 2021, 2022 and 2024; 白石县 and the bureau 2024, 白石县 corrected its report."""
    for year, count in ((2021, 12), (2022, 3), (2024, 5)):
        publish(town.district, year, {NEW: count})
    publish(town.county, 2024, {NEW: 8})
    publish(town.county, 2024, {NEW: 9}, version=2)
    publish(town.bureau, 2024, {NEW: 1})
    return town


def opened(name: str, *arguments: object, **query: object):
    answer = Client().get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def said(element) -> str:
    return " ".join(element.text_content().split())


def rows(tree) -> list[list[str]]:
    return [[said(cell) for cell in row] for row in tree.xpath("(//main//table)[1]/tbody/tr")]


def test_the_archive_leads_to_each_year_and_says_how_many_reports_it_has(years):
    (list_,) = opened("portal:reports").xpath("//nav[@aria-label='按年度']")
    assert [said(item) for item in list_.xpath(".//li")] == [
        "2024 年度（3 份）",
        "2022 年度（1 份）",
        "2021 年度（1 份）",
    ]
    assert list_.xpath(".//a/@href")[1] == reverse("portal:reports_of_year", args=[2022])


@pytest.mark.parametrize(
    ("sort", "first", "order"),
    [
        ("version", "示范市云溪区人民政府办公室", "ascending"),
        ("-version", "示范市白石县人民政府办公室", "descending"),
        ("kind", "示范市云溪区自然资源局", "ascending"),
        ("; drop table", "示范市云溪区人民政府办公室", "ascending"),
    ],
)
def test_a_year_is_ordered_by_any_of_its_columns(years, sort, first, order):
    tree = opened("portal:reports_of_year", 2024, sort=sort)
    found = rows(tree)
    assert found[0][0] == first
    assert sorted(row[0] for row in found) == sorted(
        one.name for one in (years.district, years.county, years.bureau)
    )
    assert tree.xpath("//th[@aria-sort]/@aria-sort") == [order]


def test_a_year_shows_of_a_corrected_report_what_was_published_last(years):
    (row,) = (row for row in rows(opened("portal:reports_of_year", 2024)) if "白石县" in row[0])
    assert row[3] == "第 2 版"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a database of its own plans otherwise")
def test_the_list_of_all_reports_is_walked_in_its_order_and_not_sorted(years):
    told = queries.listed(date(2025, 6, 1))[:50].explain()
    assert "filing_by_year" in told
    assert "TEMP B-TREE" not in told


def test_a_year_without_reports_has_no_page(years):
    for year in (2023, 1998, 99999999999999999999):
        assert Client().get(f"/reports/{year}/").status_code == 404


def test_an_agency_has_all_its_years_with_every_download(years):
    tree = opened("portal:reports_of_agency", "yunxi")
    assert [row[0] for row in rows(tree)] == ["2024 年度", "2022 年度", "2021 年度"]
    links = tree.xpath("(//main//table)[1]/tbody/tr[2]/td[last()]/a/@href")
    here = "/agencies/yunxi/reports/2022"
    assert links == [f"{here}/docx", f"{here}/pdf", f"{here}/xlsx", f"{here}.json"]


def test_the_figures_of_an_agency_are_drawn_over_the_years_and_a_missing_year_is_told(years):
    tree = opened("portal:reports_of_agency", "yunxi")
    drawing = tree.xpath("//figure[figcaption='新收申请']")[0]
    (svg,) = drawing.xpath("./svg")
    assert svg.get("role") == "img"
    title, said_of = (svg.xpath(f"./*[local-name()='{name}']")[0] for name in ("title", "desc"))
    assert svg.get("aria-labelledby").split() == [title.get("id"), said_of.get("id")]
    assert said_of.text == "2021 12件；2022 3件；2023 没有公布的年报；2024 5件。"
    table = [[said(cell) for cell in row] for row in drawing.xpath(".//tbody/tr")]
    assert table == [["2021", "12件"], ["2022", "3件"], ["2023", "没有公布的年报"], ["2024", "5件"]]


def test_an_agency_with_one_year_has_no_drawing_and_one_with_none_says_so(years):
    assert not opened("portal:reports_of_agency", "baishi").xpath("//figure")
    assert "还没有公布年度报告" in said(opened("portal:reports_of_agency", "shifan").xpath("//main")[0])


def test_the_report_draws_the_years_of_its_agency(years):
    drawing = opened("portal:report", "yunxi", 2022).xpath("//figure[@id='new-received']")[0]
    assert "2021 12件；2022 3件" in said(drawing)


def test_the_staff_see_the_published_years_beside_the_draft(filed):
    publish(filed.district, 2022, {NEW: 3})
    answer(filed, receive(filed, date(2024, 5, 6)), date(2024, 5, 20))  # after the report was published
    page = client_of(filed, "officer").get(reverse("desk:report", args=["yunxi", 2024])).content.decode()
    drawing = html.fromstring(page).xpath("//figure[figcaption='新收申请']")[0]
    (desc,) = drawing.xpath(".//*[local-name()='desc']")
    assert desc.text == "2022 3件；2023 没有公布的年报；2024 2件（今天的记录）。"
