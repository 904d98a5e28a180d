"""Where must a run of digits be cut, when the cells of a row stand glued together?

Some pages lose every mark between cells: `行政规范性文件77132470`. A cut is accepted only where exactly one
satisfies the row's own sum and the sums of the columns (R1, R2, R3, R6 of handbook 02); where several do, or
none, the row is not readable. A cut that only the row's own sum makes is marked so: that sum is then no test
of the row, and what other sums are there must hold. Table 二 has no sums: there only as many digits as cells
leave one cut.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.form import forms
from gongkai.labels import bare, normal
from gongkai.reading.vocabulary import NOTHING, sense

Numbers = tuple[int, ...]

_RUN = re.compile(r"([+\-]?\d[\d.+\-]*)")
_ENDS_IN_DIGIT = re.compile(r"[0-9０-９]\s*$")
_PARTED = re.compile(
    r"[0-9０-９]\s+[+\-]?[0-9０-９]|[^\s0-9０-９]\s+[+\-]?[0-9０-９]+\s*$"
)  # spaces part the cells: not glued
_NUMBER_BEFORE = re.compile(r"^(?P<cells>.*?)(?P<numbering>\d\.?)$")
_REMARKS = re.compile(r"\([^()]*\)")  # notes inside a label hold years and examples: not cells
_LAST_REMARK = re.compile(r"\([^()]*\)$")
_FIGURES = re.compile(r"[0-9+\-]+")
_UNITS = tuple("件条项个次万元年月日号，,")
_RULES = "规章"
_FEWEST_ROWS = 3
_LONGEST = 6000
_LONGEST_ROW = 60  # digits
_LONGEST_NUMBER4 = 5
_LONGEST_TOTAL = 8
_LONGEST_LABEL = 60
_MOST_SUMS = 20_000
AMBIGUOUS = "数字连写，合乎各行各列之和的切法不止一种，有歧义"
NO_CUT = "数字连写，没有一种切法合乎各行各列之和"


def glued_rows(text: str) -> list[tuple[str, str]]:
    """Labels with the digits glued behind them, where the line is a table without separators; else []."""
    if len(text) > _LONGEST or "。" in text or not _ENDS_IN_DIGIT.search(text) or _PARTED.search(text):
        return []
    pieces = _RUN.split(_REMARKS.sub(lambda remark: _FIGURES.sub("", remark[0]), normal(text)))
    found: list[tuple[str, str]] = []
    label = pieces[0]
    for digits, after in zip(pieces[1::2], pieces[2::2], strict=True):
        cells, label_after = _numbering(digits, after)
        if cells:
            found.append((label, cells))
            label = label_after
        else:
            label += label_after
    known = [pair for pair in found if _is_row(pair[0])]
    if label or any(before.startswith(_UNITS) for before, _ in found[1:]):
        return []
    if len(known) >= _FEWEST_ROWS or (len(found) == len(known) == 1 and _alone(*found[0])):
        return [pair for before, cells in found for pair in _with_row(before, cells)]
    return []


def _numbering(digits: str, after: str) -> tuple[str, str]:
    """The digits that are cells, and the label behind them: 00000001.属于 → 0000000 and 1.属于."""
    if after and (digits.endswith(".") or after[0] in "、)"):
        found = _NUMBER_BEFORE.match(digits)
        if found:
            return found["cells"], found["numbering"] + after
    return digits, after


def _is_row(label: str) -> bool:
    meaning = sense(_tail(label)) or NOTHING
    return bool(meaning.row3 or meaning.row2 or meaning.head4)


def _tail(label: str) -> str:
    """The row's own name where heads stand glued in front of it (only 规章 has no longer core)."""
    return _RULES if _LAST_REMARK.sub("", bare(label)).endswith(_RULES) else label


def _with_row(label: str, cells: str) -> Iterator[tuple[str, str]]:
    """Heads in front of 规章 as a label of their own."""
    if _tail(label) == _RULES and len(label) > len(_RULES):
        yield _LAST_REMARK.sub("", label)[: -len(_RULES)], ""
        yield _RULES, cells
    else:
        yield label, cells


def _alone(label: str, cells: str) -> bool:
    return len(label) <= _LONGEST_LABEL or len(cells) >= fewest4()


@functools.lru_cache
def fewest4() -> int:
    """The fewest digits that table 四 of a form can have."""
    return min(len(layout.blocks4) * len(layout.columns4) for layout in forms().values())


# – cutting


