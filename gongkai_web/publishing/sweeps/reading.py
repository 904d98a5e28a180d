"""What does a sweep find in an item as it stands now: by kind of fault, each with its sentence?

The same checks as before publication, of the text that the public reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import PERSONAL, proofing_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.checks import Setting, points_in
from gongkai_web.publishing.items.kinds import State
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.sweeps.models import Kind

ATTRIBUTE, ELEMENT = "attribute", "missing_element"
_WORDS = frozenset(
    {"wrong_word", "name_of_body", "outdated_name", "region_wording", "own_word", "protected_phrase"}
)


def belongs(kind: str, code: str) -> bool:
    """Whether a finding is of the kind that the sweep looks for."""
    match kind:
        case Kind.PERSONAL:
            return code in PERSONAL
        case Kind.WORDS:
            return code in _WORDS
        case Kind.LINKS:
            return code.startswith("link_")
        case Kind.ELEMENTS:
            return code == ELEMENT
    return code == ATTRIBUTE


def label_of(code: str) -> str:
    """What a kind of fault is called."""
    return "不主动公开的信息" if code == ATTRIBUTE else proofing_kinds()[code].label


def to_read(agency: Agency, kind: str, day: date) -> QuerySet[Item]:
    """What a sweep reads: what is public; for the attribute, what is kept inside (《条例》第十八条)."""
    if kind == Kind.ATTRIBUTE:
        return Item.objects.filter(agency=agency, state=State.INSIDE, sealed=False)
    return queries.public(day).filter(agency=agency)


def findings_in(item: Item, kind: str, setting: Setting) -> tuple[Finding, ...]:
    """What stands there now; nothing where the item is no longer read by such a sweep."""
    if item.live is None or item.sealed:
        return ()
    found = points_in(setting, queries.text_of(item.live), stock=True)
    return tuple(one for one in found if belongs(kind, one.code))


def counted(item: Item, kind: str, setting: Setting) -> Mapping[str, int]:
    """At how many places, by kind of fault."""
    if kind == Kind.ATTRIBUTE:
        return {ATTRIBUTE: 1} if item.state == State.INSIDE and not item.sealed else {}
    return Counter(one.code for one in findings_in(item, kind, setting))
