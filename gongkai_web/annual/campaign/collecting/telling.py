"""What has to be said at once to whoever hands in a file, before the rules are asked?

Whose file it is, of which year, and whether it was handed in already – by this unit or by another one: the
file, its numbers, or its words, whole or (`resembling`) in part. Reports in which nothing but zeros stands
are alike by right. Which other unit it is, is said to the office that decides and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from gongkai.document import to_json
from gongkai.labels import normal
from gongkai.report import Report
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.annual.campaign.collecting.numbers import cells_digest, digest, text_digest
from gongkai_web.annual.campaign.collecting.points import Point, same_unit, whose
from gongkai_web.annual.campaign.collecting.queries import last_submission, state_of_submission
from gongkai_web.annual.campaign.collecting.resembling import in_part
from gongkai_web.annual.campaign.collecting.words import State

UNCHANGED, SAME_REPORT = "unchanged", "same_report"
_FEW = 5  # others with the same words that are looked at
_LEAST = 4  # characters of a short name, from which it may stand for the long one


def told_at_once(
    unit: Unit, report: Report, sha256: str = "", *, besides: int = 0, names: bool = False
) -> list[Point]:
    """The points about a report of that unit.

    `besides`: the submission that it is itself; `names`: other units are named, to their office.
    """
    held = Submission.objects.exclude(pk=besides).defer("document")
    held = held.filter(unit__campaign__agency=unit.campaign.agency, practice=unit.campaign.practice)
    bytes_ = list(_same_bytes(unit, held.filter(sha256=sha256) if sha256 else held.none(), names=names))
    if any(one.code == UNCHANGED for one in bytes_):
        held = held.exclude(unit=unit)  # the same file holds the same numbers: that is asked once
    found = [
        *_whose(unit, report),
        *_of_which_year(unit, report),
        *bytes_,
        *_same_cells(unit, held, report, names=names),
        *_same_text(unit, held, report, names=names),
    ]
    if any(one.blocks for one in found):
        return found
    told = {one.code for one in found}
    prose, numbers = not told & {SAME_REPORT, "same_text"}, not told & {SAME_REPORT, "same_cells"}
    return [*found, *in_part(unit, report, held, prose=prose, numbers=numbers, names=names)]


def belongs_to(units: Iterable[Unit], report: Report) -> Unit | None:
    """The unit whose report it is by its name: the present one, a former one, or a short one of one alone."""
    known = list(units)
    stated = normal(report.agency or "")
    for unit in known:
        if stated in _names(unit):
            return unit
    alike = [unit for unit in known if any(_short_for(stated, name) for name in _names(unit))]
    return alike[0] if len(alike) == 1 else None


def _whose(unit: Unit, report: Report) -> Iterator[Point]:
    if not report.agency:
        yield Point("nameless", "文件里没有写明是哪个机关的年报；请核对，是本单位的请说明。")
        return
    owner = belongs_to(_listed(unit), report)
    if owner is None:
        yield Point(
            "not_listed",
            f"文件写的是“{report.agency}”，名单上没有这个单位，与“{unit.name}”也不一致；"
            "请核对，名称改过的请说明。",
        )
    elif owner.pk != unit.pk:
        yield Point(
            "another_unit", f"这是“{owner.name}”的年报，不是“{unit.name}”的；请换成本单位的文件。", True
        )


def _of_which_year(unit: Unit, report: Report) -> Iterator[Point]:
    year = unit.campaign.year
    if report.year is None:
        yield Point("yearless", f"文件里没有写明年度；请核对是不是 {year} 年度的，是的请说明。")
    elif report.year == year - 1:
        yield Point(
            "last_year", f"这是上一年（{report.year} 年度）的年报，要报的是 {year} 年度；请换文件。", True
        )
    elif report.year != year:
        yield Point("other_year", f"这是 {report.year} 年度的年报，要报的是 {year} 年度；请换文件。", True)


def _same_bytes(unit: Unit, held: QuerySet[Submission], *, names: bool) -> Iterator[Point]:
    """What was returned may be meant as it was: its own file again is asked for a word, no more."""
    for one in held.select_related("unit__campaign").order_by("-pk")[:1]:
        what = whose(unit, one, names=names)
        if one.unit_id == unit.pk:
            last = last_submission(unit, practice=one.practice) or one
            if state_of_submission(last) == State.RETURNED:
                yield Point(
                    UNCHANGED,
                    f"这个文件和{what}一模一样；改过的请换文件，确实不改的请说明为什么照原样再交。",
                )
            else:
                yield Point("same_bytes", f"这个文件和{what}一模一样；没有改过的不必再交。", True)
            return
        yield Point("same_bytes", f"这个文件和{what}一模一样；请换成本单位这一年的文件。", True)


def _same_cells(unit: Unit, held: QuerySet[Submission], report: Report, *, names: bool) -> Iterator[Point]:
    """Of the unit's own this year only what is the same in its words as well: they may be what was mended."""
    cells = cells_digest(report)
    if not cells:
        return
    same = held.filter(cells_digest=cells).exclude(~Q(digest=digest(to_json(report))), unit=unit)
    for one in same.select_related("unit__campaign").order_by("-pk")[:1]:
        what = whose(unit, one, names=names)
        words = _text_of(unit, report)
        whole = bool(words) and one.text_digest == words
        alike = "三张表的数、正文都" if whole else "三张表的数"
        yield Point(
            SAME_REPORT if whole else "same_cells", f"{alike}和{what}完全相同；请核对，确实相同的请说明。"
        )


def _same_text(unit: Unit, held: QuerySet[Submission], report: Report, *, names: bool) -> Iterator[Point]:
    """Of another unit, with other numbers; that it repeats its own of last year is found by the rules."""
    words = _text_of(unit, report)
    if not words:
        return
    same = held.filter(text_digest=words).exclude(unit=unit).exclude(cells_digest=cells_digest(report))
    others = (one for one in same.select_related("unit__campaign").order_by("-pk")[:_FEW])
    for one in [one for one in others if not same_unit(one.unit, unit)][:1]:
        what = whose(unit, one, names=names)
        yield Point(
            "same_text",
            f"正文和{what}完全相同（数字、名称和法定用语不计）；请按本单位的情况改写，确实相同的请说明。",
        )


def _text_of(unit: Unit, report: Report) -> str:
    return text_digest(report, unit.names, unit.campaign.year)


def _listed(unit: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(campaign=unit.campaign).select_related("agency")


def _names(unit: Unit) -> set[str]:
    return {normal(name) for name in unit.names}


def _short_for(one: str, other: str) -> bool:
    """Whether one of the names is the end of the other: 云溪区教育局 of 示范市云溪区教育局."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and long.endswith(short)
