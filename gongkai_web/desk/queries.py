"""What must a person do today, and what do they wait for?

Every section is one look into an index that ends after the rows that are shown; nothing is counted beyond
MOST. A case stands in one section only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from gongkai.procedure.duties import ENDS, HOUSEKEEPING, on_day
from gongkai.procedure.facts import WaitsFor
from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.cases import queries
from gongkai_web.cases.models import Case
from gongkai_web.corrections import queries as corrections
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.desk.looks import Look, rows_of
from gongkai_web.desk.work import MOST, WAITS, for_others, whose, work_conditions
from gongkai_web.files.models import Redaction
from gongkai_web.files.models import Status as RedactionStatus
from gongkai_web.files.queries import visible as visible_files
from gongkai_web.interaction import queries as messages
from gongkai_web.interaction.models import Message
from gongkai_web.letters.living import arrived_unopened, on_their_way, signable, to_sign, unopened
from gongkai_web.letters.models import Letter
from gongkai_web.letters.queries import in_review, waiting_for
from gongkai_web.opinions import queries as opinions
from gongkai_web.opinions.models import Call
from gongkai_web.prepared import Listed, read
from gongkai_web.proposals import queries as proposals
from gongkai_web.proposals.models import Proposal
from gongkai_web.publishing.decisions import queries as major
from gongkai_web.publishing.decisions.models import MajorDecision

SHOWN = 10
_OF_CASE = "cases.Case:"


@dataclass(slots=True)
class Section:
    """A part of the work list: its first cases, and how many there are (“12”, “100+”).

    `decided`: how many of the first stand above, as letters that wait for the person's decision. `besides`:
    how many rows, other than its cases, it counts.
    """

    key: str
    title: str
    empty: str
    query: str = ""
    keys: list[int] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    decided: int = 0
    besides: int = 0

    @property
    def count(self) -> str:
        """How many, as it is read."""
        return counted(len(self.keys) + self.besides)

    @property
    def more(self) -> bool:
        """Whether not all of them are shown."""
        return len(self.keys) > len(self.cases) + self.decided


def counted(number: int) -> str:
    """How many, as it is read."""
    return f"{MOST}+" if number > MOST else str(number)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What waits for this person's decision: of each kind the oldest, and no more than are counted."""

    letters: tuple[Letter, ...]
    reminders: tuple[Case, ...]
    redactions: tuple[Redaction, ...]
    corrections: tuple[RecordCorrection, ...]
    proposals: tuple[Proposal, ...]
    messages: tuple[Message, ...]
    calls: tuple[Call, ...]
    major: tuple[MajorDecision, ...]


def decisions(person: Person, today: date) -> Decisions:
    """The calls for help, the letters to approve or to sign, the redactions to check, and the registers."""
    return _decisions(read(to_decide(Asking(person, today))))


def to_decide(who: Asking) -> tuple[Rare, ...]:
    """The lists of what waits for this person's decision."""
    given = who.somebody, who.today
    return (
        Rare(who, in_review, lambda: waiting_for(*given), MOST + 1),
        Rare(who, signable, lambda: to_sign(*given), MOST + 1),
        Rare(who, queries.calling, lambda: queries.reminded(*given), MOST + 1),
        Rare(who, _proposed, lambda: _redactions(who), MOST + 1),
        Rare(who, corrections.open_at, lambda: corrections.waiting(*given), corrections.MOST_TASKS),
        Rare(who, proposals.open_at, lambda: proposals.waiting(*given), proposals.MOST_TASKS),
        Rare(who, messages.open_at, lambda: messages.waiting(*given), messages.MOST_TASKS),
        Rare(who, opinions.open_at, lambda: opinions.waiting(*given), opinions.MOST_TASKS),
        Rare(who, major.open_at, lambda: major.waiting(*given), major.MOST_TASKS),
    )


def arriving(who: Asking) -> tuple[Rare, ...]:
    """The lists of letters that have left and whose arrival is to be seen to: unopened ones, then others."""
    return (
        Rare(who, arrived_unopened, lambda: unopened(who.somebody, who.today), SHOWN),
        Rare(who, on_their_way, lambda: on_their_way(who), SHOWN),
    )


