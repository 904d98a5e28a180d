"""Of what is a flat file made: which columns, and how does a value stand in them?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
DECIMALS = 10
_LAST_DECIMAL = Decimal(1).scaleb(-DECIMALS)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat file: its name, and whether it holds text, counts or money."""

    name: str
    kind: str = "text"


def typed(value: Any, column: Column) -> str | int | Decimal | None:
    """The value as its column has it; None where nothing stands there."""
    if value is None or value == "":
        return None
    if column.kind == "money":
        return Decimal(str(value)).quantize(_LAST_DECIMAL)
    return int(value) if column.kind == "count" else str(value)


def plain(value: Any, column: Column) -> str:
    """The value in a file that spreadsheet programs open: nothing can be taken for a formula."""
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"'{text}" if column.kind == "text" and text.startswith(_FORMULA_SIGNS) else text


def as_json(row: Row) -> str:
    """The row as an object of JSON; a decimal is the number that it is, to the last place."""
    return "{" + ", ".join(f"{json.dumps(name)}: {_value(value)}" for name, value in row.items()) + "}"


def _value(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
