"""Which answers may a cache keep, which are gone when the window is closed, and which are compressed?

Whatever the office shows is about people who asked: the sign-in, every page and every download below
`/office/`, and every page at all that is shown to somebody who is signed in. Decided here, once, whatever a
page itself says.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control

OFFICE = "/office/"
_OK = 200
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


class CompressMiddleware(GZipMiddleware):
    """Compresses public pages; never one that holds a secret.

    From the length of a compressed page a stranger can guess a secret in it, letter by letter (BREACH): the
    token of a form, what somebody typed, a case.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The page as it is, or compressed."""
        if not _is_text(response) or request.path.startswith(SHUT) or _holds_secret(request, response):
            return response
        return super().process_response(request, response)


def _is_text(response: HttpResponseBase) -> bool:
    """A page that is there; papers and pictures are compressed in themselves."""
    kind = response.headers.get("Content-Type", "")
    return (
        response.status_code == _OK
        and not response.streaming
        and kind.startswith(("text/", "application/json"))
    )


def _holds_secret(request: HttpRequest, response: HttpResponseBase) -> bool:
    kept_out = "private" in response.headers.get("Cache-Control", "")
    token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META  # it was written into the page
    return kept_out or token or request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES


def _signed_in(request: HttpRequest) -> bool:
    # Whoever brings no session is not looked up: public pages stay as cheap as they are.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)
