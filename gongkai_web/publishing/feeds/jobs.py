"""Who reads the feeds? Once a day all of them, and one of them at once when it was registered.

Asked for as everything that is not ours (`fetching`): private addresses, redirects, `robots.txt`, the time
and the number of bytes are looked after there.
"""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from gongkai.errors import ReadingError
from gongkai.pages.facts import NOT_MODIFIED
from gongkai.pages.feeds import read_feed
from gongkai_web.fetching.errors import PERHAPS_OURS, Failed, NotAsked
from gongkai_web.fetching.fetch import Fetched, Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.publishing.feeds import actions, queries
from gongkai_web.publishing.feeds.models import Feed
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task

MOST_BYTES = 2 << 20
_FOUND = 200


@periodic("41 5 * * *")
@task(atomic=False, takes_context=True, priority=-1)
def read_feeds(context: TaskContext) -> int:
    """Reads each of them; how many articles are new."""
    fetcher, made = _fetcher(), 0
    for feed in queries.read_now().order_by("pk"):
        context.go_on()
        made += read_one(feed, fetcher)
    return made


@task(atomic=False)
def read_at_once(feed: int) -> int:
    """The same of one that was just registered."""
    found = queries.read_now().filter(pk=feed).first()
    return read_one(found, _fetcher()) if found else 0


def read_one(feed: Feed, fetcher: Fetcher) -> int:
    """Reads one, and writes down what came of it; how many articles are new."""
    now = timezone.now()
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    try:
        came = fetcher.fetch(feed.address, headers={name: one for name, one in headers.items() if one})
        if came.answer.status == NOT_MODIFIED:
            actions.unchanged(feed=feed, now=now)
            return 0
        entries = read_feed(_body(came), came.hops[-1], urljoin)
    except (NotAsked, ReadingError) as why:
        actions.failed(feed=feed, said=str(why), now=now)
        return 0
    except Failed as why:
        ours = "，也可能是本机没有连到外网" if why.failure in PERHAPS_OURS else ""
        actions.failed(feed=feed, said=f"{why}{ours}", now=now)
        return 0
    told = came.answer.headers
    marks = actions.Marks(told.get("etag", ""), told.get("last-modified", ""))
    return actions.take_up(feed=feed, entries=entries, now=now, marks=marks)


def _body(came: Fetched) -> bytes:
    """What is to be read. Raises ReadingError for an answer that is no feed, and one without an end."""
    if came.answer.status != _FOUND:
        raise ReadingError(f"对方答复 {came.answer.status}，没有给订阅源；请核对网址。")
    if came.answer.cut:
        size = MOST_BYTES >> 20
        raise ReadingError(f"订阅源超过 {size} MB，没有读；请让对方只列最近的稿件，或者登记别的网址。")
    return came.answer.body


def _fetcher() -> Fetcher:
    return Fetcher(Pace(settings.LINK_SECONDS), Limits(most_bytes=MOST_BYTES), named=settings.FETCH_NAMED)
