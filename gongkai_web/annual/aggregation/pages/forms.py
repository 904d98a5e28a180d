"""What does somebody fill in to freeze a sum, to explain a carry-over, to hand a sum in?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.office.fields import lines, one_line
from gongkai_web.office.forms import SeenForm


class FreezeForm(forms.Form):
    """The reason of a correction; the first time there is none."""

    reason = forms.CharField(
        label="更正的理由",
        max_length=500,
        help_text="已经定稿过；再定稿是另出一版，原来的一版还在。",
        validators=[one_line],
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class TextForm(SeenForm):
    """The running text of a section of a sum."""

    text = lines(
        "正文", "引用的数写作〔名称〕，随合计变动；合计不知道的数请写成数。", required=False, rows=16
    )


class ExplainForm(forms.Form):
    """Why what a unit carries in may differ."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="请选择")
    reason = forms.CharField(
        label="说明",
        max_length=500,
        help_text="机构改革、职能划转、口径更正的，写明件数和去向。",
        validators=[one_line],
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(units, label="单位", empty_label="请选择")


class HandInForm(forms.Form):
    """The unit of the campaign above whose report this sum is."""

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(units, label="作为哪个单位的报告", empty_label="请选择")
