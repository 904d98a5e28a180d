"""What does the prose of a sum say, and which numbers may it refer to?

The report of a government has six parts like any other (手册02 §1, §6). What its tables say is known by the
sum; what only registers hold is known where every unit in it works on this platform, else of no sum: then the
draft leaves a place to fill in. In print a number is that of this moment, until the sum is frozen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from gongkai.aggregation import Aggregation
from gongkai.checking import ERROR, check
from gongkai.drafting.blocks import TO_FILL_IN, blocks_for, paragraphs
from gongkai.drafting.passage import Numbers, printed
from gongkai.drafting.references import COMPARED, Counted, Reference, Text, references, written
from gongkai.drafting.rounding import Number
from gongkai.report import Fees, Report, Section
from gongkai.topics import groups
from gongkai_web.annual.aggregation.models import SumText
from gongkai_web.annual.aggregation.queries import Level, agencies_behind, hold_back_noughts
from gongkai_web.annual.aggregation.units import Listed
from gongkai_web.annual.former import as_counted
from gongkai_web.annual.numbers import counted_among, unknown
from gongkai_web.annual.prose import living
from gongkai_web.annual.work import sections_to_write
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

GOVERNMENT = "government"
PROBLEMS = 5  # the section that no number drafts
_ACCEPTED = ("cases.new_received", "cases.carried_over_in")
# What section one must hold (手册02 §1). Of a sum nobody answers for a warning: it is written, or not frozen.
_MUST_HOLD = frozenset({"sections.topics", "sections.bare", "sections.evaluation"})


def kept(level: Level) -> dict[int, str]:
    """The sections as they were written last."""
    rows = SumText.objects.filter(campaign=level.campaign, level=level.unit).order_by("pk")
    return dict(rows.values_list("number", "text"))


def whole(level: Level, listed: Listed, total: Aggregation) -> Report:
    """The sum with its prose in print; as it is where nobody has written any."""
    texts = {number: living(text) for number, text in kept(level).items() if text}
    if not texts:
        return total.report
    year = level.campaign.year
    found = _in_print(texts, Known(listed, total))
    return replace(
        total.report,
        period=(date(year, 1, 1), date(year, 12, 31)),
        sections=tuple(
            Section(one.number, one.heading, found.get(one.number, ""))
            for one in total.report.layout.sections
        ),
    )


def hindrances(report: Report) -> list[str]:
    """What in the prose keeps the sum from being frozen; nothing where it has none."""
    if not report.sections:
        return []
    return [
        *(
            f"「{one.heading}」里还有{one.text.count(TO_FILL_IN)}处{TO_FILL_IN}；请填上，或者删去那一句。"
            for one in report.sections
            if TO_FILL_IN in one.text
        ),
        *(
            f"正文没有通过核对：{one.message}"
            for one in check(report)
            if (one.severity == ERROR and _told(one.rule)) or one.rule in _MUST_HOLD
        ),
    ]


def unwritten(report: Report) -> list[str]:
    """The sections that must say something and do not, by their headings."""
    said = {one.number for one in report.sections if one.text.strip()}
    needed = sections_to_write(report.year or 0) - said
    return [one.heading for one in report.layout.sections if one.number in needed]


def draft(level: Level, listed: Listed, total: Aggregation) -> dict[int, str]:
    """By section what the blocks of a government say of the sum: living numbers, and places to fill in."""
    day = date(level.campaign.year, 12, 31)
    usable = blocks_for(GOVERNMENT, day).values()
    known = Known(listed, total)
    numbers = known.numbers({one for block in usable for one in block.asked})
    stated = {block.stated for block in usable if block.stated in numbers}
    hold_back_noughts(numbers, filter(None, stated), known.agencies)
    told = paragraphs(GOVERNMENT, day, numbers)
    sections: dict[int, list[str]] = {}
    for code, group in groups().on(day).items():
        text = written(told[code])
        if group.section == PROBLEMS:
            text = f"{group.lead}{TO_FILL_IN}。"
        if text:
            sections.setdefault(group.section, []).append(text)
    return {number: "\n".join(texts) for number, texts in sections.items()}


def why_not(parts: Text, listed: Listed, total: Aggregation) -> str:
    """Why a paragraph cannot be printed, as a sentence; empty where it can."""
    known = Known(listed, total)
    for one in references(parts):
        if why := unknown(one):
            return why
        if one.style == COMPARED:
            return f"「{one}」与上年相比，汇总没有上年的数可比；请写成数，或者删去。"
        if missing := [each for each in one.asked if each not in known.numbers([each])]:
            label = registry().named(missing[0].figure).label
            return f"「{label}」由登记数出，有的单位不在本平台，合计不知道；请写成数，或者删去。"
    return ""


class Known:
    """The numbers that are known of a sum."""

    def __init__(self, listed: Listed, total: Aggregation) -> None:
        self._told = _of_tables(total.report) | _of_fees(total.report.fees)
        self._year = total.report.year or 0
        self.agencies, outside = agencies_behind(listed, total)
        self._here = None if outside else Scope.of(*self.agencies)

    def numbers(self, asked: Collection[Counted]) -> dict[Counted, Number]:
        """Those of them that are known."""
        found = {one: number for one in asked if (number := self._of_report(one)) is not None}
        rest = [one for one in asked if one not in found and not unknown(Reference(one))]
        return found | (counted_among(self._here, self._year, rest) if self._here and rest else {})

    def _of_report(self, one: Counted) -> Number | None:
        """What the tables say of it; of several values together, what they say of each."""
        if one in self._told:
            return self._told[one]
        if len(one.only) != 1:
            return None
        ((by, values),) = one.only
        parts = [self._told.get(Counted(one.figure, ((by, (value,)),))) for value in values]
        return None if None in parts else sum(part for part in parts if part is not None)


def _in_print(texts: Mapping[int, Text], known: Known) -> dict[int, str]:
    asked = {one for text in texts.values() for part in references(text) for one in part.asked}
    numbers = Numbers(known.numbers(asked), {}, {})
    return {number: printed(tuple(_as_known(text, numbers)), numbers) for number, text in texts.items()}


def _as_known(parts: Text, numbers: Numbers) -> Iterable[str | Reference]:
    """A number that is not known any more is a place to fill in: a unit outside may have joined."""
    for part in parts:
        lost = isinstance(part, Reference) and any(one not in numbers.now for one in part.asked)
        yield TO_FILL_IN if lost else part


def _of_tables(report: Report) -> dict[Counted, Number]:
    told: dict[Counted, Number] = dict(as_counted(report))
    parts = [told.get(Counted(figure)) for figure in _ACCEPTED]
    if None not in parts:
        told[Counted("cases.accepted")] = sum(part for part in parts if part is not None)
    return told


def _of_fees(fees: Fees) -> dict[Counted, Number]:
    stated = {
        "cases.fee_notices": fees.notice_count,
        "cases.fee_noticed": fees.notice_amount_yuan,
        "cases.fee_collected": fees.collected_amount_yuan,
    }
    return {Counted(figure): value for figure, value in stated.items() if value is not None}


def _told(rule: str) -> bool:
    """Whether a rule is about the prose; the tables of a sum are told of with it."""
    return rule.startswith(("prose.", "text.", "sections."))
