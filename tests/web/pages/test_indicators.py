"""What does anybody learn of one number of the report? Its meaning, its sums, who reported what – no case."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.form import forms
from gongkai.report import BLANK, Note
from gongkai_web.annual.reported import indicators
from tests.web.annual.published import publish
from tests.web.pages.test_archive import opened, rows, said

NEW, CHARGES = "table3.new_received.natural_person", "table2.administrative_charges.amount_wan_yuan"


@pytest.fixture
def told(town):
    """云溪区 has two years, 白石县 and the bureau one; the bureau left the cell of new requests blank."""
    publish(town.district, 2023, {NEW: 4})
    publish(town.district, 2024, {NEW: 5, CHARGES: Decimal("0.1")})
    publish(town.county, 2024, {NEW: 12, CHARGES: Decimal("0.2")})
    publish(town.bureau, 2024, {NEW: None}, notes=(Note(BLANK, "空", NEW, ""),))
    return town


def table_of_agencies(**query):
    tree = opened("portal:indicator", NEW, **query)
    (table,) = tree.xpath("//section[@id='agencies']//table")
    return [[said(cell) for cell in row] for row in table.xpath("./tbody/tr")]


def test_every_cell_of_every_form_is_an_indicator_with_its_rule(told):
    known = {cell for form in forms().values() for cell in form.cells}
    assert set(indicators()) == known
    tree = opened("portal:indicators")
    links = tree.xpath("//main//tbody//a/@href")
    assert len(links) == len(set(links)) == len(known)
    for one in indicators().values():
        assert one.rule.sentence
        assert one.cell.unit


def test_an_indicator_says_what_it_means_and_in_which_years_it_stands(told):
    shown = said(opened("portal:indicator", NEW).xpath("//main")[0])
    assert "单位：件。2019 年度起" in shown
    assert "收到申请之日在本年度内的件" in shown
    assert "出处：" in shown
    old = said(opened("portal:indicator", "table2.administrative_penalty.net_change").xpath("//main")[0])
    assert "单位：项。2019—2020 年度" in old


def test_the_sums_are_drawn_and_stand_in_a_table(told):
    tree = opened("portal:indicator", NEW)
    (desc,) = tree.xpath("//figure[@id='sums']//*[local-name()='desc']")
    assert desc.text == "2023 4件；2024 17件。"
    assert [[said(cell) for cell in row] for row in tree.xpath("//section[2]/div//tbody/tr")] == [
        ["2023", "1", "1"],
        ["2024", "3", "2"],
    ]


def test_amounts_are_added_without_losing_a_place(told):
    (desc,) = opened("portal:indicator", CHARGES).xpath("//figure[@id='sums']//*[local-name()='desc']")
    assert desc.text == "2023 0万元；2024 0.3万元。"


@pytest.mark.parametrize(
    ("sort", "numbers"), [("value", ["5", "12", "空"]), ("-value", ["12", "5", "空"]), ("agency", None)]
)
def test_the_agencies_are_ordered_by_their_number_and_a_blank_is_no_zero(told, sort, numbers):
    found = [row[2] for row in table_of_agencies(sort=sort)]
    assert found == numbers or (numbers is None and sorted(found) == ["12", "5", "空"])


def test_another_year_is_shown_and_one_without_reports_leads_to_the_last(told):
    assert [row[2] for row in table_of_agencies(year="2023")] == ["4"]
    for wrong in ("1998", "去年", "9" * 30):
        assert len(table_of_agencies(year=wrong)) == 3


def test_a_number_leads_to_its_definition_and_never_to_a_case(told):
    (cell,) = opened("portal:indicator", NEW, year="2023").xpath("//section[@id='agencies']//td//a/@href")
    assert cell == reverse("portal:cell", args=["yunxi", 2023, NEW])
    links = opened("portal:cell", "yunxi", 2023, NEW).xpath("//main//a/@href")
    assert not [link for link in links if "/office/" in link or "/cases" in link]
    assert f"{reverse('portal:indicator', args=[NEW])}?year=2023" in links


def test_the_file_of_an_indicator_has_every_agency_and_year(told):
    data = Client().get(reverse("portal:indicator_csv", args=[NEW])).getvalue().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(data)))
    assert [(row["agency_key"], row["year"], row["value"], row["state"]) for row in found] == [
        ("yunxi", "2023", "4", "stated"),
        ("baishi", "2024", "12", "stated"),
        ("yunxi", "2024", "5", "stated"),
        ("yunxi-ziran", "2024", "", "blank"),
    ]
    assert found[0]["source"] == "http://testserver/agencies/yunxi/reports/2023/"


def test_before_anything_is_published_the_page_says_so(town):
    assert "还没有公布的年报有这一格" in said(opened("portal:indicator", NEW).xpath("//main")[0])
    assert Client().get(reverse("portal:indicator", args=["table3.granted.nobody"])).status_code == 404


def test_the_page_of_the_set_says_what_it_holds_and_leads_to_each_file(told):
    tree = opened("portal:data")
    shown = said(tree.xpath("//main")[0])
    assert "公布的 4 份年报" in shown
    assert "SHA-256" in shown
    assert [row[0] for row in rows(tree)][:3] == ["agency_key", "agency", "agency_kind"]
    for link in tree.xpath("(//main//ul[@class='downloads'])[1]//a/@href"):
        answer = Client().get(link)
        assert answer.status_code == 200
        assert answer.getvalue() if answer.streaming else answer.content
