"""What frames a page about a file: who may see it, and the way back?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai_web.files.models import StoredFile
from gongkai_web.files.queries import visible
from gongkai_web.look.parts import Link

OFFICE, HERE = "办公", "涂黑"


def today() -> date:
    """The day on which the request is made, in the zone of the law."""
    return timezone.localdate()


def file_or_404(request: HttpRequest, pk: int) -> StoredFile:
    """The file, where the person may see it; else no such page."""
    return get_object_or_404(visible(request.user, today()), pk=pk)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """The template in the frame of the office."""
    here = reverse("files:redactions") if crumbs else ""
    way = [Link(OFFICE, reverse("desk:home")), Link(HERE, here), *crumbs]
    given = {**context, "breadcrumbs": way, "person": request.user}
    return render(request, template, given, status=status)
