"""How is a sheet laid out as a PDF that keeps?

Typst lays out `letter.typ` as PDF/A-2a and PDF/UA-1 with the fonts of `gongkai.fonts`. Names may hold
characters that those subsets lack: then the fonts of the machine are asked too, and a character that none of
them has is named in a sentence, for these standards forbid to print a box.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from gongkai import fonts
from gongkai.errors import WritingError
from gongkai.letters.measures import (
    BANNER_SIZES,
    BELOW_BANNER,
    ENVELOPE_MM,
    LINE,
    MOST_TOGETHER,
    SIGN,
    TIGHTER_LINES,
    TRACKING,
    seal_width,
    signature_lines,
    sized,
)
from gongkai.letters.sheet import ADDRESS, Envelope, Sheet, go_along, heading_level
from gongkai.pdfium import ONE_AT_A_TIME

TEMPLATE = Path(__file__).with_name("letter.typ")
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_MOST_TRIED = 20


def render(sheet: Sheet) -> bytes:
    """The sheet as a PDF. Raises WritingError where it cannot be laid out.

    Where slightly tighter lines save its last page they are taken: on that page stood little but the
    signature.
    """
    return _fitted(sheet)[1]


def line_of(sheet: Sheet) -> float:
    """How far its lines stand apart in a word processor, by the same rule.

    That sets a line of exact height into a box of its own, so that a page begins lower, and keeps more room
    below a banner. The usual distance where the fonts here lack a character: a word processor has its own.
    """
    try:
        return _fitted(sheet, _Lower(LINE - SIGN, BELOW_BANNER))[0]
    except WritingError:
        return LINE


@dataclasses.dataclass(frozen=True, slots=True)
class _Lower:
    """How much lower than in a PDF the text begins, in points: on each page, and below a banner."""

    page: float = 0.0
    banner: float = 0.0


def _fitted(sheet: Sheet, lower: _Lower = _Lower()) -> tuple[float, bytes]:
    """The distance of the lines, and the sheet laid out by it."""
    usual = _laid_out(sheet, LINE, lower)
    pages = _pages_of(usual)
    if not sheet.agency or pages == 1 or _pages_of(_laid_out(sheet, TIGHTER_LINES[-1], lower)) == pages:
        return LINE, usual
    tighter = ((line, _laid_out(sheet, line, lower)) for line in TIGHTER_LINES)
    return next((line, made) for line, made in tighter if _pages_of(made) < pages)


def _laid_out(sheet: Sheet, line: float, lower: _Lower) -> bytes:
    return _compiled(
        {
            **dataclasses.asdict(sheet),
            "kind": "sheet",
            "line": line,
            "lower": dataclasses.asdict(lower),
            "signed": [*signature_lines(sheet.agency), sheet.day],
            "seal_width": seal_width(sheet.agency, sheet.day),
            "banner_size": sized(sheet.banner, BANNER_SIZES),
            "most_together": MOST_TOGETHER,
            "along": go_along(sheet.paragraphs),
            "levels": {text: heading_level(text) for text in sheet.paragraphs if heading_level(text)},
        },
        list(sheet.texts()),
    )


def _pages_of(made: bytes) -> int:
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(made) as document:
        return len(document)


def render_envelope(envelope: Envelope) -> bytes:
    """The cover as a PDF of its own page size. Raises WritingError."""
    data = {**dataclasses.asdict(envelope), "kind": "envelope", "title": "信封", "size": ENVELOPE_MM}
    return _compiled(data, list(envelope.texts()))


def without_font(texts: list[str]) -> list[str]:
    """The characters that the fonts of the program do not hold, in order."""
    held = fonts.characters()
    return list(dict.fromkeys(sign for text in texts for sign in text if sign not in held and sign != "\n"))


def _compiled(data: dict[str, Any], texts: list[str]) -> bytes:
    rare = without_font(texts)
    try:
        return _typeset(data, ignore_system_fonts=not rare)
    except typst.TypstError as problem:
        lost = [sign for sign in rare[:_MOST_TRIED] if not _printable(sign)]
        told = (
            f"「{'、'.join(lost)}」在随附的字库里没有，本机的字体里也没有；请安装收有这些字的宋体"
            if lost
            else f"{problem.message}；请核对文书的内容"
        )
        raise WritingError(f"PDF 排版不成功：{told}，或者改用 DOCX。") from None


def _typeset(data: dict[str, Any], *, ignore_system_fonts: bool) -> bytes:
    document = {
        "line": LINE,
        **data,
        "song": fonts.SONG,
        "hei": fonts.HEI,
        "sign": SIGN,
        "tracking": TRACKING,
        "url": ADDRESS,
    }
    made = typst.compile(
        TEMPLATE,
        font_paths=[fonts.FOLDER],
        ignore_system_fonts=ignore_system_fonts,
        format="pdf",
        sys_inputs={"sheet": json.dumps(document, ensure_ascii=False)},
        pdf_standards=STANDARDS,
    )
    if not isinstance(made, bytes):
        raise WritingError("PDF 排版没有得到文件；请改用 DOCX。")
    return made


def _printable(sign: str) -> bool:
    """Whether some font of the machine has the character: tried on a page of its own."""
    page = dataclasses.asdict(Envelope(sign, "", "", "", "", ""))
    try:
        _typeset({**page, "kind": "envelope", "title": "字", "size": ENVELOPE_MM}, ignore_system_fonts=False)
    except typst.TypstError:
        return False
    return True
