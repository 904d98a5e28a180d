"""What do the units of a list come to, added up from the leaves?

Handbook 02 §6. A unit that adds up others (a district) is not added: its own units are, and its sum is held
against theirs. Who gave no report is told and blocks until the office records why; what holds no number
stays to be seen beside the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.aggregation import adding, carrying, policies
from gongkai.aggregation.facts import Aggregation, Problem, ProblemKind, State, Unit
from gongkai.checking import ERROR, check
from gongkai.errors import UsageError
from gongkai.form import Form, form_of_year
from gongkai.report import Report
from gongkai.summing import MOST_NAMED, extra_rows, fees_of


def aggregate(
    units: Sequence[Unit], agency: str, year: int, *, government: bool = True, office: str = ""
) -> Aggregation:
    """The sum of the units for the year, as the report of `agency`.

    `government`: it is the report of a government (第四十九条第二款), to which its own office belongs.
    `office`: the key of that office, where it is known; else any of its kind will do.
    """
    layout, sorted_out = form_of_year(year), _sort_out(units, year)
    if not sorted_out.leaves:
        raise UsageError(f"没有一份可以汇总的 {year} 年度报告；请先收齐各单位的报告。")
    pairs = [(unit, unit.report) for unit in sorted_out.leaves if unit.report is not None]
    found = adding.add_up(layout, pairs)
    report = _report(layout, agency, year, [report for _, report in pairs], found)
    problems = [
        *sorted_out.problems,
        *(_no_office(units, year, office) if government else ()),
        *_gaps(layout, found),
        *(Problem(ProblemKind.UNREADABLE, "", told) for told in found.nameless),
        *carrying.carried(layout, sorted_out.carrying),
        *(problem for unit in sorted_out.sums for problem in _own_sum(layout, unit, year)),
        *_unsound(report),
    ]
    return Aggregation(
        report,
        tuple(sorted_out.leaves),
        tuple(sorted_out.absent),
        tuple(sorted_out.left_out),
        found.gaps,
        tuple(problems),
    )


@dataclass(slots=True)
class _Sorted:
    """The units by what becomes of them. `sums` add up others; `carrying` are looked at for R5."""

    leaves: list[Unit] = field(default_factory=list)
    absent: list[Unit] = field(default_factory=list)
    left_out: list[Unit] = field(default_factory=list)
    sums: list[Unit] = field(default_factory=list)
    carrying: list[Unit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _sort_out(units: Sequence[Unit], year: int) -> _Sorted:
    found, seen = _Sorted(), set[str]()
    for unit in _walk(units, found):
        if unit.key in seen:
            told = f"{unit.name}：在名单里有两处（也可能在下级的名单里），只计一次；请核对名单。"
            found.problems.append(Problem(ProblemKind.DOUBLE, unit.key, told))
            continue
        seen.add(unit.key)
        _place(unit, year, found)
    return found


def _walk(units: Iterable[Unit], found: _Sorted) -> Iterator[Unit]:
    """The leaves; of a unit that adds up others, and has handed in its sum, those below it."""
    for unit in units:
        if unit.parts and unit.report is not None:
            found.sums.append(unit)
            yield from _walk(unit.parts, found)
        else:
            yield unit


def _place(unit: Unit, year: int, found: _Sorted) -> None:
    why_not = _left_out(unit, year)
    if why_not:
        found.left_out.append(unit)
        found.problems.append(Problem(ProblemKind.LEFT_OUT, unit.key, f"{unit.name}：{why_not}"))
        return
    found.carrying.append(unit)
    if unit.report is not None and not _other(unit, unit.report, year, found):
        found.leaves.append(unit)
    elif unit.report is None and not unit.ended:
        found.absent.append(unit)
        found.problems.append(_missing(unit))


def _left_out(unit: Unit, year: int) -> str:
    """Why a unit is not counted; "" where it is."""
    if unit.counted is not None:
        return "" if unit.counted else "名单里写明不计入。"
    treatment = policies.treatment_of(unit.kind, year)
    return treatment.sentence if treatment is not None and not treatment.counted else ""


def _missing(unit: Unit) -> Problem:
    if unit.waived:
        told = f"{unit.name}：没有报告，没有计入。说明：{unit.waived}"
        return Problem(ProblemKind.WAIVED, unit.key, told)
    what = "下级的合计还没有提交" if unit.parts else "缺少报告"
    told = f"{unit.name}：{what}，没有计入；请补报，或者由主管部门写明理由后按没有报告汇总。"
    return Problem(ProblemKind.MISSING, unit.key, told)


def _other(unit: Unit, report: Report, year: int, found: _Sorted) -> bool:
    """Whether the report cannot be added to the others, and says so."""
    wanted = form_of_year(year).key
    if report.year == year and report.form == wanted:
        return False
    what = f"{report.year or '年度不明'} 年度" if report.year != year else f"{report.form} 年格式"
    told = f"{unit.name}：报告是{what}的，不能汇总到 {year} 年度，没有计入；请退回重报。"
    found.problems.append(Problem(ProblemKind.OTHER, unit.key, told))
    return True


def _no_office(units: Sequence[Unit], year: int, office: str) -> Iterator[Problem]:
    for treatment in policies.in_force(year):
        known = any(unit.key == office if office else unit.kind in treatment.kinds for unit in units)
        if treatment.needed and not known:
            told = f"名单里没有{treatment.label}：{treatment.sentence}请补进名单。"
            yield Problem(ProblemKind.NO_OFFICE, "", told)


def _report(layout: Form, agency: str, year: int, parts: Sequence[Report], found: adding.Added) -> Report:
    return Report(
        form=layout.key,
        cells=found.cells,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        extra_rows=tuple(extra_rows(parts)),
        fees=fees_of(parts),
        notes=found.notes,
        texts=found.texts,
    )


def _gaps(layout: Form, found: adding.Added) -> Iterator[Problem]:
    """A sentence for each unit whose cells hold no number; unreadable ones block, the others are told."""
    by_unit: dict[tuple[str, str, bool], list[str]] = {}
    for cell, gaps in found.gaps.items():
        for gap in gaps:
            lost = gap.state is State.UNREADABLE
            by_unit.setdefault((gap.unit.key, gap.unit.name, lost), []).append(cell)
    for (key, name, lost), cells in by_unit.items():
        more = f"等 {len(cells)} 格" if len(cells) > MOST_NAMED else ""
        named = "、".join(layout.name(cell) for cell in cells[:MOST_NAMED]) + more
        if lost:
            told = f"{name}：{named}读不出，合计里这些格也读不出；请退回补正。"
        else:
            told = f"{name}：{named}填的不是数（空、不适用、未报），没有加进合计，合计旁边写明有几个单位。"
        yield Problem(ProblemKind.UNREADABLE if lost else ProblemKind.GAPS, key, told, tuple(cells))


def _own_sum(layout: Form, unit: Unit, year: int) -> Iterator[Problem]:
    """The sum that a district handed in, held cell by cell against that of its units."""
    leaves = _sort_out(unit.parts, year).leaves
    pairs = [(leaf, leaf.report) for leaf in leaves if leaf.report is not None]
    if unit.report is None or not pairs:
        return
    anew = adding.add_up(layout, pairs).cells
    differing = [cell for cell in layout.cells if unit.report.cells.get(cell) != anew.get(cell)]
    if differing:
        named = "；".join(
            f"{layout.name(cell)}报{unit.report.cells.get(cell)}，各单位相加{anew.get(cell)}"
            for cell in differing[:MOST_NAMED]
        )
        more = f"等 {len(differing)} 格" if len(differing) > MOST_NAMED else ""
        told = f"{unit.name}：提交的合计与各单位相加的不同：{named}{more}；按各单位的计入，请退回重新汇总。"
        yield Problem(ProblemKind.OWN_SUM, unit.key, told, tuple(differing))


def _unsound(report: Report) -> Iterator[Problem]:
    """R1 to R6 run over the sum (handbook 02 §6)."""
    for finding in check(report):
        if finding.severity == ERROR and finding.cells and not finding.rule.startswith("cells."):
            yield Problem(ProblemKind.UNSOUND, "", f"合计：{finding.message}", tuple(finding.cells))
