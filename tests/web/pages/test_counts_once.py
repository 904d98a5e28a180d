"""Does a page count what it shows once, and does a list read no more than it shows?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, Release
from gongkai_web.cases import actions
from tests.people import answer, receive
from tests.web.annual.test_file import ENTERED
from tests.web.pages.test_addresses import JANUARY, YEAR, client_of


def taken(client: Client, address: str) -> list[str]:
    """The queries of that page, read twice: once for what is kept after a first request."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return [one["sql"] for one in found]


def counting(sql: list[str], table: str) -> int:
    """How many of the queries count records of that table."""
    return sum(1 for one in sql if "COUNT(" in one and f'FROM "{table}"' in one)


def test_the_report_of_the_office_counts_each_table_once(filed):
    sql = taken(client_of(filed, "officer"), reverse("desk:report", args=["yunxi", YEAR]))
    # table 三, the fees, and what section six says by itself
    assert counting(sql, "cases_case") == 3
    assert counting(sql, "cases_appeal") == counting(sql, "publishing_normativedocument") == 1
    assert [one for one in sql if "SELECT DISTINCT" in one] == [], "no year is looked for in all records"


@pytest.mark.parametrize(
    ("cell", "table"),
    [
        ("table3.granted.natural_person", "cases_case"),
        ("table3.results_total.total", "cases_case"),
        ("table3.carried_over_out.total", "cases_case"),
        ("table4.reconsideration.total", "cases_appeal"),
        ("table2.normative_documents.issued_count", "publishing_normativedocument"),
        (ENTERED[0], ""),
    ],
)
def test_an_opened_cell_counts_itself_and_nothing_else(filed, cell, table):
    sql = taken(client_of(filed, "officer"), reverse("desk:cell", args=["yunxi", YEAR, cell]))
    known = ("cases_case", "cases_appeal", "publishing_normativedocument")
    assert {one: counting(sql, one) for one in known} == {one: int(one == table) for one in known}


def test_an_opened_sum_shows_its_parts(filed):
    address = reverse("desk:cell", args=["yunxi", YEAR, "table3.results_total.natural_person"])
    tree = html.fromstring(client_of(filed, "officer").get(address).content.decode())
    (parts,) = tree.xpath("//table[caption = '由哪些数加成']")
    said = {row[0].text_content().strip(): row[1].text_content() for row in parts.xpath("tbody/tr")}
    assert len(said) == 21 + 1
    assert (said["（一）予以公开"], said["合计"]) == ("1", "1")


# – the years that have a report


def test_the_years_of_an_agency_run_from_its_first_record_to_its_last(town):
    today = date(2025, 3, 1)
    assert queries.years_of(town.district, today) == []
    case = answer(town, receive(town, date(2022, 12, 30)), date(2023, 1, 6), "unavailable_not_held")
    assert queries.years_of(town.district, today) == [2024, 2023, 2022]
    actions.file_appeal(case=case, by=town.li_qiang, day=date(2023, 2, 1), ref="1", kind="reconsideration")
    actions.conclude_appeal(case=case, by=town.li_qiang, day=date(2025, 2, 1), ref="1", result="upheld")
    assert queries.years_of(town.district, today) == [2025, 2024, 2023, 2022]
    assert queries.years_of(town.county, today) == []


# – what the public sees


def publish(town, years) -> None:
    """云溪区's reports of these years, as they were filed and released long ago."""
    document, records = {"long": "x" * 9000}, {"long": list(range(2000))}
    for year in years:
        filing = Filing(
            agency=town.district,
            year=year,
            title=f"示范市云溪区{year}年报告",
            document=document,
            records=records,
            digest=queries.digest(document, records),
            filed_on=JANUARY,
            filed_by="孙立",
        )
        filing.save()
        Release(filing=filing, released_on=JANUARY, released_by="孙立").save()


@pytest.mark.parametrize(
    ("name", "arguments"), [("portal:home", []), ("portal:reports", []), ("portal:reports_of_year", [2002])]
)
def test_a_public_list_reads_no_report_and_takes_as_many_queries_however_many_there_are(
    town, name, arguments
):
    publish(town, range(2000, 2003))
    few = taken(Client(), reverse(name, args=arguments))
    publish(town, range(1900, 1960))
    many = taken(Client(), reverse(name, args=arguments))
    assert len(few) == len(many)
    assert not [
        one
        for one in many
        for held in ("document", "records", "warnings")
        if f'"annual_filing"."{held}"' in one
    ]
    page = Client().get(reverse(name, args=arguments)).content.decode()
    assert "/agencies/yunxi/reports/2002/" in page


def test_the_public_page_of_an_agency_reads_no_report_either(town):
    publish(town, range(2000, 2003))
    sql = taken(Client(), reverse("portal:agency", args=["yunxi"]))
    assert [one for one in sql if '"annual_filing"."document"' in one] == []


def test_the_public_list_of_reports_has_pages(town):
    publish(town, range(1940, 2002))
    first, second = (
        html.fromstring(Client().get(reverse("portal:reports"), {"page": page}).content.decode())
        for page in (1, 2)
    )
    titles = [
        [
            link.text_content().strip()
            for link in tree.xpath('//main//section//a[contains(@href,"/reports/")]')
        ]
        for tree in (first, second)
    ]
    assert [len(one) for one in titles] == [50, 12]
    assert (titles[0][0], titles[1][-1]) == ("示范市云溪区2001年报告", "示范市云溪区1940年报告")
    assert first.xpath('//a[@rel="next"]/@href') == ["?page=2"]


def test_the_home_page_counts_by_the_declared_figures(filed, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)
    text = Client().get(reverse("portal:home")).content.decode()
    for said in ("4 个公开主体", "4 个机关可以网上申请", "0 件规范性文件现行有效", "1 份年度报告"):
        assert said in text
