"""What do the pages of registers share: where they stand, and what becomes of a refused act?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.errors import GongkaiError
from gongkai_web.errors import NotAllowed
from gongkai_web.look.parts import Link

UNPROCESSABLE = 422
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def today() -> date:
    """The day on which the request is made, in the zone of the law."""
    return timezone.localdate()


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link, status: int = 200
) -> HttpResponse:
    """The template in the frame of the office."""
    way = [Link("办公", reverse("desk:home")), *crumbs]
    shared = {"breadcrumbs": way, "person": request.user, "quiet": status == 200, "today": today()}
    return render(request, template, {**shared, **context}, status=status)


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the act gives; where it says no, its sentence stands in the form and nothing is given."""
    try:
        return act()
    except NotAllowed as problem:
        raise PermissionDenied(str(problem)) from problem
    except GongkaiError as problem:
        form.add_error(None, str(problem))
        return None


def carried_out(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], Any], said: str
) -> bool:
    """Whether the form was sent and its act done, which then is told; else the form says why not."""
    if request.method != "POST" or not form.is_valid() or not done(form, lambda: act(form.cleaned_data)):
        return False
    messages.success(request, said)
    return True


def attached(data: bytes, name: str, fmt: str) -> HttpResponse:
    """A file to be saved, never shown in the frame of the site."""
    response = HttpResponse(data, content_type=TYPES[fmt])
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
