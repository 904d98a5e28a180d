"""Is there anything in an answer that must not be read by everybody? The checks of any published text.

The agency's own words come from the room that keeps them; who stands above both says from where.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.messages import BLANKS
from gongkai.proofing.checklist import NO_HABITS, Part, proof
from gongkai.proofing.finding import NOTE, Finding
from gongkai_web.agencies.models import Agency
from gongkai_web.interaction.habits import habits_of

# The blanks that everybody reads besides the answer: of a fault its public reads what was mended.
TOLD_TO_ALL = ("what", "where")
_PARTS: Mapping[str, str] = {
    "public_title": "公开的标题",
    "public_question": "公开的问题",
    "answer": "答复",
    **{name: BLANKS[name] for name in TOLD_TO_ALL},
}


def problems(texts: Mapping[str, str], agency: Agency, day: date) -> tuple[Finding, ...]:
    """What must be mended or looked at before these texts are public; what is only noted is left out."""
    parts = [Part(name, label, texts[name]) for name, label in _PARTS.items() if texts.get(name)]
    return tuple(one for one in proof(parts, day, habits_of(agency, day, NO_HABITS)) if one.level != NOTE)
