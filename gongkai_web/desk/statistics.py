"""How did the office do in a year or a part of it, and in the same part of the year before?

Every number is a figure of the domain (`cases.figures`), the same that the annual report counts; its address
opens the list of exactly the cases that it counts. The page counts in three queries: all figures by agency,
what came by kind and channel, what was done by outcome and working days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from gongkai_web.agencies.models import Agency
from gongkai_web.cases import figures
from gongkai_web.desk.scope import Scope
from gongkai_web.figures.counting import Asked, Value, Values, prepare, rolled_up, split
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.period import Period
from gongkai_web.figures.span import Span
from gongkai_web.letters.figures import DATES_DOUBTFUL

HANDLING = (
    figures.NEW_RECEIVED,
    figures.RECEIPT_LATE,
    figures.RESULTS,
    figures.ON_TIME,
    figures.LATE,
    DATES_DOUBTFUL,
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
ON_TIME, MEAN_DAYS = "按期率", "平均工作日"
# How what came and what was done falls apart; one grouped query each.
WHOLES = (
    (figures.NEW_RECEIVED, (figures.CHANNEL, figures.KIND)),
    (figures.RESULTS, (figures.OUTCOME, figures.DAYS)),
)
STANDING = (figures.OPEN, figures.OVERDUE, figures.APPEAL_PENDING)
# A figure in a span of time; None for how it stands today.
Key = tuple[Figure, Span | None]


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the query of the list that it counts; `query` is empty where it counts no list."""

    text: str
    query: str = ""
    value: int | None = None
    ratio: float | None = None  # a share or a mean as a spreadsheet wants it; `value` counts only
    signed: bool = False  # by how much something moved


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, now and in the same span of the year before; `change` in words, where both count."""

    label: str
    now: Number
    before: Number

    @property
    def moved(self) -> int | None:
        """By how much it moved; None where it does not count on both sides."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def moved_share(self) -> float | None:
        """By how much of what it was before."""
        return self.moved / self.before.value if self.moved is not None and self.before.value else None

    @property
    def change(self) -> str:
        """How it moved."""
        if self.moved is None:
            return ""
        share = f"（{self.moved_share:+.1%}）" if self.moved_share is not None else ""
        return f"{self.moved:+,}{share}" if self.moved else "持平"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; as bars where they are parts of a whole."""

    title: str
    rows: tuple[Row, ...]
    bars: bool = False


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency of the scope in the span; its numbers in the order of `BY_AGENCY`."""

    agency: Agency
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers of the page."""

    standing: tuple[tuple[str, Number], ...]
    tables: tuple[Table, ...]
    by_agency: tuple[AgencyRow, ...]


def statistics(scope: Scope, span: Span, agency: Agency | None) -> Statistics:
    """The span beside the same of the year before, of one agency or of the whole scope, and by agency."""
    spans = (span, span.before)
    asked = _asked(scope.today, spans)
    by_agency = split(asked, scope.counted(agency), (figures.AGENCY,))
    came, done = (split(_parts(whole, spans), scope.counted(agency), by) for whole, by in WHOLES)
    channels = Parts(figures.NEW_RECEIVED, figures.CHANNEL, rolled_up(came, 0), agency)
    kinds = Parts(figures.NEW_RECEIVED, figures.KIND, rolled_up(came, 1), agency)
    outcomes = Parts(figures.RESULTS, figures.OUTCOME, rolled_up(done, 0), agency)
    days = rolled_up(done, 1)
    none = dict.fromkeys(asked, 0)
    whole = Numbers(rolled_up(by_agency).get((), none), agency)
    return Statistics(
        tuple((figure.label, whole.number(figure, None)) for figure in STANDING),
        (
            Table("办理", _rows(spans, lambda one: _handling(whole, one, days))),
            Table("收到渠道", _rows(spans, channels.of), bars=True),
            Table("申请人类型", _rows(spans, kinds.of), bars=True),
            Table("办理结果", _rows(spans, outcomes.of), bars=True),
            Table("复议、诉讼和收费", _rows(spans, lambda one: _after(whole, one))),
        ),
        tuple(_agency_row(one, span, Numbers(by_agency.get((one.pk,), none), one)) for one in scope.agencies),
    )


def prepare_page(today: date) -> None:
    """Writes what the page of this year asks before anybody opens it; nothing is counted."""
    span = Span(today.year, "")
    spans = (span, span.before)
    prepare(_asked(today, spans), (figures.AGENCY,))
    for whole, by in WHOLES:
        prepare(_parts(whole, spans), by)


def _asked(today: date, spans: tuple[Span, Span]) -> dict[Key, Asked]:
    """All figures of the page but the parts of wholes."""
    wanted: list[Key] = [(figure, one) for figure in HANDLING + AFTER for one in spans]
    wanted += [(figure, None) for figure in STANDING]
    now = Period.of_day(today)
    return {(figure, one): Asked.on(today, figure, one.period if one else now) for figure, one in wanted}


def _parts(whole: Figure, spans: tuple[Span, Span]) -> dict[Span, Asked]:
    return {span: Asked(whole, span.period) for span in spans}


@dataclass(frozen=True, slots=True)
class Parts:
    """How a figure falls apart by a dimension: for each value of it the number of each span."""

    figure: Figure
    by: Dimension
    groups: Mapping[Values, Mapping[Span, Value]]
    agency: Agency | None

    def of(self, span: Span) -> dict[str, Number]:
        """The parts of one span, each with its list."""
        return {label: self._number(code, span) for code, label in self.by.words().items()}

    def _number(self, code: str, span: Span) -> Number:
        value = int(self.groups.get((code,), {}).get(span, 0))
        return _number(value, self.figure, span, self.agency, **{self.by.id: code})


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted, of one agency or of the whole scope."""

    counted: Mapping[Key, Value]
    agency: Agency | None

    def value(self, figure: Figure, span: Span | None) -> int:
        """The plain number. KeyError for a figure that was not asked for: that is not 0."""
        return int(self.counted[figure, span])

    def number(self, figure: Figure, span: Span | None) -> Number:
        """The number with its list."""
        return _number(self.value(figure, span), figure, span, self.agency)

    def on_time(self, span: Span) -> Number:
        """How much was answered in time of all that was answered, or should have been and still is not."""
        fallen = self.value(figures.RESULTS, span) + self.value(figures.UNANSWERED, span)
        return _share(self.value(figures.ON_TIME, span), fallen)

    def share(self, part: Figure, whole: Figure, span: Span) -> Number:
        """How much of one is the other."""
        return _share(self.value(part, span), self.value(whole, span))

    def mean_days(self, span: Span) -> Number:
        """The working days of a request on average; the applicant's days are not among them."""
        cases = self.value(figures.WITH_DAYS, span)
        return _mean(Fraction(self.value(figures.DAYS_USED, span), cases) if cases else None)


