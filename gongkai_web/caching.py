"""Which answers may a cache keep, and which are gone when the window is closed?

Whatever the office shows is about people who asked: the sign-in, every page and every download below
`/office/`, and every page at all that is shown to somebody who is signed in. Decided here, once, whatever a
page itself says.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

OFFICE = "/office/"
SHUT = (OFFICE, "/sign-in/", "/sign-out/")


class NoStoreMiddleware:
    """Says `private, no-store` of the pages of the office; leaves the public pages as they are."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.path.startswith(SHUT) or _signed_in(request):
            patch_cache_control(response, private=True, no_store=True)
        return response


def _signed_in(request: HttpRequest) -> bool:
    # Whoever brings no session is not looked up: public pages stay as cheap as they are.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)
