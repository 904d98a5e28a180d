"""Which acts of a case may only be done on the page of a letter?

What was issued here leaves by its own page: under its seal, after the check that letter and case agree, and
by the rules of the post (国办公开办函〔2016〕235号). While a letter is being made it is its act: nothing is
entered or drafted beside it. The page of the case and the acts for many cases ask here first. What was made
out on paper has no letter, and a void letter holds nothing.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from gongkai.booktitle import in_marks
from gongkai.procedure.facts import Fact, standing
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.stored import fact_of
from gongkai_web.letters.checks import standing_event
from gongkai_web.letters.content import kind_of
from gongkai_web.letters.kinds import ASK_SEVERAL, carried_act, needs_seal
from gongkai_web.letters.living import LIVING
from gongkai_web.letters.models import Addressee, Letter, Status
from gongkai_web.prepared import PreparedRecords, Slot

REPLY_EVENTS = ("replied", "replied_again")
_INSIDE = (Status.ISSUED, Status.SEALED)
_NOT_ARRIVED = (*_INSIDE, Status.DISPATCHED)
_ENDS = ("close", "archive")
# Where the letter of the reply stands while its own page has the act.
_REPLY_HOLDS: Mapping[str, tuple[Status, ...]] = {
    "dispatch": _INSIDE,
    "serve": _NOT_ARRIVED,
    **dict.fromkeys(_ENDS, _INSIDE),
}
# And of other letters, by the event that they entered: a term of the applicant runs from the service of a
# letter that left under its seal.
_OTHERS_HOLD: Mapping[str, Mapping[str, tuple[Status, ...]]] = {
    "correction.asked": {"serve_correction": _NOT_ARRIVED},
    "fee.decided": {"serve_fee_notice": _NOT_ARRIVED},
}
_LETTER_EVENTS = (*REPLY_EVENTS, *_OTHERS_HOLD)
HELD_ACTS = frozenset({*_REPLY_HOLDS, *(act for acts in _OTHERS_HOLD.values() for act in acts)})


@dataclass(frozen=True, slots=True)
class Held:
    """An act that a letter holds: the sentence that says so, and what to do where."""

    refusal: str
    label: str
    href: str


def held_by_letters(case: Case) -> dict[str, Held]:
    """The acts of the case that a letter holds, by key; two queries, one where no letter is on its way."""
    return held_in([case]).get(case.pk, {})


def held_in(cases: Iterable[Case]) -> dict[int, dict[str, Held]]:
    """The same for several cases, by primary key, in as many queries."""
    letters = _letters([case.pk for case in cases])
    facts = _facts(letters)
    return {pk: {**_held(found, facts[pk]), **_being_made(found)} for pk, found in letters.items()}


def held_among(letters: Iterable[Letter], facts: Sequence[Fact]) -> dict[str, Held]:
    """The same of one case, of which all letters and all facts have been read."""
    kinds = {fact.id: fact.kind for fact in facts}
    found = [
        letter
        for letter in letters
        if letter.status in LIVING
        or (letter.status in _NOT_ARRIVED and kinds.get(letter.event_id or 0) in _LETTER_EVENTS)
    ]
    return {**_held(found, facts), **_being_made(found)}


def is_current_reply(facts: Iterable[Fact], event: int | None) -> bool:
    """Whether that event, as it stands, is the reply that the case now speaks of: its last."""
    known = list(facts)
    entered = standing_event(known, event) if event else None
    replies = [fact for fact in standing(known) if fact.kind in REPLY_EVENTS]
    return entered is not None and bool(replies) and replies[-1].id == entered.id


def _letters(cases: list[int]) -> dict[int, list[Letter]]:
    found: dict[int, list[Letter]] = defaultdict(list)
    for letter in _holding().told(cases) if cases else ():
        found[letter.case_id].append(letter)
    return found


@functools.cache
def _holding() -> PreparedRecords[Letter]:
    """The letters of some cases that are being made, or on their way with an act of the case."""
    on_its_way = Q(status__in=_NOT_ARRIVED, event__kind__in=_LETTER_EVENTS)
    wanted = Q(status__in=LIVING) | on_its_way
    return PreparedRecords.of(Letter.objects.filter(wanted, case__in=Slot(list)).order_by("pk"))


def _facts(letters: Mapping[int, list[Letter]]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    if letters:
        for event in Event.objects.filter(case__in=list(letters), kind__in=(*_LETTER_EVENTS, "voided")):
            found[event.case_id].append(fact_of(event))
    return found


def _being_made(letters: Iterable[Letter]) -> dict[str, Held]:
    """The acts for which a letter is being made, of opinions several can be asked; and the end of a case
    whose issued letter, of whatever act, has not left.
    """
    found: dict[str, Held] = {}
    for letter in letters:
        if letter.event_id is not None or letter.status not in LIVING:
            continue
        if letter.act not in ASK_SEVERAL and carried_act(kind_of(letter), letter.act):
            found.setdefault(letter.act, _in_work(letter))
        if letter.status in _INSIDE and letter.addressee != Addressee.INTERNAL:
            found |= {act: _says(letter, act) for act in _ENDS}
    return found


def _in_work(letter: Letter) -> Held:
    status, href = letter.get_status_display(), reverse("letters:letter", args=[letter.pk])
    said = f"本件已有一份在办的{in_marks(letter.title)}（{status}）：请接着办那一份，不用的先作废。"
    return Held(said, "到在办的文书", href)


def _held(letters: Iterable[Letter], facts: Sequence[Fact]) -> dict[str, Held]:
    """What the letters hold whose events stand; of several replies only the last."""
    found: dict[str, Held] = {}
    for letter in letters:
        event = standing_event(facts, letter.event_id or 0)
        if event is None:
            continue
        holds = _OTHERS_HOLD.get(event.kind, _REPLY_HOLDS if is_current_reply(facts, event.id) else {})
        for act, states in holds.items():
            if letter.status in states:
                found.setdefault(act, _says(letter, act))
    return found


def _says(letter: Letter, act: str) -> Held:
    status, href = letter.get_status_display(), reverse("letters:letter", args=[letter.pk])
    what = f"{in_marks(letter.title)}是在本站签发的（{letter.number}，{status}）"
    if letter.status == Status.DISPATCHED:
        return Held(f"{what}：请到文书页登记送达。", "到文书页登记送达", href)
    sealing = needs_seal(kind_of(letter)) and letter.status == Status.ISSUED
    todo = "盖章、发出" if sealing else "发出"
    if act in _ENDS:
        done = "结案" if act == "close" else "归档"
        said = f"{what}，还没有发出：请先到文书页{todo}，再{done}；不发的先把文书作废。"
    elif act != "dispatch":
        said = f"{what}：请到文书页{todo}以后，在那里登记送达。"
    else:
        said = f"{what}：请到文书页{todo}。"
    return Held(said, f"到文书页{todo}", href)
