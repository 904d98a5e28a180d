"""Which part of a list does a page show?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 50


def paged(request: HttpRequest, found: QuerySet[Any] | Sequence[Any], size: int = ROWS) -> Page[Any]:
    """The part that `?page=` asks for; the first where it asks for none, the last where for too far."""
    return Paginator(found, size).get_page(request.GET.get("page"))
