"""Which day is it? Asked once by whatever answers a request; below the pages, today is an argument."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def today() -> date:
    """The day on which the request is made, in the zone of the law."""
    return timezone.localdate()
