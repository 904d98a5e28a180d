"""Which acts does the case page offer to this person, and in which order?

The state machine (`gongkai.procedure.machine`) decides; here its offers become one button, groups by
stage, and the sentences of what cannot be done now. What the page of a letter has to do (`letters.held`) is
left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.procedure import duties
from gongkai.procedure.facts import Status, WaitsFor
from gongkai.procedure.machine import STAGES, Act, Offer, acts, not_now, offers
from gongkai.procedure.state import State
from gongkai_web.addresses import address_of
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import roles_for
from gongkai_web.agencies.roles import HANDLERS, STEPS
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.letters.fitting import letter_for
from gongkai_web.letters.held import Held, held_by_letters
from gongkai_web.letters.living import SEE_LETTER, shown_in
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, NextAct

# Nobody is waited for any longer.
IN_VAIN = "等待期已满，应当办理"
# Whoever goes on with a letter, or signs it, has to know.
WITHDRAWN = "申请人已撤回"
# Who writes letters or decides on them.
_MAKE_LETTERS = frozenset({*HANDLERS, *STEPS})


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
    found = [_offered(case, offer, held.get(offer.act.key)) for offer in offers(state, roles, today)]
    coming = duties.on_day(state, today)
    open_now = [one for one in found if not one.refusal and (one.act.key != coming.act or coming.outcome)]
    stages = [Stage(name, tuple(one for one in open_now if one.act.stage == name)) for name in STAGES]
    return Acts(tuple(stage for stage in stages if stage.acts), tuple(one for one in found if one.refusal))


def _offered(case: Case, offer: Offer, held: Held | None) -> Offered:
    act, href = offer.act, address(case, offer.act.key)
    if held and not offer.refusal:
        return Offered(act, href, held.refusal, elsewhere=held.href)
    return Offered(act, href, offer.refusal, offer.on_paper)


def coming_for(case: Case, person: Person, today: date) -> NextAct | None:
    """What comes next for the case as it stands, as this person may do it: what other pages repeat."""
    return next_for(case, current(case), roles_for(person, case.agency, today), today)


def next_for(
    case: Case, state: State, roles: Iterable[str], today: date, held: Mapping[str, Held] | None = None
) -> NextAct | None:
    """What comes next, as THE button where this person may do it now; None where nothing does.

    An act that a letter holds is done on its page: the button leads there.
    """
    duty = duties.on_day(state, today)
    if duty.act in duties.letter_acts():
        return _of_letter(case, state, duty, roles, today)
    act = acts().get(duty.act)
    if act is None:
        return None
    offer = next((one for one in offers(state, roles, today) if one.act.key == act.key), None)
    open_now = offer is not None and not offer.refusal
    there = (held_by_letters(case) if held is None else held).get(act.key)
    own = None if there else letter_for(case, duty.outcome, today)
    way = own or (Link(there.label, there.href) if there else Link(act.label, address(case, act.key)))
    waits = WaitsFor(duty.waits_for).label if duty.waits_for else ""
    return NextAct(
        title=waits if waits and not open_now else f"下一步：{own.label if own else act.label}",
        label="起草文书" if own and open_now else way.label if open_now else "",
        href=way.href if open_now else "",
        marks=_marks(case, state, duty, today),
        note=_note(offer, duty, state),
    )


def _note(offer: Offer | None, duty: duties.Duty, state: State) -> str:
    """Why it cannot be done, whose term has lapsed, or by when it must be done."""
    if offer and offer.refusal:
        return offer.refusal
    if duty.outcome:
        return f"申请人的期限 {state.next_on} 已经届满"
    return f"期限 {duty.on}" if duty.on else ""


def in_vain(duty: duties.Duty) -> str:
    """What is to be done where the day of somebody else has passed and the reply is not late."""
    if duty.waits_for == WaitsFor.REVIEW:
        return "应当发出的最后一天已过，还没有审签"
    return "送达还没有登记，请核实" if duty.act in duties.ARRIVALS else IN_VAIN


def _of_letter(
    case: Case, state: State, duty: duties.Duty, roles: Iterable[str], today: date
) -> NextAct | None:
    """The letter that is being made: its page has what comes next. Who supervises only reads it."""
    letter = shown_in([case]).get(case.pk)
    if letter is None:
        return None
    return NextAct(
        title=f"下一步：{letter.said}",
        label=letter.label if _MAKE_LETTERS.intersection(roles) else SEE_LETTER,
        href=letter.href,
        marks=_marks(case, state, duty, today),
        note=_note_of_letter(state),
    )


def _note_of_letter(state: State) -> str:
    until = f"期限 {state.next_on}" if state.next_on else ""
    if state.status != Status.WITHDRAWN:
        return until
    return f"{WITHDRAWN}，只能答复终止办理；正在办的是别的答复的，请作废后另行起草。{until}"


def offer_of(act: Act, state: State, today: date) -> Offer:
    """The act as the case stands: why it cannot be done, and whether it can be entered all the same."""
    found = next((one for one in offers(state, act.roles, today) if one.act.key == act.key), None)
    return found or Offer(act, not_now(act, state))


def held_elsewhere(case: Case, act: Act) -> Held | None:
    """The page of the letter that has the act; None where the case itself has it."""
    return held_by_letters(case).get(act.key)


def address(case: Case, key: str) -> str:
    """Where the form of an act stands."""
    return address_of("casework:act", case.pk, key)


def _marks(case: Case, state: State, duty: duties.Duty, today: date) -> tuple[Mark, ...]:
    """How pressing it is. Who was waited for in vain was late, not the agency: its own term says that."""
    waiting = (Mark("waiting", WaitsFor(duty.waits_for).label),) if duty.waits_for else ()
    if duty.act in duties.ENDS:
        return waiting  # an end has no day of its own: the one that is waited for binds the court
    if duty.act != state.next_act and (duty.on is None or duty.on >= today):
        return (Mark("soon", IN_VAIN),)
    if duty.on is None:
        return waiting
    reply_late = state.due_on is not None and state.due_on < today
    if duty.waits_for and duty.on < today and not reply_late:
        return (Mark("soon", in_vain(duty)),)
    return (*due_marks(duty.on, today, calendar_of(case.agency_id), provisional=state.provisional), *waiting)