def _share(part: int, whole: int) -> Number:
    return Number(percent(part, whole), ratio=part / whole if whole else None)


def _counted(value: int) -> Number:
    return Number(f"{value:,}", value=value)


def _mean(days: Fraction | None) -> Number:
    return Number(one_decimal(days), ratio=None if days is None else float(days))


def _number(value: int, figure: Figure, span: Span | None, agency: Agency | None, **narrows: str) -> Number:
    query = {"agency": agency.slug} if agency else {}
    query |= {"figure": figure.id, **(span.query if span else {}), **narrows}
    return Number(f"{value:,}", urlencode(query), value)


def _rows(spans: tuple[Span, Span], of: Callable[[Span], dict[str, Number]]) -> tuple[Row, ...]:
    now, before = (of(span) for span in spans)
    return tuple(Row(label, number, before[label]) for label, number in now.items())


def _handling(
    whole: Numbers, span: Span, by_days: Mapping[Values, Mapping[Span, Value]]
) -> dict[str, Number]:
    """What came, what was done, how fast."""
    days = {int(str(day)): int(numbers[span]) for (day,), numbers in by_days.items() if day is not None}
    return {
        **_numbered(
            whole,
            span,
            figures.NEW_RECEIVED,
            figures.RECEIPT_LATE,
            figures.RESULTS,
            figures.ON_TIME,
            figures.LATE,
            DATES_DOUBTFUL,
            figures.UNANSWERED,
        ),
        ON_TIME: whole.on_time(span),
        MEAN_DAYS: whole.mean_days(span),
        "工作日中位数": _mean(median(days)),
        "计入工作日的件": _counted(whole.value(figures.WITH_DAYS, span)),
        **_numbered(whole, span, figures.EXTENDED, figures.CORRECTED),
    }


def _after(whole: Numbers, span: Span) -> dict[str, Number]:
    """What followed the replies."""
    *appeals, notices = AFTER
    return {
        **_numbered(whole, span, *appeals),
        "纠错率": whole.share(figures.APPEAL_CORRECTED, figures.APPEAL_DECIDED, span),
        **_numbered(whole, span, notices),
    }


def _numbered(whole: Numbers, span: Span, *wanted: Figure) -> dict[str, Number]:
    return {figure.label: whole.number(figure, span) for figure in wanted}


def _agency_row(agency: Agency, span: Span, numbers: Numbers) -> AgencyRow:
    return AgencyRow(agency, tuple(count(numbers, span) for _, count in BY_AGENCY))


AgencyColumn = tuple[str, Callable[[Numbers, Span], Number]]


def _in_span(figure: Figure) -> AgencyColumn:
    return figure.label, lambda numbers, span: numbers.number(figure, span)


def _today(figure: Figure) -> AgencyColumn:
    return figure.label, lambda numbers, _: numbers.number(figure, None)


# What is said of each agency, on the page and in the spreadsheet: a column is added here and nowhere else.
BY_AGENCY: tuple[AgencyColumn, ...] = (
    _in_span(figures.NEW_RECEIVED),
    _in_span(figures.RECEIPT_LATE),
    _in_span(figures.RESULTS),
    _in_span(figures.LATE),
    _in_span(figures.UNANSWERED),
    (ON_TIME, Numbers.on_time),
    (MEAN_DAYS, Numbers.mean_days),
    _today(figures.OPEN),
    _today(figures.OVERDUE),
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
