"""Is there anything in an opinion, or in what is said of it, that must not be read by everybody?

The checks of any published text: personal data, wrong and sensitive words.
"""

from __future__ import annotations

from datetime import date

from gongkai.proofing.checklist import NO_HABITS, Part, proof
from gongkai.proofing.finding import BLOCK, NOTE, Finding
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import Refused
from gongkai_web.interaction.habits import habits_of


def problems(label: str, text: str, agency: Agency, day: date) -> tuple[Finding, ...]:
    """What must be mended or looked at before this is shown; what is only noted is left out."""
    found = proof((Part("text", label, text),), day, habits_of(agency, day, NO_HABITS))
    return tuple(one for one in found if one.level != NOTE)


def require_showable(label: str, text: str, agency: Agency, day: date) -> None:
    """Raises Refused for words of the office that everybody will read and that must not be."""
    blocked = [one.message for one in problems(label, text, agency, day) if one.level == BLOCK]
    if blocked:
        raise Refused("".join(blocked))
