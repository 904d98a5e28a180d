"""How does a text get through its review when the program acts for the people of an agency?"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.booktitle import in_marks
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.stock import MANIFEST
from gongkai_web.publishing.items.content import digest, parts
from gongkai_web.publishing.items.models import Batch, Edition, Item
from gongkai_web.replay.statements.crew import Crew

_BASIS = "《条例》第十七条、《保守国家秘密法》第三十五条"
_SETTLED = "不涉及国家秘密、工作秘密和敏感信息，可以公开。"
_PUBLIC = "public"


def review(item: Item, crew: Crew, day: date, *, steps: int = 3) -> None:
    """The head of the department, the secrecy reviewer part by part, the head of the office."""
    items.submit(edition=under_way(item), by=crew.officer, day=day, looked="已经核对")
    for person in (crew.reviewer, crew.secrecy, crew.head)[:steps]:
        edition = under_way(item)
        judged = dict.fromkeys([part.key for part in parts(edition.content)], _PUBLIC)
        seen, points = digest(edition.content), judged if person == crew.secrecy else {}
        items.decide(edition=edition, by=person, day=day, **_approval(seen, points))


def review_batch(batch: Batch, crew: Crew, day: date) -> None:
    """The same of the manifest of a batch of past stock."""
    manifest = items.submit_batch(batch=batch, by=crew.officer, day=day, looked="当时已经公开")
    for person in (crew.reviewer, crew.secrecy, crew.head):
        points = {MANIFEST.key: _PUBLIC} if person == crew.secrecy else {}
        items.decide_batch(batch=batch, by=person, day=day, **_approval(manifest.digest, points))


def under_way(item: Item) -> Edition:
    """The edition that is on its way."""
    found = queries.under_way(item)
    if found is None:
        raise Refused(f"{in_marks(item)}没有正在办理的版本。")
    return found


def update(item: Item, crew: Crew, day: date, note: str) -> None:
    """The same text once more, with a note of what changed."""
    edition = items.begin(item=item, by=crew.officer, day=day)
    values = {"change_note": note}
    items.edit(edition=edition, by=crew.officer, day=day, group="heading", values=values, seen=1)
    review(item, crew, day)
    items.publish(edition=under_way(item), by=crew.officer, day=day)


def _approval(seen: str, points: dict[str, str]) -> dict[str, Any]:
    return {"approve": True, "seen": seen, "note": _SETTLED, "basis": _BASIS, "points": points}
