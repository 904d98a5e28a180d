"""Is there anything in an answer that must not be read by everybody? The checks of any published text.

The agency's own words come from the room that keeps them; who stands above both says from where.
"""

from __future__ import annotations

from datetime import date

from gongkai.proofing.checklist import NO_HABITS, Part, proof
from gongkai.proofing.finding import NOTE, Finding
from gongkai_web.agencies.models import Agency
from gongkai_web.interaction.habits import habits_of


def problems(title: str, question: str, answer: str, agency: Agency, day: date) -> tuple[Finding, ...]:
    """What must be mended or looked at before these texts are public; what is only noted is left out."""
    parts = (
        Part("public_title", "公开的标题", title),
        Part("public_question", "公开的问题", question),
        Part("answer", "答复", answer),
    )
    return tuple(one for one in proof(parts, day, habits_of(agency, day, NO_HABITS)) if one.level != NOTE)
