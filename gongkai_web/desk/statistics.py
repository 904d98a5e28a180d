"""How did the office do in a year, and in the year before?

Every number is a figure of the domain (`cases.figures`), the same that the annual report counts; its address
opens the list of exactly the cases that it counts. The page counts in three queries: all figures by agency,
what came by kind and channel, what was done by outcome and working days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from gongkai_web.agencies.models import Agency
from gongkai_web.cases import figures
from gongkai_web.desk.scope import Scope
from gongkai_web.figures.counting import Asked, Value, Values, rolled_up, split
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.period import Period

HANDLING = (
    figures.NEW_RECEIVED,
    figures.RECEIPT_LATE,
    figures.RESULTS,
    figures.ON_TIME,
    figures.LATE,
    figures.UNANSWERED,
    figures.WITH_DAYS,
    figures.DAYS_USED,
    figures.EXTENDED,
    figures.CORRECTED,
)
AFTER = (
    figures.APPEALED,
    figures.APPEAL_DECIDED,
    figures.APPEAL_CORRECTED,
    figures.APPEAL_UPHELD,
    figures.APPEAL_OTHER,
    figures.FEE_NOTICES,
)
STANDING = (figures.OPEN, figures.OVERDUE, figures.APPEAL_PENDING)
# A figure in a year; None for how it stands today.
Key = tuple[Figure, int | None]


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
    received_late: Number
    concluded: Number
    late: Number
    unanswered: Number
    on_time: str
    mean: str
    open: Number
    overdue: Number


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers of the page."""

    standing: tuple[tuple[str, Number], ...]
    tables: tuple[Table, ...]
    by_agency: tuple[AgencyRow, ...]


