"""Has somebody of the staff signed in with this browser before?

A signed cookie that nobody else can make, with a digest of each name: who they were stands in it for nobody.
It opens nothing. It tells a colleague's browser from a stranger's where a form is kept or an address is
turned away.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gongkai_web import vault

COOKIE = "known"
_SALT = "gongkai.devices"
_MOST_NAMES = 20  # of a machine at a counter
_SECONDS = 180 * 24 * 60 * 60


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """From now on this browser is known, for that name."""
    names = [_digest(name), *(one for one in _names(request) if one != _digest(name))]
    response.set_cookie(
        COOKIE,
        signing.dumps(names[:_MOST_NAMES], salt=_SALT),
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, name: str = "") -> bool:
    """Whether anybody has signed in with this browser; with `name`, whether that one has."""
    names = _names(request)
    return _digest(name) in names if name else bool(names)


def _names(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return []
    return [str(one) for one in found]


def _digest(name: str) -> str:
    return vault.digest(settings.SECRET_KEY, "devices", "name", name)[:16]
