"""Which letters serve an act of the procedure, and which act does the issue of a letter carry out?

The state machine (`cases/procedure.yaml`) says which letters go with an act; the library says what each is.
"""

from __future__ import annotations

from gongkai.letters import Field, LetterKind, letter_kinds
from gongkai.procedure.machine import acts

OTHER = "other"
REPLIES = ("reply", "reply_again")
# Takes the reply back and decides nothing in its place: the new reply comes with a letter of its own.
REVOKES = "revoke_reply"
REVOKED = "予以撤销，另行作出答复"
# What alone may be chosen where the act says it: a reply that is only taken back was denied nothing by that
# letter, so that nobody has to go through reconsideration first (救济类型 A; 实现约定，交法制审核).
_ONLY: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("L24", REVOKES): {"act_of_correction": (REVOKED,), "remedy": ("A",)},
}
# What the other act has for itself.
_NEVER: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("L24", "reply_again"): {"act_of_correction": (REVOKED,)},
}
# Letters that may be written at any time of a case: they enter no event (手册04 §2).
AT_ANY_TIME = ("P02", "P03", "P09", "P11", "P17", "P18")
# Letters whose issue enters the act itself; all others of an act only accompany it.
CARRIES = {
    "P04": "ask_correction",
    "P05": "ask_reason",
    "P06": "extend",
    "P07": "delay",
    "P08": "ask_third_party",
    "P12": "ask_agency",
    "P13": "ask_agency",
    "P14": "decide_fee",
}
# These acts hand a letter over or put papers away; their sheets are downloads beside the letter.
_PAPERS_ONLY = frozenset({"dispatch", "serve", "archive"})
# A receipt is common practice and goes out as it is; every other letter carries the seal (手册04 §1、§2).
UNSEALED = frozenset({"P02"})


def kinds_for(act: str) -> tuple[LetterKind, ...]:
    """The letters that can be drafted in that act; none for an act without letters."""
    known = letter_kinds()
    if act == OTHER:
        return tuple(known[code] for code in AT_ANY_TIME)
    found = acts().get(act)
    if found is None or act in _PAPERS_ONLY:
        return ()
    # A second reply carries an outcome of its own, or puts the first one right.
    more = acts()["reply"].letters if act == "reply_again" else ()
    codes = (*found.letters, *more)
    return tuple(known[code] for code in codes)


def acts_with_letters() -> tuple[str, ...]:
    """The keys of the acts that offer a letter."""
    return tuple(key for key in (*acts(), OTHER) if kinds_for(key))


def act_label(act: str) -> str:
    """The word for the act of a letter."""
    return acts()[act].label if act in acts() else "其他文书"


def carried_act(code: str, act: str) -> str:
    """The act that issuing this letter enters; empty where it enters none."""
    if code.startswith("L"):
        return act if act in (*REPLIES, REVOKES) else ""
    return CARRIES.get(code, "")


def choices_of(code: str, act: str, field: Field) -> tuple[str, ...]:
    """What can be chosen for the field of a letter that is written in that act."""
    only = _ONLY.get((code, act), {}).get(field.name, field.choices)
    never = _NEVER.get((code, act), {}).get(field.name, ())
    return tuple(choice for choice in only if choice not in never)


def is_numbered(kind: LetterKind) -> bool:
    """Forms and internal sheets have no number of a series (手册04 §1)."""
    return kind.layout == "letter"


def needs_seal(kind: LetterKind) -> bool:
    """Whether the letter goes out only with the seal."""
    return kind.layout == "letter" and kind.code not in UNSEALED


def outcome_of(kind: LetterKind) -> str:
    """The one outcome that the letter carries; empty where it is chosen apart (L24) or there is none."""
    return kind.outcomes[0] if len(kind.outcomes) == 1 else ""
