"""How do the bytes of a PDF that was put together here come out? Into memory: no model is written."""

from __future__ import annotations

import io

import pypdfium2


def saved(document: pypdfium2.PdfDocument) -> bytes:
    """The PDF as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
