"""What do all pages of a case share: where they stand, and whose case it is?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai_web.cases import queries
from gongkai_web.cases.models import Case
from gongkai_web.look.parts import Link


def the_case(request: HttpRequest, pk: int) -> Case:
    """The case, where the person may see it; else no such page."""
    visible = queries.visible(request.user, timezone.localdate())
    return get_object_or_404(visible.select_related("agency", "parent"), pk=pk)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """A page of the office under 申请件."""
    way = [Link("办公", reverse("desk:home")), Link("申请件", reverse("desk:cases")), *crumbs]
    return render(request, template, {**context, "breadcrumbs": way, "person": request.user}, status=status)


def case_page(
    request: HttpRequest, template: str, case: Case, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """A page under the case."""
    here = Link(case.registry_number, reverse("casework:case", args=[case.pk]))
    context = {"case": case, "agency": case.agency, **context}
    return page(request, template, context, here, *crumbs, status=status)
