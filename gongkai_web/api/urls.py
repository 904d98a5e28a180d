"""The addresses of the interface, and of its tokens in the office."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from gongkai_web.api import pages, views
from gongkai_web.api.public import reading
from gongkai_web.api.public.limits import BUDGET
from gongkai_web.proxies import address

app_name = "api"
_ONLY_GET, _TOO_MANY = 405, 429
_OWN = "api-root"  # of the tool: it shows nothing


def _by_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """By GET or HEAD; anything else is told so in a sentence."""

    @functools.wraps(view, assigned=("__doc__",))  # it stands in this room, and keeps its marks
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        if request.method != "GET":
            found = reading.refused("这个网址只能用 GET 读取。", _ONLY_GET)
            found.headers["Allow"] = "GET, HEAD"
            return found
        if wait := BUDGET.wait(address(request)):
            found = reading.refused(f"这个网络地址一分钟里问得太多，请过 {wait} 秒再问。", _TOO_MANY)
            found.headers["Retry-After"] = str(wait)
            return found
        return view(request, **given)

    return answered


def _readable(pattern: URLPattern) -> URLPattern:
    return path(f"api/{pattern.pattern}", _by_get(pattern.callback), name=pattern.name)


urlpatterns = [
    path("api/items/", views.items, name="items"),
    path("api/items/<int:pk>/attachments/", views.attachments, name="attachments"),
    *(_readable(one) for one in reading.api.urls[0] if isinstance(one, URLPattern) and one.name != _OWN),
    path("office/tokens/", pages.tokens, name="tokens"),
    path("office/tokens/new/", pages.new, name="new"),
    path("office/tokens/<int:pk>/revoke/", pages.revoke, name="revoke"),
]
