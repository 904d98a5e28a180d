"""What does the audit trail say of points, tasks and goals, held against what is there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.oversight.workplan.models import Goal, Point, Task

_POINT = ("year", "number", "title", "source", "fulfilled_on", "dropped")
_TASK = ("point", "title", "unit", "unit_name", "due_on", "closed_on", "dropped")
_GOAL = ("year", "quarter", "title", "unit_name", "result", "judged_on", "judged_said", "dropped")


def _ledger(name: str, model: type[Model], acts: frozenset[str], columns: tuple[str, ...]) -> Ledger:
    def tell(said: dict[str, dict[str, Any]], line: Told) -> None:
        key = line.subject.partition(":")[2]
        said[key] = {**said.get(key, {"agency": line.agency_id, "dropped": ""}), **line.detail}

    return Ledger(name, acts, tell, _kept(model, ("agency", *columns)))


def _kept(model: type[Model], columns: tuple[str, ...]) -> Callable[[], Iterator[tuple[str, dict[str, Any]]]]:
    def kept() -> Iterator[tuple[str, dict[str, Any]]]:
        for row in model._default_manager.order_by("pk").values("pk", *columns).iterator():
            yield str(row.pop("pk")), row

    return kept


def _acts(*names: str) -> frozenset[str]:
    return frozenset(f"workplan.{name}" for name in names)


LEDGERS = (
    _ledger("工作要点", Point, _acts("add_point", "settle_point", "drop_point"), _POINT),
    _ledger(
        "要点任务",
        Task,
        _acts("add_task", "report_progress", "close_task", "reopen_task", "move_task", "drop_task"),
        _TASK,
    ),
    _ledger("季度目标", Goal, _acts("set_goal", "judge_goal", "drop_goal"), _GOAL),
)
