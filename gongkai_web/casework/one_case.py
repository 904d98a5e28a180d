"""What do all pages of one case share: who may open them, and where they stand?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from gongkai_web.cases import queries
from gongkai_web.cases.models import Case
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.frame import page
from gongkai_web.office.places import list_of
from gongkai_web.office.request import OfficeRequest


def the_case(request: OfficeRequest, pk: int) -> Case:
    """The case, where the person may see it; else no such page."""
    try:
        return queries.visible_one(request.user, days.today(), pk)
    except Case.DoesNotExist:
        raise Http404 from None


def case_page(
    request: OfficeRequest,
    template: str,
    case: Case,
    context: dict[str, Any],
    *crumbs: Link,
    status: int = 200,
) -> HttpResponse:
    """A page under the case."""
    here = Link(case.registry_number, reverse("casework:case", args=[case.pk]))
    context = {"case": case, "agency": case.agency, **context}
    return page(request, template, context, list_of(Case), here, *crumbs, status=status)