@dataclass(frozen=True, slots=True)
class Cut:
    """The outcome for one row: its numbers, or the problem in words.

    `forced`: one digit a cell. `own_sum`: nothing but the row's own sum tells where the numbers end.
    """

    numbers: Numbers | None
    problem: str = ""
    forced: bool = False
    own_sum: bool = False


def cut_plain(digits: str, width: int) -> list[str] | None:
    """The only cut into `width` pieces where there are no sums: a digit a cell; None where it is open."""
    if width == 1:
        return [digits]
    return list(digits) if len(digits) == width and digits.isdigit() else None


def row_cuts(digits: str, width: int) -> list[Numbers]:
    """All cuts of a row into so many numbers without leading zeros, the last the sum of the others (R1)."""
    if not digits.isdigit() or not width <= len(digits) <= _LONGEST_ROW:
        return []
    found: list[Numbers] = []
    for size in range(1, min(_LONGEST_TOTAL + 1, len(digits) - width + 2)):
        written = digits[-size:]
        if size == 1 or written[0] != "0":
            total = int(written)
            found += [(*parts, total) for parts in _parts(digits[:-size], total, width - 1)]
    return found


def _parts(digits: str, total: int, count: int) -> Iterator[Numbers]:
    """The cuts into so many numbers that come to `total`: the first half and the second meet."""
    longest, size, first = len(str(total)), len(digits), count // 2
    second = count - first
    after: dict[tuple[int, int], list[Numbers]] = {}
    for start in range(max(first, size - second * longest), size - second + 1):
        for end, numbers in _run(digits, start, longest, second):
            if end == size:
                after.setdefault((start, sum(numbers)), []).append(numbers)
    for end, numbers in _run(digits, 0, longest, first):
        for rest in after.get((end, total - sum(numbers)), ()):
            yield (*numbers, *rest)


def _run(digits: str, start: int, longest: int, count: int) -> Iterator[tuple[int, Numbers]]:
    """So many numbers from `start`, and where they end."""
    if count == 0:
        yield start, ()
        return
    for at in _ends(digits, start, longest):
        first = int(digits[start:at])
        for end, numbers in _run(digits, at, longest, count - 1):
            yield end, (first, *numbers)


def _ends(digits: str, at: int, longest: int) -> range:
    """Where a number that begins at `at` may end; one with a leading zero is that zero."""
    if at >= len(digits):
        return range(0)
    last = min(at + (1 if digits[at] == "0" else longest), len(digits))
    return range(at + 1, last + 1)


def cut_table4(digits: str, blocks: int, width: int) -> Cut:
    """The numbers of table 四 in its blocks of that width, by their sums (R6)."""
    if not digits.isdigit() or not blocks * width <= len(digits) <= _LONGEST_ROW:
        return Cut(None, NO_CUT)
    states: list[tuple[int, Numbers]] = [(0, ())]
    for _ in range(blocks):
        states = [(end, before + block) for at, before in states for end, block in _blocks(digits, at, width)]
        if len(states) > _MOST_SUMS:
            return Cut(None, AMBIGUOUS)
    return _by_own_sum(digits, {numbers for end, numbers in states if end == len(digits)})


def _blocks(digits: str, start: int, width: int) -> Iterator[tuple[int, Numbers]]:
    """The numbers of a block from `start` and, right behind them, their sum."""
    states: list[tuple[int, int, Numbers]] = [(start, 0, ())]
    for _ in range(width - 1):
        states = [
            (end, total + int(digits[at:end]), (*numbers, int(digits[at:end])))
            for at, total, numbers in states
            for end in _ends(digits, at, _LONGEST_NUMBER4)
        ]
    for at, total, numbers in states:
        written = str(total)
        if digits.startswith(written, at):
            yield at + len(written), (*numbers, total)


def cut_table3(
    rows: Mapping[str, str],
    result_rows: Sequence[str],
    width: int,
    known: Mapping[str, Numbers] | None = None,
) -> dict[str, Cut]:
    """The numbers of each glued row of table 三, by the sums of its rows and of its so many columns.

    `known` are the rows whose numbers stand apart.
    """
    choices = {key: row_cuts(digits, width) for key, digits in rows.items()}
    every = {**choices, **{key: [numbers] for key, numbers in (known or {}).items()}}
    wanted = [*result_rows, "results_total", *_FLOW]
    feasible = _feasible(every, result_rows) if all(every.get(key) for key in wanted) else None
    if feasible is None:
        return _confirmed({key: _by_own_sum(rows[key], set(found)) for key, found in choices.items()}, every)
    if not any(feasible.values()):  # the columns do not add up: only what needs no sum to be told apart stays
        return {key: _only_forced(rows[key], found) for key, found in choices.items()}
    return {key: _outcome(rows[key], feasible.get(key, set())) for key in choices}


