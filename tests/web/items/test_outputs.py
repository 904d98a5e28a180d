"""In how many ways does what is public leave the house, and is what was taken down gone from all of them?"""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from lxml import etree, html

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.actions import record
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages import open_data, sitemap
from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.written import DAY, drafted, listed, published

COLUMN = {"slug": "yunxi", "address": "art20-03-plans"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


@pytest.fixture
def column(office):
    """云溪区's columns of the law; what is published here stands among the plans."""
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    return Column.objects.get(agency=office.district, code="art20_03_plans")


def planned(office, **content):
    return published(office, content={"column": "art20_03_plans", **content})


def get(name, status=200, /, headers=None, **arguments):
    answer = Client().get(reverse(name, kwargs=arguments), headers=headers or {})
    assert answer.status_code == status
    return answer


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def ways(item) -> dict[str, tuple[str, dict]]:
    """Every answer to everybody in which something published stands, by its address."""
    return {
        "page": ("items:public_item", {"pk": item.pk}),
        "list": ("items:public_items", {}),
        "column": ("catalogue:public_column", COLUMN),
        "feed of the agency": ("items:agency_feed", {"slug": "yunxi"}),
        "feed of the column": ("items:column_feed", COLUMN),
        "CSV of the agency": ("items:agency_data", {"slug": "yunxi", "fmt": "csv"}),
        "JSON of the agency": ("items:agency_data", {"slug": "yunxi", "fmt": "json"}),
        "CSV of the column": ("items:column_data", {**COLUMN, "fmt": "csv"}),
        "JSON of the column": ("items:column_data", {**COLUMN, "fmt": "json"}),
        "sitemap": ("items:sitemap_part", {"part": "2026-03"}),
    }


def shown(item, title) -> set[str]:
    """In which of them it stands, by its title or its address."""
    found = set()
    for way, (name, arguments) in ways(item).items():
        answer = Client().get(reverse(name, kwargs=arguments))
        text = body(answer).decode()
        if title in text or (way != "page" and f"/items/{item.pk}/<" in text):
            found.add(way)
    return found


ENDS = {"list_expired": "期满", "withdrawn": "误公开", "secret": "不应公开"}


@pytest.mark.parametrize("kind", ENDS)
def test_what_is_taken_down_is_gone_from_every_answer_at_once(office, column, kind):
    other, item = planned(office, title="留下的"), planned(office, title="撤下的一条")
    assert shown(item, "撤下的一条") == set(ways(item))
    by = office.sun_li if kind != "secret" else office.li_qiang
    actions.end(item=item, by=by, day=DAY, kind=kind, reason=ENDS[kind])
    assert shown(item, "撤下的一条") == set()
    assert shown(other, "留下的") == set(ways(other))


def test_a_draft_stands_in_no_answer(office, column):
    planned(office, title="公开的")
    item = drafted(office, content={"title": "还没有公开", "column": "art20_03_plans"}).item
    found = {way: Client().get(reverse(name, kwargs=given)) for way, (name, given) in ways(item).items()}
    assert [way for way, answer in found.items() if "还没有公开" in body(answer).decode()] == []


@pytest.mark.parametrize(("kind", "read"), [("archived", {"page"}), ("replaced", set()), ("merged", set())])
def test_what_ended_so_that_it_is_not_listed_stands_in_no_list(office, column, kind, read):
    """What was archived is read at its address; that of the others leads on to what took their place."""
    other, item = planned(office, title="留下的"), planned(office, title="终止的一条")
    successor = None if kind == "archived" else other
    actions.end(item=item, by=office.sun_li, day=DAY, kind=kind, reason="办结", successor=successor)
    assert shown(item, "终止的一条") == read
    assert shown(other, "留下的") == set(ways(other))


def test_what_is_out_of_force_stays_and_is_marked(office, column):
    item = planned(office, title="旧规划")
    actions.end(item=item, by=office.sun_li, day=DAY, kind="out_of_force", reason="废止", basis="区政府决定")
    assert shown(item, "旧规划") == set(ways(item))
    (row,) = json.loads(body(get("items:agency_data", slug="yunxi", fmt="json")))["items"]
    assert row["validity"] == "over"


def test_a_feed_is_atom_with_the_address_of_each_item(office, column):
    first, second = planned(office, title="甲"), planned(office, title="乙\x0b<b>")
    answer = get("items:column_feed", **COLUMN)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    tree = etree.fromstring(answer.content)
    assert tree.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["乙<b>", "甲"]
    pages = [f"http://testserver{reverse('items:public_item', args=[one.pk])}" for one in (second, first)]
    assert tree.xpath("a:entry/a:id/text()", namespaces=ATOM) == pages
    assert tree.xpath("a:entry/a:updated/text()", namespaces=ATOM)[0].startswith("2026-03-02T00:00:00+08:00")
    assert tree.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        f"http://testserver{reverse('items:column_feed', kwargs=COLUMN)}"
    ]
    linked = html.fromstring(get("catalogue:public_column", **COLUMN).content.decode())
    (found,) = linked.xpath('//link[@rel="alternate"][@type="application/atom+xml"]/@href')
    assert found == reverse("items:column_feed", kwargs=COLUMN)


