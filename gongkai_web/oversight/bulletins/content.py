"""What does a bulletin say: the text with its numbers, the units, the sites, and who answered late?

Until it is issued this is asked of the records each time; what was issued is kept as it was (`frozen`). It is
plain JSON, so that its digest is what a leader approves and what goes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

from django.db.models import Q

from gongkai.drafting.passage import Numbers, asked, said
from gongkai.drafting.references import COMPARED, Reference, Text, parse, references
from gongkai.drafting.rounding import exactly
from gongkai.errors import UsageError
from gongkai.pages.scoring import FAILED, Score
from gongkai_web.agencies.tree import known
from gongkai_web.approval.standing import digest
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import Asked, split
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.named import counted_among, unknown
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.oversight.bulletins.models import Bulletin
from gongkai_web.oversight.bulletins.queries import SENT, covered
from gongkai_web.oversight.inspection import queries as inspections
from gongkai_web.oversight.inspection.models import Run, RunState
from gongkai_web.oversight.rectification import figures as ledger
from gongkai_web.oversight.rectification.facts import Status
from gongkai_web.oversight.rectification.models import Finding

# The first draft of a text; whoever writes it goes on from there.
FIRST = """本期检查网站{inspection.runs}家次。
本期发现问题{rectification.found}个，通知整改{rectification.sent}个，反复出现的{rectification.repeated}个；\
完成整改{rectification.mended}个，其中按期{rectification.in_time}个；还没有整改{rectification.left}个。
请各单位对照问题逐个整改，按期回复。"""
UNIT_HEADS = ("单位", "发现", "整改", "按期", "没有整改", "逾期")
SITE_HEADS = ("网站", "主办单位", "检查日期", "结果", "得分")
LATE_HEADS = ("单位", "问题", "整改期限", "回复")
_COUNTED = {"found": ledger.FOUND, "mended": ledger.MENDED, "in_time": ledger.IN_TIME, "left": ledger.LEFT}
_OUT = (Status.VOID, Status.MERGED, Status.UNFOUNDED)
_ANSWERED_LATE = Q(late=True)


class Content(TypedDict):
    """A bulletin as it is read. `paragraphs`: stretches of text, each with the reference of its number."""

    paragraphs: list[list[list[str]]]
    units: list[list[str]]
    sites: list[list[str]]
    late: list[list[str]]
    qualified: int


def shown(bulletin: Bulletin, day: date) -> Content:
    """What it said when it was issued; before that, what it says today."""
    frozen: Content | None = bulletin.frozen
    return frozen if frozen is not None else composed(bulletin, day)


def composed(bulletin: Bulletin, day: date) -> Content:
    """What it says by the records of that day."""
    keys = covered(bulletin.agency)
    period = Period(bulletin.first, bulletin.last)
    late = list(_late(bulletin, keys, day))
    runs = list(_sites(keys, period))
    return {
        "paragraphs": _paragraphs(bulletin, keys, day),
        "units": _units(keys, period, day, late),
        "sites": [_site(run, found) for run, found in runs],
        "late": [[one.agency.name, str(one), str(one.due_on), _replied(one, day)] for one in late],
        "qualified": sum(found.verdict != FAILED for _, found in runs),
    }


def digest_of(content: Content) -> str:
    """What is approved."""
    return digest(content)


def moved(bulletins: Iterable[Bulletin], day: date) -> set[int]:
    """Those of which the records say another thing today than what was submitted."""
    sent = (one for one in bulletins if one.status in SENT)
    return {one.pk for one in sent if digest_of(composed(one, day)) != one.content_hash}


def texts_of(written: str) -> list[Text]:
    """The paragraphs as they are read. Raises Refused where a number in them cannot be counted."""
    try:
        found = [parse(line.strip()) for line in written.splitlines() if line.strip()]
    except UsageError as problem:
        raise Refused(str(problem)) from None
    for one in (each for text in found for each in references(text)):
        if problem_with := unknown(one):
            raise Refused(problem_with)
        if one.style == COMPARED:
            raise Refused(f"「{one}」和上年相比，通报里的数只说本期；请改为确数。")
    if not found:
        raise Refused("正文没有填写；请写明本期的情况。")
    return found


def asking(period: Period, day: date) -> Callable[[Figure], Asked]:
    """How each figure is asked for in a bulletin: as its page asks for it."""
    return lambda figure: Asked.on(day, figure, period)


def _paragraphs(bulletin: Bulletin, keys: list[int], day: date) -> list[list[list[str]]]:
    texts = texts_of(bulletin.text)
    period = Period(bulletin.first, bulletin.last)
    needed = asked(texts)
    now = counted_among(Scope(tuple(keys)), needed, asking(period, day))
    numbers = Numbers(now, {}, {one.figure: registry().named(one.figure).unit for one in needed})
    return [[[one.text, _named(one.reference)] for one in said(text, numbers)] for text in texts]


def _named(reference: Reference | None) -> str:
    """What its rows are opened by."""
    return str(reference.counted) if reference else ""


def _units(keys: list[int], period: Period, day: date, late: Iterable[Finding]) -> list[list[str]]:
    wanted = {name: Asked.on(day, one, period) for name, one in _COUNTED.items()}
    groups: Mapping[Any, Mapping[str, Any]] = split(wanted, Scope(tuple(keys)), (ledger.AGENCY,))
    behind: dict[int, int] = defaultdict(int)
    for one in late:
        behind[one.agency_id] += 1
    none = dict.fromkeys(_COUNTED, 0)
    found = []
    for unit in known([key for key in keys if (key,) in groups or key in behind]):
        numbers = groups.get((unit.pk,), none)
        found.append([unit.name, *(exactly(numbers[name]) for name in _COUNTED), str(behind[unit.pk])])
    return found


def _late(bulletin: Bulletin, keys: list[int], day: date) -> Iterable[Finding]:
    """What should have been answered in the period and was answered late, or is not answered yet."""
    due = Q(due_on__range=(bulletin.first, bulletin.last))
    silent = Q(status=Status.OPEN, due_on__lt=day)
    found = Finding.objects.filter(due, _ANSWERED_LATE | silent, kept_by=bulletin.agency, agency__in=keys)
    return found.exclude(status__in=_OUT).select_related("agency").order_by("agency__name", "due_on", "pk")


def _replied(finding: Finding, day: date) -> str:
    if finding.status == Status.OPEN and finding.due_on and finding.due_on < day:
        return "退回以后没有再回复" if finding.rounds else "没有回复"
    if finding.replied_on and finding.due_on and finding.replied_on > finding.due_on:
        return f"{finding.replied_on} 回复，逾期"
    return "曾逾期"


def _sites(keys: list[int], period: Period) -> list[tuple[Run, Score]]:
    """The last inspection of each site in the period, with its result."""
    runs = Run.objects.filter(outlet__agency__in=keys, state=RunState.DONE, day__range=period.days)
    last = {run.outlet_id: run for run in runs.select_related("outlet__agency").order_by("pk")}
    shown = sorted(last.values(), key=lambda run: (run.outlet.agency.name, run.outlet.name))
    return inspections.results(shown)


def _site(run: Run, found: Score) -> list[str]:
    points = "—" if found.points is None else exactly(found.points)
    return [run.outlet.name, run.outlet.agency.name, str(run.day), found.label, points]
