"""What does staff fill in for a proposal and its decision? The rules stand in the actions."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from gongkai_web.cases.models import Case
from gongkai_web.office.fields import lines, text, yes_or_no
from gongkai_web.office.forms import AgencyForm, DayForm
from gongkai_web.proposals import queries

_SPLIT = re.compile(r"[\s,，、;；]+")


class ProposalForm(AgencyForm):
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
    """What the head decides; `seen`: about what."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64, required=False)
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
