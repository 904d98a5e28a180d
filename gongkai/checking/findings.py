"""What does one fault look like, and how sure are we?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
# What a fault takes away from the report: that what it says is right, that nothing was left out of it, that
# what the form asks for is there at all, that its parts agree.
ACCURACY, COMPLETENESS, EXISTENCE, CONSISTENCY = "accuracy", "completeness", "existence", "consistency"
CLASS_LABELS = {ACCURACY: "准确性", COMPLETENESS: "完整性", EXISTENCE: "存在性", CONSISTENCY: "一致性"}
CLASSES = tuple(CLASS_LABELS)
# Rules whose two numbers need not be equal: `expected` is what the other is held against, not what is right.
MAY_DIFFER = frozenset({"years.jump", "years.pending_appeals", "prose.fee_amounts", "prose.fee_statement"})
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

    `suspect` is the one cell that explains all failing sums, where there is exactly one; `stated` is what it
    says and `right` what it would have to say. `id` is of this run; `because` is the id of the finding that
    causes this one, None where it is a cause itself. `rules_version` names the rule set that was tried.
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
    stated: str | None = None
    right: int | None = None
    class_: str = CONSISTENCY
    id: str = ""
    because: str | None = None
    rules_version: str = ""

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
            "stated": self.stated,
            "right": self.right,
            "id": self.id,
            "class": self.class_,
            "because": self.because,
            "rules_version": self.rules_version,
        }


def by_cause(findings: Iterable[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Each cause with what follows from it; those that hold the gravest findings stand first.

    What follows from a finding that is not among these, as when somebody set it aside, stands for itself.
    """
    every = list(findings)
    known = {finding.id for finding in every}
    causes = [(finding, list[Finding]()) for finding in every if finding.because not in known]
    by_id = {cause.id: following for cause, following in causes}
    for finding in every:
        if finding.because in known:
            by_id[str(finding.because)].append(finding)
    return sorted(causes, key=_gravity)  # stable: the order of the rules within one severity


def _gravity(one: tuple[Finding, list[Finding]]) -> int:
    cause, following = one
    return min(SEVERITIES.index(finding.severity) for finding in (cause, *following))


def _plain(value: int | Decimal | str | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value
