"""Which words does the text layer of a file say?

A scan has none, or what a reading program wrote into it; a PDF that a program printed has its words. Nobody
is told by this that a file says nothing: what cannot be read here is to be looked at by a person.
"""

from __future__ import annotations

import pypdfium2

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.pdfium import ONE_AT_A_TIME
from gongkai_web.files.checks import PDF, Checked

MOST_PAGES = 100
MOST_CHARACTERS = 4_000_000  # of one file: a book of two thousand pages
SECONDS_A_FILE = 60.0


def words_in(checked: Checked) -> str:
    """The words of the first pages, read by the limited child; empty where there are none to be had."""
    if checked.kind != PDF:
        return ""
    try:
        return confined.call(text_layer, checked.data, name=checked.name, seconds=SECONDS_A_FILE)
    except ReadingError:
        return ""


def text_layer(data: bytes) -> str:
    """The words of a PDF, page by page. Raises pdfium's own errors: called in the limited child."""
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        pages = range(min(len(document), MOST_PAGES))
        return "\n".join(document[page].get_textpage().get_text_range() for page in pages)


def by_page(data: bytes) -> list[str]:
    """All words of a PDF, a text for each page. Raises pdfium's own errors: called in the limited child."""
    pages: list[str] = []
    left = MOST_CHARACTERS
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            words = page.get_textpage().get_text_range().replace("\r\n", "\n")[:left]
            pages.append("".join(sign for sign in words if sign == "\n" or sign.isprintable()))
            left -= len(words)
    return pages
