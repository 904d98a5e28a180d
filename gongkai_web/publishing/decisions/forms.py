"""What does staff fill in for a major decision? The rules stand in the law and in the actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.publication.decisions import ADOPTION, decision_stages
from gongkai_web.office.fields import choice, day, lines, number, text
from gongkai_web.office.forms import AgencyForm, DayForm
from gongkai_web.publishing.decisions.stored import OPINIONS

_LABELS = {"received": "收到意见", "adopted": "采纳", "partly": "部分采纳", "refused": "未采纳"}


class OpenForm(AgencyForm):
    """A matter that is to be decided."""

    title = text("决策事项", "如：示范市城区停车管理办法。")
    unit = text("承办单位", most=200)
    summary = lines("主要内容", "公众看得到；可以空着。", required=False)
    field_order = ("agency", "title", "unit", "summary", "day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "登记日期"


class StageForm(DayForm):
    """That a stage was passed. What a stage does not ask for stays empty."""

    stage = choice("阶段", [])
    until = day("征求意见截止", "公布草案时必填；截止当日仍可提意见。", required=False)
    since = day("材料送达、送审的日期", "听证会、合法性审查填写，可以核对时间够不够。", required=False)
    reason = text("缩短征求意见期的理由", "不足规定天数的，照公布的写。", required=False)
    link = forms.URLField(
        label="公布的网址",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "网址应写成 https://www.example.gov.cn/… 的样子。"},
    )
    received = number(_LABELS["received"], "公布采纳情况时填写，以下三项合计等于它。", least=0)
    adopted = number(_LABELS["adopted"], least=0)
    partly = number(_LABELS["partly"], least=0)
    refused = number(_LABELS["refused"], least=0)
    field_order = ("stage", "day", "until", "since", "reason", "link", *OPINIONS)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        stages = self.fields["stage"]
        assert isinstance(stages, forms.ChoiceField)
        stages.choices = [
            ("", "请选择"),
            *((code, stage.label) for code, stage in decision_stages().on(today).items()),
        ]
        for name in OPINIONS:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """The numbers of opinions belong to one stage."""
        given = super().clean() or {}
        numbers = {name: given.pop(name, None) for name in OPINIONS}
        if given.get("stage") == ADOPTION:
            if numbers["received"] is None:
                self.add_error("received", "请填收到多少条意见；没有收到的填 0。")
            given["opinions"] = {name: value or 0 for name, value in numbers.items()}
        elif any(value is not None for value in numbers.values()):
            label = decision_stages()[ADOPTION].label
            self.add_error("received", f"意见的条数在「{label}」时填写；这里请清空。")
        return given


class VoidForm(forms.Form):
    """Why an entry is void."""

    reason = text("作废的理由")
