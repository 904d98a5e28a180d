"""How is the feed of an account registered, stopped, and what it names taken onto the register of articles?

The register is the one of all articles: what a machine read counts like what a person entered, and is void
like it where it is wrong. Whoever registered the feed answers for it: everything is entered in their name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.pages.feeds import Entry
from gongkai.publication.words import article_classes
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import may, require
from gongkai_web.agencies.showing import require_showable
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.channels.models import ACCOUNT, Outlet
from gongkai_web.publishing.feeds.models import Feed, Known
from gongkai_web.publishing.registers.declared import ARTICLES
from gongkai_web.publishing.registers.models import Article
from gongkai_web.registers.actions import enter

KEPT = ("outlet", "address", "since", "article_class", "stopped")
MOST = 500  # are entered in one reading; the rest in the next
ORIGIN = "读自订阅源"
_LONGEST, _TAG, _DATE = 300, 200, 60
_LONGEST_LINK = Article._meta.get_field("link").max_length or 0


@dataclass(frozen=True, slots=True)
class Marks:
    """By which the server knows whether its feed has changed since."""

    etag: str = ""
    modified: str = ""


@transaction.atomic
def keep_feed(
    *, by: Person, outlet: Outlet, address: str, since: date, article_class: str, today: date
) -> Feed:
    """Registers the feed of an account, or another address of it. From now on `by` answers for it."""
    require(by, outlet.agency, ARTICLES.kept_by, today, "登记订阅源")
    if outlet.medium != ACCOUNT or outlet.closed_on is not None:
        raise Refused(f"「{outlet.name}」不是在用的政务新媒体账号，不能登记订阅源。")
    if since > today:
        raise Refused(f"{since} 还没有到（今天是 {today}）；请核对从哪天起。")
    if article_class not in article_classes().on(today):
        raise Refused("没有写分类的算作哪一类，请从列表中选一类。")
    require_showable(outlet.agency, today, {"订阅源的网址": address})
    feed = Feed.objects.select_for_update(no_key=True).filter(outlet=outlet).first() or Feed(outlet=outlet)
    feed.address, feed.since, feed.article_class = address, since, article_class
    feed.kept_by, feed.stopped = by, False
    feed.trouble, feed.failing_since, feed.left_out = "", None, ""
    feed.read_at, feed.newest, feed.etag, feed.modified = None, None, "", ""
    feed.save()
    told = {"outlet": outlet.pk, "address": address, "since": since, "article_class": article_class}
    _line(by, feed, "keep", {**told, "stopped": False})
    return feed


@transaction.atomic
def stop_feed(*, by: Person, feed: Feed, today: date) -> Feed:
    """It is read no more; what was entered stays."""
    held = _locked(feed)
    require(by, held.outlet.agency, ARTICLES.kept_by, today, "停用订阅源")
    if held.stopped:
        raise Refused("这个订阅源已经停用。")
    held.stopped, held.trouble, held.failing_since = True, "", None
    held.save()
    _line(by, held, "stop", {"stopped": True})
    return held


@transaction.atomic
def take_up(*, feed: Feed, entries: Sequence[Entry], now: datetime, marks: Marks = Marks()) -> int:
    """Enters what is new in what was read; how many. What is not entered is told with the reason."""
    held, today = _locked(feed), timezone.localdate(now)
    if held.stopped or held.address != feed.address:  # meanwhile
        return 0
    days = [one.day for one in entries if one.day and one.day <= today]
    held.newest = max([*days, *filter(None, [held.newest])], default=None)
    if not may(held.kept_by, held.outlet.agency, ARTICLES.kept_by, today):
        said = f"登记订阅源的{held.kept_by.display_name}现在不办理{held.outlet.agency.name}的公开事项"
        return _failed(held, f"{said}；请另一位经办人重新登记。", now)
    known = set(held.known.values_list("key", flat=True))
    new = [one for one in entries if one.key not in known]
    left = {
        "没有写日期": sum(one.day is None for one in new),
        "日期还没有到": sum(one.day is not None and one.day > today for one in new),
        "没有标题": sum(not one.title for one in new if one.day),
    }
    due = [one for one in new if one.title and one.day and held.since <= one.day <= today]
    due.sort(key=lambda one: one.day or today)
    left["留到下一次读"] = max(0, len(due) - MOST)
    made = 0
    for one in due[:MOST]:
        try:
            made += _take_up_one(held, one, today)
        except Refused as why:
            left[str(why)] = left.get(str(why), 0) + 1
    held.read_at, held.trouble, held.failing_since = now, "", None
    held.left_out = "；".join(f"{why}：{times} 篇" for why, times in left.items() if times)[:_LONGEST]
    # What was left is looked at again, also where the feed is the same tomorrow.
    held.etag, held.modified = ("", "") if held.left_out else (marks.etag[:_TAG], marks.modified[:_DATE])
    held.save()
    return made


@transaction.atomic
def unchanged(*, feed: Feed, now: datetime) -> None:
    """Its server says that it is the same."""
    held = _locked(feed)
    held.read_at, held.trouble, held.failing_since = now, "", None
    held.save(update_fields=["read_at", "trouble", "failing_since"])


@transaction.atomic
def failed(*, feed: Feed, said: str, now: datetime) -> None:
    """It could not be read: told to whoever answers for the account, and held against nobody."""
    held = _locked(feed)
    if not held.stopped and held.address == feed.address:
        _failed(held, said, now)


def _failed(held: Feed, said: str, now: datetime) -> int:
    held.read_at, held.trouble = now, said[:_LONGEST]
    held.failing_since = held.failing_since or timezone.localdate(now)
    held.save()
    return 0


def _take_up_one(feed: Feed, one: Entry, today: date) -> bool:
    """Whether it was entered; what a person entered before is known from now on, and stays theirs."""
    day, link = one.day or today, one.link if len(one.link) <= _LONGEST_LINK else ""
    same = Q(title=one.title, day=day) | (Q(link=link) if link else Q(pk=None))
    article = Article.objects.filter(same, outlet=feed.outlet, voided=False).order_by("pk").first()
    is_new = article is None
    if article is None:
        given = {"title": one.title, "outlet": feed.outlet, "article_class": _class_of(feed, one, day)}
        given |= {"link": link, "origin": f"{ORIGIN} {feed.address}"[:_LONGEST]}
        made = enter(
            register=ARTICLES, by=feed.kept_by, agency=feed.outlet.agency, day=day, given=given, today=today
        )
        article = Article.objects.get(pk=made.pk)
    Known(feed=feed, key=one.key, article=article).save()
    return is_new


def _class_of(feed: Feed, one: Entry, day: date) -> str:
    """The class that the feed says by its code or its label, else the one that was chosen for all others."""
    words = {code: word.label for code, word in article_classes().on(day).items()}
    said = (code for code, label in words.items() if {code, label} & set(one.classes))
    return next(said, feed.article_class)


def _locked(feed: Feed) -> Feed:
    rows = Feed.objects.select_for_update(of=("self",), no_key=True).select_related(
        "outlet__agency", "kept_by"
    )
    return rows.get(pk=feed.pk)


def _line(by: Person, feed: Feed, act: str, detail: Mapping[str, Any]) -> None:
    record(
        actor=by,
        agency=feed.outlet.agency,
        act=f"feeds.{act}",
        subject=f"{feed._meta.label}:{feed.pk}",
        detail=detail,
    )
