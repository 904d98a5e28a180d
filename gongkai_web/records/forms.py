"""What does staff fill in for a correction, a proposal, a decision? The rules stand in the actions."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.facts import IdentityKind, Way
from gongkai_web.cases.models import Case
from gongkai_web.casework.act_forms.base import choice, day, lines, text, yes_or_no
from gongkai_web.records import queries
from gongkai_web.records.facts import Decision

_SPLIT = re.compile(r"[\s,，、;；]+")
_PEOPLE = [("no", "公民"), ("yes", "法人或者其他组织")]


class DayForm(forms.Form):
    """A form with the day of the act: today, or earlier where it is entered afterwards."""

    day = day("日期", "默认今天；补登的填实际发生的日期，不能晚于今天。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["day"].initial = today
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    def clean_day(self) -> date:
        """Never later than today."""
        found: date = self.cleaned_data["day"]
        if found > self.today:
            raise forms.ValidationError(f"{found} 还没有到（今天是 {self.today}）；请核对日期。")
        return found


class _AgencyForm(DayForm):
    """A form that opens something at one of the person's agencies."""

    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        only = list(agencies[:2])
        if len(only) == 1:
            field.initial, field.disabled, field.widget = only[0], True, forms.HiddenInput()


class CorrectionForm(_AgencyForm):
    """What the applicant says (第四十一条)."""

    applicant_name = text("申请人姓名或者名称", most=200)
    organisation = choice("申请人是", _PEOPLE)
    id_kind = choice("证件种类", IdentityKind.choices, required=False, empty="未提供")
    id_number = text("证件号码", "加密保存，页面上遮盖显示。", required=False, most=60)
    contact = text("联系方式", "电话、地址、电子邮箱。", required=False)
    record = text("要求更正的记录", "本机关提供的、与申请人自身相关的哪一份记录。")
    claim = lines("不准确之处和更正要求", "照申请人所写。")
    proof = lines("证据", "申请人提交了什么材料证明记录不准确。")
    submission_key = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    field_order = ("agency", "day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "收到日期"
        self.fields["submission_key"].initial = secrets.token_hex(16)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """A number needs its kind."""
        given = super().clean() or {}
        if given.get("id_number") and not given.get("id_kind"):
            self.add_error("id_kind", "填了证件号码的，请选择证件种类。")
        return given


class DecisionForm(DayForm):
    """How it is decided."""

    decision = choice("处理", Decision.choices)
    detail = lines(
        "说明", "予以更正的写更正成什么；不予更正的写理由；不属本机关职能的写清为什么。会写进告知书。", rows=3
    )
    agency_named = text("有权更正的机关", "转送或者告知向其提出的，必填。", required=False, most=200)
    agency_contact = text("有权机关的联系方式", required=False)
    letter_number = text("告知书文号", "有文号的填写，会印在告知书上。", required=False, most=60)


class TellForm(DayForm):
    """How the applicant was told."""

    way = choice("送达方式", Way.choices, required=False, empty="未填")
    number = text("邮件号码", required=False, most=40)


class VoidForm(forms.Form):
    """Why an entry is void."""

    reason = text("作废的理由")


class ProposalForm(_AgencyForm):
    """What is to be published, and who asked for it."""

    title = text("要转为主动公开的政府信息")
    numbers = lines("申请同一信息的申请件", "登记号，每行一个或者用顿号隔开，例如 2026-0012。", rows=4)
    by_applicant = yes_or_no("由谁建议", "申请人建议", "本机关提出")
    proposer_name = text("建议人", "申请人建议的写其姓名；本机关提出的可以不填。", required=False, most=200)
    grounds = lines("建议理由", required=False, rows=3)
    field_order = ("agency", "day", "title", "numbers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "提出日期"
        self.found: list[Case] = []

    def clean(self) -> dict[str, Any]:
        """The cases of these numbers."""
        given = super().clean() or {}
        agency, typed = given.get("agency"), given.get("numbers", "")
        if agency and typed:
            wanted = dict.fromkeys(one for one in _SPLIT.split(typed) if one)
            found = queries.cases_numbered(agency, wanted)
            lost = [number for number, case in found.items() if case is None]
            if lost:
                self.add_error(
                    "numbers", f"没有登记号为 {'、'.join(lost)} 的申请件；应写成 2026-0012 的样子，请核对。"
                )
            self.found = list({case.pk: case for case in found.values() if case}.values())
        return given


class ReviewForm(DayForm):
    """What the head decides."""

    publish = yes_or_no("审核意见", "转为主动公开", "不转主动公开")
    opinion = lines("意见、理由", "不转主动公开的必填。", required=False, rows=3)


class ReopenForm(forms.Form):
    """Why a decision is taken back."""

    reason = text("撤回的理由", "原来的审核意见留在操作记录里。")


class PublishedForm(DayForm):
    """Where it stands now."""

    place = text("公开位置", "网址（精确到页）、公报期号页码或者查阅点。", most=500)


class MendPublicationForm(PublishedForm):
    """Where it really stands, and why the entry was wrong."""

    reason = text("更正的理由", "原来的登记留在操作记录里。")
