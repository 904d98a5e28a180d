"""How is a notice of days off typed? As it reads: one line for each festival, one for each weekend worked."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from gongkai_web.agencies.errors import Refused
from gongkai_web.holidays.actions import Span, checked

_DAY = re.compile(r"(?:(\d{4})[-年./])?(\d{1,2})[-月./](\d{1,2})日?")


class NoticeForm(forms.Form):
    """The notice of a year. `cleaned_data`: `notice`, the law that it makes, `spans` and `work` as given."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    number = forms.CharField(
        label="文号", max_length=100, help_text="每个日子都写明出处，例如 国办发明电〔2026〕×号。"
    )
    spans_text = forms.CharField(
        label="放假",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一个节日：名称、第一天、最后一天，例如 春节 2月5日 2月13日；只放一天的写一天。",
    )
    work_text = forms.CharField(
        label="调休上班",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="上班的周末，每行或者用顿号隔开写一天，例如 1月30日、2月14日。",
    )

    def clean(self) -> dict[str, Any]:
        """Reads the lines and asks the law whether such a notice can be."""
        given = super().clean() or {}
        year = given.get("year")
        if year is None or self.errors:
            return given
        given["spans"] = self._spans(year, given.get("spans_text", ""))
        given["work"] = self._days(year, given.get("work_text", ""), "work_text")
        if not self.errors:
            try:
                given["notice"] = checked(year, given["number"], given["spans"], given["work"])
            except Refused as refused:
                self.add_error(None, str(refused))
        return given

    def _spans(self, year: int, text: str) -> list[Span]:
        found: list[Span] = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            days = self._days(year, line, "spans_text")
            name = _DAY.sub("", line).strip(" \t　:：,，、至到-—~～")
            if not name or len(days) not in {1, 2}:
                self.add_error("spans_text", f"「{line}」应写成 名称 第一天 最后一天。")
            else:
                found.append((name, days[0], days[-1]))
        return found

    def _days(self, year: int, text: str, field: str) -> list[date]:
        found: list[date] = []
        for given, month, day in _DAY.findall(text):
            try:
                found.append(date(int(given or year), int(month), int(day)))
            except ValueError:
                self.add_error(field, f"「{given or year}-{month}-{day}」不是日期；请核对。")
        return found
