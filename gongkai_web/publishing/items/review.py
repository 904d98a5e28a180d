"""公开审查: by which steps, whose turn is it, and may this person decide?

The steps of an agency are frozen into the snapshot when it is handed in. Who wrote in a text decides at none
of its steps; a second review of one kind is for a second person; and nobody decides at two steps where
somebody else could (实现约定, an agency may set it otherwise).
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser

from gongkai_web.agencies.models import Agency, Office, Person, Role
from gongkai_web.agencies.queries import doing_the_work_of, staff_of
from gongkai_web.approval import queries as approval
from gongkai_web.approval.matter import Matter, Words
from gongkai_web.approval.sentences import labels
from gongkai_web.approval.standing import is_approved, standing, turn
from gongkai_web.asked_once import once
from gongkai_web.errors import Refused
from gongkai_web.prepared import Prepared, Slot
from gongkai_web.publishing.items.kinds import StepKind
from gongkai_web.publishing.items.models import Decision, ReviewSteps, Snapshot

WORDS = Words(
    "这份信息",
    act="审查这一步",
    made="起草",
    decide="审查",
    parts="信息的要素、正文或者附件",
    since="送审",
    submit="送审",
    look="在新打开的页面上看过现在的内容",
)
REVIEWERS = frozenset({Role.REVIEWER, Role.LEGAL, Role.SECRECY, Role.HEAD, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what is looked at, and the roles of which one decides."""

    kind: StepKind
    roles: frozenset[str]

    @property
    def labels(self) -> str:
        """The roles as a sentence names them."""
        return labels(self.roles)

    @property
    def row(self) -> dict[str, Any]:
        """As it is kept."""
        return {"kind": self.kind.value, "roles": sorted(self.roles)}


DEFAULT = (
    Step(StepKind.DEPARTMENT, frozenset({Role.REVIEWER})),
    Step(StepKind.SECRECY, frozenset({Role.SECRECY})),
    Step(StepKind.APPROVAL, frozenset({Role.HEAD, Role.LEADER})),
)


def read(rows: Sequence[Any]) -> tuple[Step, ...]:
    """The steps as they are kept."""
    return tuple(Step(StepKind(row["kind"]), frozenset(row["roles"])) for row in rows)


def steps_of(agency: Agency) -> tuple[Step, ...]:
    """By which steps the agency reviews today."""
    return steps_at([agency])[agency.pk]


def steps_at(agencies: Collection[Agency]) -> dict[int, tuple[Step, ...]]:
    """The same for several agencies, by key, in one query."""
    keys = frozenset(agency.pk for agency in agencies)
    own = once((ReviewSteps, keys), lambda: _kept_at(keys)) if keys else {}
    return {key: own.get(key, DEFAULT) for key in keys}


def _kept_at(agencies: Collection[int]) -> dict[int, tuple[Step, ...]]:
    return {key: read(steps) for key, steps in _kept().asked_by(agencies).rows()}


@functools.cache
def _kept() -> Prepared:
    """The question for the steps that agencies have of their own, by their keys."""
    return Prepared.of(
        ReviewSteps.objects.filter(agency__in=Slot(list)).order_by().values("agency_id", "steps")
    )


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, where they will do. Raises Refused: 先审查后公开, and the approval comes last."""
    kinds = [step.kind for step in steps]
    if StepKind.SECRECY not in kinds:
        raise Refused(
            "公开审查须有保密审查这一步（《条例》第十七条、《保守国家秘密法》第三十五条）；请加上。"
        )
    if kinds[-1] != StepKind.APPROVAL:
        raise Refused("公开审查的最后一步须是批准；请调整各步的先后。")
    for step in steps:
        if not step.roles or not step.roles <= REVIEWERS:
            allowed = "、".join(role.label for role in Role if role in REVIEWERS)
            raise Refused(f"「{step.kind.label}」须由下列岗位之一办理：{allowed}。")
    return tuple(steps)


def decided_on(snapshot: Snapshot) -> Snapshot:
    """What was decided on: the manifest that a row of a batch came in with, or the snapshot itself."""
    return snapshot.manifest or snapshot


def made(snapshot: Snapshot) -> list[Decision]:
    """The decisions about a snapshot, in order."""
    return sorted(snapshot.decisions.all(), key=lambda one: one.pk)


def approved(snapshot: Snapshot) -> bool:
    """Whether every step approved it; a snapshot without steps is not approved."""
    basis = decided_on(snapshot)
    roles = [step.roles for step in read(basis.steps)]
    return bool(roles) and is_approved(roles, made(basis), basis.digest)


def next_step(snapshot: Snapshot) -> tuple[int, Step] | None:
    """The number of the step whose turn it is, and the step; None where all have approved."""
    steps = read(snapshot.steps)
    number = turn([step.roles for step in steps], made(snapshot), snapshot.digest)
    return None if number is None else (number, steps[number])


def matter(snapshot: Snapshot, person: Person | AnonymousUser) -> Matter:
    """What is to be decided. Whoever wrote in it stands as its author before this person."""
    found = next_step(snapshot)
    number, roles = (found[0], found[1].roles) if found else (0, frozenset[str]())
    wrote = isinstance(person, Person) and person.pk in snapshot.authors
    author = person.pk if wrote and isinstance(person, Person) else snapshot.author_id
    return Matter(WORDS, snapshot.agency, number, roles, author, snapshot.digest)


class Staff:
    """Who holds which roles of an agency on a day, and what it set about them: read once for each agency."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._offices: dict[int, list[Office]] = {}
        self._same: dict[int, bool] = {}

    def holding(self, agency: Agency, roles: Collection[str]) -> list[Person]:
        """Those who hold one of the roles and can sign in, the longest there first."""
        if agency.pk not in self._offices:
            found = staff_of(doing_the_work_of(agency, self._day), self._day).filter(person__is_active=True)
            self._offices[agency.pk] = list(found.select_related("person").order_by("pk"))
        return list(dict.fromkeys(one.person for one in self._offices[agency.pk] if one.role in roles))

    def same_person_may(self, agency: Agency) -> bool:
        """Whether one person may decide at several steps although others could."""
        if agency.pk not in self._same:
            self._same[agency.pk] = ReviewSteps.objects.filter(agency=agency, same_person=True).exists()
        return self._same[agency.pk]


