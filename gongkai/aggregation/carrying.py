"""Was everything that units carried over last year carried in this year, also where one took over another's?

R5 (handbook 02 §3.3) between units: whoever took over work, in part or whole, belongs to one group with those
whose work it was. What the group carried over must come in with it, column by column. A unit that was only
renamed is a group of its own: its key stays. What went beyond the units that are added here is compared
where both are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.aggregation.facts import Problem, ProblemKind, Unit
from gongkai.form import Form, form
from gongkai.report import Report

_IN, _OUT = "table3.carried_over_in", "table3.carried_over_out"


def carried(layout: Form, units: Sequence[Unit]) -> Iterator[Problem]:
    """What does not come in as it was carried over, and what cannot be looked at for want of a past."""
    for group in groups(units):
        if any(unit.elsewhere for unit in group):
            continue
        if all(unit.report is None for unit in group):
            yield from _lost(group)
            continue
        unknown = [unit for unit in group if unit.previous is None]
        if not unknown and len(group) == 1 and _goes_on(layout, group[0]):
            continue
        if unknown:
            yield from _no_past(group, unknown)
        else:
            yield from _apart(layout, group)


def groups(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """The units that carried work over between them, each unit in one group; in the order of the list."""
    known = {unit.key: unit for unit in units}
    head = {key: key for key in known}

    def found(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for unit in known.values():
        for former in unit.predecessors:
            if former in known:
                head[found(former)] = found(unit.key)
    grouped: dict[str, list[Unit]] = {}
    for unit in known.values():
        grouped.setdefault(found(unit.key), []).append(unit)
    return [tuple(group) for group in grouped.values()]


def _goes_on(layout: Form, unit: Unit) -> bool:
    """The usual case at one glance: the very numbers that were carried over come in."""
    came, went = _of_form(layout.key)
    assert unit.report is not None
    assert unit.previous is not None
    now = [unit.report.cells.get(cell) for cell in came]
    return None not in now and now == [unit.previous.cells.get(cell) for cell in went]


@functools.lru_cache(maxsize=8)
def _of_form(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    columns = [column.key for column in form(key).columns3]
    return tuple(f"{_IN}.{column}" for column in columns), tuple(f"{_OUT}.{column}" for column in columns)


def _apart(layout: Form, group: Sequence[Unit]) -> Iterator[Problem]:
    """The columns in which the group carries in another number than it carried over."""
    before = [unit.previous for unit in group if unit.previous is not None]
    now = [unit.report for unit in group if unit.report is not None]
    differing: dict[str, tuple[int, int]] = {}
    for column in layout.columns3:
        expected, stated = _count(before, _OUT, column.key), _count(now, _IN, column.key)
        if expected != stated:
            differing[column.key] = (expected, stated)
    if differing:
        yield _differing(layout, group, differing)


def _differing(layout: Form, group: Sequence[Unit], differing: Mapping[str, tuple[int, int]]) -> Problem:
    labels = {column.key: column.label for column in layout.columns3}
    told = "；".join(
        f"「{labels[key]}」上年结转下年{expected}，本年上年结转填{stated}"
        for key, (expected, stated) in differing.items()
    )
    why = next((unit.explained for unit in group if unit.explained), "")
    kind = ProblemKind.EXPLAINED if why else ProblemKind.CARRIED
    ending = f"。说明：{why}" if why else "；请核对，机构改革、口径更正的请写明说明。"
    cells = tuple(f"{_IN}.{key}" for key in differing)
    return Problem(kind, group[-1].key, f"{_called(group)}：表三{told}{ending}", cells)


def _no_past(group: Sequence[Unit], unknown: Sequence[Unit]) -> Iterator[Problem]:
    """Where nothing is carried in, nobody is missed; a unit founded this year has no past."""
    came = sum(unit.report.count(f"{_IN}.total") for unit in group if unit.report is not None)
    if not came:
        return
    missing = "、".join(unit.name for unit in unknown)
    told = f"{_called(group)}：上年结转填了{came}，{missing}没有上年的报告，结转无从核对；请补上年报告。"
    yield Problem(ProblemKind.NO_PAST, group[-1].key, told, (f"{_IN}.total",))


def _lost(group: Sequence[Unit]) -> Iterator[Problem]:
    """Work that was carried over by units of which none reports any more, and that nobody took over."""
    waiting = sum(unit.previous.count(f"{_OUT}.total") for unit in group if unit.previous is not None)
    if waiting and all(unit.ended for unit in group):
        why = next((unit.explained for unit in group if unit.explained), "")
        told = f"{_called(group)}：上年结转下年{waiting}件，没有写明由谁承接"
        ending = f"。说明：{why}" if why else "；请在名单里写明承接的单位。"
        kind = ProblemKind.EXPLAINED if why else ProblemKind.CARRIED
        yield Problem(kind, group[-1].key, told + ending, (f"{_IN}.total",))


def _count(reports: Iterable[Report], row: str, column: str) -> int:
    return sum(report.count(f"{row}.{column}") for report in reports)


def _called(group: Sequence[Unit]) -> str:
    return "、".join(unit.name for unit in group)