def statistics(scope: Scope, year: int, agency: Agency | None) -> Statistics:
    """The year beside the year before, of one agency or of the whole scope, and agency by agency."""
    years = (year, year - 1)
    wanted: list[Key] = [(figure, one) for figure in HANDLING + AFTER for one in years]
    wanted += [(figure, None) for figure in STANDING]
    periods = {one: Period.of_year(one) for one in years}
    now = Period.of_day(scope.today)
    asked = {
        (figure, one): Asked.on(scope.today, figure, periods[one] if one else now) for figure, one in wanted
    }
    by_agency = split(asked, scope.counted(agency), (figures.AGENCY,))
    came = _groups(scope, agency, figures.NEW_RECEIVED, years, (figures.CHANNEL, figures.KIND))
    done = _groups(scope, agency, figures.RESULTS, years, (figures.OUTCOME, figures.DAYS))
    channels = Parts(figures.NEW_RECEIVED, figures.CHANNEL, rolled_up(came, 0), agency)
    kinds = Parts(figures.NEW_RECEIVED, figures.KIND, rolled_up(came, 1), agency)
    outcomes = Parts(figures.RESULTS, figures.OUTCOME, rolled_up(done, 0), agency)
    days = rolled_up(done, 1)
    none = dict.fromkeys(wanted, 0)
    whole = Numbers(rolled_up(by_agency).get((), none), agency)
    return Statistics(
        tuple((figure.label, whole.number(figure, None)) for figure in STANDING),
        (
            Table("办理", _rows(years, lambda one: _handling(whole, one, days))),
            Table("收到渠道", _rows(years, channels.of), bars=True),
            Table("申请人类型", _rows(years, kinds.of), bars=True),
            Table("办理结果", _rows(years, outcomes.of), bars=True),
            Table("复议、诉讼和收费", _rows(years, lambda one: _after(whole, one))),
        ),
        tuple(_agency_row(one, year, Numbers(by_agency.get((one.pk,), none), one)) for one in scope.agencies),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """How a figure falls apart by a dimension: for each value of it the number of each year."""

    figure: Figure
    by: Dimension
    groups: Mapping[Values, Mapping[int, Value]]
    agency: Agency | None

    def of(self, year: int) -> dict[str, Number]:
        """The parts of one year, each with its list."""
        return {label: self._number(code, year) for code, label in self.by.words().items()}

    def _number(self, code: str, year: int) -> Number:
        value = int(self.groups.get((code,), {}).get(year, 0))
        return _number(value, self.figure, year, self.agency, **{self.by.id: code})


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted, of one agency or of the whole scope."""

    counted: Mapping[Key, Value]
    agency: Agency | None

    def value(self, figure: Figure, year: int | None) -> int:
        """The plain number. KeyError for a figure that was not asked for: that is not 0."""
        return int(self.counted[figure, year])

    def number(self, figure: Figure, year: int | None) -> Number:
        """The number with its list."""
        return _number(self.value(figure, year), figure, year, self.agency)

    def on_time(self, year: int) -> str:
        """How much was answered in time of all that was answered, or should have been and still is not."""
        fallen = self.value(figures.RESULTS, year) + self.value(figures.UNANSWERED, year)
        return percent(self.value(figures.ON_TIME, year), fallen)

    def share(self, part: Figure, whole: Figure, year: int) -> str:
        """How much of one is the other."""
        return percent(self.value(part, year), self.value(whole, year))

    def mean_days(self, year: int) -> str:
        """The working days of a request on average; the applicant's days are not among them."""
        cases = self.value(figures.WITH_DAYS, year)
        return one_decimal(Fraction(self.value(figures.DAYS_USED, year), cases) if cases else None)


def _number(value: int, figure: Figure, year: int | None, agency: Agency | None, **narrows: str) -> Number:
    query = {"agency": agency.slug} if agency else {}
    query |= {"figure": figure.id, **({"year": str(year)} if year else {}), **narrows}
    return Number(f"{value:,}", urlencode(query), value)


def _groups(
    scope: Scope, agency: Agency | None, figure: Figure, years: Iterable[int], by: Sequence[Dimension]
) -> dict[Values, dict[int, Value]]:
    """How a whole falls apart in several years; one grouped query."""
    asked = {year: Asked(figure, Period.of_year(year)) for year in years}
    return split(asked, scope.counted(agency), by)


def _rows(years: tuple[int, int], of: Callable[[int], dict[str, Number]]) -> tuple[Row, ...]:
    now, before = (of(year) for year in years)
    return tuple(Row(label, number, before[label]) for label, number in now.items())


def _handling(whole: Numbers, year: int, by_days: Mapping[Values, Mapping[int, Value]]) -> dict[str, Number]:
    """What came, what was done, how fast."""
    days = {int(str(day)): int(numbers[year]) for (day,), numbers in by_days.items() if day is not None}
    return {
        **_numbered(
            whole,
            year,
            figures.NEW_RECEIVED,
            figures.RECEIPT_LATE,
            figures.RESULTS,
            figures.ON_TIME,
            figures.LATE,
            figures.UNANSWERED,
        ),
        "按期率": Number(whole.on_time(year)),
        "平均工作日": Number(whole.mean_days(year)),
        "工作日中位数": Number(one_decimal(median(days))),
        "计入工作日的件": Number(f"{whole.value(figures.WITH_DAYS, year):,}"),
        **_numbered(whole, year, figures.EXTENDED, figures.CORRECTED),
    }


def _after(whole: Numbers, year: int) -> dict[str, Number]:
    """What followed the replies."""
    *appeals, notices = AFTER
    return {
        **_numbered(whole, year, *appeals),
        "纠错率": Number(whole.share(figures.APPEAL_CORRECTED, figures.APPEAL_DECIDED, year)),
        **_numbered(whole, year, notices),
    }


def _numbered(whole: Numbers, year: int, *wanted: Figure) -> dict[str, Number]:
    return {figure.label: whole.number(figure, year) for figure in wanted}


def _agency_row(agency: Agency, year: int, numbers: Numbers) -> AgencyRow:
    return AgencyRow(
        agency,
        numbers.number(figures.NEW_RECEIVED, year),
        numbers.number(figures.RECEIPT_LATE, year),
        numbers.number(figures.RESULTS, year),
        numbers.number(figures.LATE, year),
        numbers.number(figures.UNANSWERED, year),
        numbers.on_time(year),
        numbers.mean_days(year),
        numbers.number(figures.OPEN, None),
        numbers.number(figures.OVERDUE, None),
    )


def percent(part: int, whole: int) -> str:
    """A share, or a dash where there is nothing to share."""
    return f"{part / whole:.1%}" if whole else "—"


def one_decimal(value: Fraction | None) -> str:
    """A mean as it is read, or a dash."""
    return "—" if value is None else f"{float(value):.1f}"


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
