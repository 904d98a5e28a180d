"""How does a file leave, so that nothing in it can run?

As an attachment, of the type that was found in it, never shown in the frame of the site; should a browser
show it all the same, it stands in a sandbox without an origin and may load nothing.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai_web.files import store
from gongkai_web.files.models import StoredFile

POLICY = "sandbox; default-src 'none'"


def as_download(file: StoredFile) -> HttpResponse:
    """The file byte for byte. Whether this visitor may have it, the caller has checked. Raises LostError.

    Whoever hands it to one of the staff notes it with `actions.log_view`.
    """
    response = _closed(store.read(file.sha256), file.media_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, file.name))
    return response


def as_picture(data: bytes, media_type: str = "image/png") -> HttpResponse:
    """A picture – of a page of a file a PNG – that only this site's own pages may show."""
    return _closed(data, media_type)


def _closed(data: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
