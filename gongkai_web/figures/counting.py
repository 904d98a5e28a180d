"""How many are there, and how do they fall apart?

Several figures over one kind of record are counted in one query, each by its own condition. Django takes
longer to write a query of so many than the database to answer it: each condition is written once
(`written`), and so is the same question.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Q
from django.db.models.constants import LOOKUP_SEP

from gongkai_web.agencies.asking import ANYBODY, Asking
from gongkai_web.figures import written
from gongkai_web.figures.declared import Dimension, Figure, Records, Subject, narrowed
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.policy import policies_until
from gongkai_web.figures.written import Frame, Part, Policies
from gongkai_web.prepared import BySql, Prepared, Row, Slot, once_each, stacked, stacked_groups

K = TypeVar("K", bound=Hashable)
Value = int | Decimal
Values = tuple[object, ...]
Only = tuple[tuple[Dimension, frozenset[object]], ...]  # the values that are wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure in a period. `only`: of the records with one of these values, columns of their own."""

    figure: Figure
    period: Period
    only: Only = ()

    @classmethod
    def on(cls, today: date, figure: Figure, period: Period) -> Asked:
        """Asked today: what is not over yet is left out of a figure that counts what is."""
        meant = period.before(today) if figure.over else period
        return cls(figure, meant.asked(today) if figure.standing else meant)


def prepare(
    asked: Mapping[K, Asked],
    by: Sequence[Dimension] = (),
    only: Mapping[Dimension, Collection[object]] | None = None,
) -> None:
    """Writes what `counts` and `split` will ask, whose records it ever is; the database is asked nothing.

    The question itself is that of one scope: of an agency that there is not, and not kept.
    """
    for subject, of_it in _by_subject(asked).items():
        _prepared.__wrapped__(_among(subject, Scope((0,)), only or {}), _meant(of_it), tuple(by))


def count(figure: Figure, scope: Scope, period: Period) -> Value:
    """The number."""
    number: Value | None = figure.records(scope, period).order_by().aggregate(n=figure.measure())["n"]
    return number or 0


def counts(
    asked: Mapping[K, Asked], scope: Scope, only: Mapping[Dimension, Collection[object]] | None = None
) -> dict[K, Value]:
    """Several numbers by key: one query for each kind of record."""
    found: dict[K, Value] = dict.fromkeys(asked, 0)
    for subject, of_it in _by_subject(asked).items():
        for _, *numbers in _rows(subject, scope, only or {}, of_it):
            found |= {key: number or 0 for key, number in zip(of_it, numbers, strict=True)}
    return found


def counts_at_once(asked: Mapping[K, Asked], scope: Scope) -> dict[K, Value]:
    """The same in one query for all kinds of record, for a page that shows numbers of most of them."""
    found: dict[K, Value] = dict.fromkeys(asked, 0)
    # The widest comes first: it says of what type the columns are, and the others are filled up with nothing.
    kinds = sorted(_by_subject(asked).items(), key=lambda kind: -len(kind[1]))
    among = [(_among(subject, scope, {}), of_it) for subject, of_it in kinds]
    questions = [(_question(one, scope, of_it, ()), of_it) for one, of_it in among if not one.never]
    for number, _, *row in stacked([(one, 1 + len(of_it)) for one, of_it in questions]).rows():
        question, of_it = questions[number]
        ((_, *numbers),) = question.as_python([(None, *row[: len(of_it)])])
        found |= {key: _number(one, asked[key]) for key, one in zip(of_it, numbers, strict=True)}
    return found


def _number(value: Value | None, asked: Asked) -> Value:
    """Beside sums a database may tell a count as it tells a sum."""
    if not value:
        return 0
    return value if asked.figure.sums else int(value)


