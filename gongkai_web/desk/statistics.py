"""How did the office do in a year, and in the year before?

Every number is a filter of the list (`filters.CaseFilter`): its address opens exactly what it counts. The
numbers of the annual report have their own rules and stay with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Avg, Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel
from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.desk.filters import IS_OPEN, LATE
from gongkai_web.desk.frame import Scope

Narrows = dict[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the query of the list that it counts; `query` is empty where it counts no list."""

    text: str
    query: str = ""
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, in the year and in the year before; `change` in words, where both are counts."""

    label: str
    now: Number
    before: Number

    @property
    def change(self) -> str:
        """How it moved."""
        if self.now.value is None or self.before.value is None:
            return ""
        moved = self.now.value - self.before.value
        share = f"（{moved / self.before.value:+.1%}）" if self.before.value else ""
        return f"{moved:+,}{share}" if moved else "持平"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; as bars where they are parts of a whole."""

    title: str
    rows: tuple[Row, ...]
    bars: bool = False


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency of the scope in the year."""

    agency: Agency
    received: Number
    concluded: Number
    late: Number
    on_time: str
    mean: str
    open: Number
    overdue: Number


def received(year: int) -> Narrows:
    """The cases received in the year."""
    return {"show": "counted", "received_from": f"{year}-01-01", "received_to": f"{year}-12-31"}


def concluded(year: int) -> Narrows:
    """The cases answered in the year."""
    return {"concluded_from": f"{year}-01-01", "concluded_to": f"{year}-12-31"}


def filed(year: int) -> Narrows:
    """The cases about which somebody went to reconsideration or to court in the year."""
    return {"appeal": "any", "filed_from": f"{year}-01-01", "filed_to": f"{year}-12-31"}


def noticed(year: int) -> Narrows:
    """The cases with a fee notice of the year."""
    return {"noticed_from": f"{year}-01-01", "noticed_to": f"{year}-12-31"}


def tables(scope: Scope, year: int, agency: Agency | None) -> list[Table]:
    """All numbers of the year beside those of the year before, of one agency or of the whole scope."""
    both = [YearOf(scope, one, agency) for one in (year, year - 1)]
    return [
        Table("办理", _rows(both, lambda one: one.handling())),
        Table("收到渠道", _rows(both, lambda one: one.parts("channel", dict(Channel.choices))), bars=True),
        Table("申请人类型", _rows(both, lambda one: one.parts("kind", _kinds())), bars=True),
        Table("办理结果", _rows(both, lambda one: one.parts("outcome", _outcomes())), bars=True),
        Table("复议、诉讼和收费", _rows(both, lambda one: one.after())),
    ]


def standing(scope: Scope, agency: Agency | None) -> list[tuple[str, Number]]:
    """What is open and what is overdue today."""
    today = YearOf(scope, scope.today.year, agency)
    return [
        ("在办", today.number({"show": "open"})),
        ("现已逾期", today.number({"show": "overdue"})),
        ("复议、诉讼尚未审结", today.number({"appeal": "pending"})),
    ]


def _rows(years: Sequence[YearOf], of: object) -> tuple[Row, ...]:
    assert callable(of)
    now, before = (of(one) for one in years)
    return tuple(Row(label, number, before[label]) for label, number in now.items())


def _kinds() -> dict[str, str]:
    return {kind.code: kind.label for kind in applicant_kinds().values()}


def _outcomes() -> dict[str, str]:
    return {one.code: one.short for one in outcomes().values()}


class YearOf:
    """The numbers of one year."""

    def __init__(self, scope: Scope, year: int, agency: Agency | None) -> None:
        self.scope, self.year = scope, year
        self.whose = {"agency": agency.slug} if agency else {}

    def cases(self, narrows: Mapping[str, str]) -> QuerySet[Case]:
        """The list behind a number."""
        return self.scope.found(self.scope.narrowed({**self.whose, **narrows}))

    def number(self, narrows: Mapping[str, str], value: int | None = None) -> Number:
        """A count with its list."""
        counted = self.cases(narrows).count() if value is None else value
        return Number(f"{counted:,}", urlencode({**self.whose, **narrows}), counted)

    def handling(self) -> dict[str, Number]:
        """What came, what was done, how fast."""
        done = concluded(self.year)
        days = self._days()
        all_done, late = sum(days.values()), self.number({**done, "flag": "late"})
        total = self.number(done)
        in_time = (total.value or 0) - (late.value or 0)
        return {
            "收到": self.number(received(self.year)),
            "办结": total,
            "按期答复": self.number({**done, "flag": "on_time"}, in_time),
            "逾期答复": late,
            "按期办结率": Number(percent(in_time, total.value or 0)),
            "平均工作日": Number(one_decimal(mean(days))),
            "工作日中位数": Number(one_decimal(median(days))),
            "计入工作日的件": Number(f"{all_done:,}"),
            "延期答复": self.number({**done, "flag": "extended"}),
            "告知补正": self.number({**done, "flag": "correction"}),
        }

    def _days(self) -> dict[int, int]:
        """How many cases took how many working days; the applicant's days are not among them."""
        found = self.cases(concluded(self.year)).filter(days_used__isnull=False)
        grouped = found.order_by().values_list("days_used").annotate(count=Count("pk"))
        return {int(days or 0): count for days, count in grouped}

    def parts(self, name: str, labels: Mapping[str, str]) -> dict[str, Number]:
        """How a whole falls into channels, kinds or outcomes; one grouped query."""
        whole = concluded(self.year) if name == "outcome" else received(self.year)
        column = {"kind": "applicant_kind"}.get(name, name)
        grouped = self.cases(whole).order_by().values_list(column).annotate(count=Count("pk"))
        counts = dict(grouped)
        return {
            label: self.number({**whole, name: code}, counts.get(code, 0)) for code, label in labels.items()
        }

    def after(self) -> dict[str, Number]:
        """What followed the replies."""
        asked = self.number(filed(self.year))
        results = {
            label: self.number({**filed(self.year), "appeal": result})
            for label, result in (
                ("结果纠正", "corrected"),
                ("结果维持", "upheld"),
                ("其他结果", "other_outcome"),
            )
        }
        decided = {**filed(self.year), "appeal": "concluded"}
        ended = self.number(decided)
        return {
            "有复议、诉讼的件": asked,
            "其中已有审结的件": ended,
            **results,
            "纠错率": Number(percent(results["结果纠正"].value or 0, ended.value or 0)),
            "收费通知": self.number(noticed(self.year)),
        }


