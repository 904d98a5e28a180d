"""Does every process reckon with the notice that another one has just entered?

One small query a request: the calendar is rebuilt only where something changed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai_web.holidays.queries import install

Answer = Callable[[HttpRequest], HttpResponse]


class CalendarMiddleware:
    """Installs the notices that hold before the page reckons."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/static/"):
            install()
        return self.answer(request)
