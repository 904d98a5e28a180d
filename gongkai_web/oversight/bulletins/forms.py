"""What is filled in for a bulletin? The rules stand in the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import choice, day, lines, offer, text, yes_or_no
from gongkai_web.oversight.bulletins.content import FIRST
from gongkai_web.oversight.bulletins.models import Audience
from gongkai_web.oversight.registers import words

_KINDS = list(words.lists()["bulletin_kinds"].items())
_TEXT = "一行一段。{指标} 是引用的数，印发以前随记录变；各单位、各网站的表和逾期回复的名单自动附上。"


class ReviseForm(forms.Form):
    """The text of a bulletin, and who is told."""

    title = text("标题", most=200)
    text = lines("正文", _TEXT, rows=12)
    audience = choice("公开范围", Audience.choices)


class DraftForm(ReviseForm):
    """A new bulletin."""

    agency = forms.ModelChoiceField(
        label="印发机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    kind = choice("种类", _KINDS)
    campaign = text("专项", "专项通报写明是哪一项工作。", required=False, most=200)
    first = day("期间的第一天", "季度通报是一个完整的季度。")
    last = day("期间的最后一天")
    field_order = ("agency", "kind", "campaign", "first", "last", "title", "text", "audience")

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        self.fields["text"].initial = FIRST


class DecideForm(forms.Form):
    """同意, or 退回 with its reason; `seen`: what was on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64, required=False)
    approve = yes_or_no("审核", "同意", "退回")
    note = lines("意见", "退回的写明理由。", required=False)


class IssueForm(forms.Form):
    """Its number."""

    reference = text("文号", "没有文号的不填。", required=False, most=100)


class DropForm(forms.Form):
    """Why it is not issued."""

    reason = text("理由")