def percent(part: int, whole: int) -> str:
    """A share, or a dash where there is nothing to share."""
    return f"{part / whole:.1%}" if whole else "—"


def one_decimal(value: Fraction | None) -> str:
    """A mean as it is read, or a dash."""
    return "—" if value is None else f"{float(value):.1f}"


def mean(counts: Mapping[int, int]) -> Fraction | None:
    """The mean of days, from how often each number of days occurs."""
    total = sum(counts.values())
    return Fraction(sum(days * count for days, count in counts.items()), total) if total else None


def median(counts: Mapping[int, int]) -> Fraction | None:
    """The middle one, or half way between the two middle ones."""
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(_at(counts, (total - 1) // 2) + _at(counts, total // 2), 2)


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value at a place (from 0) of the sorted row."""
    passed = 0
    for days in sorted(counts):
        passed += counts[days]
        if passed > place:
            return days
    raise ValueError(f"no place {place} among {passed}")


# – agency by agency


def by_agency(scope: Scope, year: int) -> list[AgencyRow]:
    """The year of every agency in the scope; three grouped queries, however many agencies there are."""
    cases = scope.visible().alias(flags_text=Cast("flags", TextField()))
    is_late = Q()
    for code in LATE:
        is_late |= Q(flags_text__contains=f'"{code}"')
    span = (date(year, 1, 1), date(year, 12, 31))
    came = _grouped(
        cases.filter(split=False, received_on__range=span).order_by().values("agency").annotate(n=Count("pk"))
    )
    done = _grouped(
        cases.filter(concluded_on__range=span)
        .order_by()
        .values("agency")
        .annotate(n=Count("pk"), late=Count("pk", filter=is_late), days=Avg("days_used"))
    )
    now = _grouped(
        cases.filter(IS_OPEN)
        .order_by()
        .values("agency")
        .annotate(n=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=scope.today)))
    )
    return [
        _agency_row(agency, year, came.get(agency.pk, {}), done.get(agency.pk, {}), now.get(agency.pk, {}))
        for agency in scope.agencies
    ]


def _grouped(found: Iterable[Mapping[str, object]]) -> dict[int, Mapping[str, object]]:
    return {int(str(row["agency"])): row for row in found}


def _agency_row(
    agency: Agency,
    year: int,
    came: Mapping[str, object],
    done: Mapping[str, object],
    now: Mapping[str, object],
) -> AgencyRow:
    def number(group: Mapping[str, object], key: str, narrows: Narrows) -> Number:
        value = int(str(group.get(key) or 0))
        return Number(f"{value:,}", urlencode({"agency": agency.slug, **narrows}), value)

    total, late = (
        number(done, "n", concluded(year)),
        number(done, "late", {**concluded(year), "flag": "late"}),
    )
    days = done.get("days")
    return AgencyRow(
        agency,
        number(came, "n", received(year)),
        total,
        late,
        percent((total.value or 0) - (late.value or 0), total.value or 0),
        "—" if days is None else f"{float(str(days)):.1f}",
        number(now, "n", {"show": "open"}),
        number(now, "overdue", {"show": "overdue"}),
    )