def split(
    asked: Mapping[K, Asked],
    scope: Scope,
    by: Sequence[Dimension],
    only: Mapping[Dimension, Collection[object]] | None = None,
) -> dict[Values, dict[K, Value]]:
    """The numbers of each group of records with the same values in `by`: one query.

    ValueError where a figure may not be split so, or where they count different kinds of record.
    """
    if not asked:
        return {}
    (subject, *others) = _by_subject(asked)
    if others:
        raise ValueError("figures over different records cannot be split together")
    for one in asked.values():
        foreign = [dimension.id for dimension in by if dimension not in one.figure.by]
        if foreign:
            raise ValueError(f"{one.figure.id} cannot be split by {'、'.join(foreign)}")
    rows = _rows(subject, scope, only or {}, asked, by)
    return {
        row[: len(by)]: {key: number or 0 for key, number in zip(asked, row[len(by) :], strict=True)}
        for row in rows
    }


def splits_at_once(asked: Mapping[K, tuple[Asked, Dimension]], scope: Scope) -> dict[K, dict[str, Value]]:
    """Each figure by one dimension, in one query for all kinds of record; the values are told as text.

    The same records are gone through once, however many dimensions they are told by.
    """
    found: dict[K, dict[str, Value]] = {key: {} for key in asked}
    told = [(one, _among(one.subject, scope, {})) for one in _passes(asked)]
    questions = [
        (one, _question(among, scope, one.figures, one.by)) for one, among in told if not among.never
    ]
    widths = [(question, len(one.by), len(one.figures)) for one, question in questions]
    most = max((values for _, values, _ in widths), default=0)
    for number, *row in stacked_groups(widths).rows():
        one, question = questions[number]
        own = (*row[: len(one.by)], *row[most : most + len(one.figures)])
        (values_and_numbers,) = question.as_python([own])
        for key, value, place in one.wanted:
            numbers, group = found[key], str(values_and_numbers[value])
            numbers[group] = numbers.get(group, 0) + _number(values_and_numbers[place], asked[key][0])
    return found


@dataclass(frozen=True, slots=True)
class _Pass:
    """Figures of the same records, by the dimensions by which any of them is told.

    `wanted`: a key, and where in a row the value of its dimension and its number stand.
    """

    figures: Mapping[Asked, Asked]
    by: tuple[Dimension, ...]
    wanted: Sequence[tuple[Any, int, int]]

    @property
    def subject(self) -> Subject:
        """The kind of record."""
        return next(iter(self.figures)).figure.subject


def _passes(asked: Mapping[K, tuple[Asked, Dimension]]) -> list[_Pass]:
    """What is told together: what one whole finds, by dimensions of which a record has one value each."""
    together: dict[_Meant, dict[K, tuple[Asked, Dimension]]] = {}
    meant = _meant({key: one for key, (one, _) in asked.items()})
    for (key, told), one in zip(asked.items(), meant, strict=True):
        together.setdefault(one.whole, {})[key] = told
    return [_pass(told) for told in together.values()]


def _pass(told: Mapping[K, tuple[Asked, Dimension]]) -> _Pass:
    figures = {one: one for one, _ in told.values()}
    by = tuple(dict.fromkeys(dimension for _, dimension in told.values()))
    place = {one: len(by) + at for at, one in enumerate(figures)}
    return _Pass(figures, by, [(key, by.index(each), place[one]) for key, (one, each) in told.items()])


def rolled_up(groups: Mapping[Values, Mapping[K, Value]], *places: int) -> dict[Values, dict[K, Value]]:
    """The groups of a split added up over all dimensions but those at these places."""
    found: dict[Values, dict[K, Value]] = {}
    for values, numbers in groups.items():
        sums = found.setdefault(tuple(values[place] for place in places), {})
        for key, number in numbers.items():
            sums[key] = sums.get(key, 0) + number
    return found


def _by_subject(asked: Mapping[K, Asked]) -> dict[Subject, dict[K, Asked]]:
    found: dict[Subject, dict[K, Asked]] = {}
    for key, one in asked.items():
        found.setdefault(one.figure.subject, {})[key] = one
    return found


@dataclass(frozen=True, slots=True)
class _Whole:
    """Records that are asked for whoever looks: the same where subject, agencies and values are."""

    subject: Subject
    agencies: tuple[int, ...] | None
    only: Only

    @property
    def never(self) -> bool:
        """Whether no record can be among them."""
        return self.agencies == ()

    @property
    def asked(self) -> Part:
        """As a condition."""
        return written.all_of([_of(self.subject, self.agencies), _narrowed(self.subject, self.only)])


