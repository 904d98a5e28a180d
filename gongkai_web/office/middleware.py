"""What answers a page that this person may not open or use? 403, with the sentence of the rule.

What was typed all the same – the term of office ended meanwhile – is shown with it, and not lost.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.defaults import permission_denied

from gongkai_web.caching import OFFICE
from gongkai_web.errors import NotAllowed
from gongkai_web.office.request import is_signed_in
from gongkai_web.office.unsent import not_allowed


class NotAllowedMiddleware:
    """A page asks the table of who may do what before it does anything; what it raises is answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Goes on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page for it; anything else is for Django."""
        if not isinstance(exception, NotAllowed):
            return None
        if request.method == "POST" and request.path.startswith(OFFICE) and is_signed_in(request):
            return not_allowed(request, str(exception))
        return permission_denied(request, exception)
