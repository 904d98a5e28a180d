"""What does staff fill in for a request for correction? The rules stand in the actions."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms

from gongkai.procedure.facts import IdentityKind, Way
from gongkai_web.corrections.facts import Decision
from gongkai_web.office.fields import choice, lines, text
from gongkai_web.office.forms import AgencyForm, DayForm

_PEOPLE = [("no", "公民"), ("yes", "法人或者其他组织")]


class CorrectionForm(AgencyForm):
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
