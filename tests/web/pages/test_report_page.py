"""What does a reader find on the page of a report, and a clerk on the page of a case?"""

from datetime import date
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.form import form_of_year
from gongkai_web.annual import actions as annual
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Event
from tests.people import answer, receive
from tests.web.annual.test_file import ENTERED
from tests.web.pages.test_addresses import JANUARY, YEAR, client_of

pytestmark = pytest.mark.slow


def page(client: Client, name: str, *arguments):
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def text(element) -> str:
    return " ".join(element.text_content().split())


def test_the_tables_stand_as_printed_and_each_cell_opens_its_definition(filed):
    tree = page(Client(), "portal:report", "yunxi", YEAR)
    assert len(tree.xpath('//table[@id="table-3"]//td')) == 175
    assert len(tree.xpath('//table[@id="table-4"]//td')) == 15
    cell = tree.get_element_by_id("table3.granted.natural_person")
    assert text(cell) == "1"
    (link,) = cell.xpath("a/@href")
    there = urljoin(reverse("portal:report", args=["yunxi", YEAR]), link)
    explained = html.fromstring(Client().get(there).content.decode())
    assert "答复书" in text(explained)
    assert "未核实" not in text(explained)


def test_a_total_is_explained_as_the_sum_of_its_parts(filed):
    tree = page(Client(), "portal:cell", "yunxi", YEAR, "table3.results_total.natural_person")
    rows = [text(row) for row in tree.xpath("//tbody/tr")]
    assert len(rows) == len(form_of_year(YEAR).result_rows) + 1
    assert rows[-1] == "合计 1"


def test_a_cell_opens_its_cases_for_the_officer(filed):
    tree = page(client_of(filed, "officer"), "desk:cell", "yunxi", YEAR, "table3.granted.natural_person")
    assert filed.case.title in text(tree)
    assert f"/office/cases/{filed.case.pk}/" in tree.xpath("//a/@href")
    assert "定稿时计 1 件，其后没有变动" in text(tree)


def test_a_cell_that_counts_nothing_says_so(filed):
    tree = page(
        client_of(filed, "officer"), "desk:cell", "yunxi", YEAR, "table3.denied_state_secret.natural_person"
    )
    assert "没有记录" in text(tree)


def test_an_entered_figure_shows_its_source(filed):
    tree = page(client_of(filed, "officer"), "desk:cell", "yunxi", YEAR, ENTERED[0])
    assert "出处：台账" in text(tree)


def test_records_that_moved_since_the_filing_are_listed(filed):
    reply = Event.objects.get(case=filed.case, kind="replied")
    cases.replace_event(
        case=filed.case,
        by=filed.li_qiang,
        day=date(2025, 2, 3),
        event=reply,
        data={"outcome": "unavailable_not_held"},
        reason="结果录错",
    )
    tree = page(client_of(filed, "officer"), "desk:report", "yunxi", YEAR)
    assert "定稿后变动 4 格" in text(tree)


def test_findings_stand_beside_the_table_and_mark_their_cells(town):
    """Two cells without an entry: blank, named, and the report cannot be filed."""
    receive(town, date(2024, 3, 1))
    for cell in ENTERED[:2]:
        annual.enter_figure(
            by=town.li_qiang, agency=town.district, year=YEAR, cell=cell, value=0, source="台账", day=JANUARY
        )
    tree = page(client_of(town, "officer"), "desk:report", "yunxi", YEAR)
    blank = tree.get_element_by_id(ENTERED[2])
    assert "blank" in blank.get("class")
    (number,) = [text(mark) for mark in blank.xpath("sup")]
    finding = text(tree.get_element_by_id(f"finding-{number}"))
    assert "行政强制" in finding
    assert "没有发生的应填0" in finding


def test_the_case_page_explains_the_day_and_shows_what_comes_next(town):
    case = receive(town, date(2024, 9, 20))
    cases.ask_third_party(case=case, by=town.li_qiang, day=date(2024, 10, 8), ref="1", name="某公司")
    cases.third_party_served(case=case, by=town.li_qiang, day=date(2024, 10, 8), ref="1")
    cases.answer_third_party(case=case, by=town.li_qiang, day=date(2024, 10, 14), ref="1", consent=False)
    tree = page(client_of(town, "officer"), "casework:case", case.pk)
    assert "应于 2024-10-30（第 20 个工作日，含当日）前答复" in text(tree)
    assert "扣除征求第三方意见 2024-10-09 至 2024-10-14，共 5 个工作日" in text(tree)
    assert "作出答复" in text(tree)


def test_a_void_entry_stays_in_sight_struck_out(town):
    case = receive(town, date(2024, 9, 20))
    receipt = Event.objects.get(case=case, kind="confirmed")
    cases.void_event(case=case, by=town.li_qiang, day=date(2024, 9, 23), event=receipt, reason="日期录错")
    tree = page(client_of(town, "officer"), "casework:case", case.pk)
    assert [
        text(item) for item in tree.xpath('//ol[contains(@class,"timeline")]/li[contains(@class,"void")]')
    ]
    assert "日期录错" in text(tree)


@pytest.mark.parametrize("show", ["open", "overdue", "submitted", "served", "nonsense", ""])
def test_the_list_of_cases_is_filtered(filed, show):
    receive(filed, date(2024, 5, 6), title="仍在办理的申请")
    tree = page(client_of(filed, "officer"), "desk:cases")
    assert "仍在办理的申请" in text(tree)
    response = client_of(filed, "officer").get(reverse("desk:cases"), {"show": show})
    assert ("仍在办理的申请" in response.content.decode()) == (show in {"open", "overdue", "nonsense", ""})


def test_the_list_of_cases_takes_few_queries_however_long_it_is(town, django_assert_max_num_queries):
    for number in range(1, 12):
        receive(town, date(2024, 5, 6), title=f"第{number}件")
    client = client_of(town, "officer")
    with django_assert_max_num_queries(12):
        client.get(reverse("desk:cases"))


def test_the_nav_shows_where_one_is(filed):
    tree = page(Client(), "portal:report", "yunxi", YEAR)
    assert [text(link) for link in tree.xpath('//nav[@aria-label="主导航"]//a[@aria-current]')] == ["年报"]


def test_the_other_reading_of_table_four_can_be_exported(town):
    case = answer(town, receive(town, date(2024, 11, 1)), date(2024, 11, 20), "unavailable_not_held")
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2024, 12, 20), ref="1", kind="reconsideration")
    cases.conclude_appeal(case=case, by=town.li_qiang, day=date(2025, 2, 10), ref="1", result="upheld")
    client = client_of(town, "officer")

    def upheld(address: str) -> int:
        return client.get(address).json()["table4"]["reconsideration"]["upheld"]

    years = reverse("desk:report_json", args=["yunxi", 2025])
    (concluded, filed) = (upheld(years), upheld(f"{years}?reading=filed"))
    assert (concluded, filed) == (1, 0)
    assert client.get(f"{years}?reading=guessed").status_code == 404
    tree = page(client, "desk:report", "yunxi", 2024)
    assert len(tree.xpath('//ul[@class="downloads"]//a')) == 3 + 2


def test_the_office_takes_the_report_in_the_formats_of_the_public(filed):
    client = client_of(filed, "officer")
    tree = page(client, "desk:report", "yunxi", YEAR)
    links = tree.xpath('//ul[@class="downloads"]//a/@href')
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        (link,) = [one for one in links if one.endswith(f".{kind}")]
        taken = client.get(link)
        assert taken.content.startswith(begins)
        assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert client.get(reverse("desk:report_file", args=["yunxi", YEAR, "exe"])).status_code == 404
