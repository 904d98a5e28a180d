"""What frames a page about letters: who may see it, and the way back?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.letters import queries
from gongkai_web.letters.models import Letter
from gongkai_web.look.parts import Link


def today() -> date:
    """The day on which the request is made, in the zone of the law."""
    return timezone.localdate()


def letter_or_404(request: HttpRequest, pk: int) -> Letter:
    """The letter, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()).select_related("case__agency"), pk=pk)


def case_or_404(request: HttpRequest, pk: int) -> Case:
    """The case, where the person may see it; else no such page."""
    return get_object_or_404(cases.visible(request.user, today()).select_related("agency"), pk=pk)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """The template in the frame of the office, under 文书."""
    here = reverse("letters:letters") if crumbs else ""
    way = [Link("办公", reverse("desk:home")), Link("文书", here), *crumbs]
    return render(request, template, {**context, "breadcrumbs": way, "person": request.user}, status=status)


def case_link(case: Case) -> Link:
    """Back to the case."""
    return Link(case.registry_number, reverse("casework:case", args=[case.pk]))
