"""May everybody read these words, which go out without a review of their own?

The checks of any published text: wrong words, inner hosts, personal data. Personal data are refused whatever
somebody says: nobody weighs here whether they are needed (《条例》第十五条).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from gongkai.proofing.checklist import Habits, Part, proof
from gongkai.proofing.finding import BLOCK
from gongkai.proofing.kinds import PERSONAL
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import Refused
from gongkai_web.publishing.wording.queries import habits_of

# How an office or an enterprise is reached is told on purpose.
REACHED = frozenset({"mobile_number", "home_telephone", "email", "home_address"})
_PAID_TO = frozenset({"bank_card", "account"})


def require_showable(
    agency: Agency, day: date, words: Mapping[str, str], allowed: Collection[str] = ()
) -> None:
    """Raises Refused for words that must not be read. `words`: by what they are called on the page;
    `allowed`: the kinds of personal data that are meant to be there.
    """
    if said := unshowable(words, day, habits_of(agency, day), allowed):
        raise Refused(f"{said}这里写的照原样公开；请删去或者改写，再保存。")


def require_of_agency(agency: Agency, day: date, words: Mapping[str, str]) -> None:
    """The same of what an agency says of itself: how it is reached, and to which account is paid."""
    require_showable(agency, day, words, REACHED | _PAID_TO)


def unshowable(words: Mapping[str, str], day: date, habits: Habits, allowed: Collection[str] = ()) -> str:
    """What is wrong with them; empty where nothing is. `habits`: of the agency, read once for many."""
    parts = [Part(label, label, text) for label, text in words.items() if text.strip()]
    found = proof(parts, day, habits)
    gone = PERSONAL - frozenset(allowed)
    return "".join(
        one.message for one in found if one.code not in allowed and (one.level == BLOCK or one.code in gone)
    )
