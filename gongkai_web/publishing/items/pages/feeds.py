"""What is new at an agency or in a column, for those who read by Atom (RFC 4287)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition, require_safe

from gongkai_web.errors import Refused
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.selection import Selection, selected, version

_MOST = 50
_FIRST = date(2008, 5, 1)  # the Regulations came into force: what has no item yet is as old as they are
# What XML cannot hold.
_UNSAID = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class Feed(Atom1Feed):
    """A feed without entries is not new each time that it is asked."""

    def latest_post_date(self) -> datetime:
        """The day of the last change."""
        return super().latest_post_date() if self.items else _moment(_FIRST)


@public_page()
@require_safe
@condition(etag_func=version)
def feed(request: HttpRequest, slug: str, address: str = "") -> HttpResponse:
    """The latest of an agency or of one of its columns."""
    asked = selected(slug, address)
    written = Feed(
        title=plain(asked.title),
        link=request.build_absolute_uri(asked.page),
        description="",
        language="zh-Hans",
        author_name=plain(asked.agency.name),
        feed_url=request.build_absolute_uri(request.path),
    )
    for item, summary in _latest(asked):
        address_of = request.build_absolute_uri(reverse("items:public_item", args=[item.pk]))
        changed = item.changed_on or item.published_on or asked.day
        written.add_item(
            title=plain(item.title),
            link=address_of,
            description=plain(summary),
            unique_id=address_of,
            author_name=plain(item.agency_name),
            pubdate=_moment(item.published_on or changed),
            updateddate=_moment(changed),
        )
    answer = HttpResponse(content_type=Feed.content_type)
    written.write(answer, "utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer


def _latest(asked: Selection) -> Iterator[tuple[Item, str]]:
    """The items with their summaries; what is not the approved text is left out, as its page is."""
    for item in asked.items().select_related("live__text")[:_MOST]:
        if item.live is None:
            continue
        try:
            yield item, queries.text_of(item.live)["summary"]
        except Refused:
            continue


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return text.translate(_UNSAID)
