"""How does a page of the office stand in its frame: the way that leads to it, who reads it, and the day?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.kept import keeps
from gongkai_web.office.places import home
from gongkai_web.office.request import OfficeRequest
from gongkai_web.office.unfinished import is_back, way_back

OK, UNPROCESSABLE = 200, 422


def page(
    request: OfficeRequest, template: str, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """The template under 办公; without crumbs it is the office's home itself.

    `quiet`: nothing was sent yet, so no field is in error. What the frame itself says of what was typed no
    page may call something else: it would read the frame's answer for its own.
    """
    own = _unfinished(request)
    if taken := own.keys() & context.keys():
        raise ValueError(f"页面用了框架自己的名字：{'、'.join(sorted(taken))}；请改名。")
    way = [home(), *crumbs] if crumbs else []
    shared = {"breadcrumbs": way, "person": request.user, "quiet": status == 200, "today": today()}
    return render(request, template, {**shared, **context, **own}, status=status)


def _unfinished(request: OfficeRequest) -> dict[str, Any]:
    """What page and script need, so that nothing is lost by leaving: see `unfinished`."""
    back = is_back(request)
    typed = back or request.method == "POST"
    return {"keeps": keeps(request), "is_back": back, "is_typed": typed, "unfinished": way_back(request)}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the office with a list at its head, under which its pages lie."""

    label: str
    url_name: str

    def link(self) -> Link:
        """The way back to the list."""
        return Link(self.label, reverse(self.url_name))

    def page(
        self,
        request: OfficeRequest,
        template: str,
        context: dict[str, Any],
        *crumbs: Link,
        status: int = 200,
    ) -> HttpResponse:
        """The template under this section; without crumbs it is the head of the section itself."""
        here = self.link() if crumbs else Link(self.label)
        return page(request, template, context, here, *crumbs, status=status)
