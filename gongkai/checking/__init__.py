"""What is wrong with this report?

`check(report)` tries every rule that fits the report's form and puts each failure into a sentence for the
official who must act. On a sound report it is silent.
"""

from gongkai.checking.causes import tie
from gongkai.checking.check import check, worst
from gongkai.checking.findings import (
    CLASS_LABELS,
    ERROR,
    MAY_DIFFER,
    NOTE,
    SEVERITY_LABELS,
    WARNING,
    Finding,
    by_cause,
)
from gongkai.checking.rules import Rule, rules, rules_version

__all__ = [
    "CLASS_LABELS",
    "ERROR",
    "MAY_DIFFER",
    "NOTE",
    "SEVERITY_LABELS",
    "WARNING",
    "Finding",
    "Rule",
    "by_cause",
    "check",
    "rules",
    "rules_version",
    "tie",
    "worst",
]
