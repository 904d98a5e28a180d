"""Is there anything in an opinion, or in what is said of it, that must not be read by everybody?

The checks of any published text: personal data, wrong and sensitive words. Personal data are refused whatever
somebody says: these words have no review in which their need could be weighed (《条例》第十五条).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.proofing.checklist import NO_HABITS, Part, proof
from gongkai.proofing.finding import BLOCK, NOTE, Finding
from gongkai.proofing.kinds import PERSONAL
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import Refused
from gongkai_web.interaction.habits import habits_of


def problems(label: str, text: str, agency: Agency, day: date) -> tuple[Finding, ...]:
    """What must be mended or looked at before this is shown; what is only noted is left out."""
    found = proof((Part("text", label, text),), day, habits_of(agency, day, NO_HABITS))
    return tuple(one for one in found if one.level != NOTE)


def must_go(found: Iterable[Finding]) -> list[str]:
    """The sentences of what is not shown, whoever looked at it: what is blocked, and all personal data."""
    return [one.message for one in found if one.level == BLOCK or one.code in PERSONAL]


def require_showable(label: str, text: str, agency: Agency, day: date) -> None:
    """Raises Refused for words of the office that everybody will read and that must not be."""
    if said := must_go(problems(label, text, agency, day)):
        raise Refused(f"{''.join(said)}这里写的照原样公开；请删去或者改写，再保存。")
