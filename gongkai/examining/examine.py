"""What is in these bytes that must be known before they leave the house?

By their content: office packages, PDF, OFD, pictures, plain text; old office files through LibreOffice. What
cannot be looked into is told as such, so that somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.errors import ReadingError
from gongkai.examining import clean_wordprocessing, clean_workbook
from gongkai.examining.beyond import examine_beyond, examine_bytes
from gongkai.examining.findings import WHOLE, Finding, Gathered
from gongkai.examining.layout import broken_numbers
from gongkai.examining.ofd import examine_ofd
from gongkai.examining.parts import examine_parts
from gongkai.examining.pdf import examine_pdf
from gongkai.examining.pictures import examine_picture
from gongkai.examining.stored import examine_stored
from gongkai.examining.wordprocessing import examine_wordprocessing
from gongkai.examining.workbook import examine_workbook, unlisted_sheets
from gongkai.reading.formats.legacy import MODERN, converted
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sniff import Kind, sniff

EDITION = 4  # of what is looked for: what an earlier one found is looked for again
_INSIDE: dict[Kind, Callable[[Package, Gathered], None]] = {
    Kind.DOCX: examine_wordprocessing,
    Kind.XLSX: examine_workbook,
    Kind.OFD: examine_ofd,
}


def examine(data: bytes, name: str) -> tuple[Finding, ...]:
    """All that was found, in order; none, where the file holds no more than it shows.

    Raises nothing for what cannot be opened: it is a finding of its own.
    """
    found = Gathered()
    try:
        _examine(data, name, found)
    except ReadingError as problem:
        found.add("not_examined", WHOLE, "", str(problem).removeprefix(f"{name}：")[:200])
    return found.findings()


def _examine(data: bytes, name: str, found: Gathered) -> None:
    kind = sniff(data)
    if kind in MODERN:
        data, kind = converted(data, name, kind, MODERN[kind][0]), MODERN[kind][1]
        found.add("not_examined", WHOLE, "", "旧格式，转换以后看的；另存为新格式更可靠")
    if kind in _INSIDE:
        package = Package(data, name, kind.value)
        package.check_total()
        if kind is not Kind.OFD:
            examine_parts(package, found)
        _INSIDE[kind](package, found)
        _beyond(package, kind, found)
        examine_bytes(data, found)
    elif kind is Kind.PDF:
        examine_pdf(data, name, found)
    elif kind is Kind.PICTURE:
        examine_picture(data, "图片", found)
        found.add("picture_page", "图片")
    elif kind is Kind.TEXT:
        _text(data, found)
    else:
        found.add("not_examined", WHOLE, "", f"{kind.value} 文件")


def _beyond(package: Package, kind: Kind, found: Gathered) -> None:
    """What an office package keeps that no clean copy of it would."""
    if kind is Kind.DOCX:
        examine_beyond(package, clean_wordprocessing.KEPT, frozenset(), found)
    elif kind is Kind.XLSX:
        examine_beyond(package, clean_workbook.KEPT, unlisted_sheets(package), found)
    if kind is not Kind.OFD:
        examine_stored(package, found)


def _text(data: bytes, found: Gathered) -> None:
    """Plain text, as an upload may be: what is neither is looked at by somebody."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            found.add_private(line, "正文", f"第 {number} 行")
        for at, number_in_two in broken_numbers(lines):
            found.add_private(number_in_two, "正文", f"第 {at + 1} 行起")
        return
    found.add("not_examined", WHOLE, "", "不是认得的格式")
