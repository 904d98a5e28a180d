"""订阅此检索: what is new among the results of a search, for those who read by Atom (RFC 4287)?

The newest hits of the same address, each confirmed by its room as on the page. What cannot be understood is
answered with its sentence, for a reader of feeds shows no page.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai_web.look.site import site
from gongkai_web.office.days import today
from gongkai_web.portal.search import asked
from gongkai_web.portal.search.late import made_each_time_where_late
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items.pages.feeds import Feed, plain
from gongkai_web.search.finding import Hit, best

_MOST = 50
_FIRST = date(2008, 5, 1)  # the Regulations came into force: what has no day is as old as they are


@public_page(*asked.NAMES)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest results of a search."""
    made_each_time_where_late(request)
    asking = asked.read(request.GET)
    if asking.problems or (asking.query.is_empty and not asking.narrowing.names_a_number):
        sentences = asking.problems or ("没有检索词，没有可以订阅的；请从检索结果的页面订阅。",)
        return HttpResponseBadRequest("\n".join(sentences), content_type="text/plain; charset=utf-8")
    written = Feed(
        title=f"检索「{plain(asking.query.typed)}」",
        link=request.build_absolute_uri(f"{reverse('portal:search')}?{request.GET.urlencode()}"),
        description="",
        language="zh-Hans",
        author_name=plain(site().name),
        feed_url=request.build_absolute_uri(),
    )
    found, _ = best(asking.query, asking.narrowing, today(), size=_MOST, facets=(), newest=True)
    for hit in found.hits:
        _add(written, hit, request)
    answer = HttpResponse(content_type=Feed.content_type)
    written.write(answer, "utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer


def _add(written: Feed, hit: Hit, request: HttpRequest) -> None:
    """One result. Its name stays, wherever its page moves (RFC 4151)."""
    entry, moment = hit.entry, _moment(hit.entry.day or _FIRST)
    written.add_item(
        title=plain(entry.title),
        link=request.build_absolute_uri(hit.shown.href),
        description="　".join(fact for fact in (entry.number, *hit.shown.facts) if fact),
        unique_id=f"tag:{request.get_host().partition(':')[0]},{_FIRST}:{entry.subject}/{entry.key}",
        author_name=plain(entry.agency_name),
        pubdate=moment,
        updateddate=moment,
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
