"""What does somebody fill in who has an opinion on a draft, and what the office for each of its acts?"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.office.fields import choice, day, lines, offer
from gongkai_web.office.fields import text as line
from gongkai_web.office.forms import DayForm
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.contacts import FIELDS
from gongkai_web.opinions.kinds import Channel, Status, Verdict
from gongkai_web.opinions.models import Opinion, term_choices
from gongkai_web.opinions.pages.rows import words_of
from gongkai_web.publishing.decisions.models import MajorDecision

_AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email"}
_LONG = 200
_MAIL = {"invalid": "电子邮箱的写法不对；请核对。"}


class OpinionForm(forms.Form):
    """An opinion. Who it is, one need not say."""

    use_required_attribute = False

    clause = forms.ChoiceField(
        label="对哪一条",
        required=False,
        error_messages={"invalid_choice": "请从列表中选一条。"},
    )
    text = lines("您的意见", "写明怎样改、为什么。请不要写身份证号码、电话和住址。", rows=8)
    name = line("姓名", "不公开；可以匿名。", required=False, most=100)
    phone = line("联系电话", "需要向您了解情况时用，加密保存，不公开。", required=False, most=40)
    email = forms.EmailField(label="电子邮箱", help_text="不公开。", required=False, error_messages=_MAIL)

    def __init__(self, *args: Any, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(labels.items())
        for name, value in _AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    def given(self) -> OpinionGiven:
        """The opinion as the action takes it. Only once valid."""
        found = self.cleaned_data
        return OpinionGiven(
            text=found["text"],
            clause=found["clause"],
            contact={name: found[name] for name in FIELDS},
            channel=found.get("channel", Channel.SITE),
        )


class OutsideForm(OpinionForm):
    """The same for the office: how it came, and on which day."""

    text = lines("意见", "照提意见的人所写、所说；不登记身份证号码。", rows=8)
    name = line("姓名或者单位", "不公开；没有的空着。", required=False, most=100)
    channel = choice("来源", [one for one in Channel.choices if one[0] != Channel.SITE])
    day = day("收到日期", "在征求意见的期限内。")
    field_order = ("channel", "day", "clause", "text", "name", "phone", "email")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = today


class TableForm(forms.Form):
    """Several that came the same way on the same day, a line each."""

    channel = choice("来源", [one for one in Channel.choices if one[0] != Channel.SITE])
    day = day("收到日期", "在征求意见的期限内；不同日期的分开登记。")
    rows = forms.CharField(
        label="意见",
        help_text="每行一条，依次为条文（如“第三条”，全文的空着）、意见、姓名或者单位、联系电话、电子邮箱；"
        "从表格里选中这几列整块复制，粘贴到这里。后三项可以没有。整份文件（CSV、XLSX）请用“批量导入”，每行各有结果。",
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "没有要登记的意见；请每行写一条。"},
    )

    def __init__(self, *args: Any, labels: Mapping[str, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {label: key for key, label in labels.items()}
        self.fields["day"].initial = today

    def clean(self) -> dict[str, Any]:
        """Each line is one opinion; what does not fit says in which line."""
        found = super().clean() or {}
        found["given"] = []
        lines_of = csv.reader(io.StringIO(found.get("rows", ""), newline=""), delimiter="\t")
        for number, cells in enumerate((row for row in lines_of if any(map(str.strip, row))), 1):
            clause, text, *contact = (one.strip() for one in (*cells, ""))
            if clause and clause not in self.keys:
                self.add_error("rows", f"第 {number} 条：草案没有“{clause[:20]}”这一条；全文的，第一列空着。")
            given = dict(zip(FIELDS, contact, strict=False))
            found["given"].append(
                OpinionGiven(text, self.keys.get(clause, ""), given, found.get("channel", ""))
            )
        return found


class OpenForm(DayForm):
    """From when to when, by which rule, who reads it."""

    until = day("截止日期", "截止当日 24 时以前都收。")
    term = choice(
        "期限的依据",
        [],
        "重大行政决策的，选了决策事项就按它的规定。",
        required=False,
        empty="没有法定期限（规范性文件等）",
    )
    decision = forms.ModelChoiceField(
        label="重大行政决策",
        queryset=MajorDecision.objects.none(),
        required=False,
        empty_label="不是重大行政决策",
        error_messages={"invalid_choice": "请从列表中选一件。"},
    )
    reads = line("由谁看意见", "公众看得到，如：区城市管理局法制科。")
    reason = lines(
        "期限不足的理由",
        "短于规定天数，或者开始日期早于今天（公众今天才能在这里提）的必填，公众看得到。",
        required=False,
        rows=3,
    )
    field_order = ("day", "until", "term", "decision", "reads", "reason")

    def __init__(self, *args: Any, decisions: QuerySet[MajorDecision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "开始日期"
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "没有法定期限（规范性文件等）"), *term_choices()]
        offer(self, "decision", decisions)


class ProlongForm(DayForm):
    """Until when, and why; everybody reads it."""

    until = day("新的截止日期", "晚于原来的；截止当日 24 时以前都收。")
    reason = lines("理由", "公众看得到。", rows=3)


class StopForm(forms.Form):
    """Why; everybody reads it."""

    reason = lines("终止的理由", "公众看得到；以后不再收意见，已经提的都留着，不能恢复。", rows=3)


class RewriteForm(forms.Form):
    """What stands in the place of words that somebody sent back."""

    words = lines("改成", "公众看得到。", rows=3)


class LookForm(forms.Form):
    """Whether everybody reads it."""

    status = choice("怎样显示", [(one, one.label) for one in (Status.SHOWN, Status.HIDDEN, Status.VOID)])
    note = lines(
        "说明",
        "不公开显示、不是意见的必填，提意见的人看得到；个人信息以外有要确认的提示而公开显示的也必填。",
        required=False,
        rows=3,
    )


class ChosenForm(forms.Form):
    """Which opinions, of those that are offered."""

    opinions = forms.MultipleChoiceField(
        label="意见",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择意见。", "invalid_choice": "请从列表中选。"},
    )

    def __init__(self, *args: Any, opinions: Sequence[Opinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(opinions)

    def offer(self, opinions: Sequence[Opinion]) -> None:
        """Shows these to be ticked."""
        self.offered = {str(one.pk): one for one in opinions}
        field = self.fields["opinions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _told(one)) for key, one in self.offered.items()]

    def clean_opinions(self) -> list[Opinion]:
        """The opinions that were ticked."""
        return [self.offered[key] for key in self.cleaned_data["opinions"]]


class LookSeveralForm(LookForm, ChosenForm):
    """The same decision about several."""

    field_order = ("opinions", "status", "note")


class AnswerForm(ChosenForm):
    """Which opinions, and what became of them."""

    verdict = choice("采纳情况", Verdict.choices)
    summary = lines("意见的概要", "写在公布的采纳情况里；去掉个人信息。", rows=3)
    reason = lines("理由", "采纳的写改在哪里、怎样改；不采纳的写为什么。", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinions"].help_text = "意思相同的一并处理。"


def _told(opinion: Opinion) -> str:
    """The opinion beside its tick: its number and its words, cut where they are long."""
    return f"{opinion.registry_number} {words_of(opinion, _LONG)}"
