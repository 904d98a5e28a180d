"""How often is the same asked for one page, e.g. the tree of agencies? Once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai_web.asked_once import remembered


class TreeMiddleware:
    """Remembers what was asked while a request is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Goes on."""
        with remembered():
            return self.answer(request)
