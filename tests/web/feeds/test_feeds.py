"""Are the articles of an account read from its feed once, politely, and never held against anybody?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import Period, Scope
from gongkai_web.oversight.inspection.queries import idle
from gongkai_web.oversight.registers import work
from gongkai_web.oversight.registers.rows import work_rows
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.feeds import actions, jobs
from gongkai_web.publishing.feeds.models import Feed, Known
from gongkai_web.publishing.feeds.urls import urlpatterns
from gongkai_web.publishing.registers.declared import ARTICLES
from gongkai_web.publishing.registers.figures import PUBLISHED
from gongkai_web.publishing.registers.models import Article
from gongkai_web.registers.actions import enter, void
from gongkai_web.tasks.models import Job
from tests.web.fetching.conftest import page

TODAY = date(2024, 6, 10)
NOON = datetime(2024, 6, 10, 4, tzinfo=UTC)  # in Beijing
SINCE = date(2024, 6, 1)
HEAD = '<rss version="2.0"><channel><title>云溪发布</title>'


def item(number, day="2024-06-03", title="", category="", link=""):
    return (
        f"<item><guid>n{number}</guid><title>{title or f'第{number}篇'}</title><pubDate>{day}</pubDate>"
        f"<link>{link or f'/a/{number}.html'}</link><category>{category}</category></item>"
    )


def rss(*items):
    return f"{HEAD}{''.join(items)}</channel></rss>".encode()


@pytest.fixture
def account(town):
    return channels.open_outlet(
        by=town.li_qiang, agency=town.district, day=date(2024, 3, 4), channel="wechat", name="云溪发布"
    )


@pytest.fixture
def feed(town, account, site, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    given = {"since": SINCE, "article_class": "other_articles", "today": TODAY}
    made = actions.keep_feed(by=town.li_qiang, outlet=account, address="https://yunxi.example/f", **given)
    made.address = f"{site.address}/feed.xml"  # nobody may register a feed at such an address
    made.save()
    return made


def read(feed, site, *items, body=None, **given):
    site.pages["/feed.xml"] = page(rss(*items) if body is None else body, **given)
    feed.refresh_from_db()
    fetcher = Fetcher(Pace(0), Limits(seconds=10.0, most_bytes=jobs.MOST_BYTES), named={site.host})
    made = jobs.read_one(feed, fetcher)
    feed.refresh_from_db()
    return made


def counted(town):
    return count(PUBLISHED, Scope.of(town.district), Period.of_year(2024))


def test_new_articles_come_onto_the_register_once_and_say_from_where(town, feed, site):
    assert read(feed, site, item(1, category="工作动态"), item(2), item(2)) == 2
    assert read(feed, site, item(1), item(2), item(3, "2024-06-04")) == 1
    found = Article.objects.order_by("day", "pk")
    assert [one.article_class for one in found] == ["work_news", "other_articles", "other_articles"]
    first = found[0]
    assert (first.title, first.day, first.entered_by) == ("第1篇", date(2024, 6, 3), town.li_qiang)
    assert first.link == f"{site.address}/a/1.html"
    assert first.origin == f"读自订阅源 {feed.address}"
    assert counted(town) == 3
    assert (feed.trouble, feed.left_out, feed.newest) == ("", "", date(2024, 6, 4))


def test_the_trail_vouches_for_the_feed_and_for_what_was_read(town, account, site):
    given = {"since": SINCE, "article_class": "other_articles", "today": TODAY}
    made = actions.keep_feed(by=town.li_qiang, outlet=account, address="https://yunxi.example/f", **given)
    assert verify.verify().sound
    Feed.objects.filter(pk=made.pk).update(address="https://other.example/f")
    assert not verify.verify().sound


def test_what_li_qiang_entered_before_is_not_entered_again(town, account, feed, site):
    given = {"title": "第1篇", "outlet": account, "article_class": "work_news"}
    about = {"register": ARTICLES, "by": town.li_qiang, "agency": town.district, "today": TODAY}
    enter(**about, day=date(2024, 6, 3), given=given)
    linked = {**given, "title": "换了标题", "link": f"{site.address}/a/2.html"}
    enter(**about, day=date(2024, 6, 2), given=linked)
    assert read(feed, site, item(1), item(2)) == 0
    assert counted(town) == 2


def test_what_was_declared_void_stays_void(town, feed, site):
    read(feed, site, item(1))
    void(register=ARTICLES, entry=Article.objects.get(), by=town.li_qiang, day=TODAY, reason="转载的")
    assert read(feed, site, item(1)) == 0
    assert counted(town) == 0


def test_what_is_older_undated_untitled_or_still_to_come_is_not_entered(town, feed, site):
    items = (item(1, "2024-05-31"), item(2, "昨天"), item(3, "2024-06-11"), item(4, title=" "))
    assert read(feed, site, *items) == 0
    assert feed.left_out == "没有写日期：1 篇；日期还没有到：1 篇；没有标题：1 篇"
    assert feed.newest == date(2024, 6, 3)
    assert not Known.objects.exists()


def test_what_is_left_is_asked_for_again_and_what_is_whole_only_where_it_changed(feed, site):
    read(feed, site, item(1, "2024-06-11"), ETag='"1"')
    assert feed.etag == ""
    read(feed, site, item(1), ETag='"2"')
    assert feed.etag == '"2"'
    assert read(feed, site, body=b"", status=304) == 0
    assert feed.trouble == ""


def test_no_more_are_entered_at_once_than_one_transaction_bears(feed, site, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    assert read(feed, site, *map(item, range(5))) == 2
    assert feed.left_out == "留到下一次读：3 篇"
    assert read(feed, site, *map(item, range(5))) == 2


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"<html></html>", 200, "不是 Atom 或者 RSS"),
        (b"", 404, "对方答复 404"),
        (rss(item(1)) + b" " * jobs.MOST_BYTES, 200, "超过 2 MB"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', 200, "DTD 或实体声明"),
    ],
    ids=["page", "404", "endless", "entities"],
)
def test_what_cannot_be_read_is_a_row_of_the_next_day_for_who_answers(
    town,
    feed,
    site,
    body,
    status,
    said,
):
    assert read(feed, site, body=body, status=status) == 0
    assert said in feed.trouble
    assert not work.feeds(town.li_qiang, TODAY).exists()
    tomorrow = TODAY + timedelta(days=1)
    rows = work_rows(tomorrow, [], [], work.feeds(town.li_qiang, tomorrow))
    assert [one.title for one in rows] == ["“云溪发布”的订阅源读不了"]
    assert said in rows[0].about
    assert not work.feeds(town.he_jing, tomorrow).exists()
    read(feed, site, item(1))
    assert not work.feeds(town.li_qiang, tomorrow).exists()


def test_an_address_of_the_inner_network_is_never_asked(feed, site):
    fetcher = Fetcher(Pace(0), Limits(seconds=10.0))
    assert jobs.read_one(feed, fetcher) == 0
    feed.refresh_from_db()
    assert feed.trouble == "指向内网的地址，没有访问"
    assert site.asked == []


def test_nothing_is_entered_in_the_name_of_who_has_left(town, feed, site):
    for office in town.li_qiang.offices.filter(agency=town.district):
        agencies.end_office(by=town.operator, office=office, until=TODAY - timedelta(days=1), reason="调离")
    assert read(feed, site, item(1)) == 0
    assert (
        feed.trouble
        == "登记订阅源的李强现在不办理示范市云溪区人民政府办公室的公开事项；请另一位经办人重新登记。"
    )
    assert not Article.objects.exists()


def test_how_long_an_account_is_silent_is_told_from_its_feed_too(town, account, feed, site):
    key = account.pk
    assert "没有登记过稿件" in idle([key], TODAY)[key]
    read(feed, site, item(1, "2024-05-20"))
    assert (
        "最近一篇登记的、订阅源里（2024-06-10读过）的稿件是2024-05-20的，超过14天" in idle([key], TODAY)[key]
    )
    assert "办理关停" in idle([key], TODAY)[key]
    read(feed, site, item(1, "2024-05-31"))
    assert idle([key], TODAY) == {}
    read(feed, site, body=b"", status=500)  # what cannot be read says nothing
    assert "没有登记过稿件" in idle([key], TODAY)[key]


def test_a_feed_that_was_stopped_is_read_no_more(town, feed, site):
    actions.stop_feed(by=town.li_qiang, feed=feed, today=TODAY)
    assert read(feed, site, item(1)) == 0
    with pytest.raises(Refused, match="已经停用"):
        actions.stop_feed(by=town.li_qiang, feed=feed, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": date(2024, 6, 11)}, "还没有到"),
        ({"article_class": "poem"}, "请从列表中选一类"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(town, account, changes, words):
    given = {"address": "https://yunxi.example/f", "since": SINCE, "article_class": "other_articles"}
    with pytest.raises(Refused, match=words):
        actions.keep_feed(by=town.li_qiang, outlet=account, today=TODAY, **{**given, **changes})
    with pytest.raises(NotAllowed):
        actions.keep_feed(by=town.he_jing, outlet=account, today=TODAY, **given)
    assert not Feed.objects.exists()


# – pages

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
STAFF = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
EXPECTED = {
    "feed": STAFF,
    "keep": {**STAFF, "supervisor": 403},
    "stop": {**STAFF, "officer": 405, "supervisor": 405, "elsewhere": 405, "stranger": 405},
}


def test_every_address_has_an_expectation():
    assert sorted(one.name for one in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, account, who):
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    client = Client()
    if who in people:
        client.force_login(people[who])
    found = {name: client.get(reverse(f"feeds:{name}", args=[account.pk])).status_code for name in EXPECTED}
    assert found == {name: expected[who] for name, expected in EXPECTED.items()}


def test_li_qiang_registers_a_feed_on_the_page_of_the_account_and_stops_it(town, account):
    client = Client()
    client.force_login(town.li_qiang)
    here = reverse("feeds:feed", args=[account.pk])
    assert here in client.get(reverse("channels:outlet", args=[account.pk])).content.decode()
    assert "没有登记订阅源" in client.get(here).content.decode()
    given = {"address": "https://yunxi.example/feed.xml", "since": "2024-06-01", "article_class": "work_news"}
    keep = reverse("feeds:keep", args=[account.pk])
    shown = client.post(keep, {**given, "since": "2999-01-01"}).content.decode()
    assert "还没有到" in shown
    assert given["address"] in shown
    shown = client.post(keep, given, follow=True).content.decode()
    assert "还没有读过" in shown
    assert Job.objects.filter(name__endswith="read_at_once").count() == 1
    shown = client.post(reverse("feeds:stop", args=[account.pk]), follow=True).content.decode()
    assert "停用" in shown
    assert Feed.objects.get().stopped