@functools.lru_cache(maxsize=256)
def _of(subject: Subject, agencies: tuple[int, ...] | None) -> Part:
    return written.written(subject, subject.of(agencies))


@functools.lru_cache(maxsize=256)
def _narrowed(subject: Subject, only: Only) -> Part:
    return written.written(subject, narrowed(dict(only)))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Records that are found together with what they belong to, which says whose they are and who sees them:
    as a condition of its own it would be asked of all of them.

    `agencies`: of how many, None where of all; `seen`: only those that whoever asks may see. Which agencies,
    and what differs between those who ask, stands in slots: the question is the same for every office.
    """

    subject: Subject
    agencies: int | None
    only: Only
    seen: bool

    @property
    def never(self) -> bool:
        """Whether no record can be among them."""
        return self.agencies == 0

    @property
    def records(self) -> Records:
        """As they are asked for anybody."""
        return _of_anybody(self)

    def asked_by(self, question: Prepared, scope: Scope) -> Prepared:
        """A question about them, of these agencies and by this person."""
        agencies = scope.agencies or ()
        if scope.person is None or scope.today is None:
            return question.asked_by(_Whose(agencies))
        return question.asked_by(_Asks(scope.person, scope.today, agencies=agencies))


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose records the office itself counts."""

    agencies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Asks(Asking):
    """Whoever asks, and whose records."""

    agencies: tuple[int, ...] = ()


_AGENCY, _AGENCIES = Slot(lambda who: who.agencies[0]), Slot(lambda who: list(who.agencies))


@functools.lru_cache(maxsize=256)
def _of_anybody(among: _Joined) -> Records:
    subject, of_whom = among.subject, among.subject.seen_by
    found = subject.among(of_whom(ANYBODY)) if among.seen and of_whom else subject.everything()
    if among.agencies is None:
        owned = subject.of(None)
    else:  # one is asked by equality (`Subject.of`)
        owned = (
            Q(**{subject.agency: _AGENCY})
            if among.agencies == 1
            else Q(**{f"{subject.agency}__in": _AGENCIES})
        )
    return found.filter(owned, narrowed(dict(among.only)))


Among = _Whole | _Joined | BySql


def _among(subject: Subject, scope: Scope, only: Mapping[Dimension, Collection[object]]) -> Among:
    """Among what is counted. What a person may see is known by its SQL alone, where it is not said of all."""
    values = tuple((dimension, frozenset(wanted)) for dimension, wanted in only.items())
    seen = scope.person is not None
    if not seen and LOOKUP_SEP not in subject.agency:
        return _Whole(subject, scope.agencies, values)
    if not seen or subject.seen_by is not None:
        return _Joined(subject, _number_of(scope.agencies), values, seen=seen)
    return BySql(subject.records(scope).filter(narrowed(only)))


def _number_of(agencies: tuple[int, ...] | None) -> int | None:
    """None, one or several: a question is written for each."""
    return None if agencies is None else min(len(agencies), 2)


def _rows(
    subject: Subject,
    scope: Scope,
    only: Mapping[Dimension, Collection[object]],
    asked: Mapping[K, Asked],
    by: Sequence[Dimension] = (),
) -> list[Row]:
    """The values in `by` and the numbers of each group; without `by` a constant and the numbers of all."""
    among = _among(subject, scope, only)
    return [] if among.never else _question(among, scope, asked, by).rows()


def _question(among: Among, scope: Scope, asked: Mapping[K, Asked], by: Sequence[Dimension]) -> Prepared:
    """As it is asked for whoever looks."""
    prepared = _prepared(among, _meant(asked), tuple(by))
    return among.asked_by(prepared, scope) if isinstance(among, _Joined) else prepared


