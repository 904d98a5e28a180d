"""By what is a row of a register known again when it comes a second time?"""

from __future__ import annotations

import hashlib
from datetime import date

from gongkai.registers.cells import said
from gongkai_web.imports.lines import Row
from gongkai_web.imports.words import plain

KEY = "reg:"
# Of the key: how much of it says the agency's own number, and how much the rest.
_NUMBER, _CONTENT = 28, 32
_LONGEST_NUMBER = 60


def key_of(row: Row, slug: str, received: date, nth: int = 1) -> str:
    """The same row gives the same key, from whatever file; what came later is no part of it.

    `nth`: which of the rows without a number that say the same. The 序号 is no part either: it moves when
    a row is put in above.
    """
    number = said(row.cells.get("number"))
    says = (received.isoformat(), *(plain(said(row.cells.get(name))) for name in ("applicant_name", "title")))
    content = "\n".join((slug, *says, "" if plain(number) else str(nth)))
    return number_key(number, slug, received.year) + _digest(content)[:_CONTENT]


def number_key(number: str, slug: str, year: int) -> str:
    """What the keys of all rows with that number of the agency's own begin with, or with none."""
    return KEY + _digest(f"{slug}\n{year}\n{plain(number)}")[:_NUMBER]


def renewed_key(key: str, nth: int) -> str:
    """The key of a row that becomes a case for the `nth` time, as the case with that key was voided."""
    return key[: len(KEY) + _NUMBER] + _digest(f"{key}\n{nth}")[:_CONTENT]


def earlier_number(number: str) -> str:
    """The agency's own number as a case keeps it."""
    return number[:_LONGEST_NUMBER]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
