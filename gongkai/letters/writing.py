"""Is the written file the letter?

`write` lays the letter out as DOCX or PDF, reads the file back and compares: every text must be found, in its
order, else nothing is handed out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

import docx as word
import pypdfium2

from gongkai.errors import UsageError, WritingError
from gongkai.letters import docx, pdf
from gongkai.letters.letter import Letter
from gongkai.letters.sheet import Envelope, Sheet, letter_sheet
from gongkai.letters.words import normal
from gongkai.pdfium import ONE_AT_A_TIME

FORMATS = ("docx", "pdf")
_PAGE_NUMBER = re.compile(r"^\s*—\s*[0-9]+\s*—\s*$", re.MULTILINE)


def write(letter: Letter, fmt: str, *, red_head: bool = False) -> bytes:
    """The letter as `docx` or `pdf`; `red_head`: in 信函格式, with the red name of the agency.

    Raises UsageError for another format and WritingError where the file does not read back equal.
    """
    return written(letter_sheet(letter, red_head=red_head), fmt)


def written(sheet: Sheet | Envelope, fmt: str) -> bytes:
    """The sheet or cover as a file of that kind, read back and compared. Raises as `write`."""
    if fmt not in FORMATS:
        raise UsageError(f"不会写「{fmt}」这种文书；可用：{'、'.join(FORMATS)}。")
    if isinstance(sheet, Sheet):
        data = docx.render(sheet) if fmt == "docx" else pdf.render(sheet)
    else:
        data = docx.render_envelope(sheet) if fmt == "docx" else pdf.render_envelope(sheet)
    compare(sheet.texts(), data, fmt)
    return data


def text_of(data: bytes, fmt: str) -> str:
    """What can be read in the file: paragraphs and cells of a DOCX, text of a PDF without page numbers."""
    return _READERS[fmt](data)


def compare(texts: Iterable[str], data: bytes, fmt: str) -> None:
    """Raises WritingError where one of the texts is not found in the file, or not in its order."""
    read = normal(text_of(data, fmt))
    place = 0
    for text in texts:
        wanted = normal(text)
        found = read.find(wanted, place)
        if found < 0:
            shown = text if len(text) <= 24 else f"{text[:24]}…"
            raise WritingError(f"写出的 {fmt.upper()} 读回时没有「{shown}」，与文书不一致；没有生成文件。")
        place = found + len(wanted)


def _docx_text(data: bytes) -> str:
    document = word.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _pdf_text(data: bytes) -> str:
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(_PAGE_NUMBER.sub("", page.replace("\r\n", "\n")) for page in pages)


_READERS: dict[str, Callable[[bytes], str]] = {"docx": _docx_text, "pdf": _pdf_text}
