"""How often is the tree of agencies read for one page? Once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai_web.agencies.tree import remembered


class TreeMiddleware:
    """Remembers the tree while a request is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Goes on."""
        with remembered():
            return self.answer(request)
