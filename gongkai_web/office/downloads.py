"""How does a file that was made here reach the reader? Saved, never shown in the frame of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from gongkai.errors import GongkaiError
from gongkai_web.office.acting import told_why_not
from gongkai_web.office.request import OfficeRequest
from gongkai_web.office.taking import Taken, note_taken

UNKNOWN = "application/octet-stream"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def attached(data: bytes, name: str, fmt: str = "") -> HttpResponse:
    """The file as an attachment of that name; what strangers handed in has no `fmt`: its type is not told."""
    response = HttpResponse(data, content_type=TYPES.get(fmt, UNKNOWN))
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def made_for(
    request: OfficeRequest,
    write: Callable[[], bytes],
    name: str,
    fmt: str,
    *,
    taken: Iterable[Taken],
    back: str,
) -> HttpResponse:
    """The file as it is made now, noted as taken; where it cannot be made, the page at `back` tells why."""
    try:
        data = write()
    except GongkaiError as problem:
        told_why_not(request, str(problem))
        return redirect(back)
    note_taken(by=request.user, taken=taken, fmt=fmt)
    return attached(data, name, fmt)
