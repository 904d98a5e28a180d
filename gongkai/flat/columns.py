"""Of what is a flat file made: which columns, and how does a value stand in them?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from gongkai.errors import UsageError

Row = Mapping[str, Any]
DECIMALS = 10
_LAST_DECIMAL = Decimal(1).scaleb(-DECIMALS)
# Digits before the point: of a 64-bit integer, and of a decimal of 38 digits with that many behind it.
_WHOLE = {"count": 18, "money": 38 - DECIMALS}
_WIDE = Context(prec=60)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat file: its name, and whether it holds text, counts or money."""

    name: str
    kind: str = "text"


def typed(value: Any, column: Column) -> str | int | Decimal | None:
    """The value as its column has it; None where nothing stands there.

    Raises UsageError for a number that no column of numbers holds: no office has ever counted so much.
    """
    if value is None or value == "":
        return None
    if column.kind == "text":
        return str(value)
    number = Decimal(str(value))
    if number.adjusted() >= _WHOLE[column.kind]:
        raise UsageError(
            f"「{column.name}」一列有一个 {number.adjusted() + 1} 位的数（{str(number)[:20]}…），"
            "这种格式写不下；请先核对读自哪份文件，或者改用 .csv。"
        )
    return int(number) if column.kind == "count" else number.quantize(_LAST_DECIMAL, context=_WIDE)


def plain(value: Any, column: Column) -> str:
    """The value in a file that spreadsheet programs open: nothing can be taken for a formula."""
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"'{text}" if column.kind == "text" and text.startswith(_FORMULA_SIGNS) else text


def as_json(row: Row) -> str:
    """The row as an object of JSON; a decimal is the number that it is, to the last place."""
    return "{" + ", ".join(f"{json.dumps(name)}: {_value(value)}" for name, value in row.items()) + "}"


def _value(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
