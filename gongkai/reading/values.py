"""What number, if any, does this cell state?

Blank, `/`, `-`, 无 and 0 are different things (handbook 08 §4): what was stated is kept, and only what is
certainly a number becomes one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from gongkai.reading.marks import seen, unmarked
from gongkai.report import NOT_APPLICABLE, NOT_REPORTED, CellValue
from gongkai.units import AMOUNT

_SPACE = re.compile(r"\s+")
_NOTHING = " \t\r\n\v\f\u00a0\u3000\u2002\u2003\u2009"
_GAP = re.compile(r"[0-9]\s+[0-9]")
_ZEROS = re.compile(r"0{2,15}")
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC|FIELD)[!?]|#N/A|#+|Err:[0-9]{3}")
_COUNT = re.compile(r"(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})[件条个次]?")
_SIGNED = re.compile(r"(?P<sign>[+\-−減减少增加]*)(?P<digits>[0-9]{1,15})[件条个项項]?")
_MONEY = re.compile(
    r"(?P<amount>[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,12})?)(?P<unit>万元|萬元|万|萬|元)?"
)
_REMARK = re.compile(r"(?P<value>[0-9,]+[件条个次]?)\((?=[^()]*[\u3400-\u9fff])[^()]*\)")
_NUMBERLIKE = re.compile(r"[+\-−]?[0-9]{1,15}(?:\.[0-9]{1,15})?%?")
_DECIMALS = re.compile(r"[+\-]?[0-9]{1,15}\.[0-9]{1,15}")
_SIGNS = {
    "": 1,
    "+": 1,
    "增": 1,
    "增加": 1,
    "加": 1,
    "-": -1,
    "−": -1,
    "减": -1,
    "減": -1,
    "减少": -1,
    "減少": -1,
}
_EMPTY = {"_", "__", "___", "/", "//", "\\", "-", "--", "—", "——", "－", "–", "无", "無", NOT_APPLICABLE}
_BLANK = {"", "空", NOT_REPORTED}  # 空 is how this library writes a blank into plain text
_VALUE_SIGNS = re.compile(r"[0-9_+\-−,./\\—–?？\s万元件条个次项增减減加少无無空%千亿億萬]*")
_YUAN_A_WAN = Decimal(10_000)


class State(Enum):
    """What a cell turned out to be."""

    NUMBER = "number"
    BLANK = "blank"
    NOTHING = "nothing happened"  # / - 无: stated, and worth 0
    NOT_WHOLE = "not whole"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's text and what it states."""

    stated: str
    state: State
    value: CellValue = None
    odd: bool = False  # a number, though not written as one


@functools.lru_cache(maxsize=8192)
def read_value(text: str, kind: str) -> Reading:
    """The cell `text` as a `count`, `signed` change, `money` (in 万元, whatever unit stands there) or
    `amount` (as it stands, its unit apart).

    Two numbers in one cell, and figures such as ² or ③ that may be marks of a note, are not readable; nor is
    what is no text. `00` has no other reading than 0.
    """
    text = seen(text)
    stated = _SPACE.sub(" ", text).strip()
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    if plain in _BLANK:
        return Reading(stated, State.BLANK)
    if plain in _EMPTY:
        return Reading(stated, State.NOTHING)
    if _GAP.search(text) or any(sign.isdigit() and not _is_plain_digit(sign) for sign in text):
        return Reading(stated, State.UNREADABLE)
    value = {"count": _count, "signed": _signed, "money": _money, "amount": _amount}[kind](plain)
    if value is not None:
        return Reading(stated, State.NUMBER, value)
    if _ZEROS.fullmatch(plain):
        return Reading(stated, State.NUMBER, 0 if kind in {"count", "signed"} else Decimal(0), odd=True)
    if kind == "count" and _NUMBERLIKE.fullmatch(plain) and plain.strip("0"):
        return Reading(stated, State.NOT_WHOLE)
    return Reading(stated, State.UNREADABLE)


def read_any(text: str) -> CellValue:
    """The number in a cell of a row that the form does not know: a count, a change, plain decimals."""
    for kind in ("count", "signed"):
        value = read_value(text, kind).value
        if value is not None:
            return value
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return Decimal(plain) if _DECIMALS.fullmatch(plain) and not _GAP.search(text) else None


def _is_plain_digit(sign: str) -> bool:
    return "0" <= sign <= "9" or "０" <= sign <= "９"


def is_blank(text: str) -> bool:
    """Whether nothing at all stands in the cell (a `/` or 无 is something)."""
    return not text.strip(_NOTHING)


def looks_like_value(text: str) -> bool:
    """Whether the cell can only be a value: digits, signs, units, nothing, a mark, an error; no label."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", unmarked(text)))
    if plain in {NOT_APPLICABLE, NOT_REPORTED}:
        return True
    return bool(_VALUE_SIGNS.fullmatch(plain) or _REMARK.fullmatch(plain) or _ERROR.fullmatch(plain))


def without_decoration(text: str) -> str:
    """The text of a cell: what is no text counts only where no words stand; beside them it is decoration."""
    words = unmarked(text)
    return words if words.strip() and words != text and not looks_like_value(words) else text


def _count(plain: str) -> int | None:
    remark = _REMARK.fullmatch(plain)
    number = remark["value"] if remark else plain
    return int(number.rstrip("件条个次").replace(",", "")) if _COUNT.fullmatch(number) else None


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


def _amount(plain: str) -> Decimal | None:
    found = AMOUNT.fullmatch(plain)
    return Decimal(found["amount"].replace(",", "")) if found else None
