"""Which act comes next for last year's report, who takes it, and by which day?

A row of a work list for whoever may take it, never two for one report; nothing once the report is submitted
and published. `lists` is read with those of other rooms in one query. No record is counted for it: whether
something moved since the check is found when the report is frozen.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.checking.skeleton import MAY_BE_BARE
from gongkai.form import form_of_year
from gongkai.owed import Owed, kinds_due, kinds_owing, kinds_to_submit, owed
from gongkai_web.agencies.asking import ANYBODY, Asking
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.annual.cells import behind
from gongkai_web.annual.models import Check, Drift, EnteredFigure, Filing, Handover, Release, SectionText
from gongkai_web.cases.models import Case
from gongkai_web.prepared import Prepared, Slot, any_of

MOST = 100
_FACTS = (
    *("pk", "filing", "filed", "looked_at", "returned", "drifted", "version"),
    *("handed", "released", "submitted", "published", "texts", "entered"),
)


class Act(StrEnum):
    """What is to be done next."""

    WRITE = "write"
    ENTER = "enter"
    CHECK = "check"
    AMEND = "amend"
    FREEZE = "freeze"
    SUBMIT = "submit"
    PUBLISH = "publish"
    WEIGH = "weigh"


# Who freezes and publishes is the head; all else is for whoever writes the report.
_OF_THE_HEAD = frozenset({Act.FREEZE, Act.PUBLISH, Act.WEIGH})


@dataclass(frozen=True, slots=True)
class Next:
    """The next act for an agency's report. `due`: by when; None for a correction of what was done before.

    `left`: how many sections or cells are still to be filled in; `version`: of what is frozen; `reason`: why
    the head gave it back.
    """

    agency: Agency
    year: int
    act: Act
    owed: Owed
    due: date | None
    left: int = 0
    version: int = 0
    reason: str = ""


def lists(person: Person, day: date) -> tuple[_Reports, ...]:
    """The question behind `work`, to be read together with others."""
    return (_Reports(Asking(person, day)),)


@dataclass(frozen=True, slots=True)
class _Reports:
    """The reports that are not done with, each with its facts; written once a day for whoever asks."""

    who: Asking

    def asked(self) -> Prepared:
        """Whether there is any."""
        return self.written()[0].asked_by(self.who)

    def found(self) -> tuple[dict[str, Any], ...]:
        """The facts of each, by their names."""
        rows = self.written()[1].asked_by(self.who).rows()
        return tuple(dict(zip(_FACTS, row, strict=True)) for row in rows)

    def written(self) -> tuple[Prepared, Prepared]:
        """Both questions, for whoever asks; they can be written before anybody does."""
        year, day = self.who.today.year - 1, self.who.today
        return _written(year, day, (_law(year, day), sections_to_write(year), cells_to_enter(year)))


@functools.lru_cache(maxsize=16)
def _written(year: int, day: date, _law: Hashable) -> tuple[Prepared, Prepared]:
    """The question whether there is any, and that of its facts. `_law`: what of the law they say."""
    open_ones = _unsettled(ANYBODY.at(What.WRITE_REPORT), year, day)
    facts = _facts(open_ones, year).order_by("name").values(*_FACTS)
    return any_of(open_ones), Prepared.of(facts[:MOST])


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> tuple[Next, ...]:
    """What the person does next, the most pressing first. `found`: what `lists` came to."""
    (rows,) = found
    agencies = {one.pk: one for one in listed_where(person, What.WRITE_REPORT, day)} if rows else {}
    heads = {one.pk for one in listed_where(person, What.SETTLE_REPORT, day)} if rows else set()
    acts = (_next(row, agencies[row["pk"]], day.year - 1, head=row["pk"] in heads) for row in rows)
    return tuple(sorted(filter(None, acts), key=lambda one: one.due or date.max))


def scheduled_reports(agency: Agency, year: int, day: date, terms: Collection[str]) -> dict[str, date | None]:
    """The agency's report about that year by the term of its publication, where it is made here: the day on
    which it came out first, None as long as it is work.
    """
    theirs = owed(agency.kind, year)
    if theirs is None or theirs.kind.publish not in terms:
        return {}
    ((released, working),) = _came_out(year, day, _law(year, day)).asked_by(agency).rows()
    return {theirs.kind.publish: released} if released or working else {}


def prepare_scheduled(day: date) -> None:
    """Writes what `scheduled_reports` asks about last year's report; nothing is asked."""
    _came_out(day.year - 1, day, _law(day.year - 1, day))


def _law(year: int, day: date) -> Hashable:
    """What of the law says which reports are work."""
    return kinds_due(year, day), kinds_owing(year), kinds_to_submit(year)


@functools.lru_cache(maxsize=16)
def _came_out(year: int, day: date, _law: Hashable) -> Prepared:
    """The question when an agency's report about that year came out first, and whether it is work now."""
    itself = Slot(lambda agency: [agency.pk])
    out = Release.objects.filter(filing__agency=OuterRef("pk"), filing__year=year, filing__summed=False)
    first = out.filter(released_on__lte=day).order_by("released_on").values("released_on")[:1]
    is_work = Exists(_unsettled(itself, year, day)) if year == day.year - 1 else Value(value=False)
    asked = Agency.objects.filter(pk__in=itself).annotate(out=Subquery(first), working=is_work)
    return Prepared.of(asked.order_by().values("out", "working"))