def _decisions(found: Sequence[tuple[Any, ...]]) -> Decisions:
    """In the order of `to_decide`: its letters are the first two."""
    in_review, to_issue, *others = found
    return Decisions((*in_review, *to_issue), *others)


@dataclass(frozen=True, slots=True)
class WorkList:
    """All that needs the person. `own`: whose cases they handle; `besides`: what else was read."""

    sections: tuple[Section, ...]
    housekeeping: tuple[Section, ...]
    decisions: Decisions
    unopened: tuple[Letter, ...]
    on_their_way: tuple[Letter, ...]
    own: frozenset[int]
    besides: tuple[tuple[Any, ...], ...] = ()


def mine(person: Person, today: date) -> list[Case]:
    """The cases of 待我处理, with their handlers; as many as are counted."""
    own = listed_where(person, What.HANDLE, today)
    if not own:
        return []
    (keys,) = _first_keys(of_agencies(queries.visible(person, today), own), [_own_work(person, today, own)])
    found = Case.objects.filter(pk__in=keys[:MOST]).select_related("agency", "handler").in_bulk()
    return [found[key] for key in keys[:MOST]]


def work_list(person: Person, today: date, besides: Sequence[Listed] = ()) -> WorkList:
    """The work of the person's own agencies, and what only they decide.

    `besides`: short lists of other rooms, which are read in the same query.
    """
    own = listed_where(person, What.HANDLE, today)
    who = Asking(person, today)
    asked = (*to_decide(who), *arriving(who))
    found = read((*asked, *besides))
    *deciding, unread, sent = found[: len(asked)]
    decided = _decisions(deciding)
    cases = of_agencies(queries.visible(person, today), own)
    wanted = _wanted(person, today, own, decided.letters)
    sections, housekeeping = _sections(cases, wanted) if own else ((), ())
    _fill([*sections, *housekeeping], frozenset(letter.pk for letter in decided.letters))
    for section in sections:
        # By the day that the row shows, which is that of the reply where others were waited for in vain.
        section.cases.sort(key=lambda case: on_day(case, today).on or date.max)
    keys = frozenset(agency.pk for agency in own)
    return WorkList(sections, housekeeping, decided, unread, sent, keys, tuple(found[len(asked) :]))


@dataclass(frozen=True, slots=True)
class Overdue:
    """An agency with replies overdue: how many, since when the oldest, and whether nobody here watches it."""

    agency: Agency
    count: int
    oldest: date
    own: bool


