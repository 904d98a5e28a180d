"""Who is there to review: by name at each step; and does everybody's text find somebody who may decide?

Nobody decides on what they wrote, and no two reviews of one kind are by one person: an agency with few people
can lock itself out. That is said when the steps are set, not when a text waits.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import doing_the_work_of, staff_of
from gongkai_web.approval.sentences import labels
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage
from gongkai_web.publishing.items.models import Batch, Edition
from gongkai_web.publishing.items.queries import manifest_of
from gongkai_web.publishing.items.review import Staff, Step, fills, steps_of, waits_for_nobody

_APPOINT = "请先任职，或者改由别的岗位办理。"


@dataclass(frozen=True, slots=True)
class Seat:
    """A step and those who hold one of its roles today, by name."""

    step: Step
    people: tuple[Person, ...]

    @property
    def sentence(self) -> str:
        """Who does what: 保密审查：保密审查员（陈静、吴刚）."""
        names = "、".join(str(one) for one in self.people) or "现在没有人"
        return f"{self.step.kind.label}：{labels(self.step.roles)}（{names}）"


@dataclass(frozen=True, slots=True)
class Setting:
    """The steps of an agency with its people. `writers`: who may draft there.

    `same_person`: whether one person may decide at several steps although others could.
    """

    agency: Agency
    seats: tuple[Seat, ...]
    writers: tuple[Person, ...]
    same_person: bool = False

    @property
    def sentence(self) -> str:
        """What the setting means."""
        steps = "；".join(f"{number}. {seat.sentence}" for number, seat in enumerate(self.seats, 1))
        twice = [
            kind.label for kind in dict.fromkeys(s.step.kind for s in self.seats) if self._times(kind) > 1
        ]
        two = f"{'、'.join(twice)}的几次由不同的人办理。" if twice else ""
        apart = (
            "同一个人可以办理几步。"
            if self.same_person
            else "办过前面一步的人，后面的由别人办理；没有别人能办的，才可以接着办。"
        )
        return f"送审以后依次经过{len(self.seats)}步：{steps}。{two}{apart}写过这份内容的人哪一步都不办。"

    @property
    def refusal(self) -> str:
        """Why it will not do: a step waits for nobody, or all who write are locked out; else empty."""
        empty = next((seat for seat in self.seats if not seat.people), None)
        if empty:
            who = labels(empty.step.roles)
            return f"「{empty.step.kind.label}」由{who}办理，{self.agency.name}现在没有这样的人；{_APPOINT}"
        short = self.short()
        if short:
            return f"「{short.step.kind.label}」的几次须由不同的人办理，现在的人不够；{_APPOINT}"
        if self.writers and len(self.locked_out) == len(self.writers):
            return f"这样设定，谁起草的都没有人能审：{'；'.join(self.warnings)}。{_APPOINT}"
        return ""

    @property
    def locked_out(self) -> list[tuple[Person, Seat]]:
        """Whose texts nobody could decide on at a step."""
        return [(one, seat) for one in self.writers if (seat := self.short(one.pk))]

    @property
    def warnings(self) -> list[str]:
        """The same as sentences."""
        return [f"{one}起草的，「{seat.step.kind.label}」没有另外的人办理" for one, seat in self.locked_out]

    def _times(self, kind: str) -> int:
        return sum(seat.step.kind == kind for seat in self.seats)

    def short(self, *writers: int) -> Seat | None:
        """The first step for which nobody but those who wrote is left; None where each step finds one of its
        own kind.
        """
        for seat in self.seats:
            same = [one for one in self.seats if one.step.kind == seat.step.kind]
            free = [frozenset(p.pk for p in one.people if p.pk not in writers) for one in same]
            if not fills(free):
                return seat
        return None


def setting_of(steps: Sequence[Step], agency: Agency, day: date, *, same_person: bool = False) -> Setting:
    """The steps with those who hold their roles on that day and can sign in."""
    staff = [one for one in staff_of(agency, day).order_by("pk") if one.person.is_active]
    people = {role: [one.person for one in staff if one.role == role] for role in {one.role for one in staff}}

    def holding(roles: frozenset[str]) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(one for role in Role if role in roles for one in people.get(role, ())))

    seats = tuple(Seat(step, holding(step.roles)) for step in steps)
    return Setting(agency, seats, holding(TABLE[What.WRITE_ITEM].roles), same_person)


def why_nobody(steps: Sequence[Step], agency: Agency, writers: Collection[int], day: date) -> str:
    """Why a text of these people cannot be handed in: a step would wait for nobody; empty where it can."""
    setting = setting_of(steps, doing_the_work_of(agency, day), day)
    seat = setting.short(*writers)
    if seat is None:
        return ""
    same = [one for one in setting.seats if one.step.kind == seat.step.kind]
    alone = [one for one in same if all(person.pk in writers for person in one.people)]
    seat = alone[0] if alone else seat
    what, who = seat.step.kind.label, labels(seat.step.roles)
    then = "请先任职，或者由公开机构负责人改审查的环节。"
    if alone:
        whom = f"须由没有写过这份信息的{who}办理，{agency.name}现在没有这样的人"
        return f"「{what}」这一步{whom}；{then}"
    there = dict.fromkeys(str(one) for seat in same for one in seat.people if one.pk not in writers)
    whom = f"须由没有写过这份信息的不同的人办理，{agency.name}现在只有{'、'.join(there)}"
    return f"「{what}」的几次{whom}；{then}"


def will_review(edition: Edition, by: Person, day: date) -> list[str]:
    """Who reviews what this person hands in: a line for each step, those left out who wrote in it."""
    return _named(edition.item.agency, {*edition.writers, by.pk}, day)


def will_review_batch(batch: Batch, by: Person, day: date) -> list[str]:
    """The same of a batch of past stock: who wrote one of its rows, or hands it in, decides on none."""
    rows = Edition.objects.filter(item__batch=batch, stage__in=UNDER_WAY).order_by()
    written = (key for keys in rows.values_list("writers", flat=True).iterator() for key in keys)
    return _named(batch.agency, {by.pk, *written}, day)


def left_waiting(agency: Agency, day: date) -> int:
    """How much of what the agency has under review waits for nobody on that day."""
    staff = Staff(day)
    texts = Edition.objects.filter(item__agency=agency, stage=Stage.IN_REVIEW, item__sealed=False)
    drafts = [one.item.draft for one in texts.filter(item__batch=None).select_related("item__draft__agency")]
    batches = Batch.objects.filter(agency=agency, stage=Stage.IN_REVIEW).select_related("agency")
    manifests = [manifest_of(one) for one in batches]
    return sum(bool(waits_for_nobody(one, staff)) for one in (*drafts, *manifests) if one is not None)


def _named(agency: Agency, writers: Collection[int], day: date) -> list[str]:
    seats = setting_of(steps_of(agency), doing_the_work_of(agency, day), day).seats
    return [
        Seat(seat.step, tuple(one for one in seat.people if one.pk not in writers)).sentence for seat in seats
    ]


def told_writer(edition: Edition, person: Person, day: date) -> str:
    """What whoever opens the form of a draft should know before they write: with them among its authors it
    cannot be handed in. Empty where it can.
    """
    agency = edition.item.agency
    setting = setting_of(steps_of(agency), doing_the_work_of(agency, day), day)
    seat = setting.short(*edition.writers, person.pk)
    if seat is None:
        return ""
    what, who = seat.step.kind.label, labels(seat.step.roles)
    if person.pk not in edition.writers and setting.short(*edition.writers) is None:
        return (
            f"您在这份信息里改了，就不能再办它的「{what}」，{agency.name}又没有任职别的{who}：一保存，就送不了审。"
            f"请把要改的告诉起草的人，由他改；一定要自己改的，先任职另一位{who}。"
        )
    nobody = f"「{what}」须由没有写过这份信息的{who}办理，{agency.name}现在没有这样的人"
    return f"{nobody}：写好了也送不了审。{_APPOINT}"
