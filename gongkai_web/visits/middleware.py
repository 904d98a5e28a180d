"""Is this answer a visit? Also one that was kept, and one that said that nothing has changed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from gongkai_web.caching import SHUT
from gongkai_web.office.days import today
from gongkai_web.visits.actions import Sum
from gongkai_web.visits.counter import VISITS
from gongkai_web.visits.kinds import reader_of, seen

_READ = {200, 304}
_AHEAD = "prefetch"  # a browser that fetches what nobody has opened yet


class VisitsMiddleware:
    """Counts the public pages that were read."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, counted."""
        response = self.answer(request)
        if _is_visit(request, response):
            match = request.resolver_match or _match(request.path_info)
            found = seen(match) if match else None
            if found is not None:
                VISITS.add(Sum(today(), reader_of(request), found))
        VISITS.write_if_due()
        return response


def _is_visit(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.status_code in _READ
        and not request.path.startswith(SHUT)
        and _AHEAD not in request.META.get("HTTP_SEC_PURPOSE", "")
    )


def _match(path: str) -> ResolverMatch | None:
    """Which view stands at the address, where none was asked."""
    try:
        return resolve(path)
    except Resolver404:
        return None
