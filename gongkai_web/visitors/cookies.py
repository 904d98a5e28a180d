"""Who is there, where nobody signs in? Small signed cookies tell.

A cookie of a receipt or of an opened query names one case, lives an hour, is sent to these pages alone and
cannot be made by anybody else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from gongkai_web import outage

AN_HOUR = 60 * 60
_FORBIDDEN = 403
_log = logging.getLogger("gongkai.apply")

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def private(view: View) -> View:
    """Kept in no cache and found by no search engine."""

    @never_cache
    @wraps(view)
    def shut(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return shut


def guarded(otherwise: View, stale: str) -> Callable[[View], View]:
    """Where it cannot be done, what was typed is still there: `otherwise` answers in place of the view.

    It gets the sentence, `said`, and the `status`: 403 with `stale` where the check for forged forms fails,
    503 where nothing can be written now. Django's own pages would lose what was typed; cookies are gone with
    a closed browser, a page is not.
    """

    def around(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _from_elsewhere(request):
                return otherwise(request, *args, said=stale, status=_FORBIDDEN, **kwargs)
            try:
                return view(request, *args, **kwargs)
            except (DatabaseError, OSError) as problem:
                why = outage.cause(problem)
                if not why or request.method != "POST":
                    raise
                _log.warning("%s：%s 没有办成", why, request.path, exc_info=True)
                said = outage.not_sent(why)
                response = otherwise(request, *args, said=said, status=outage.UNAVAILABLE, **kwargs)
                response.headers["Retry-After"] = outage.A_MINUTE
                return response

        return checked

    return around


class _Check(CsrfViewMiddleware):
    """Django's own check, which tells the reason instead of answering."""

    def _reject(self, _: HttpRequest, reason: str) -> str:
        return reason


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether it cannot be told that the form came from a page of this site."""
    check = _Check(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is not None


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
