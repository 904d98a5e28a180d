"""What number, if any, does this cell state?

Blank, `/`, `-`, 无 and 0 are different things (handbook 08 §4): what was stated is kept, and only what is
certainly a number becomes one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from gongkai.report import CellValue

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_COUNT = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)[件条个次]?")
_SIGNED = re.compile(r"(?P<sign>[+\-−减減增加]*)(?P<digits>\d+)[件条个项項]?")
_MONEY = re.compile(r"(?P<amount>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>万元|萬元|元)?")
_NUMBERLIKE = re.compile(r"[+\-−]?\d+(?:\.\d+)?%?")
_SIGNS = {"": 1, "+": 1, "增": 1, "增加": 1, "加": 1, "-": -1, "−": -1, "减": -1, "減": -1, "减少": -1}
_EMPTY = {"/", "//", "\\", "-", "--", "—", "——", "－", "–", "无", "無", "空"}
_VALUE_SIGNS = re.compile(r"[\d+\-−,./\\—–?？\s万元件条个次项增减減加少无無空%]*")
_YUAN_A_WAN = Decimal(10_000)


class State(Enum):
    """What a cell turned out to be."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_WHOLE = "not whole"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's text and what it states."""

    stated: str
    state: State
    value: CellValue = None


def read_value(text: str, kind: str) -> Reading:
    """The cell `text` as a `count`, `signed` change or `money` (in 万元, whatever unit stands there)."""
    stated = _SPACE.sub(" ", text).strip()
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    if not plain or plain in _EMPTY:
        return Reading(stated, State.BLANK)
    value = {"count": _count, "signed": _signed, "money": _money}[kind](plain)
    if value is not None:
        return Reading(stated, State.NUMBER, value)
    if kind == "count" and _NUMBERLIKE.fullmatch(plain) and plain.strip("0"):
        return Reading(stated, State.NOT_WHOLE)
    return Reading(stated, State.UNREADABLE)


def is_blank(text: str) -> bool:
    """Whether nothing at all stands in the cell (a `/` or 无 is something)."""
    return not _SPACE.sub("", text)


def looks_like_value(text: str) -> bool:
    """Whether the cell can only be a value: digits, signs, units or nothing; no label."""
    return bool(_VALUE_SIGNS.fullmatch(unicodedata.normalize("NFKC", text)))


def _count(plain: str) -> int | None:
    return int(plain.rstrip("件条个次").replace(",", "")) if _COUNT.fullmatch(plain) else None


def _signed(plain: str) -> int | None:
    found = _SIGNED.fullmatch(plain)
    if not found or found["sign"] not in _SIGNS:
        return None
    return _SIGNS[found["sign"]] * int(found["digits"])


def _money(plain: str) -> Decimal | None:
    found = _MONEY.fullmatch(plain)
    if not found:
        return None
    amount = Decimal(found["amount"].replace(",", ""))
    return amount / _YUAN_A_WAN if found["unit"] == "元" else amount