def test_an_empty_feed_says_the_same_each_time(office, column):
    assert get("items:column_feed", **COLUMN).content == get("items:column_feed", **COLUMN).content


def test_the_data_have_keys_that_do_not_change(office, column):
    item = planned(office, theme="openness", genre="notice", document_number="云政〔2026〕1号")
    found = json.loads(body(get("items:column_data", **COLUMN, fmt="json")))
    assert (found["agency"], found["column"], found["day"]) == (
        "示范市云溪区人民政府办公室",
        "art20_03_plans",
        "2026-03-02",
    )
    assert found["items"] == [
        {
            "index_number": item.index_number,
            "title": "云溪区停车收费标准",
            "document_number": "云政〔2026〕1号",
            "agency": "示范市云溪区人民政府办公室",
            "column": "art20_03_plans",
            "column_name": column.name,
            "item_class": "catalogue",
            "theme": "openness",
            "theme_name": "政务公开",
            "genre": "notice",
            "genre_name": "通知",
            "formed_on": "2026-02-27",
            "effective_from": "",
            "expires_on": "",
            "published_on": "2026-03-02",
            "changed_on": "2026-03-02",
            "validity": "in_force",
            "url": f"http://testserver/items/{item.pk}/",
        }
    ]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "正常"])
def test_no_cell_of_the_csv_becomes_a_formula(office, column, title):
    planned(office, title=f"{title}")
    text = body(get("items:column_data", **COLUMN, fmt="csv")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    wanted = title.strip()
    assert row["title"] == (wanted if wanted == "正常" else f"'{wanted}")


def test_many_rows_go_out_a_part_at_a_time_and_each_once(office, column, monkeypatch):
    many = {planned(office, title=f"第{number}条").title for number in range(5)}
    original = open_data.walked
    monkeypatch.setattr(open_data, "walked", lambda found: original(found, size=2))
    found = json.loads(body(get("items:column_data", **COLUMN, fmt="json")))["items"]
    assert len(found) == 5
    assert {one["title"] for one in found} == many


def test_no_other_form_is_given(office, column):
    get("items:agency_data", 404, slug="yunxi", fmt="exe")
    get("items:agency_feed", 404, slug="nowhere")
    get("items:column_feed", 404, slug="yunxi", address="nothing")


def test_the_sitemap_names_the_months_in_which_something_is_public(office, column, monkeypatch):
    items = [planned(office, title=f"第{number}条") for number in range(3)]
    Item.objects.filter(pk=items[0].pk).update(published_on=date(2025, 12, 31))
    monkeypatch.setattr(sitemap, "MOST", 1)
    tree = etree.fromstring(get("items:sitemap").content)
    parts = tree.xpath("s:sitemap/s:loc/text()", namespaces=MAP)
    names = ["columns", "2025-12", "2026-03", "2026-03-2"]
    assert parts == [f"http://testserver/sitemaps/{name}.xml" for name in names]
    found = [
        address
        for name in names[1:]
        for address in etree.fromstring(get("items:sitemap_part", part=name).content).xpath(
            "s:url/s:loc/text()", namespaces=MAP
        )
    ]
    assert found == [f"http://testserver/items/{one.pk}/" for one in (items[0], items[2], items[1])]
    columns = get("items:sitemap_part", part="columns").content.decode()
    assert reverse("catalogue:public_column", kwargs=COLUMN) in columns
    for unknown in ("2026-03-3", "2026-13", "0000-01", "rows"):
        get("items:sitemap_part", 404, part=unknown)


def test_machines_are_told_where_the_sitemap_is_and_what_is_not_for_them(office):
    text = get("items:robots").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /office/" in text


UNCHANGED = [
    "page",
    "list",
    "column",
    "feed of the agency",
    "CSV of the agency",
    "JSON of the column",
    "sitemap",
]


@pytest.mark.parametrize("way", UNCHANGED)
def test_who_has_it_already_is_told_that_nothing_changed_until_something_does(office, column, way):
    item = planned(office)
    name, given = ways(item)[way]
    tag = get(name, **given).headers["ETag"]
    assert body(get(name, 304, headers={"If-None-Match": tag}, **given)) == b""
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="不改了")
    actions.end(item=item, by=office.sun_li, day=DAY, kind="out_of_force", reason="废止", basis="区政府决定")
    planned(office, title="又一条")
    assert get(name, headers={"If-None-Match": tag}, **given).headers["ETag"] != tag


