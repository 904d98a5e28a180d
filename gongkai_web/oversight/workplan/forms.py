"""What is asked for when a point, a task, a step or a goal is entered?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import choice, day, lines, number, offer, text
from gongkai_web.office.forms import DayForm
from gongkai_web.oversight.workplan.models import Result

_QUARTERS = [(str(one), f"第{one}季度") for one in range(1, 5)]


class _AgencyForm(forms.Form):
    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    year = number("年度", least=2008)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        self.fields["year"].initial = today.year


class PointForm(_AgencyForm):
    """A point."""

    number = text("序号", "如：1、二（三）；同一年里不重复。", most=20)
    title = text("要点")
    source = text("依据", "如：国办发〔2025〕3号。", required=False, most=200)


class TaskForm(forms.Form):
    """A task of a point."""

    title = text("任务")
    unit = forms.ModelChoiceField(
        label="责任单位（在本系统的）",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="不在本系统",
        help_text="选了的，这个单位自己看得到、自己登记进展。",
        error_messages={"invalid_choice": "请从列表中选一个单位。"},
    )
    unit_name = text("责任单位（不在本系统的）", required=False, most=200)
    lead = text("牵头人", required=False, most=100)
    assisting = text("配合单位", required=False)
    due_on = day("完成时限")

    def __init__(self, *args: Any, units: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class ProgressForm(DayForm):
    """What was done."""

    said = lines("进展")


class CloseForm(DayForm):
    """How it was found done."""

    said = lines("核实情况")


class ReopenForm(DayForm):
    """Why it is not done."""

    reason = lines("退回的理由")


class MoveForm(DayForm):
    """Until when instead, and why."""

    due_on = day("新的完成时限")
    reason = lines("调整的理由")


class DropForm(forms.Form):
    """Why it is dropped."""

    reason = text("取消的理由")


class GoalForm(_AgencyForm):
    """A goal of a quarter."""

    quarter = choice("季度", _QUARTERS)
    title = text("目标")
    unit_name = text("责任单位", most=200)

    def clean_quarter(self) -> int:
        """As a number."""
        return int(self.cleaned_data["quarter"])


class JudgeForm(forms.Form):
    """How a goal came out."""

    result = choice("评价", Result.choices)
    said = lines("评价说明")
