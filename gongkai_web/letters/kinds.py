"""Which letters serve an act of the procedure on a day, and which act does the issue of a letter carry out?

The letters say it themselves (`gongkai/law/letters/`: `enters`, `beside`); no code of one stands here.
"""

from __future__ import annotations

import functools
from datetime import date

from gongkai.lawbook import Lawbook, lawbook
from gongkai.letters import Field, LetterKind, letter_kinds
from gongkai.procedure.machine import acts

# Letters that may be written at any time of a case, beside no act of it: they enter no event (手册04 §2).
OTHER = "other"
AGAIN = "reply_again"
REPLIES = ("reply", AGAIN)
# Acts that can be done towards several at a time.
ASK_SEVERAL = ("ask_third_party", "ask_agency")
# Takes the reply back and decides nothing in its place: the new reply comes with a letter of its own.
REVOKES = "revoke_reply"
# Acts that set somebody a term of the agency's own choice.
SETS_A_TERM = frozenset({"ask_correction", "ask_reason", "ask_agency", "delay"})


def kinds_for(act: str, day: date) -> tuple[LetterKind, ...]:
    """The letters that can be drafted in that act on that day; what carries no outcome of its own first."""
    return _kinds_for(lawbook(), act, day)


@functools.lru_cache(maxsize=256)
def _kinds_for(_law: Lawbook, act: str, day: date) -> tuple[LetterKind, ...]:
    """Every row of a work list asks: the same as long as the law folder is."""
    found = [kind for kind in letter_kinds().on(day).values() if act in kind.enters or act in kind.beside]
    return tuple(sorted(found, key=lambda kind: bool(kind.outcomes)))


def acts_with_letters(day: date) -> tuple[str, ...]:
    """The keys of the acts that offer a letter on that day."""
    return tuple(key for key in (*acts(), OTHER) if kinds_for(key, day))


def act_label(act: str) -> str:
    """The word for the act of a letter."""
    return acts()[act].label if act in acts() else "其他文书"


def carried_act(kind: LetterKind, act: str) -> str:
    """The act that issuing this letter enters; empty where it enters none."""
    return act if act in kind.enters else ""


def enters_at_issue(act: str) -> bool:
    """Whether the act happens with the date of the letter; the others happen when it leaves the house.

    A reply is given by its letter (手册04 §3); of what is asked or told, terms run only once it is sent.
    """
    return act in REPLIES


def answers(kind: LetterKind) -> bool:
    """Whether it answers the applicant, again or for the first time, or takes the answer back."""
    return any(act in kind.enters for act in (*REPLIES, REVOKES))


def choices_of(act: str, field: Field) -> tuple[str, ...]:
    """What can be chosen for the field of a letter that is written in that act."""
    return field.only.get(act, field.choices)


def is_numbered(kind: LetterKind) -> bool:
    """Forms and internal sheets have no number of a series (手册04 §1)."""
    return kind.layout == "letter"


def needs_seal(kind: LetterKind) -> bool:
    """Whether the letter goes out only with the seal."""
    return kind.layout == "letter" and kind.sealed


def outcome_of(kind: LetterKind) -> str:
    """The one outcome that the letter carries; empty where it is chosen apart or there is none."""
    return kind.outcomes[0] if len(kind.outcomes) == 1 else ""
