"""How is it said of a rule or normative document whether it is in force – the same on every page and list?

What is no longer in force stays readable and says so: since when, and by what (handbook 05 §2.3).
"""

from __future__ import annotations

from datetime import date

from gongkai.publication.validity import Life, validity, validity_states
from gongkai_web.look.marks import Mark
from gongkai_web.publishing.models import NormativeDocument

# Of one that was entered by hand and that nobody else has confirmed.
WAITS = "等另一个人确认"
_SHAPES = {"in_force": "valid", "not_yet_effective": "waiting", "amended": "warning"}


def state_of(document: NormativeDocument, day: date) -> str:
    """In which state of `validity.yaml` the document is at the end of that day."""
    life = Life(
        issued_on=document.issued_on,
        effective_from=document.effective_from,
        amended_on=[document.amended_on] if document.amended_on else (),
        expires_on=document.last_day,
        ended_on=document.ended_on,
        ending=document.ending,
    )
    # Before its issue there is nothing to be in force.
    return validity(life, max(day, document.issued_on))


def mark_of(document: NormativeDocument, day: date) -> Mark:
    """The state as a mark, with the day since when it is so and what made it so."""
    state = state_of(document, day)
    said = validity_states()[state].said
    return Mark(_SHAPES.get(state, "repealed"), f"{said}{_since(document, state)}")


def _since(document: NormativeDocument, state: str) -> str:
    if state == "in_force":
        return ""
    if state == "not_yet_effective":
        return f"（{document.effective_from} 起施行）"
    day, by = (document.ended_on, document.ended_by)
    if state == "amended":
        day, by = document.amended_on, document.amended_by
    return f" {day}（{by}）" if by else f" {day}"
