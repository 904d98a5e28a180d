"""Do the numbers of the review count what was reviewed, and does each open the rows that it counts?"""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.period import Period, Scope
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.review_figures import REVIEW_DAYS
from tests.web.items.written import (
    again,
    approved,
    decide,
    drafted,
    furnish,
    keep_secrets,
    published,
    submitted,
)

DAY = date(2026, 3, 2)


@pytest.fixture
def office(town, monkeypatch):
    """云溪区: two published, one of them late; one returned; two under review; one draft past its day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: DAY)
    office = furnish(town)
    published(office)
    late = submitted(office, date(2026, 2, 20), content={"formed_on": date(2026, 1, 5)}, looked="补发")
    decide(office.zhao_min, late, DAY)
    keep_secrets(office.chen_jing, late, DAY)
    decide(office.sun_li, late, DAY)
    actions.publish(edition=again(late), by=office.li_qiang, day=DAY)
    decide(office.zhao_min, submitted(office), approve=False)
    submitted(office, date(2026, 2, 27))
    decide(office.zhao_min, submitted(office, content={"title": "养老服务"}))
    drafted(office, date(2026, 1, 6), content={"formed_on": date(2026, 1, 5)})
    return office


def see(person, address):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def said(tree) -> dict[str, str]:
    rows = [*reversed(tree.xpath("//main//tr[th and td]"))]  # a step is called as the review is: the first
    return {
        row.xpath("./th")[0].text_content().strip(): row.xpath("./td")[0].text_content().strip()
        for row in rows
    }


def test_how_much_was_reviewed_how_fast_and_what_came_back(office):
    found = said(see(office.sun_li, reverse("desk:review_numbers") + "?year=2026"))
    assert found["审查意见"] == "8"
    assert found["审查通过"] == "2"
    assert found["保密审查"] == "2"
    assert found["审查退回"] == "1"
    assert found["科室负责人审核"] == "1"
    assert found["平均用时（日）"] == "5.0"
    assert (found["分管领导"], found["保密审查员"]) in {("0", "2"), ("0", "1")}


def test_the_two_gauges_count_what_is_due_and_not_out_and_what_went_out_late(office):
    found = said(see(office.sun_li, reverse("desk:review_numbers") + "?year=2026"))
    assert found["到期未公开的信息"] == "1"
    assert found["超期公开的信息"] == "1"
    assert found["及时率"] == "50.0%"


def test_each_attribute_has_its_number_and_its_share(office):
    """手册00 行65: 三种属性件数、占比."""
    inside = {"attribute": "withheld", "attribute_reason": "内部事务", "reassess_on": date(2027, 3, 1)}
    actions.keep_inside(edition=approved(office, content=inside), by=office.li_qiang, day=DAY)
    found = said(see(office.sun_li, reverse("desk:review_numbers") + "?year=2026"))
    assert (found["主动公开"], found["依申请公开"], found["不予公开"]) == ("2", "0", "1")
    shares = [found[f"{one}占比"] for one in ("主动公开", "依申请公开", "不予公开")]
    assert shares == ["66.7%", "0.0%", "33.3%"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_the_texts_of_what_was_reviewed_are_not_read_to_count_it(office):
    scope = Scope.of(office.district).seen_by(office.sun_li, DAY)
    with CaptureQueriesContext(connection) as asked:
        counts({REVIEW_DAYS: Asked(REVIEW_DAYS, Period.of_year(2026))}, scope)
    counting = [one["sql"] for one in asked.captured_queries if "SUM(" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting[0]}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert [step for step in plan if "USING COVERING INDEX edition_approved" in step], plan


def test_where_drafts_wait_and_since_when_the_oldest(office):
    tree = see(office.sun_li, reverse("desk:review_numbers") + "?year=2026")
    (table,) = [one for one in tree.xpath("//main//table") if "等谁" in one.text_content()]
    rows = [[cell.text_content().strip() for cell in row.xpath("./*")] for row in table.xpath(".//tbody/tr")]
    assert rows == [["审核人", "1", "2026-02-27"], ["保密审查员", "1", "2026-03-02"]]
    assert "最早的一件 2026-02-27 送审" in " ".join(tree.text_content().split())


def test_every_number_opens_as_many_rows_as_it_counts(office):
    tree = see(office.sun_li, reverse("desk:review_numbers") + "?year=2026")
    links = tree.xpath('//main//td[@class="number"]/a')
    assert len(links) >= 12
    for link in links:
        page = see(office.sun_li, link.get("href"))
        rows = [row for row in page.xpath("//main//tbody/tr") if len(row.xpath("./*")) > 1]
        assert len(rows) == int(link.text_content()), link.get("href")


def test_the_numbers_are_those_of_ones_own_agencies(office):
    found = said(see(office.he_jing, reverse("desk:review_numbers") + "?year=2026"))
    assert found["审查意见"] == "0"
    for link in see(office.he_jing, reverse("desk:review_numbers")).xpath('//main//td[@class="number"]/a'):
        assert parse_qs(urlsplit(link.get("href")).query).get("year") in (["2026"], None)
