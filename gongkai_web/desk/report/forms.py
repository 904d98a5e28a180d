"""What does staff fill in for the report of a year? The rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.checking import Finding
from gongkai.errors import GongkaiError
from gongkai.form import Form
from gongkai_web.annual.actions import mark_of_entry, mark_of_figure
from gongkai_web.annual.models import EnteredFigure, EnteredState
from gongkai_web.errors import Overtaken
from gongkai_web.office import fields
from gongkai_web.office.forms import RefusableForm, SeenForm, now_seen

_TOLD = "要引用登记的数，从可以引用的数里选；记录变了，印出来的数跟着变。"


class SectionForm(SeenForm):
    """The running text of a section."""

    text = fields.lines("正文", _TOLD, required=False, rows=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-names"] = ""


class FiguresForm(forms.Form):
    """What nothing counts: for each cell of the form a number or that there is none, and where it is from."""

    def __init__(
        self, *args: Any, layout: Form, cells: Sequence[str], kept: Mapping[str, EnteredFigure], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cells = cells
        for place, cell in enumerate(cells):
            known = kept.get(cell)
            self.fields[f"value_{place}"] = _value(layout, cell, known)
            self.fields[f"state_{place}"] = _state(layout, cell, known)
            source = fields.text(
                f"{layout.name(cell)}的出处或者说明",
                "填数的写出处（台账、系统或者文件），不适用、留空的写明为什么；印在表的前面。",
                required=False,
            )
            source.initial = known.source if known else ""
            self.fields[f"source_{place}"] = source
            self.fields[f"seen_{place}"] = fields.as_seen()
            self.fields[f"seen_{place}"].initial = mark_of_figure(known)

    @property
    def given(self) -> list[tuple[str, Decimal | None, str, str, str]]:
        """The cells that were filled in: number, way of filling in, source, and what was seen there.

        What stands as it was when the page was opened was not filled in by this person.
        """
        data = self.cleaned_data
        found = (
            (
                cell,
                data[f"value_{n}"],
                data[f"state_{n}"] or EnteredState.NUMBER,
                data[f"source_{n}"],
                data[f"seen_{n}"],
            )
            for n, cell in enumerate(self.cells)
        )
        filled = (one for one in found if one[1] is not None or one[2] != EnteredState.NUMBER)
        return [one for one in filled if mark_of_entry(*one[1:4]) != one[4]]

    def field_of(self, cell: str) -> str:
        """Which field a sentence about that cell belongs to."""
        return f"value_{self.cells.index(cell)}"

    def seen_of(self, cell: str) -> str:
        """Which field keeps what was seen of that cell."""
        return f"seen_{self.cells.index(cell)}"


class ProblemForm(forms.Form):
    """A problem of the year."""

    text = fields.text("存在的问题", "写成一句话的一部分，如“政策解读的形式还比较单一”。")
    measure = fields.text("下一步措施", "写在改进情况里，如“增加图表、视频解读”。", required=False)


class ImproveForm(SeenForm):
    """What the year did about a problem of the year before."""

    written = "improved"

    improved = fields.text("改进情况", "接在“针对上年……”后面，如“本年图表、视频解读占到三成”。")


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.text("理由", most=300)


class FreezeForm(RefusableForm):
    """Why the report is corrected; and which check was looked at."""

    reason = fields.text("更正的理由", "公布以后公众在年报页上看得到。", most=300)
    seen = fields.as_seen()

    def refuse(self, problem: GongkaiError) -> None:
        """On top; what was checked anew is frozen once it was seen."""
        super().refuse(problem)
        if isinstance(problem, Overtaken):
            now_seen(self, "seen", problem)


class HandOverForm(forms.Form):
    """To whom the report was submitted."""

    receiver = fields.text("提交给", "主管部门的全称。", most=200)


class FormerForm(forms.Form):
    """Last year's report as a file."""

    file = fields.upload(
        "上年年报的文件", "DOCX、WPS、DOC、XLSX、PDF、OFD、网页、文本或者 JSON；读出来以后当场核对。"
    )
    other_name = fields.tick("文件里的名称不同，确是本机关", "机构改革、更名以前的年报，选上再导入。")


class ListingForm(forms.Form):
    """When the report was published where it was made."""

    published_on = fields.day("当时的公布日期", "这份年报当年向社会公布的那一天。")


class CheckForm(forms.Form):
    """What the office says to each open point.

    `reasons`: by cell, what it has said already; `answers`: by message, what it said at the last check. A
    point that reads as it did then keeps its answer.
    """

    def __init__(
        self,
        *args: Any,
        findings: Sequence[Finding],
        reasons: Mapping[str, str],
        answers: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.findings = findings
        for place, one in enumerate(findings):
            field = fields.lines(one.message, "更正，或者写明为什么是这样。", rows=2)
            said = "；".join(dict.fromkeys(reasons[cell] for cell in one.cells if cell in reasons))
            field.initial = answers.get(one.message) or said
            self.fields[f"answer_{place}"] = field

    @property
    def answers(self) -> dict[str, str]:
        """By message."""
        return {one.message: self.cleaned_data[f"answer_{n}"] for n, one in enumerate(self.findings)}


def _value(layout: Form, cell: str, kept: EnteredFigure | None) -> forms.DecimalField:
    money = layout.cells[cell].kind == "money"
    field = forms.DecimalField(
        label=layout.name(cell),
        help_text="没有发生的填 0；不适用、留空的不填。" + ("单位：万元，可以有小数。" if money else ""),
        required=False,
        max_digits=18,
        decimal_places=6 if money else 0,
        error_messages={"invalid": "请填数字。", "max_decimal_places": "请填整数。"},
    )
    field.initial = kept.said if kept and kept.value is not None else None
    return field


def _state(layout: Form, cell: str, kept: EnteredFigure | None) -> forms.ChoiceField:
    field = fields.choice(f"{layout.name(cell)}的填法", (), required=False)
    field.choices = EnteredState.choices
    field.initial = kept.state if kept else EnteredState.NUMBER
    return field
