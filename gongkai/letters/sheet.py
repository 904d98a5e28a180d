"""What stands on the paper, whatever the file?

A `Sheet` is a letter, a form or a catalogue as printed: plain texts and one table at most. An `Envelope` is
the cover. DOCX and PDF are two ways to lay out the same sheet, and both are read back against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.letters.letter import Letter
from gongkai.letters.measures import TEXT_WIDTH_MM, signs
from gongkai.letters.words import chinese_day

ADDRESS = r"https?://[!-~]*[0-9A-Za-z/_=&#-]"  # without the stop that ends its sentence
FORM_WIDTHS = (1.0, 2.6)
_HEADINGS = (
    re.compile(r"[一二三四五六七八九十]+、[^。；！？]{1,26}"),
    re.compile(r"（[一二三四五六七八九十]+）[^。；！？]{1,24}"),
)
_ONE_LINE = 24.0  # characters that surely stand on one line
_LEAD_SIGNS = TEXT_WIDTH_MM / 25.4 * 72 / 12 - 1  # of 小四 above a table
_APART = "　　"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: shares of the columns. `head`: labels, repeated on each page; empty for a form."""

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter, or a form where there is a table. `banner`: the red name at the head of the 信函格式, if any.

    `lead`: the line above the table, or several with line breaks between. `agency` and `day` are the
    signature; `note` stands under it.
    """

    title: str
    banner: str = ""
    number: str = ""
    recipient: str = ""
    paragraphs: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    agency: str = ""
    day: str = ""
    note: str = ""
    lead: str = ""
    table: Table | None = None
    closing: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """All texts in printed order."""
        yield from (self.banner, self.number) if self.banner else ()
        yield from (self.title, "" if self.banner else self.number, self.recipient, self.lead)
        yield from self.paragraphs
        if self.table:
            yield from self.table.head
            for row in self.table.rows:
                yield from row
        yield from self.closing
        yield from self.attachments
        yield from (self.agency, self.day, self.note)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The cover of a letter: where it goes, where it comes from."""

    postcode: str
    address: str
    recipient: str
    agency: str
    agency_address: str
    agency_postcode: str

    def texts(self) -> Iterator[str]:
        """All texts in printed order."""
        yield from (self.postcode, self.address, self.recipient)
        yield from (self.agency_address, self.agency, self.agency_postcode)


def letter_sheet(letter: Letter, *, red_head: bool) -> Sheet:
    """The letter as printed; a form (登记表、回证) becomes a table of two columns."""
    if letter.layout == "form":
        return form_sheet(
            letter.title,
            tuple(_cells(text) for text in letter.paragraphs),
            lead=lead_of(letter.agency, letter.number, chinese_day(letter.day)),
        )
    return Sheet(
        title=letter.title,
        banner=letter.agency if red_head else "",
        number=letter.number,
        recipient=f"{letter.recipient}：",
        paragraphs=(*letter.paragraphs, *letter.remedies),
        attachments=letter.attachment_lines,
        agency=letter.agency,
        day=chinese_day(letter.day),
        note=letter.note,
    )


def lead_of(*parts: str) -> str:
    """The parts side by side above a table; what would be torn apart at the edge begins another line."""
    lines: list[str] = []
    for part in filter(None, parts):
        longer = f"{lines[-1]}{_APART}{part}" if lines else part
        if lines and signs(longer) <= _LEAD_SIGNS:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def heading_level(text: str) -> int:
    """1 for a line of its own like 一、…, 2 for one like （一）…, else 0 (GB/T 9704, 7.3.3: 黑体, 楷体)."""
    return next((level for level, shape in enumerate(_HEADINGS, 1) if shape.fullmatch(text)), 0)


def go_along(paragraphs: tuple[str, ...]) -> tuple[bool, ...]:
    """Which of them go along with the next one onto its page.

    What introduces a list, a heading, and the one before a last paragraph of a single line: under 特此告知
    alone the seal would stand on an all but empty page.
    """
    last = len(paragraphs) - 1
    short = bool(paragraphs) and signs(paragraphs[last]) <= _ONE_LINE
    return tuple(
        text.endswith("：") or heading_level(text) > 0 or (short and index == last - 1)
        for index, text in enumerate(paragraphs)
    )


def form_sheet(
    title: str, rows: tuple[tuple[str, ...], ...], *, lead: str = "", closing: tuple[str, ...] = ()
) -> Sheet:
    """A form of two columns: label and what is filled in, empty for handwriting."""
    return Sheet(title=title, lead=lead, table=Table(FORM_WIDTHS, (), rows), closing=closing)


def _cells(text: str) -> tuple[str, str]:
    label, _, value = text.partition("：")
    return label, value