@dataclass(frozen=True, slots=True)
class _Meant:
    """A figure in a period by the policies of it: what it asks depends on nothing else."""

    figure: Figure
    period: Period
    policies: Policies
    only: Only = ()

    @property
    def holds(self) -> Part:
        """Which records are counted."""
        return self._only(written.holds(self.figure, self.period, self.policies))

    @property
    def narrows(self) -> Part:
        """Which of the records of its whole are."""
        return self._only(written.narrows(self.figure, self.period, self.policies))

    def _only(self, counted: Part) -> Part:
        return written.all_of([counted, _narrowed(self.figure.subject, self.only)]) if self.only else counted

    @property
    def whole(self) -> _Meant:
        """The figure of which it is a part; of a whole that does not change with it the day is not asked."""
        whole = self.figure.whole
        return _Meant(whole, self.period if whole.standing else self.period.asked(None), self.policies)


def _meant(asked: Mapping[K, Asked]) -> tuple[_Meant, ...]:
    known = {period: policies_until(period) for period in {one.period for one in asked.values()}}
    return tuple(_Meant(one.figure, one.period, known[one.period], one.only) for one in asked.values())


@functools.lru_cache(maxsize=256)
def _prepared(among: Among, asked: tuple[_Meant, ...], by: tuple[Dimension, ...]) -> Prepared:
    """The question as SQL."""
    columns = tuple(dimension.column for dimension in by)
    frame, condition = _found(among, asked, columns)
    alone = len({one.whole for one in asked}) == 1  # no record is found that the whole does not count
    numbers = [written.number(one.figure, one.narrows if alone else one.holds) for one in asked]
    filled = frame.filled(condition, written.joined(numbers))
    first = max(1, len(by))  # of the numbers, after the values in `by` or the constant
    sums = (written.read_number(one.figure, first + at) for at, one in enumerate(asked))
    return Prepared(filled.sql, filled.values, (*frame.read_groups(first), *filter(None, sums)))


def _found(among: Among, asked: Sequence[_Meant], columns: tuple[str, ...]) -> tuple[Frame, Part]:
    """What any of them counts; a part is found by its whole.

    Where an index answers for each, each is looked up by its own and no record is read that none counts: an
    OR of several would be answered by reading all.
    """
    wholes = list(dict.fromkeys(one.whole for one in asked))
    if isinstance(among, _Joined) and (found := _found_joined(among, wholes, columns)):
        return found
    reaches = [written.reach(one.figure, one.period, one.policies) for one in wholes]
    known = [one for one in reaches if one is not None]
    subject, seen = wholes[0].figure.subject, None if isinstance(among, _Whole) else among.records
    scope = among.asked if isinstance(among, _Whole) else written.EVERYTHING
    if len(wholes) == 1 or len(known) < len(wholes):
        frame = _groups(subject, columns) if seen is None else Frame.of_groups(seen, columns)
        return frame, written.all_of([scope, written.any_of([one.holds for one in wholes])])
    keys = _keys(subject) if seen is None else Frame.of_keys(seen)
    arms = [keys.filled(written.all_of([scope, one])) for one in known]
    return _groups(subject, columns), written.key_among(subject, arms)


def _found_joined(
    among: _Joined, wholes: Sequence[_Meant], columns: tuple[str, ...]
) -> tuple[Frame, Part] | None:
    """The same where conditions, too, ask what a record belongs to: they stand beside the join, not in a list
    of keys that is gone through for each row of it. None where one would find a record more than once.
    """
    records = among.records
    reaches = [one.figure.reach(one.period) for one in wholes]
    if len(wholes) == 1 or None in reaches:
        held = [one.figure.holds(one.period) for one in wholes]
        found = records.filter(functools.reduce(operator.or_, held) if all(held) else Q())
        return (Frame.of_groups(found, columns), written.EVERYTHING) if once_each(found) else None
    arms = [records.filter(reach) for reach in reaches]
    if not all(map(once_each, arms)):
        return None
    keys = [Prepared.of(one.order_by().values("pk")) for one in arms]
    subject = among.subject
    return _groups(subject, columns), written.key_among(subject, [Part(one.sql, one.values) for one in keys])


@functools.lru_cache(maxsize=256)
def _groups(subject: Subject, columns: tuple[str, ...]) -> Frame:
    """Of all records that count, whoever looks."""
    return Frame.of_groups(subject.everything(), columns)


@functools.lru_cache(maxsize=64)
def _keys(subject: Subject) -> Frame:
    return Frame.of_keys(subject.everything())
