"""Which part of a report that a unit hands in is another unit's, or its own of last year?

Of each submission a few keys are kept (`Traces`): by them those are found that are worth reading, however
many there are. What is the same as a whole is told by `telling`.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.aggregation.repetition import AMONG_UNITS, AT_HANDING_IN, LAST_YEAR, Prose, Shared, shared
from gongkai.aggregation.resemblance import SameNumbers, same_numbers, traces
from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual.campaign.collecting.findings import before, former_row
from gongkai_web.annual.campaign.collecting.models import Submission, Traces, Unit
from gongkai_web.annual.campaign.collecting.points import Point, same_unit, whose

_FEW = 3  # others that are read: those with most of the same traces
_EXAMPLE = 60  # characters of a passage that are shown


@dataclass(frozen=True, slots=True)
class _Own:
    """The report that is handed in, and for which unit."""

    unit: Unit
    report: Report

    @property
    def prose(self) -> Prose:
        """Its words."""
        return Prose(self.report, self.unit.names)

    @property
    def year(self) -> int:
        """The year of the campaign."""
        return self.unit.campaign.year


def traces_of(submission: Submission, report: Report) -> dict[str, bytes]:
    """By what the submission is found again: the fields of its `Traces`."""
    unit = submission.unit
    found = traces(report, unit.names, unit.campaign.year)
    return {"words": _packed(found.words), "numbers": _packed(found.numbers)}


def in_part(
    unit: Unit, report: Report, held: QuerySet[Submission], *, prose: bool, numbers: bool, names: bool
) -> Iterator[Point]:
    """The points about parts. `held`: what it may be like; `prose`, `numbers`: what is told of."""
    own = _Own(unit, report)
    like_words, like_numbers = _nearest(own, held)
    if prose:
        yield from _prose(own, like_words, names=names)
    if numbers:
        yield from _numbers(own, like_numbers, names=names)


def _prose(own: _Own, others: Iterable[Submission], *, names: bool) -> Iterator[Point]:
    last_year = before(own.unit)
    if last_year is not None:
        found = shared(own.prose, Prose(last_year, own.unit.names), LAST_YEAR, own.year)
        if found is not None:
            yield Point("prose_of_last_year", _same_prose(found, "本单位上年的", "请按本年的情况改写"))
    for one in others:
        found = shared(own.prose, Prose(from_json(one.document), one.unit.names), AT_HANDING_IN, own.year)
        if found is not None:
            what = whose(own.unit, one, names=names)
            yield Point("prose_in_part", _same_prose(found, what, "请按本单位的情况改写"))
            return


def _numbers(own: _Own, others: Iterable[Submission], *, names: bool) -> Iterator[Point]:
    last_year = before(own.unit)
    if last_year is not None:
        found = same_numbers(own.report, last_year, LAST_YEAR, own.year)
        if found is not None:
            yield Point("numbers_of_last_year", _same_numbers(own, found, "本单位上年的"))
    for one in others:
        found = same_numbers(own.report, from_json(one.document), AMONG_UNITS, own.year)
        if found is not None:
            what = whose(own.unit, one, names=names)
            yield Point("numbers_in_part", _same_numbers(own, found, what))
            return


def _same_prose(found: Shared, what: str, please: str) -> str:
    longest = found.passages[0].own if found.passages else ""
    shown = longest if len(longest) <= _EXAMPLE else f"{longest[:_EXAMPLE]}……"
    example = f"，最长的一段是“{shown}”" if shown else ""
    return (
        f"正文 {found.characters} 字里有 {found.percent}% 和{what}相同（数字、名称和法定用语不计）{example}；"
        f"{please}，确实相同的请说明。"
    )


def _same_numbers(own: _Own, found: SameNumbers, what: str) -> str:
    return (
        f"三张表里不小于 {found.least} 的 {found.of} 个数有 {len(found.cells)} 个和{what}相同，"
        f"例如{own.report.layout.name(found.cells[0])}；请核对，确实相同的请说明。"
    )


def _nearest(own: _Own, held: QuerySet[Submission]) -> tuple[list[Submission], list[Submission]]:
    """The few of other units that leave most of the same words, and most of the same numbers."""
    unit, mine = own.unit, traces(own.report, own.unit.names, own.year)
    campaigns = {"unit__campaign__kind": unit.campaign.kind, "unit__campaign__year__gte": own.year - 1}
    mine_last_year = former_row(unit, own.year - 1)
    others = held.filter(**campaigns).exclude(unit__in=filter(None, (unit, mine_last_year)))
    rows = Traces.objects.filter(submission__in=others.values("pk")).order_by("-submission")
    kept = list(rows.values_list("submission_id", "words", "numbers"))
    words = _most([(key, words) for key, words, _ in kept], mine.words)
    numbers = _most([(key, numbers) for key, _, numbers in kept], mine.numbers)
    found = held.filter(pk__in={*words, *numbers}).select_related("unit__campaign", "unit__agency")
    read = {one.pk: one for one in found.defer(None) if not same_unit(one.unit, unit)}
    return [read[key] for key in words if key in read], [read[key] for key in numbers if key in read]


def _most(kept: Iterable[tuple[int, bytes | memoryview]], mine: Collection[int]) -> list[int]:
    """The keys of those that share most with mine, most first."""
    known = frozenset(mine)
    if not known:
        return []
    counted = {key: len(known.intersection(_unpacked(some))) for key, some in kept}
    ranked = sorted((key for key in counted if counted[key]), key=lambda key: -counted[key])
    return ranked[:_FEW]


def _packed(keys: Iterable[int]) -> bytes:
    return array("Q", sorted(keys)).tobytes()


def _unpacked(kept: bytes | memoryview) -> array[int]:
    return array("Q", bytes(kept))
