"""What does everybody get at the address of an item: its text, what it was, or that it is gone?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from gongkai.publication.ends import ELSEWHERE, GONE, READABLE, End, ends
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import GUIDE
from gongkai_web.publishing.items.models import Item

LIST_EXPIRED = "list_expired"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the address of an item answers: the status, what is said, and where else to go."""

    status: int
    sentence: str = ""
    successor: Item | None = None


def answer(item: Item, day: date) -> Answer:
    """What everybody gets at the address of the item. Raises Item.DoesNotExist for what never was public."""
    end = end_of(item)
    if is_shown(item, day):
        said = end.said(item.ended_on) if end and item.ended_on else ""
        return Answer(READABLE, said)
    until = item.shown_until
    if until is not None and item.live_id is not None and not item.sealed:
        return Answer(GONE, ends()[LIST_EXPIRED].said(until + timedelta(days=1)))
    if end is None or item.ended_on is None:
        raise Item.DoesNotExist
    if end.answer != ELSEWHERE or item.successor is None:
        return Answer(GONE, end.said(item.ended_on))
    further = answer(item.successor, day)
    # No chain: who follows arrives at something to read, or is told here that it is gone.
    return Answer(ELSEWHERE, "", item.successor) if further.status == READABLE else further


def is_shown(item: Item, day: date) -> bool:
    """Whether everybody may read this one on that day: `public`, asked of a row."""
    over = item.shown_until is not None and item.shown_until < day
    return item.live_id is not None and not item.sealed and not over


def end_of(item: Item) -> End | None:
    """How it ended; None where it has not."""
    return ends()[item.ending] if item.ending else None


def is_over(item: Item) -> bool:
    """Whether nothing more can be published under this address."""
    end = end_of(item)
    return item.sealed or (end is not None and item.live_id is None and not end.again)


def history(item: Item) -> list[Publication]:
    """更新记录: what the public reads of its changes – not the minor ones – oldest first."""
    found = Publication.objects.filter(item=item).order_by("pk")
    return [one for one in found if one.number == 1 or one.note]


def replaced_by(item: Item) -> QuerySet[Item]:
    """What ended so that its address leads to this one, the last first; nothing is said of what is sealed."""
    found = Item.objects.filter(successor=item, sealed=False)
    return found.only("index_number", "ending", "ended_on").order_by("-ended_on", "-pk")


def shows_versions(item: Item) -> bool:
    """Of the guide everybody reads the earlier versions, too, as long as it is public (《条例》第十二条)."""
    return item.column_code == GUIDE and item.live_id is not None and not item.sealed


def open_versions(item: Item) -> QuerySet[Publication]:
    """The publications of the guide that everybody may open: those that went out as the guide.

    What a text said before it was moved into that column is not opened by the move.
    """
    if not shows_versions(item):
        return Publication.objects.none()
    return item.publications.filter(snapshot__text__content__column=GUIDE).select_related("snapshot__text")


def texts_public(item: Item) -> list[Content]:
    """What everybody may read of the item: the text of today, and of the guide the earlier ones."""
    if item.live is None or item.sealed:
        return []
    shown = [one.snapshot for one in open_versions(item).exclude(snapshot=item.live).order_by("-pk")]
    return [queries.text_of(snapshot) for snapshot in [item.live, *shown]]


def agency_banner(item: Item) -> str:
    """What is said where the agency has another name today, or is no more; empty where neither."""
    agency = item.agency
    if agency.closed_on:
        return f"{item.agency_name or agency.name}已于 {agency.closed_on} 撤销。"
    renamed = item.agency_name and item.agency_name != agency.name
    return f"{item.agency_name}现名{agency.name}。" if renamed else ""
