"""What is filled in for each act about a finding? The rules stand in the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.rectification import usual_due
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.office import fields
from gongkai_web.office.fields import choice, lines, offer, text, upload
from gongkai_web.office.forms import DayForm
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Result, Source, Status
from gongkai_web.oversight.rectification.models import Finding

_PERSONAL = "不写举报人、当事人的个人信息。"
_ENTERED = [one for one in Source.choices if one[0] != Source.MACHINE]


class FindingForm(DayForm):
    """A fault that was found: by whom, what, where, and what was seen."""

    agency = forms.ModelChoiceField(
        label="责任单位",
        help_text="由哪个单位整改；填本单位的就是自查。",
        queryset=Agency.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表中选一个单位。"},
    )
    source = choice("来源", _ENTERED)
    rule = text(
        "指标", "检查指标的代码或者名称，例如 V4 栏目不更新；同一指标、同一位置的算同一个问题。", most=60
    )
    title = text("问题", "一句话写明哪里不对。", most=200)
    place = text("位置", "网页地址、账号或者材料名称。", required=False, most=1000)
    text = lines("情况", f"看到的具体情况；{_PERSONAL}", required=False)
    suggestion = lines("整改建议", "可以不填。", required=False, rows=2)
    excerpt = lines("证据摘录", "网页上的原文、截图里的字。", required=False, rows=3)
    file = upload("证据文件", "截图、照片或者文件，可以不附。", required=False)
    field_order = (
        "agency",
        "source",
        "day",
        "rule",
        "title",
        "place",
        "text",
        "suggestion",
        "excerpt",
        "file",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", queries.can_be_found_at(person, self.today))
        self.fields["day"].label = "发现日期"


class NoticeForm(DayForm):
    """整改通知."""

    due_on = fields.day("整改期限", "最后一天；要晚于通知日期。", required=False)
    reference = text("文号", "没有文号的不填。", required=False, most=100)
    words = lines("要求", "写进通知的话，可以不填。", required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = usual_due(self.today, calendar_of(agency.pk))
        self.fields["due_on"].initial = usual
        self.fields["due_on"].required = usual is None


class MoveForm(DayForm):
    """Who answers for it."""

    to = forms.ModelChoiceField(
        label="改由哪个单位整改",
        help_text="原来的通知和期限不再算；请另发通知。",
        queryset=Agency.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表中选一个单位。"},
    )
    reason = text("理由")

    def __init__(self, *args: Any, finding: Finding, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: QuerySet[Agency] = queries.can_be_found_at(person, self.today)
        offer(self, "to", others.exclude(pk=finding.agency_id))


class ProlongForm(DayForm):
    """Another last day."""

    due_on = fields.day("新的整改期限")
    reason = text("理由")


class ReasonForm(DayForm):
    """Why."""

    reason = text("理由")


class ResumeForm(DayForm):
    """From which day on it counts again."""


class ReplyForm(forms.Form):
    """What was mended, with proof; it is of the day on which it is sent."""

    words = lines("整改情况", f"改了什么、在哪里可以看到、怎样防止再发生。{_PERSONAL}")
    file = upload("佐证", "整改后的截图、文件，可以不附。", required=False)


class RecheckForm(DayForm):
    """What is seen now."""

    result = choice("复核结果", Result.choices)
    note = lines("看到了什么", "什么时候、在哪里看的，现在是什么样；单位看得到。", rows=3)
    due_on = fields.day("退回的，新的整改期限", "不填的按约定的期限。", required=False)
    file = upload("复核的证据", "可以不附。", required=False)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if finding.status != Status.REPLIED:
            del self.fields["due_on"]


class MergeForm(DayForm):
    """Into which one."""

    into = forms.ModelChoiceField(
        label="并入哪一条",
        help_text="同一单位还在办的问题；两条互相看得到。",
        queryset=Finding.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择一条。", "invalid_choice": "请从列表中选一条。"},
    )
    reason = text("理由", required=False)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = Finding.objects.filter(
            kept_by=finding.kept_by, agency=finding.agency_id, status__in=UNDER_WAY
        ).exclude(pk=finding.pk)
        offer(self, "into", same)


class EvidenceForm(DayForm):
    """What was seen once more."""

    address = text("位置", "网页地址。", required=False, most=1000)
    excerpt = lines("看到了什么", rows=3)
    file = upload("证据文件", "可以不附。", required=False)
