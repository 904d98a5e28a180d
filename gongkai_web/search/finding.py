"""What is found for these words, in which order, and how many of which kind?

The order has few reasons: who types a number or a title wants that very thing; what is in force comes before
what was; the words in the title before the words in the text; then the newest. Above `RANKED` hits nobody
reads the order of words, and the newest come first.

Nothing is shown that the room of the thing does not confirm (`Subject.shown`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from gongkai.publication.numbering import document_number
from gongkai_web.search.engines import engine
from gongkai_web.search.grams import Query
from gongkai_web.search.models import Entry
from gongkai_web.search.subjects import Shown, groups, subjects

RANKED = 5_000
IN_FORCE, NOT_YET, OVER, NOT_STATED = "in_force", "not_yet", "over", "not_stated"
VALIDITY: Mapping[str, str] = {
    IN_FORCE: "有效",
    NOT_YET: "尚未施行",
    OVER: "已失效",
    NOT_STATED: "未注明",
}
_MOST_CHOICES = 30


@dataclass(frozen=True, slots=True)
class Narrowing:
    """To what the hits are narrowed; None and empty for everything. `agency`: its key; days inclusive."""

    group: str = ""
    agency: int | None = None
    year: int | None = None
    validity: str = ""
    first: date | None = None
    last: date | None = None

    def without(self, name: str) -> Narrowing:
        """The same with that one left open: what its choices are counted under."""
        match name:
            case "group":
                return replace(self, group="")
            case "agency":
                return replace(self, agency=None)
            case "year":
                return replace(self, year=None)
        return replace(self, validity="")


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what is kept of it, and how its room shows it."""

    entry: Entry
    shown: Shown


@dataclass(frozen=True, slots=True)
class Counted:
    """A choice and how many hits it leaves, everything else being as it was asked."""

    code: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the hits, how many there are, and by what they can be narrowed."""

    hits: Sequence[Hit]
    total: int
    groups: Sequence[Counted]
    agencies: Sequence[Counted]
    years: Sequence[Counted]
    validity: Sequence[Counted]


def find(query: Query, narrowing: Narrowing, day: date, *, start: int = 0, size: int = 20) -> Found:
    """The hits from `start` on. Nothing is found for nothing."""
    if query.is_empty:
        return Found((), 0, (), (), (), ())
    every = _matching(query, day)
    narrowed = _narrowed(every, narrowing, day)
    total = narrowed.count()
    rows = list(_ordered(narrowed, query, day, total)[start : start + size])
    return Found(
        _confirmed(rows, day),
        total,
        _counted(_narrowed(every, narrowing.without("group"), day), "group", groups()),
        _agencies(_narrowed(every, narrowing.without("agency"), day)),
        _years(_narrowed(every, narrowing.without("year"), day)),
        _validity(_narrowed(every, narrowing.without("validity"), day), day),
    )


def _matching(query: Query, day: date) -> QuerySet[Entry]:
    found = engine().matching(query).filter(Q(until=None) | Q(until__gte=day))
    for phrase in query.to_confirm():
        found = found.filter(text__contains=phrase)
    return found


def _narrowed(found: QuerySet[Entry], to: Narrowing, day: date) -> QuerySet[Entry]:
    if to.group:
        found = found.filter(group=to.group)
    if to.agency is not None:
        found = found.filter(agency=to.agency)
    if to.year is not None:
        found = found.filter(day__year=to.year)
    if to.validity:
        found = found.filter(_of_validity(to.validity, day))
    if to.first:
        found = found.filter(day__gte=to.first)
    if to.last:
        found = found.filter(day__lte=to.last)
    return found


def _of_validity(code: str, day: date) -> Q:
    """In force on that day, not yet, no more, or nothing is said of it."""
    begun = Q(holds_from=None) | Q(holds_from__lte=day)
    lasts = Q(holds_until=None) | Q(holds_until__gte=day)
    conditions: Mapping[str, Q] = {
        IN_FORCE: Q(has_validity=True) & begun & lasts,
        NOT_YET: Q(has_validity=True, holds_from__gt=day) & lasts,
        OVER: Q(has_validity=True, holds_until__lt=day),
        NOT_STATED: Q(has_validity=False),
    }
    return conditions[code]


def _ordered(found: QuerySet[Entry], query: Query, day: date, total: int) -> QuerySet[Entry]:
    newest = (F("day").desc(nulls_last=True), "-pk")
    if total > RANKED:
        return found.order_by(*newest)
    lasts = Q(has_validity=False) | Q(holds_until=None) | Q(holds_until__gte=day)
    reasons = (_is_the_number(query), Q(title_text=query.exact), lasts, _in_title(query))
    named = {f"reason_{place}": _flag(reason) for place, reason in enumerate(reasons)}
    return found.annotate(**named).order_by(*(f"-{name}" for name in named), *newest)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _is_the_number(query: Query) -> Q:
    parts = document_number(query.typed)
    if parts is None:
        return Q(pk__in=())
    return Q(number_serial=parts.serial, number_year=parts.year, number_code=parts.agency)


def _in_title(query: Query) -> Q:
    found = Q()
    for run in query.runs:
        found &= Q(title_text__contains=run)
    return found


def _confirmed(rows: Collection[Entry], day: date) -> list[Hit]:
    """Only what its room confirms now, in the order of the rows."""
    by_subject: dict[str, list[int]] = {}
    for row in rows:
        by_subject.setdefault(row.subject, []).append(row.key)
    shown = {code: subjects()[code].shown(keys, day) for code, keys in by_subject.items()}
    return [Hit(row, shown[row.subject][row.key]) for row in rows if row.key in shown[row.subject]]


def _counted(found: QuerySet[Entry], name: str, labels: Mapping[str, str]) -> list[Counted]:
    numbers = dict(found.order_by().values_list(name).annotate(number=Count("pk")))
    return [Counted(code, label, numbers[code]) for code, label in labels.items() if code in numbers]


def _agencies(found: QuerySet[Entry]) -> list[Counted]:
    rows = found.filter(agency__isnull=False).order_by().values_list("agency")
    numbers = rows.annotate(number=Count("pk"), name=Max("agency_name")).order_by("-number", "agency")
    return [Counted(str(key), name, number) for key, number, name in numbers[:_MOST_CHOICES]]


def _years(found: QuerySet[Entry]) -> list[Counted]:
    rows = found.filter(day__isnull=False).order_by().annotate(year=ExtractYear("day")).values_list("year")
    numbers = rows.annotate(number=Count("pk")).order_by("-year")
    return [Counted(str(year), f"{year}年", number) for year, number in numbers[:_MOST_CHOICES]]


def _validity(found: QuerySet[Entry], day: date) -> list[Counted]:
    numbers = found.order_by().aggregate(
        **{code: Count("pk", filter=_of_validity(code, day)) for code in VALIDITY}
    )
    return [Counted(code, label, numbers[code]) for code, label in VALIDITY.items() if numbers[code]]
