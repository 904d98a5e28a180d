"""Where does the printed file of a filing come from?

It is rendered once, read back and compared by the library, and kept by the digest of the filing: a filing
never changes, so neither does its file. The folder can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.document import from_json
from gongkai.render import write
from gongkai_web.annual.models import Filing, FormerReport

DOWNLOADS = {"docx": "Word 文档（DOCX）", "pdf": "PDF", "xlsx": "Excel 表格（XLSX）"}


def printed_file(filing: Filing, kind: str) -> Path:
    """The file of that kind, made where it is not there yet. Raises WritingError where that fails."""
    return _printed(filing.document, f"{filing.digest}.{kind}")


def printed_former(former: FormerReport, kind: str) -> Path:
    """The same of a report that was made elsewhere, as it was read."""
    return _printed(former.document, f"former-{former.pk}-{former.sha256}.{kind}")


def _printed(document: Mapping[str, Any], name: str) -> Path:
    path = Path(settings.DATA) / "printed" / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        write(from_json(document), path)
    return path
