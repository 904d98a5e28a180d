"""How does prose get into the report, how a figure that cannot be counted, how a problem and its mending?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.drafting.references import Reference, parse
from gongkai.errors import UsageError
from gongkai.form import Form, form_of_year
from gongkai.report import NOT_REPORTED
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.actions.drifting import notice_after
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.cells import behind
from gongkai_web.annual.models import EnteredFigure, EnteredState, Problem, SectionText
from gongkai_web.annual.numbers import unknown
from gongkai_web.annual.prose import first_draft
from gongkai_web.approval import standing
from gongkai_web.asked_once import forget
from gongkai_web.errors import Overtaken, Refused

TEXT_OVERTAKEN = (
    "页面打开以后有人改过这一部分，没有保存。您写的都在；请另开“正文”看现在的文字，"
    "把要留的写进来，再按一次保存，就以您写的为准。"
)


def mark_of_text(text: str) -> str:
    """What a page keeps of the text of a section as it was when it was opened."""
    return standing.digest([text])


def mark_of_figure(figure: EnteredFigure | None) -> str:
    """What a page keeps of a cell as it was when it was opened."""
    if figure is None:
        return mark_of_entry(None, EnteredState.NUMBER, "")
    return mark_of_entry(figure.value, figure.state, figure.source)


def mark_of_entry(value: Decimal | None, state: str, source: str) -> str:
    """The same of what is filled in."""
    number = None if value is None else str(value.normalize())
    return standing.digest([number, str(state), source.strip()])


@transaction.atomic
def write_section(
    *, by: Person, agency: Agency, year: int, number: int, text: str, day: date, seen: str = ""
) -> SectionText:
    """Writes the running text of a section; the former text stays in the audit trail.

    References in it must be countable; Refused says which is not. `seen`: the mark of the text that was on
    the screen (`mark_of_text`), where somebody else may have written since.
    """
    require(by, agency, What.WRITE_REPORT, day)
    if number not in {heading.number for heading in form_of_year(year).sections}:
        raise Refused(f"年报没有第 {number} 部分；六个部分编号为 1 至 6。")
    _countable(text)
    one_after_another(agency)
    former = SectionText.objects.filter(agency=agency, year=year, number=number).first()
    if seen and seen != (now := mark_of_text(former.text if former else "")):
        raise Overtaken(TEXT_OVERTAKEN, now)
    section, _ = SectionText.objects.update_or_create(
        agency=agency, year=year, number=number, defaults={"text": text}
    )
    detail = {"year": year, "number": number, "before": former.text if former else "", "after": text}
    told(by, agency, "write_section", section, detail)
    notice_after(agency, year, day)
    return section


@transaction.atomic
def write_draft(
    *, by: Person, agency: Agency, year: int, day: date, sections: frozenset[int] = frozenset()
) -> list[SectionText]:
    """Drafts by the records what nobody has written yet, and of what is written only the named `sections`."""
    require(by, agency, What.WRITE_REPORT, day)
    kept = SectionText.objects.filter(agency=agency, year=year).exclude(text="")
    written = set(kept.values_list("number", flat=True)) - sections
    return [
        write_section(by=by, agency=agency, year=year, number=number, text=text, day=day)
        for number, text in first_draft(agency, year).items()
        if number not in written
    ]


@transaction.atomic
def enter_figure(
    *,
    by: Person,
    agency: Agency,
    year: int,
    cell: str,
    value: Decimal | int | None = None,
    state: str = EnteredState.NUMBER,
    source: str,
    day: date,
    seen: str = "",
) -> EnteredFigure:
    """Enters a cell that cannot be counted: a number with its source, or that there is none, and why.

    Refused for a counted cell. `seen`: the mark of what was on the screen (`mark_of_figure`).
    """
    require(by, agency, What.WRITE_REPORT, day, "填报年报数字")
    layout = form_of_year(year)
    if cell not in layout.cells:
        raise Refused(f"{year} 年度的年报没有「{cell}」这一格。")
    if behind(cell, layout):
        raise Refused(f"{layout.name(cell)}由记录数出，不能填报；数字不对请更正登记。")
    if why := _unfit(layout, cell, value, state, source):
        raise Refused(why)
    one_after_another(agency)
    former = EnteredFigure.objects.filter(agency=agency, year=year, cell=cell).first()
    if seen and seen != (now := mark_of_figure(former)):
        told_now = former.said if former else NOT_REPORTED
        raise Overtaken(
            f"页面打开以后有人把{layout.name(cell)}填成了「{told_now}」，没有保存；要以您填的为准的，再按一次保存。",
            now,
        )
    given = {"value": value, "state": state, "source": source.strip()}
    figure, _ = EnteredFigure.objects.update_or_create(agency=agency, year=year, cell=cell, defaults=given)
    forget()
    detail = {"year": year, "cell": cell, "value": str(value), "source": source, "state": str(state)}
    told(by, agency, "enter_figure", figure, detail | {"before": former.said if former else NOT_REPORTED})
    notice_after(agency, year, day)
    return figure


def _unfit(layout: Form, cell: str, value: Decimal | int | None, state: str, source: str) -> str:
    """Why the cell cannot be entered so, as a sentence; empty where it can."""
    name = layout.name(cell)
    if state not in EnteredState:
        return f"{name}：不认识的填法「{state}」；可用：{'、'.join(EnteredState.labels)}。"
    if state != EnteredState.NUMBER:
        label = EnteredState(state).label
        if value is not None:
            return f"{name}选了「{label}」，又填了 {value}；请只选一样。"
        return "" if source.strip() else f"{name}{label}的，须写明为什么（没有发生的填 0）。"
    if value is None:
        return f"{name}没有填数；没有发生的填 0，不适用或者留空的请选明。"
    if value < 0 and layout.cells[cell].kind != "signed":
        return f"{name}不能小于零。"
    return "" if source.strip() else f"{name}须写明出处（台账、系统或者文件）。"


@transaction.atomic
def enter_problem(
    *, by: Person, agency: Agency, year: int, text: str, measure: str = "", day: date
) -> Problem:
    """Enters a problem of the year for section five, with what is to be done about it."""
    require(by, agency, What.WRITE_REPORT, day)
    if not text.strip():
        raise Refused("请写明存在的问题。")
    problem = Problem(agency=agency, year=year, text=text.strip(), measure=measure.strip())
    problem.save()
    detail = {"year": year, "text": problem.text, "measure": problem.measure}
    told(by, agency, "enter_problem", problem, detail)
    return problem


@transaction.atomic
def improve_problem(*, by: Person, problem: Problem, improved: str, day: date, seen: str = "") -> Problem:
    """Says what was done about a problem of an earlier year; what was said before stays in the trail.

    `seen`: the mark of what was on the screen (`mark_of_text`), where somebody else may have written since.
    """
    require(by, problem.agency, What.WRITE_REPORT, day)
    if not improved.strip():
        raise Refused(f"请写明「{problem.text}」改进得怎样；还没有改进的，也写明到了哪一步。")
    one_after_another(problem.agency)
    problem.refresh_from_db(fields=["improved"])
    if seen and seen != (now := mark_of_text(problem.improved)):
        raise Overtaken(
            f"页面打开以后有人登记了改进情况「{problem.improved}」，没有保存；要以您写的为准的，再按一次。",
            now,
        )
    before, problem.improved = problem.improved, improved.strip()
    problem.save(update_fields=["improved"])
    told(by, problem.agency, "improve_problem", problem, {"before": before, "after": problem.improved})
    return problem


@transaction.atomic
def drop_problem(*, by: Person, problem: Problem, reason: str, day: date) -> Problem:
    """Takes a problem off the report, with the reason; it is kept and no longer told."""
    require(by, problem.agency, What.WRITE_REPORT, day)
    if not reason.strip():
        raise Refused(f"请写明「{problem.text}」不再列入的理由。")
    problem.dropped = reason.strip()
    problem.save(update_fields=["dropped"])
    told(by, problem.agency, "drop_problem", problem, {"text": problem.text, "reason": problem.dropped})
    return problem


def _countable(text: str) -> None:
    try:
        parts = parse(text)
    except UsageError as problem:
        raise Refused(str(problem)) from None
    for part in parts:
        if isinstance(part, Reference) and (why := unknown(part)):
            raise Refused(why)
