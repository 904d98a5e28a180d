"""What was typed in a field that no form checks, so that every database can keep and find it?"""

from __future__ import annotations

from django.http import HttpRequest


def typed(request: HttpRequest, name: str, most: int) -> str:
    """The words, cut; without NUL, which nobody types and PostgreSQL keeps in no text."""
    return request.POST.get(name, "").replace("\x00", "")[:most]
