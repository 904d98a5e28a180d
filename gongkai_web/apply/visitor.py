"""Who is there, where nobody signs in? A network address, and small signed cookies.

A cookie of a receipt or of an opened query names one case, lives an hour, is sent to these pages alone and
cannot be made by anybody else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

AN_HOUR = 60 * 60

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Kept in no cache and found by no search engine."""

    @never_cache
    @wraps(view)
    def shut(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return shut


def address(request: HttpRequest) -> str:
    """The network address. Behind our own proxy the last entry of the header is the one it saw itself."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.headers.get("X-Forwarded-For", "")).split(",")[-1].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))


def give(response: HttpResponse, name: str, value: str, path: str) -> None:
    """Sets a signed cookie for the pages below `path`."""
    response.set_signed_cookie(
        name,
        value,
        salt=f"gongkai.apply.{name}",
        max_age=AN_HOUR,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def given(request: HttpRequest, name: str) -> list[str]:
    """The parts of a signed cookie that is less than an hour old; empty where there is none."""
    value = request.get_signed_cookie(name, default="", salt=f"gongkai.apply.{name}", max_age=AN_HOUR)
    return str(value).split(" ") if value else []
