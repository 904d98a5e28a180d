"""Which acts does the case page offer to this person, and in which order?

The state machine (`gongkai.procedure.machine`) decides; here its offers become one button, groups by
stage, and the sentences of what cannot be done now. What the page of a letter has to do (`letters.held`) is
left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.procedure import duties
from gongkai.procedure.facts import Status, WaitsFor
from gongkai.procedure.machine import GUARDS, STAGES, Act, Offer, acts, offers
from gongkai.procedure.state import State
from gongkai_web.cases.models import Case
from gongkai_web.letters.held import Held, held_by_letters
from gongkai_web.letters.living import shown_in
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import NextAct

# What these guards refuse to issue can have happened on paper, or in time and be entered late.
BACKFILLED = frozenset({"correction_not_asked", "within_correction_term", "before_due", "not_extended"})


@dataclass(frozen=True, slots=True)
class Offered:
    """An act as the page shows it. `refusal`: why not now; `backfill`: it can still be entered as it was.

    `elsewhere`: the page of the letter that has it.
    """

    act: Act
    href: str
    refusal: str = ""
    backfill: bool = False
    elsewhere: str = ""


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


def acts_for(
    case: Case, state: State, roles: Iterable[str], today: date, held: Mapping[str, Held] | None = None
) -> Acts:
    """What may be done, by stage; the next act is not repeated. `held`: by letters, where known already."""
    held = held_by_letters(case) if held is None else held
    found = [
        _offered(case, offer, state, today, held.get(offer.act.key)) for offer in offers(state, roles, today)
    ]
    coming = duties.on_day(state, today).act
    open_now = [one for one in found if not one.refusal and one.act.key != coming]
    stages = [Stage(name, tuple(one for one in open_now if one.act.stage == name)) for name in STAGES]
    return Acts(tuple(stage for stage in stages if stage.acts), tuple(one for one in found if one.refusal))


def _offered(case: Case, offer: Offer, state: State, today: date, held: Held | None) -> Offered:
    act, href = offer.act, address(case, offer.act.key)
    if held and not offer.refusal:
        return Offered(act, href, held.refusal, elsewhere=held.href)
    return Offered(act, href, offer.refusal, can_be_backfilled(act, state, today))


def next_for(
    case: Case, state: State, roles: Iterable[str], today: date, held: Mapping[str, Held] | None = None
) -> NextAct | None:
    """What comes next, as THE button where this person may do it now; None where nothing does.

    An act that a letter holds is done on its page: the button leads there.
    """
    duty = duties.on_day(state, today)
    if duty.act in duties.letter_acts():
        return _of_letter(case, state, today)
    act = acts().get(duty.act)
    if act is None:
        return None
    offer = next((one for one in offers(state, roles, today) if one.act.key == act.key), None)
    open_now = offer is not None and not offer.refusal
    there = (held_by_letters(case) if held is None else held).get(act.key)
    label, href = (there.label, there.href) if there else (act.label, address(case, act.key))
    waits = WaitsFor(duty.waits_for).label if duty.waits_for else ""
    return NextAct(
        title=f"下一步：{act.label}" if not (waits and not open_now) else waits,
        label=label if open_now else "",
        href=href if open_now else "",
        marks=_marks(state, waits, today),
        note=offer.refusal if offer and offer.refusal else f"期限 {duty.on}" if duty.on else "",
    )


def _of_letter(case: Case, state: State, today: date) -> NextAct | None:
    """The letter that is being made: its page has what comes next."""
    letter = shown_in([case]).get(case.pk)
    if letter is None:
        return None
    return NextAct(
        title=f"下一步：{letter.said}",
        label=letter.label,
        href=letter.href,
        marks=_marks(state, WaitsFor(state.waits_for).label if state.waits_for else "", today),
        note=f"期限 {state.next_on}" if state.next_on else "",
    )


def why_not(act: Act, state: State, today: date) -> str:
    """Why the act cannot be done as the case stands; empty where it can."""
    found = next((one for one in offers(state, act.roles, today) if one.act.key == act.key), None)
    if found is None:
        return f"本件现在是「{Status(state.status).label}」，不能办理「{act.label}」。"
    return found.refusal


def held_elsewhere(case: Case, act: Act) -> Held | None:
    """The page of the letter that has the act; None where the case itself has it."""
    return held_by_letters(case).get(act.key)


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
