"""What stands on the paper, whatever the file?

A `Sheet` is a letter, a form or a catalogue as printed: plain texts and one table at most. An `Envelope` is
the cover. DOCX and PDF are two ways to lay out the same sheet, and both are read back against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.letters.letter import Letter
from gongkai.letters.words import chinese_day

FORM_WIDTHS = (1.0, 2.6)


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: shares of the columns. `head`: labels, repeated on each page; empty for a form."""

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter, or a form where there is a table. `banner`: the red name at the head, where one is wanted.

    `lead`: the line above the table. `agency` and `day` are the signature; `note` stands under it.
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
            lead="　　".join(filter(None, (letter.agency, letter.number, chinese_day(letter.day)))),
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


def form_sheet(
    title: str, rows: tuple[tuple[str, ...], ...], *, lead: str = "", closing: tuple[str, ...] = ()
) -> Sheet:
    """A form of two columns: label and what is filled in, empty for handwriting."""
    return Sheet(title=title, lead=lead, table=Table(FORM_WIDTHS, (), rows), closing=closing)


def _cells(text: str) -> tuple[str, str]:
    label, _, value = text.partition("：")
    return label, value
