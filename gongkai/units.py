"""In which unit is an amount of money stated, and how much is it in 万元?

The form of 2019 prints no unit for 采购总金额: agencies write it into the head, into the cell or into a
column of its own (handbook 02 §8, 08 §2). The number is kept as it stands and the unit apart from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

WAN = "万元"
IN_WAN: Mapping[str, Decimal] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10_000),
}
_SPELLINGS = str.maketrans("萬億", "万亿")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_UNIT = "百万元|百萬元|[千万萬亿億]元|元"
AMOUNT = re.compile(
    rf"(?P<amount>[0-9]{{1,15}}(?:,[0-9]{{3}}){{0,4}}(?:\.[0-9]{{1,12}})?)(?P<unit>{_UNIT}|[万萬亿億])?"
)
_IN_HEAD = re.compile(_UNIT)


def measure(text: str | None) -> str | None:
    """The unit of money that this text is, in its usual spelling; None where it is anything else."""
    plain = _SPACE.sub("", text or "").translate(_SPELLINGS)
    return next((unit for unit in IN_WAN if plain in {unit, unit.removesuffix("元")} - {""}), None)


def in_wan(amount: int | Decimal, unit: str) -> Decimal:
    """The amount in 万元; `unit` as `measure` gives it."""
    return Decimal(amount) * IN_WAN[unit]


def behind(text: str) -> str | None:
    """The unit that stands behind the number of a cell, as it stands: 251000元 → 元."""
    found = AMOUNT.fullmatch(_SPACE.sub("", unicodedata.normalize("NFKC", text)))
    return found["unit"] if found else None


def within(head: str) -> str | None:
    """The unit that the head of an amount names: 采购总金额（单位：万元） → 万元."""
    found = _IN_HEAD.search(_SPACE.sub("", unicodedata.normalize("NFKC", head)))
    return found[0] if found else None
