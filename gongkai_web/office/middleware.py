"""What answers a page that this person may not open or use? 403, with the sentence of the rule."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import permission_denied

from gongkai_web.errors import NotAllowed


class NotAllowedMiddleware:
    """A page asks the table of who may do what before it does anything; what it raises is answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Goes on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for it; anything else is for Django."""
        return permission_denied(request, exception) if isinstance(exception, NotAllowed) else None
