"""Who sees a register, and what does it say of a year? Nothing of it is public by itself.

Whoever works for the agency or supervises it sees it. A year without entries is a nought only where somebody
said so; else it is 未报.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Q, QuerySet, Value

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Nought
from gongkai_web.figures.period import Period, Scope
from gongkai_web.registers.declared import Register
from gongkai_web.registers.models import Entry, ZeroReport

# A void entry is counted nowhere.
COUNTED = Q(voided=False)


def visible(register: Register, person: Person | AnonymousUser, day: date) -> QuerySet[Entry]:
    """The entries of the agencies in the person's scope, void ones included."""
    found: QuerySet[Entry] = register.model._default_manager.filter(agency__in=scope(person, day))
    return found.select_related("agency", "entered_by")


def seen_by(model: type[Entry]) -> Callable[[Person | AnonymousUser, date], QuerySet[Entry]]:
    """The same for figures, which know the table alone."""

    def of_scope(person: Person | AnonymousUser, day: date) -> QuerySet[Entry]:
        found: QuerySet[Entry] = model._default_manager.filter(agency__in=scope(person, day))
        return found

    return of_scope


def of_year(register: Register, year: int) -> QuerySet[Entry]:
    """What counts of a year; of a register of terms, what stood at some time in it."""
    found: QuerySet[Entry] = register.model._default_manager.filter(COUNTED)
    if not register.until:
        return found.filter(day__year=year)
    ended = Q(**{register.until: None}) | Q(**{f"{register.until}__gte": date(year, 1, 1)})
    return found.filter(ended, day__lte=date(year, 12, 31))


def zero_reports(register: Register, year: int) -> QuerySet[ZeroReport]:
    """Who says that there was nothing, as far as it stands."""
    found = ZeroReport.objects.filter(register=register.code, year=year, withdrawn=False)
    return found.select_related("agency", "said_by")


@dataclass(frozen=True, slots=True)
class OfYear:
    """What a register says of a year of one agency: how many entries, or who says that there was none."""

    count: int
    zero: ZeroReport | None = None

    @property
    def missing(self) -> bool:
        """Whether it says nothing."""
        return not self.count and self.zero is None

    def silent(self, today: date) -> bool:
        """Whether it says nothing of a part: of a year that is over, a nought must hold to its end."""
        if self.count or self.zero is None:
            return self.missing
        return self.zero.year < today.year and not self.zero.whole

    @property
    def said(self) -> str:
        """In words; empty where it says nothing."""
        if self.count:
            return f"{self.count} 条"
        return f"0（{self.zero.sentence}）" if self.zero else ""


def years_of(registers: Iterable[Register], agencies: Iterable[int], year: int) -> Mapping[str, OfYear]:
    """What each register says of the year, by code; of several agencies together, nobody's nought stands."""
    kept, ids = list(registers), list(agencies)
    counts = [
        of_year(one, year)
        .filter(agency__in=ids)
        .order_by()
        .values_list(Value(one.code, CharField()).resolve_expression())
        .annotate(Count("pk"))
        for one in kept
    ]
    counted: dict[str, int] = dict(counts[0].union(*counts[1:], all=True)) if counts else {}
    said = ZeroReport.objects.filter(agency__in=ids, year=year, withdrawn=False).select_related("said_by")
    zeros = {one.register: one for one in said} if len(ids) == 1 else {}
    return {one.code: OfYear(counted.get(one.code, 0), zeros.get(one.code)) for one in kept}


UNTOLD = "未报：没有登记，也没有人说明没有；这不等于零。"


def nought_said(register: Register, scope: Scope, period: Period) -> Nought:
    """What stands beside a nought of the register: who says so, or that nobody does."""
    year, last = period.last.year, min(period.last, period.now)
    agencies = _agencies_of(scope)
    entered = of_year(register, year).filter(agency__in=agencies).values_list("agency_id", flat=True)
    said = {one.agency_id: one for one in zero_reports(register, year).filter(agency__in=agencies)}
    said = {pk: one for pk, one in said.items() if one.until >= last or one.until == date(year, 12, 31)}
    with_entries, total = set(entered.order_by().distinct()), agencies.count()
    if total != 1:
        silent = total - len(with_entries | set(said))
        told = f"{total} 个机关：{len(with_entries)} 个有登记，{len(said)} 个说明没有，{silent} 个未报。"
        return Nought(told, untold=silent > 0)
    if with_entries:
        return Nought()
    stated = "；".join(one.sentence for one in said.values())
    return Nought(f"{stated}。") if stated else Nought(UNTOLD, untold=True)


def _agencies_of(asked: Scope) -> QuerySet[Agency]:
    if asked.agencies is not None:
        return Agency.objects.filter(pk__in=asked.agencies)
    if asked.person is None or asked.today is None:
        return Agency.objects.all()
    return scope(asked.person, asked.today)
