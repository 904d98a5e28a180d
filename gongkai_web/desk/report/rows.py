"""How does the next act for a report become a row of a work list?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from django.urls import reverse

from gongkai_web.annual.work import Act, Next
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow

# By act: the word on its button, the page that it opens, and what stands in the way of the report.
_ACTS: Mapping[Act, tuple[str, Callable[..., str], str]] = {
    Act.WRITE: ("写正文", partial(reverse, "report:text"), "正文还有{left}个部分没有写"),
    Act.ENTER: ("填报", partial(reverse, "report:figures"), "还有{left}格没有填报"),
    Act.CHECK: ("核对", partial(reverse, "report:check"), "正文和填报齐了，等核对"),
    Act.AMEND: ("改正", partial(reverse, "report:course"), "已退回（{reason}）"),
    Act.FREEZE: ("定稿", partial(reverse, "report:freeze"), "已经核对，等定稿"),
    Act.SUBMIT: (
        "登记提交",
        partial(reverse, "report:hand_over"),
        "第{version}版已经定稿，还没有提交主管部门",
    ),
    Act.WEIGH: ("更正或者说明", partial(reverse, "report:course"), "第{version}版公布以后，记录有变动"),
    Act.PUBLISH: ("公布", partial(reverse, "report:course"), "第{version}版已经定稿，还没有公布"),
}


def report_rows(found: Iterable[Next], day: date) -> list[WorkRow]:
    """A row for each."""
    return [_row(one, day) for one in found]


def _row(one: Next, day: date) -> WorkRow:
    """The report, its day, how far it is and by which rule it is due."""
    label, page, how_far = _ACTS[one.act]
    undated = Mark("waiting", "公布以后有变动" if one.act == Act.WEIGH else "更正的一版")
    marks = due_marks(one.due, day, calendar_of(one.agency.pk)) if one.due else (undated,)
    about = (
        how_far.format(left=one.left, version=one.version, reason=one.reason),
        _why(one),
        one.agency.name,
    )
    return WorkRow(
        title=f"{one.year} 年度{one.owed.kind.label}",
        href=reverse("report:course", args=[one.agency.slug, one.year]),
        marks=marks,
        due_on=one.due,
        about=" · ".join(filter(None, about)),
        act=Link(label, page(args=[one.agency.slug, one.year])),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def _why(one: Next) -> str:
    """By which rule it is due on that day."""
    kind = one.owed.kind
    if one.due is None:
        return ""
    how = "提交主管部门并向社会公布" if one.owed.submit_by else "向社会公布"
    return f"{kind.label}在 {one.due} 前（含当日）{how}{kind.source.cited}"
