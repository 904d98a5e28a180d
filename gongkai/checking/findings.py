"""What does one fault look like, and how sure are we?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
SEVERITY_LABELS = {ERROR: "▲ 错误", WARNING: "● 提醒", NOTE: "○ 提示"}


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the form, from 1: table, row and column of its data."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the rule, the cells that take part, both sides of the sum, and the sentence.

    `suspect` is the one cell that explains all failing sums, where there is exactly one.
    """

    rule: str
    severity: str
    cells: tuple[str, ...]
    expected: int | Decimal | str | None
    actual: int | Decimal | str | None
    message: str
    source: str
    where: Where | None = None
    suspect: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as the contract prints it."""
        where = self.where
        return {
            "rule": self.rule,
            "severity": self.severity,
            "cells": list(self.cells),
            "expected": _plain(self.expected),
            "actual": _plain(self.actual),
            "message": self.message,
            "source": self.source,
            "where": where and {"table": where.table, "row": where.row, "column": where.column},
            "suspect": self.suspect,
        }


def _plain(value: int | Decimal | str | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value