def _by_own_sum(digits: str, found: set[Numbers]) -> Cut:
    """Where a row of the table is lost, the columns prove nothing and only the row's sum is left."""
    cut = _outcome(digits, found)
    return replace(cut, own_sum=True) if cut.numbers and not cut.forced else cut


def _only_forced(digits: str, found: Sequence[Numbers]) -> Cut:
    cut = _outcome(digits, set(found))
    return cut if cut.forced or cut.numbers is None else Cut(None, NO_CUT)


def _confirmed(cuts: dict[str, Cut], every: Mapping[str, Sequence[Numbers]]) -> dict[str, Cut]:
    """The cuts, but for those that R2 denies where all of its rows are told."""
    told = {key: cuts[key].numbers if key in cuts else found[0] for key, found in every.items() if found}
    total, flows = told.get("results_total"), [told.get(key) for key in _FLOW]
    if total is None or None in flows:
        return cuts
    new, before, after = (numbers or () for numbers in flows)
    if _plus(new, before) == _plus(total, after):
        return cuts
    denied = {"results_total", *_FLOW}
    return {key: Cut(None, NO_CUT) if key in denied and cut.own_sum else cut for key, cut in cuts.items()}


def _outcome(digits: str, found: set[Numbers]) -> Cut:
    if len(found) == 1:
        numbers = next(iter(found))
        return Cut(numbers, forced=len(digits) == len(numbers))
    return Cut(None, AMBIGUOUS if found else NO_CUT)


def _feasible(
    choices: Mapping[str, Sequence[Numbers]], results: Sequence[str]
) -> dict[str, set[Numbers]] | None:
    """Per row the cuts that occur in some solution of R2 and R3 together; None where they are too many."""
    found: dict[str, set[Numbers]] = {key: set() for key in choices}
    ceiling = tuple(map(max, zip(*choices["results_total"], strict=True)))
    forward = _reachable([choices[key] for key in results], ceiling)
    if forward is None:
        return None
    flows = list(_flows(choices))
    for total in {total for total, *_ in flows} & set(choices["results_total"]):
        if total not in forward[-1]:
            continue
        found["results_total"].add(total)
        for due, *parts in flows:
            if due == total:
                for key, numbers in zip(_FLOW, parts, strict=True):
                    found[key].add(numbers)
        _backward(results, choices, forward, total, found)
    return found


_FLOW = ("new_received", "carried_over_in", "carried_over_out")


def _flows(choices: Mapping[str, Sequence[Numbers]]) -> Iterable[tuple[Numbers, Numbers, Numbers, Numbers]]:
    """R2: what the results must come to, for each choice of the three flow rows."""
    for new in choices["new_received"]:
        for before in choices["carried_over_in"]:
            for after in choices["carried_over_out"]:
                yield _minus(_plus(new, before), after), new, before, after


def _reachable(steps: Sequence[Sequence[Numbers]], ceiling: Numbers) -> list[set[Numbers]] | None:
    """The column sums that the first n rows can come to, up to the total; None where they are too many."""
    nothing: Numbers = (0,) * len(ceiling)
    reached = [{nothing}]
    for step in steps:
        if len(reached[-1]) * len(step) > _MOST_SUMS:
            return None
        sums = {_plus(before, numbers) for before in reached[-1] for numbers in step}
        reached.append({some for some in sums if all(a <= b for a, b in zip(some, ceiling, strict=True))})
    return reached


def _backward(
    results: Sequence[str],
    choices: Mapping[str, Sequence[Numbers]],
    forward: Sequence[set[Numbers]],
    total: Numbers,
    found: dict[str, set[Numbers]],
) -> None:
    """Walks back from the total and keeps the cuts from which it can be reached."""
    ends = {total}
    for index in range(len(results), 0, -1):
        starts = set()
        for numbers in choices[results[index - 1]]:
            for end in ends:
                start = _minus(end, numbers)
                if start in forward[index - 1]:
                    starts.add(start)
                    found[results[index - 1]].add(numbers)
        ends = starts


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a - b for a, b in zip(one, other, strict=True))
