"""How is a notice of days off typed? As it reads: a line for each festival, and the weekends worked."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django import forms

from gongkai.workdays import YearNotice
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import visible
from gongkai_web.errors import Refused
from gongkai_web.holidays.actions import checked
from gongkai_web.office.fields import one_line
from gongkai_web.schedule.notice_text import Unreadable, days_in, span_in


class MailForm(forms.Form):
    """Where the morning summary goes."""

    email = forms.EmailField(
        label="早间提醒发到",
        max_length=254,
        required=False,
        help_text="填写后每个工作日早上收到一封；清空就不再发。邮件里只有登记号、标题和期限，没有申请人。",
        error_messages={"invalid": "电子邮箱的写法不对；请核对。"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NoticeForm(forms.Form):
    """The notice of a year. `cleaned_data`: `notice`, the law that it makes, `spans` and `work` as given."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    agency = forms.ModelChoiceField(
        label="适用于",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="全国（国务院办公厅的通知）",
        help_text="民族自治地方等另有的放假日，选这个地方的机关：它和它的下级机关照此计算，全国的安排仍然有效。"
        "同一地方一年可以有几份，后一份只改它写明的日子；取消前一份的放假日，把那一天写进“调休上班”。",
    )
    number = forms.CharField(
        label="文号",
        max_length=100,
        help_text="每个日子都写明出处，例如 国办发明电〔2026〕×号。",
        validators=[one_line],
    )
    spans_text = forms.CharField(
        label="放假",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一个节日：名称、第一天、最后一天，例如 春节 2月5日 2月13日；只放一天的写一天。"
        "也可以粘贴通知原文的各条，其中的上班日一并读取。",
    )
    work_text = forms.CharField(
        label="调休上班",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="上班的周末，用顿号或者换行隔开，例如 1月30日、2月14日；已写在上面各条里的不必再写。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        region = self.fields["agency"]
        assert isinstance(region, forms.ModelChoiceField)
        region.queryset = visible(today).order_by("pk")

    def clean(self) -> dict[str, Any]:
        """Reads the lines and asks the law whether such a notice can be."""
        given = super().clean() or {}
        year = given.get("year")
        if year is None or self.errors:
            return given
        self._read(year, given)
        if not self.errors:
            try:
                given["notice"] = checked(
                    year,
                    given["number"],
                    given["spans"],
                    given["work"],
                    day=self.today,
                    agency=given["agency"],
                )
            except Refused as refused:
                self.add_error(None, str(refused))
        return given

    def _read(self, year: int, given: dict[str, Any]) -> None:
        """`spans` and `work`, or what is wrong with each line."""
        given["spans"], given["work"] = [], []
        for line in filter(None, (line.strip() for line in given.get("spans_text", "").splitlines())):
            try:
                said = span_in(line, year)
            except Unreadable as problem:
                self.add_error("spans_text", str(problem))
                continue
            given["spans"].append(said.span)
            given["work"] += said.work
        try:
            given["work"] += days_in(given.get("work_text", ""), year)
        except Unreadable as problem:
            self.add_error("work_text", str(problem))
        given["work"] = sorted(set(given["work"]))

    @property
    def seen(self) -> str:
        """A digest of what was read: what is entered is what was shown. Only once valid."""
        given = self.cleaned_data
        said = repr([given[name] for name in ("year", "agency", "number", "spans", "work")])
        return hashlib.sha256(said.encode()).hexdigest()


def as_typed(notice: YearNotice, number: str = "") -> dict[str, Any]:
    """A notice on file as somebody would type it, to be mended or amended."""
    return {
        "year": notice.year,
        "number": number,
        "spans_text": "\n".join(f"{name} {first} {last}" for name, first, last in notice.spans),
        "work_text": "、".join(day.isoformat() for day in sorted(notice.work)),
    }