def why_not(
    person: Person | AnonymousUser, snapshot: Snapshot, day: date, *, staff: Staff | None = None
) -> str:
    """The sentence that says why the person may not decide; empty where they may.

    `staff`: where many are asked about, so that the people of an agency are read once.
    """
    problem = approval.why_not(person, matter(snapshot, person), day)
    found = next_step(snapshot)
    if problem or found is None or not isinstance(person, Person):
        return problem
    steps = read(snapshot.steps)
    stands = standing([step.roles for step in steps], made(snapshot), snapshot.digest)
    mine = [one for one in stands if one.person_id == person.pk]
    if any(one.kind == found[1].kind for one in mine):
        return f"{person.display_name}已经作过「{found[1].kind.label}」；同一种审查的第二次须由另一人办理。"
    with_whom = _Ahead(snapshot, steps[found[0] :], stands, staff or Staff(day))
    return (with_whom.left_to_others(person) if mine else "") or with_whom.needed_later(person)


def waits_for_nobody(snapshot: Snapshot, staff: Staff) -> str:
    """The sentence that says that nobody is left who may decide at the step whose turn it is; else empty."""
    found = next_step(snapshot)
    if found is None:
        return ""
    step = found[1]
    stands = standing([one.roles for one in read(snapshot.steps)], made(snapshot), snapshot.digest)
    gone = {*snapshot.authors, *(one.person_id for one in stands if one.kind == step.kind)}
    if any(one.pk not in gone for one in staff.holding(snapshot.agency, step.roles)):
        return ""
    lacks = f"「{step.kind.label}」由{step.labels}办理，现在没有人可以办理"
    return f"{lacks}；请任职，或者改审查的环节以后重新送审"


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The step whose turn it is and those after it, what stands decided, and who is there."""

    snapshot: Snapshot
    steps: Sequence[Step]
    stands: Sequence[Decision]
    staff: Staff

    def left_to_others(self, person: Person) -> str:
        """Why who decided at an earlier step leaves this one to somebody else; empty where nobody could."""
        agency, step = self.snapshot.agency, self.steps[0]
        if self.staff.same_person_may(agency):
            return ""
        gone = {*self.snapshot.authors, *(one.person_id for one in self.stands)}
        there = [one for one in self.staff.holding(agency, step.roles) if one.pk not in gone]
        others = [one for one in there if self._goes_on(one.pk)]
        if not others:
            return ""
        before = next(StepKind(one.kind).label for one in self.stands if one.person_id == person.pk)
        return (
            f"{person.display_name}已经作过这份信息的「{before}」，「{step.kind.label}」请由另一人办理；"
            f"现在可以办理的有{_names(others)}。"
        )

    def needed_later(self, person: Person) -> str:
        """Why the person leaves this review to another: a later one of its kind would find nobody else."""
        if self._goes_on(person.pk):
            return ""
        others = [one for one in self._free(self.steps[0]) if one != person and self._goes_on(one.pk)]
        if not others:
            return ""
        return (
            f"后面的「{self.steps[0].kind.label}」要由{person.display_name}办理，这一步请由另一人办理；"
            f"现在可以办理的有{_names(others)}。"
        )

    def _goes_on(self, person: int) -> bool:
        """Whether after a decision of this person the later steps of the same kind find one each."""
        later = [step for step in self.steps[1:] if step.kind == self.steps[0].kind]
        return not later or fills([{one.pk for one in self._free(step)} - {person} for step in later])

    def _free(self, step: Step) -> list[Person]:
        """Those who could decide at a step of this kind: they neither wrote nor decided at one of it."""
        gone = {*self.snapshot.authors, *(one.person_id for one in self.stands if one.kind == step.kind)}
        return [one for one in self.staff.holding(self.snapshot.agency, step.roles) if one.pk not in gone]


def _names(people: Iterable[Person]) -> str:
    return "、".join(one.display_name for one in people)


def fills(free: Sequence[Iterable[int]], taken: frozenset[int] = frozenset()) -> bool:
    """Whether each of the steps finds a person of its own."""
    if not free:
        return True
    return any(fills(free[1:], taken | {one}) for one in frozenset(free[0]) - taken)


def waits(snapshot: Snapshot | None) -> str:
    """For whom it waits, as the column keeps it: |secrecy|leader|."""
    found = next_step(snapshot) if snapshot else None
    return "".join(["|", *(f"{role}|" for role in sorted(found[1].roles))]) if found else ""


def waits_for(waits: str) -> str:
    """The same as a sentence has it: 公开机构负责人或分管领导."""
    return "或".join(Role(role).label for role in waits.strip("|").split("|") if role)
