"""Where is a record shown? An upper room says so; a lower one leads there without knowing whom."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse

_pages: dict[str, str] = {}


def shown_at(label: str, name: str) -> None:
    """Records of the model `app.Model` are shown at the URL of that name, by primary key."""
    _pages[label] = name


def page_of(record: Model) -> str:
    """The address at which the record is shown; empty where it has no page of its own."""
    name = _pages.get(record._meta.label)
    return reverse(name, args=[record.pk]) if name else ""
