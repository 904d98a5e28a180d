"""How is a file made that holds what it shows and nothing else?

Office files here; PDF and pictures are drawn anew by whoever can draw (`CLEANED_HERE` says which is which).
What comes out is to be examined again: `examine` says whether anything is left.
"""

from __future__ import annotations

from gongkai.errors import UnsupportedFormat
from gongkai.examining.clean_wordprocessing import clean_wordprocessing
from gongkai.examining.clean_workbook import clean_workbook
from gongkai.reading.formats.legacy import MODERN, converted
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sniff import Kind, sniff

CLEANED_HERE = (Kind.DOCX, Kind.XLSX, *MODERN)


def clean(data: bytes, name: str) -> bytes:
    """The clean DOCX or XLSX, of an old format the new one. Raises ReadingError where there is none."""
    kind = sniff(data)
    if kind in MODERN:
        data, kind = converted(data, name, kind, MODERN[kind][0]), MODERN[kind][1]
    if kind not in (Kind.DOCX, Kind.XLSX):
        raise UnsupportedFormat(f"{name}：{kind.value} 不能在这里清理；请在原来的程序里处理以后重新上传。")
    package = Package(data, name, kind.value)
    package.check_total()
    return clean_workbook(package) if kind is Kind.XLSX else clean_wordprocessing(package)


def as_pdf(data: bytes, name: str) -> bytes:
    """The clean office file as a PDF, to be blacked out. Raises ReadingError."""
    made = clean(data, name)
    return converted(made, name, sniff(made), "pdf")
