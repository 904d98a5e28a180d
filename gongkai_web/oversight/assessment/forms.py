"""What is filled in for a yearly assessment? The rules stand in the actions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import amount, choice, lines, number, offer, text
from gongkai_web.oversight.assessment.models import Indicator, Rule, Source
from gongkai_web.oversight.assessment.scheme import Given

_FIGURE = "指标的标识，例如 rectification.left；可以细分，例如 rectification.found finding_source=complaint。"


class BeginForm(forms.Form):
    """Whose assessment, of which year."""

    agency = forms.ModelChoiceField(
        label="考核机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    year = number("年度", "带入上一年的指标；没有的带入通用的，都可以再改。", least=2008)
    title = text("名称", "不填的用通用的名称。", required=False, most=200)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)


class IndicatorForm(forms.Form):
    """An indicator with its weight."""

    title = text("指标", most=200)
    points = amount("分值")
    source = choice("来源", Source.choices)
    rule = choice("评分办法", Rule.choices)
    counted = text("所数的", _FIGURE, required=False, most=200)
    whole = text("占什么的几分之几", "按占比得分的填，例如 rectification.mended。", required=False, most=200)
    per = amount("每个扣几分，或者目标几个", required=False)

    def given(self) -> Given:
        """As the actions take it."""
        return Given(**self.cleaned_data)


class JudgeForm(forms.Form):
    """Points with their evidence."""

    points = amount("得分")
    evidence = lines("依据", "看了什么材料、在哪里。")


class IssueForm(forms.Form):
    """The result as it was on the screen; its number."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64, required=False)
    reference = text("文号", "没有文号的不填。", required=False, most=100)


class ObjectForm(forms.Form):
    """Against which indicator, and why."""

    indicator = forms.ModelChoiceField(
        label="指标",
        queryset=Indicator.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择指标。", "invalid_choice": "请从列表中选一个指标。"},
    )
    reasons = lines("理由", "哪里不对，以什么为据。每个单位申请一次。")

    def __init__(self, *args: Any, indicators: QuerySet[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "indicator", indicators)


class AnswerForm(forms.Form):
    """The answer; other points where it is revised."""

    words = lines("答复", "维持或者改为多少，理由是什么。")
    points = amount("复核以后的得分", "维持原来得分的不填。", required=False)

    def clean_points(self) -> Decimal | None:
        """As it was given."""
        found: Decimal | None = self.cleaned_data["points"]
        return found