def sections_to_write(year: int) -> frozenset[int]:
    """The sections that are not tables and must say something."""
    return frozenset(one.number for one in form_of_year(year).sections) - MAY_BE_BARE


def cells_to_enter(year: int) -> tuple[str, ...]:
    """The cells that nothing counts."""
    return _entered(year, tuple(form_of_year(year).cells))


@functools.lru_cache(maxsize=16)
def _entered(year: int, cells: tuple[str, ...]) -> tuple[str, ...]:
    layout = form_of_year(year)
    return tuple(cell for cell in cells if behind(cell, layout) is None)


def _next(row: Mapping[str, Any], agency: Agency, year: int, *, head: bool) -> Next | None:
    """What this person does; None where it is another's turn."""
    theirs = owed(agency.kind, year)
    if theirs is None:
        return None
    for act, left in _open(row, year, submitted=theirs.submit_by is not None):
        if act not in _OF_THE_HEAD or head:
            by_law = theirs.submit_by if act == Act.SUBMIT else theirs.publish_by
            once = row["submitted"] if act == Act.SUBMIT else row["published"]
            due = None if once else by_law
            return Next(agency, year, act, theirs, due, left, row["version"] or 0, row["returned"] or "")
    return None


def _open(row: Mapping[str, Any], year: int, *, submitted: bool) -> Iterator[tuple[Act, int]]:
    """What is still to be done with the report, the head's part of it first."""
    if row["looked_at"] and row["looked_at"] != row["filed"]:
        yield Act.AMEND if row["returned"] else Act.FREEZE, 0
        return
    if row["filing"] is None:
        yield _to_prepare(row, year)
        return
    if not row["released"]:
        yield Act.PUBLISH, 0
    if submitted and not row["handed"]:
        yield Act.SUBMIT, 0
    if row["drifted"]:
        yield Act.WEIGH, 0


def _to_prepare(row: Mapping[str, Any], year: int) -> tuple[Act, int]:
    if unwritten := len(sections_to_write(year)) - (row["texts"] or 0):
        return Act.WRITE, unwritten
    if missing := len(cells_to_enter(year)) - (row["entered"] or 0):
        return Act.ENTER, missing
    return Act.CHECK, 0


def _unsettled(keys: Any, year: int, day: date) -> QuerySet[Agency]:
    """The agencies whose report is not both submitted and published, or was checked for a correction.

    And those whose published report is not what the records say any more, until somebody decides about it.

    Once its day is over, only of an agency of which anything of that year is here: another's report was made
    before it came here.
    """
    last = date(year, 12, 31)
    there = Q(closed_on=None) | Q(closed_on__gte=day)
    here = Q(kind__in=kinds_due(year, day)) | _any(
        Case.objects.filter(agency=OuterRef("pk"), received_on__lte=last),
        *(_of(model, year) for model in (SectionText, EnteredFigure, Check, Filing)),
    )
    owing = Agency.objects.filter(there & here, pk__in=keys, kind__in=kinds_owing(year), founded_on__lte=last)
    settled = Q(released=True, filed=Coalesce(F("looked_at"), F("filed")))
    handed = Q(handed=True) | ~Q(kind__in=kinds_to_submit(year))
    return _with_filing(owing, year).filter(Q(drifted=True) | ~(settled & handed))


def _with_filing(agencies: QuerySet[Agency], year: int) -> QuerySet[Agency]:
    """With the last filing, what was done with it, and what was checked last."""
    latest, checked = _of(Filing, year).order_by("-version"), _of(Check, year).order_by("-pk")
    drifts = Drift.objects.filter(filing=OuterRef("filing")).order_by("-pk")
    drifts = drifts.annotate(open=Q(note=None) & ~Q(digest=""))
    return agencies.annotate(
        filing=Subquery(latest.values("pk")[:1]),
        filed=Subquery(latest.values("digest")[:1]),
        looked_at=Subquery(checked.values("digest")[:1]),
        returned=Subquery(checked.values("given_back__reason")[:1]),
        drifted=Subquery(drifts.values("open")[:1]),
        released=Exists(Release.objects.filter(filing=OuterRef("filing"))),
        handed=Exists(Handover.objects.filter(filing=OuterRef("filing"))),
    )


def _facts(agencies: QuerySet[Agency], year: int) -> QuerySet[Agency]:
    """And with how much is written and entered."""
    written = _of(SectionText, year).filter(number__in=sections_to_write(year)).exclude(text="")
    numbers = _of(EnteredFigure, year).filter(cell__in=cells_to_enter(year))
    return agencies.annotate(
        version=Subquery(_of(Filing, year).order_by("-version").values("version")[:1]),
        submitted=Exists(Handover.objects.filter(filing__agency=OuterRef("pk"), filing__year=year)),
        published=Exists(Release.objects.filter(filing__agency=OuterRef("pk"), filing__year=year)),
        texts=_how_many(written),
        entered=_how_many(numbers),
    )


def _of(model: type[Model], year: int) -> QuerySet[Any]:
    """The rows of the agency in question and that year."""
    return model._default_manager.filter(agency=OuterRef("pk"), year=year)


def _any(*rows: QuerySet[Any]) -> Q:
    found = Q()
    for one in rows:
        found |= Q(Exists(one))
    return found


def _how_many(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("agency").annotate(number=Count("pk")).values("number"))