def test_a_file_that_does_not_say_it_by_a_row_is_asked_for_again_after_every_act(office, column):
    """Its tag is made before anything is read: it changes with the trail of the agency alone."""
    tag = get("items:agency_data", slug="yunxi", fmt="csv").headers["ETag"]
    record(actor=office.li_qiang, agency=office.district, act="test.act", subject="x:1", detail={})
    assert get("items:agency_data", slug="yunxi", fmt="csv").headers["ETag"] != tag


def test_a_tag_is_another_one_tomorrow(office, column, at):  # noqa: F811
    tag = get("items:agency_feed", slug="yunxi").headers["ETag"]
    at(2026, 3, 3)
    assert get("items:agency_feed", slug="yunxi").headers["ETag"] != tag


def metas(answer) -> dict[str, str]:
    tree = html.fromstring(answer.content.decode())
    return {one.get("name"): one.get("content") for one in tree.xpath("//head/meta[@name]")}


def test_an_item_says_its_meta_tags(office, column):
    item = planned(office, issuers=["云溪区人民政府", "云溪区财政局"], keywords="停车 收费")
    found = metas(get("items:public_item", pk=item.pk))
    assert (
        found.items()
        >= {
            "ColumnName": column.name,
            "ColumnType": "政府信息公开",
            "ArticleTitle": "云溪区停车收费标准",
            "PubDate": "2026-03-02",
            "ContentSource": "示范市云溪区人民政府办公室",
            "Keywords": "停车 收费",
            "Author": "云溪区人民政府、云溪区财政局",
            "Description": "路内停车位的收费标准和减免",
            "Url": f"http://testserver/items/{item.pk}/",
        }.items()
    )
    assert "Image" not in found


def test_what_was_reposted_says_from_where_in_its_meta_tags(office):
    listed(office)
    source = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/a"}
    item = published(office, content=source)
    assert metas(get("items:public_item", pk=item.pk))["ContentSource"] == "中国政府网"


def test_an_item_without_keywords_says_its_fields(office, column):
    assert metas(get("items:public_item", pk=planned(office).pk))["Keywords"] == "民生"


def test_a_column_says_its_meta_tags(office, column):
    found = metas(get("catalogue:public_column", **COLUMN))
    assert found["ColumnName"] == column.name
    assert found["ColumnType"] == "政府信息公开"
    assert column.name in found["ColumnDescription"]
    assert found["ColumnKeywords"].split("，") == [column.name, "示范市云溪区人民政府办公室"]


def test_the_home_page_says_whose_site_it_is(office):
    given = {"name": "示范市人民政府网", "domain": "www.example.gov.cn", "id_code": "1101000001"}
    with override_settings(GONGKAI_SITE=given):
        found = metas(Client().get("/"))
    assert (found["SiteName"], found["SiteDomain"], found["SiteIDCode"]) == tuple(given.values())


def test_the_feed_of_an_agency_that_is_no_more_is_still_there(office, column):
    planned(office)
    agencies.close_agency(by=office.operator, agency=office.district, day=DAY, reason="机构改革")
    assert "停车收费标准" in get("items:agency_feed", slug="yunxi").content.decode()
