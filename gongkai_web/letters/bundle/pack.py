"""How does a bundle become a ZIP: the merged PDF, the catalogue to sign, and each piece as a file?

Made of what was stored – the merged PDF and the files handed in – so that it is the same whenever it is
fetched.
"""

from __future__ import annotations

import io
import zipfile

import pypdfium2

from gongkai.letters import Setting, evidence_catalogue
from gongkai_web.files import pages, store
from gongkai_web.files.checks import clean_name, extension_of
from gongkai_web.files.models import StoredFile
from gongkai_web.letters.bundle.merge import Item
from gongkai_web.letters.bundle.saved import saved
from gongkai_web.letters.models import Bundle

WHOLE, LIST = "证据材料（合订本）.pdf", "证据目录.docx"
_THEN = (1980, 1, 1, 0, 0, 0)


def items_of(bundle: Bundle) -> tuple[Item, ...]:
    """The catalogue as it was made."""
    return tuple(Item(**row) for row in bundle.items)


def packed(bundle: Bundle, setting: Setting) -> bytes:
    """The ZIP. `setting`: of the head of the catalogue. Raises LostError where a stored file is gone."""
    whole = store.read(bundle.file.sha256)
    items = items_of(bundle)
    stored = StoredFile.objects.in_bulk([item.stored for item in items if item.stored])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, WHOLE, whole)
        _put(archive, LIST, evidence_catalogue([item.row() for item in items], setting, "docx"))
        for number, item in enumerate(items, start=1):
            file = stored.get(item.stored or 0)
            data = store.read(file.sha256) if file else _cut(whole, item)
            extension = extension_of(file.name) if file else "pdf"
            _put(archive, clean_name(f"{number:02d} {item.name}"[:100] + f".{extension}"), data)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _cut(whole: bytes, item: Item) -> bytes:
    """The pages of one piece, with their numbers."""
    with pages.opened(whole) as document:
        part = pypdfium2.PdfDocument.new()
        try:
            part.import_pages(document, list(range(item.first - 1, item.last)))
            return saved(part)
        finally:
            part.close()
