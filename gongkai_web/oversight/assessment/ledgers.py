"""What do lines of the audit trail say of assessments, held against what is there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Model

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.oversight.assessment.models import Assessment, Indicator, Judgement, Objection

# What a line tells of a row.
SAID: dict[type[Model], tuple[str, ...]] = {
    Assessment: (
        "agency_id", "year", "title", "bands", "author_id", "status", "announced_on", "objections_until",
        "announced", "issued_on", "reference", "frozen",
    ),
    Indicator: ("assessment_id", "title", "points", "source", "rule", "counted", "whole", "per", "removed"),
    Judgement: ("indicator_id", "agency_id", "points", "evidence", "day", "person_id"),
    Objection: (
        "assessment_id", "indicator_id", "agency_id", "reasons", "filed_on", "filed_by_id", "due_on",
        "revised", "answer", "answered_on", "answered_by_id",
    ),
}  # fmt: skip


def _ledger(name: str, model: type[Model], *acts: str) -> Ledger:
    def tell(said: dict[str, dict[str, Any]], line: Told) -> None:
        said[line.subject.partition(":")[2]] = dict(line.detail)

    return Ledger(name, frozenset(f"assessment.{act}" for act in acts), tell, _kept(model))


def _kept(model: type[Model]) -> Callable[[], Iterator[tuple[str, dict[str, Any]]]]:
    def kept() -> Iterator[tuple[str, dict[str, Any]]]:
        for row in model._default_manager.order_by("pk").iterator():
            values = {name: getattr(row, name) for name in SAID[model]}
            yield (
                str(row.pk),
                {name: plain(value) for name, value in values.items()},
            )

    return kept


def plain(value: Any) -> Any:
    """Points as the line has them: with two decimals."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


LEDGERS = (
    _ledger("年度考核", Assessment, "begin", "announce", "issue"),
    _ledger("年度考核的指标", Indicator, "add_indicator", "change_indicator", "remove_indicator"),
    _ledger("人工评分", Judgement, "judge"),
    _ledger("考核的复核申请", Objection, "object", "answer"),
)
