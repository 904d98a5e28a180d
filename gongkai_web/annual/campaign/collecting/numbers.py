"""By what is a report known again: as a whole, by its numbers alone, and by its own words alone?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from gongkai.aggregation.repetition import said_alone
from gongkai.report import Report
from gongkai_web.audit.models import canonical


def digest(document: dict[str, Any]) -> str:
    """SHA-256 (hex) of the whole report as it is stored."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def cells_digest(report: Report) -> str:
    """That of its numbers; empty where none is other than zero, for such reports are alike by right."""
    cells = {cell: value for cell, value in report.cells.items() if value}
    plain = {
        cell: str(value.normalize()) if not isinstance(value, int) else value for cell, value in cells.items()
    }
    return hashlib.sha256(canonical(plain).encode()).hexdigest() if plain else ""


def text_digest(report: Report, names: Iterable[str], year: int) -> str:
    """That of what its prose says by itself, without numbers and names; empty where that is little."""
    own = said_alone(report, names, year)
    return hashlib.sha256(own.encode()).hexdigest() if own else ""
