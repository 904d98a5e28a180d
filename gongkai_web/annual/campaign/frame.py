"""What frames a page of the checking desk: who may see it, and the way back?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai_web.annual.campaign.models import Batch, SubmittedFile
from gongkai_web.annual.campaign.queries import visible
from gongkai_web.look.parts import Link

OFFICE, HERE = "办公", "核对台"


def today() -> date:
    """The day on which the request is made, in the zone of the law."""
    return timezone.localdate()


def batch_or_404(request: HttpRequest, pk: int) -> Batch:
    """The batch, where the person may see it; else no such page."""
    return get_object_or_404(visible(request.user, today()), pk=pk)


def file_or_404(request: HttpRequest, pk: int, file: int) -> SubmittedFile:
    """The file, where the person may see its batch; else no such page."""
    found = SubmittedFile.objects.select_related("batch__agency")
    return get_object_or_404(found, pk=file, batch=batch_or_404(request, pk))


def page(request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link) -> HttpResponse:
    """The template in the frame of the office."""
    here = reverse("campaign:batches") if crumbs else ""
    way = [Link(OFFICE, reverse("desk:home")), Link(HERE, here), *crumbs]
    return render(request, template, {**context, "breadcrumbs": way, "person": request.user})
