"""Can a search be followed, with names that stay, and without what nobody may read?"""

from datetime import date

import pytest
from django.test import Client
from lxml import etree

from gongkai_web.search import actions as index
from gongkai_web.search import engines, log
from gongkai_web.search.models import Change, Entry
from tests.web.items.test_end import end
from tests.web.items.written import DAY, drafted, published
from tests.web.search.test_engines import HAS_TANTIVY
from tests.web.search.test_search import page, written

NAMES = ("title", "id", "link/@href")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def answer(**asked_for):
    headers = asked_for.pop("headers", {})
    return Client().get("/search/feed/", asked_for, headers=headers)


def entries(**asked_for):
    rows = etree.fromstring(answer(**asked_for).content).findall("a:entry", ATOM)
    return [[one.xpath(f"string(a:{name})", namespaces=ATOM) for name in NAMES] for one in rows]


def test_the_page_leads_to_the_feed_of_the_same_search(office):
    item = written(office, "停车通告")
    tree = page(q="停车", group="information", page="1")
    (href,) = tree.xpath('//main//a[contains(., "订阅此检索")]/@href')
    tree = etree.fromstring(Client().get(href).content)
    assert tree.xpath("//a:entry/a:title/text()", namespaces=ATOM) == [item.title]
    assert not page(q="").xpath('//main//a[contains(., "订阅")]')


def test_the_newest_comes_first_and_drafts_never(office):
    written(office, "停车")
    newest = published(office, content={"title": "停车通告"}, looked="补录", day=date(2026, 3, 3))
    drafted(office, content={"title": "还在起草的停车规定"})
    assert [row[0] for row in entries(q="停车")] == [newest.title, "停车"]


def test_a_name_stays_when_what_it_names_is_written_anew(office):
    item = written(office, "停车通告")
    before = entries(q="停车")
    assert before[0][1] == f"tag:testserver,2008-05-01:items/{item.pk}"
    before_step = log.version()
    index.follow("items", [item.pk])
    assert Entry.objects.get(key=item.pk).change == log.version() > before_step
    assert entries(q="停车") == before


def test_what_did_not_change_is_answered_so_and_what_is_taken_back_is_gone_at_once(office):
    item = written(office, "停车通告")
    tag = answer(q="停车").headers["ETag"]
    same = answer(q="停车", headers={"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    end(office, item, "withdrawn", by=office.sun_li, day=DAY)
    changed = answer(q="停车", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert "停车通告" not in changed.content.decode()


@pytest.mark.parametrize(
    ("asked_for", "sentence"),
    [
        ({"q": "停车", "colour": "red"}, "没有「colour」这个检索条件"),
        ({"q": "停车", "year": "今年"}, "「年份」没有「今年」这个值"),
        ({}, "没有检索词"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_understood_is_told_in_a_sentence(asked_for, sentence):
    told = answer(**asked_for)
    assert told.status_code == 400
    assert sentence in told.content.decode()


def test_each_step_has_a_number_and_the_night_keeps_the_last_of_each_thing(office):
    item, before = written(office, "停车通告"), log.version()
    end(office, item, "withdrawn", by=office.sun_li, day=DAY)
    assert log.version() > before
    assert [thing for _, thing in log.steps_after(before)] == [("items", item.pk)]
    last = log.version()
    index.forget_steps()
    assert list(Change.objects.filter(subject="items", key=item.pk).values_list("pk", flat=True)) == [last]


def test_an_act_is_told_also_where_the_last_step_stands_still(office, monkeypatch):
    """Of two acts at once the one with the lower number may be seen last."""
    item = written(office, "停车通告")
    monkeypatch.setattr(log, "version", lambda: 7)
    tag = answer(q="停车").headers["ETag"]
    end(office, item, "withdrawn", by=office.sun_li, day=DAY)
    assert answer(q="停车", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.skipif(not HAS_TANTIVY, reason="the extra with tantivy is not installed")
@pytest.mark.parametrize("address", ["/search/feed/", "/search/suggestions/", "/search/"])
def test_where_the_index_hears_of_an_act_later_nothing_is_said_to_stand_still(
    office, settings, tmp_path, address
):
    settings.SEARCH_ENGINE, settings.SEARCH_INDEX = "tantivy", tmp_path / "search"
    engines.engine().rebuild()
    written(office, "停车通告")
    told = Client().get(address, {"q": "停车"})
    assert told.status_code == 200
    assert "ETag" not in told.headers
