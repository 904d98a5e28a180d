"""Words that everybody will read wait for a second person (先审查后公开): who may look, and what waits?

They have no review of their own, as items have. Where nobody else keeps the catalogue, who wrote them answers
for them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import staff_of
from gongkai_web.approval.standing import digest
from gongkai_web.publishing.catalogue.actions.lines import told
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import Column, HeldWords

HELD = ("agency", "kind", "column", "about", "given_hash", "person", "day", "decided_by", "decided_on",
        "agreed", "reason")  # fmt: skip


def has_second_reader(agency: Agency, by: Person, day: date) -> bool:
    """Whether somebody else keeps the catalogue on that day, and can sign in."""
    keepers = staff_of(agency, day).filter(role__in=TABLE[What.KEEP_CATALOGUE].roles, person__is_active=True)
    return keepers.exclude(person=by).exists()


def hold(
    *,
    by: Person,
    agency: Agency,
    day: date,
    kind: HeldKind,
    about: str,
    given: Mapping[str, Any],
    column: Column | None = None,
) -> HeldWords:
    """Keeps the words until somebody else has looked at them. `given`: what is written then."""
    held = HeldWords(agency=agency, kind=kind, column=column, about=about[:300], given=dict(given))
    held.given_hash, held.person, held.day = digest(held.given), by, day
    held.save()
    told(held, by=by, act="hold_words", day=day, rows={held: HELD})
    return held


def replaced(*, by: Person, day: date, **of: Any) -> None:
    """What waited before is not let out any more: other words take its place. `of`: which words."""
    for held in HeldWords.objects.filter(agreed=None, **of):
        settle(held, by=by, day=day, agreed=False, reason="由新的一份代替")


def settle(held: HeldWords, *, by: Person, day: date, agreed: bool, reason: str = "") -> None:
    """It waits no more. For the actions of this folder."""
    held.decided_by, held.decided_on, held.agreed, held.reason = by, day, agreed, reason
    held.save(update_fields=["decided_by", "decided_on", "agreed", "reason"])
    act = "let_out_words" if agreed else "send_back_words"
    told(held, by=by, act=act, day=day, reason=reason, rows={held: HELD})
