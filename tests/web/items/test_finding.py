"""Does everybody find what was published by theme, genre, field, validity, year and index number?"""

from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from gongkai_web.errors import Refused
from gongkai_web.office import paging
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages import public
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.written import CONTENT, DAY, drafted, fresh, published

EXPIRED = {"formed_on": date(2020, 1, 1), "expires_on": date(2026, 1, 1)}
GROUPS = {
    "主题": "政务公开",
    "体裁": "通知",
    "领域": "养老保障",
    "有效性": "已失效",
    "发布年份": "2026",
}


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def page(address="", **asked):
    answer = Client().get(address or reverse("items:public_items"), asked)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def titles(tree) -> list[str]:
    return tree.xpath('//ul[@class="list"]//a/text()')


@pytest.fixture
def several(office):
    """Three of 云溪区: a notice on openness, a plan for the old that no longer holds, and plain news."""
    notice = {"title": "公开通知", "theme": "openness", "genre": "notice"}
    plan = {"title": "养老规划", "genre": "plan", "fields": ["elderly_care"], **EXPIRED}
    return [published(office, content=one, looked="补录") for one in (notice, plan, {"title": "其他信息"})]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"theme": "openness"}, ["公开通知"]),
        ({"theme": "general_affairs"}, ["公开通知"]),
        ({"genre": "plan"}, ["养老规划"]),
        ({"field": "elderly_care"}, ["养老规划"]),
        ({"validity": "over"}, ["养老规划"]),
        ({"validity": "in_force"}, ["其他信息", "公开通知"]),
        ({"validity": "not_yet"}, []),
        ({"year": "2026", "genre": "notice"}, ["公开通知"]),
        ({"year": "2025"}, []),
        ({"year": "二〇二六"}, []),
        ({"year": "99999"}, []),
        ({"theme": "poems"}, []),
        ({"validity": "perhaps"}, []),
    ],
)
def test_a_list_is_narrowed_by_what_its_address_says(several, asked, found):
    assert titles(page(**asked)) == found


def test_each_facet_leads_to_its_list_by_a_plain_link_and_back(several):
    tree = page(q="公开通知")
    for label, word in GROUPS.items():
        (href,) = tree.xpath(f'//dt[.="{label}"]/following-sibling::dd[1]/a[.="{word}"]/@href') or [""]
        if label == "主题":
            assert not href, "a theme below another stands there once that one is chosen"
            continue
        there = page(reverse("items:public_items") + href)
        assert there.xpath('//main//input[@name="q"]/@value') == ["公开通知"]
        (back,) = there.xpath('//details[@open]//a[@aria-current="true"]/@href')
        assert titles(page(reverse("items:public_items") + back)) == ["公开通知"]


def test_the_themes_below_the_chosen_one_stand_beside_it(several):
    labels = page(theme="general_affairs").xpath('//dt[.="主题"]/following-sibling::dd[1]/a/text()')
    assert "政务公开" in labels


def test_an_index_number_finds_its_item_alone(office):
    first, _ = published(office), published(office, content={"title": "另一条，提到 yunxi/2026-00001"})
    assert titles(page(q=first.index_number)) == [first.title]


def test_a_list_is_walked_to_its_end_and_back_without_being_counted(office, monkeypatch):
    many = [published(office, content={"title": f"第{number}条"}) for number in range(5)]
    wanted = [one.title for one in reversed(many)]
    seen, address = [], reverse("items:public_items")
    monkeypatch.setattr(public, "leafed", partial(paging.leafed, size=2))
    with CaptureQueriesContext(connection) as asked:
        while address:
            tree = page(address)
            seen.append(titles(tree))
            (address,) = [f"/items/{one}" for one in tree.xpath('//a[@rel="next"]/@href')] or [""]
    assert [title for part in seen for title in part] == wanted
    assert not [one for one in asked.captured_queries if "COUNT(*)" in one["sql"]]
    (back,) = tree.xpath('//a[@rel="prev"]/@href')
    assert titles(page(f"/items/{back}")) == wanted[2:4]


def test_a_place_that_nobody_gave_shows_the_list_from_its_beginning(several):
    for place in ("", "x", "2026-99-99.1", "2026-03-02.", f"2026-03-02.{10**30}"):
        assert titles(page(before=place))[:1] == ["其他信息"]


def test_what_was_sealed_keeps_neither_theme_nor_genre(office):
    item = published(office, content={"theme": "openness", "genre": "notice"})
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    assert (fresh(item).theme, fresh(item).genre) == ("", "")


@pytest.mark.parametrize(("field", "most"), [("title", 300), ("document_number", 100), ("theme", 80)])
def test_a_text_that_its_column_cannot_hold_is_refused_with_a_sentence(office, field, most):
    with pytest.raises(Refused, match=f"最多 {most} 字"):
        drafted(office, content={field: "长" * (most + 1)})


INDEXED = {
    "the list of all": (lambda: queries.listed_on(DAY), "item_public"),
    "the list of an agency": (lambda: queries.listed_on(DAY).filter(agency=1), "item_of_agency"),
    "a column": (
        lambda: queries.listed_on(DAY).filter(agency=1, column_code__in=["policies"]),
        "item_column",
    ),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
@pytest.mark.parametrize("name", INDEXED)
def test_a_list_is_read_in_the_order_of_its_index(office, name):
    found, index = INDEXED[name]
    plan = found()[:51].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_a_page_deep_in_a_list_begins_at_its_place_and_reads_nothing_newer(office):
    # SQLite takes one bound of an index: were it that of today, the place would be looked for row by row.
    whole = queries.listed_on(DAY)
    assert "published_on<?" not in whole[:51].explain()
    place = paging._beyond("published_on", (date(2012, 1, 1), 9), "lt")
    assert "USING INDEX item_public (published_on<?)" in whole.filter(place)[:51].explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_an_index_number_is_looked_up_and_not_searched_for(office):
    plan = queries.listed_on(DAY).filter(queries.of_index_number("yunxi/2026-00001")).explain()
    assert "USING INDEX item_index_number (index_number=?)" in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_the_columns_are_counted_by_one_query_over_a_covering_index(office):
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    published(office, content={**CONTENT, "column": "art20_03_plans"})
    with CaptureQueriesContext(connection) as asked:
        Client().get(reverse("catalogue:tree", args=["yunxi"]))
    counting = [one["sql"] for one in asked.captured_queries if 'COUNT(*) AS "n" FROM "items' in one["sql"]]
    assert len(counting) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting[0]}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "USING COVERING INDEX item_column" in plan
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "全部信息，较新的在前，共 3 条。"),
        (
            {"genre": "plan", "q": "养老"},
            "只列体裁“规划、计划、方案”、含有“养老”的信息，较新的在前，共 1 条。",
        ),
        ({"theme": "openness", "q": "没有"}, "只列主题“政务公开”、含有“没有”的信息，没有找到。"),
    ],
)
def test_one_sentence_says_what_is_listed(several, asked, said):
    assert [one.text_content() for one in page(**asked).xpath('//main//*[@role="status"]')] == [said]


def test_the_sentence_counts_no_further_than_the_page(several, monkeypatch):
    monkeypatch.setattr(public, "leafed", partial(paging.leafed, size=2))
    (sentence,) = page().xpath('//main//*[@role="status"]/text()')
    assert sentence == "全部信息，较新的在前，这一页 2 条。"
