"""Where does the printed file of a filing come from?

It is rendered once, read back and compared by the library, and kept by the digest of the filing: a filing
never changes, so neither does its file. The folder can be deleted at any time.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from gongkai.document import from_json
from gongkai.render import write
from gongkai_web.annual.models import Filing

DOWNLOADS = {"docx": "Word 文档（DOCX）", "pdf": "PDF", "xlsx": "Excel 表格（XLSX）"}


def printed_file(filing: Filing, kind: str) -> Path:
    """The file of that kind, made where it is not there yet. Raises WritingError where that fails."""
    path = Path(settings.DATA) / "printed" / f"{filing.digest}.{kind}"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        write(from_json(filing.document), path)
    return path
