"""Is there anything in an answer that must not be read by everybody? The checks of any published text.

The agency's own words come from the room that keeps them; who stands above both says from where.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from gongkai.proofing.checklist import NO_HABITS, Habits, Part, proof
from gongkai.proofing.finding import NOTE, Finding

if TYPE_CHECKING:  # it is read before the models are loaded
    from gongkai_web.agencies.models import Agency

_HABITS: list[str] = []


def habits_from(name: str) -> None:
    """Says by its dotted name which function knows what an agency looks for besides."""
    _HABITS[:] = [name]


def problems(title: str, question: str, answer: str, agency: Agency, day: date) -> tuple[Finding, ...]:
    """What must be mended or looked at before these texts are public; what is only noted is left out."""
    parts = (
        Part("public_title", "公开的标题", title),
        Part("public_question", "公开的问题", question),
        Part("answer", "答复", answer),
    )
    return tuple(one for one in proof(parts, day, _habits(agency, day)) if one.level != NOTE)


def _habits(agency: Agency, day: date) -> Habits:
    if not _HABITS:
        return NO_HABITS
    known: Callable[[Agency, date], Habits] = import_string(_HABITS[0])
    return known(agency, day)