def overdue_by_agency(seen: Sequence[Agency], watched: Sequence[Agency], today: date) -> list[Overdue]:
    """Those that a supervisor sees with replies overdue, the most first (《条例》第四十七条第一款).

    `seen`: as in the statistics and the lists, their own house too; `watched`: those that they supervise.
    """
    known, below = {agency.pk: agency for agency in seen}, {agency.pk for agency in watched}
    late = Case.objects.filter(queries.overdue(today), agency__in=known.keys())
    grouped = late.order_by().values_list("agency").annotate(Count("pk"), Min("due_on"))
    found = [Overdue(known[agency], count, oldest, agency not in below) for agency, count, oldest in grouped]
    return sorted(found, key=lambda one: (-one.count, one.oldest, one.agency.name))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a section takes: cases with a day, by conditions that have their indexes, and those without."""

    dated: tuple[Q, ...] = ()
    undated: Q | None = None

    @property
    def looks(self) -> list[Look]:
        """A look for each condition."""
        found = [Look(one) for one in self.dated]
        return [*found, Look(self.undated, dated=False)] if self.undated else found


def of_agencies(cases: QuerySet[Case], agencies: Sequence[Agency]) -> QuerySet[Case]:
    """Those of the agencies; one agency is asked by equality, so that its index keeps its order."""
    if len(agencies) == 1:
        return cases.filter(agency=agencies[0])
    return cases.filter(agency__in=[agency.pk for agency in agencies])


def _sections(
    cases: QuerySet[Case], wanted: Sequence[_Wanted]
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    late, soon, mine, waiting, undated, *kept = _first_keys(cases, wanted)
    sections = (
        Section("late", "已逾期", "没有逾期的申请件。", "show=late&sort=next", late),
        Section("soon", "三个工作日内", "三个工作日内没有到期的申请件。", "show=soon&sort=next", soon),
        Section("mine", "待我处理", "没有分派给您或者还没有分派的其他在办件。", keys=mine),
        Section(
            "waiting",
            "等待他人",
            "没有正在等待申请人、第三方或其他机关的件。",
            "show=waiting&sort=next",
            waiting,
        ),
    )
    housekeeping = tuple(
        Section(act, title, "", f"act={act}", keys)
        for act, title, keys in zip(HOUSEKEEPING, ("待登记送达", "待结案", "待归档"), kept, strict=True)
    )
    return sections, (Section("undated", "没有期限的待办", "", "show=undated", undated), *housekeeping)


def _wanted(person: Person, today: date, own: Sequence[Agency], decided: Sequence[Letter]) -> list[_Wanted]:
    """What each section takes, in the order of `_sections`."""
    found = work_conditions(person, today, own)
    past = [Q(waits_for=who, next_on__lt=today) for who in WAITS if who != WaitsFor.DECISION]
    in_time = Q(due_on=None) | Q(due_on__gte=today)
    near = Q(waits_for="", next_on__gte=today) & found["soon"]
    others = for_others(decided)
    return [
        _Wanted((Q(waits_for="", next_on__lt=today), *(one & Q(due_on__lt=today) for one in past))),
        _Wanted((*(one & in_time for one in past), near)),
        _own_work(person, today, own),
        _Wanted(
            tuple(Q(waits_for=who, next_on__gte=today) & others for who in WAITS),
            Q(waits_for__in=WAITS, next_on=None) & others,
        ),
        _Wanted(undated=found["undated"]),
        *(_Wanted(_in_force(act, today), Q(next_act=act, next_on=None)) for act in HOUSEKEEPING),
    ]


def _in_force(act: str, today: date) -> tuple[Q, ...]:
    """What was waited for until a judgment had effect, and is now to be tidied up."""
    return (Q(next_act=act, next_on__lt=today),) if act in ENDS else ()


def _own_work(person: Person, today: date, own: Sequence[Agency]) -> _Wanted:
    found = work_conditions(person, today, own)["mine"]
    return _Wanted(tuple(one & found for one in whose(person, own)))


def _first_keys(cases: QuerySet[Case], wanted: Sequence[_Wanted]) -> list[list[int]]:
    """The first keys of each, by the day of the next act and then those without; one query for all."""
    looks = [look for one in wanted for look in one.looks]
    rows = iter(rows_of(cases, looks, MOST + 1))
    found = []
    for one in wanted:
        dated = sorted(row for _ in one.dated for row in next(rows) if row[0])
        undated = sorted(key for _, key in next(rows)) if one.undated else []
        found.append([*dict.fromkeys(key for _, key in dated), *undated])
    return found


def _fill(sections: Iterable[Section], letters: frozenset[int]) -> None:
    """Reads the rows that are shown, of all sections in one query.

    `letters`: those that the person decides on and that have rows of their own; their cases have no second.
    """
    sections = list(sections)
    shown = [key for section in sections for key in section.keys[:SHOWN]]
    by_key = queries.by_keys(shown)
    for section in sections:
        found_here = [by_key[key] for key in section.keys[:SHOWN]]
        section.cases = [case for case in found_here if case.letter_key not in letters]
        section.decided = len(found_here) - len(section.cases)


def _proposed(who: Who) -> QuerySet[Redaction]:
    """Those that wait for a second one where whoever asks handles requests, and is not who proposed them."""
    found = Redaction.objects.filter(
        status=RedactionStatus.PROPOSED, original__agency__in=who.at(What.HANDLE)
    ).exclude(proposed_by=who.person())
    return found.select_related("original__agency", "proposed_by").order_by("proposed_on", "pk")


def _redactions(who: Asking) -> QuerySet[Redaction]:
    return _proposed(who).filter(original__in=visible_files(who.somebody, who.today))


def owners_of(redactions: Iterable[Redaction]) -> dict[str, Case]:
    """The cases to which the files of these redactions belong, by the owner that the file names."""
    owners = {one.original.owner for one in redactions}
    keys = [owner.removeprefix(_OF_CASE) for owner in owners if owner.startswith(_OF_CASE)]
    found = Case.objects.filter(pk__in=keys) if keys else ()
    return {f"{_OF_CASE}{case.pk}": case for case in found}
