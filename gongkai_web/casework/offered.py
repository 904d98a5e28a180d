"""Which acts does the case page offer to this person, and in which order?

The state machine (`cases.machine`) decides; here its offers become one button, groups by stage, and the
sentences of what cannot be done now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import roles_of, watched_agencies
from gongkai_web.cases.facts import Status, WaitsFor
from gongkai_web.cases.machine import GUARDS, STAGES, Act, acts, offers
from gongkai_web.cases.models import Case
from gongkai_web.cases.state import State
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import NextAct

# What these guards refuse to issue can have happened on paper, or in time and be entered late.
BACKFILLED = frozenset({"correction_not_asked", "within_correction_term", "before_due", "not_extended"})


@dataclass(frozen=True, slots=True)
class Offered:
    """An act as the page shows it. `refusal`: why not now; `backfill`: it can still be entered as it was."""

    act: Act
    href: str
    refusal: str = ""
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """The acts of one stage."""

    name: str
    acts: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """All that the page offers: by stage, and what is refused."""

    stages: tuple[Stage, ...]
    refused: tuple[Offered, ...]


def roles_for(person: Person, agency: Agency, today: date) -> frozenset[str]:
    """The person's roles towards cases of the agency: its own staff's, and that of who supervises it.

    Being supervisor at the agency itself is no supervision of it (《条例》第四十七条).
    """
    held = roles_of(person, agency, today) - {Role.SUPERVISOR}
    watching = watched_agencies(person, today).filter(pk=agency.pk).exists()
    return held | {Role.SUPERVISOR} if watching else held


def acts_for(case: Case, state: State, roles: Iterable[str], today: date) -> Acts:
    """What may be done, by stage; the next act is not repeated."""
    found = [
        Offered(
            offer.act,
            address(case, offer.act.key),
            offer.refusal,
            can_be_backfilled(offer.act, state, today),
        )
        for offer in offers(state, roles, today)
    ]
    open_now = [one for one in found if not one.refusal and one.act.key != state.next_act]
    stages = [Stage(name, tuple(one for one in open_now if one.act.stage == name)) for name in STAGES]
    return Acts(tuple(stage for stage in stages if stage.acts), tuple(one for one in found if one.refusal))


def next_for(case: Case, state: State, roles: Iterable[str], today: date) -> NextAct | None:
    """What comes next, as THE button where this person may do it now; None where nothing does."""
    act = acts().get(state.next_act)
    if act is None:
        return None
    offer = next((one for one in offers(state, roles, today) if one.act.key == act.key), None)
    open_now = offer is not None and not offer.refusal
    waits = WaitsFor(state.waits_for).label if state.waits_for else ""
    return NextAct(
        title=f"下一步：{act.label}" if not (waits and not open_now) else waits,
        label=act.label if open_now else "",
        href=address(case, act.key) if open_now else "",
        marks=_marks(state, waits, today),
        note=offer.refusal if offer and offer.refusal else f"期限 {state.next_on}" if state.next_on else "",
    )


def why_not(act: Act, state: State, today: date) -> str:
    """Why the act cannot be done as the case stands; empty where it can."""
    found = next((one for one in offers(state, act.roles, today) if one.act.key == act.key), None)
    if found is None:
        return f"本件现在是「{Status(state.status).label}」，不能办理「{act.label}」。"
    return found.refusal


def can_be_backfilled(act: Act, state: State, today: date) -> bool:
    """Whether all that refuses the act now is what can have happened on paper, or in time and unentered."""
    refusing = {name for name in act.guards if GUARDS[name](state, today)}
    return state.status in act.states and bool(refusing) and refusing <= BACKFILLED


def address(case: Case, key: str) -> str:
    """Where the form of an act stands."""
    return reverse("casework:act", args=[case.pk, key])


def _marks(state: State, waits: str, today: date) -> tuple[Mark, ...]:
    if state.next_on is None:
        return (Mark("waiting", waits),) if waits else ()
    marks = due_marks(state.next_on, today, provisional=state.provisional)
    return (*marks, Mark("waiting", waits)) if waits else marks
