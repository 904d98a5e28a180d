"""What does the office see: the list of items, one item from its draft to its end, an old text of it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.proofing.finding import BLOCK, LEVEL_LABELS, Finding
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, holds_anywhere, may
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import Short, read
from gongkai_web.publishing.items import answers, checks, labels, outdated, queries, review
from gongkai_web.publishing.items.actions.attaching import unfit_files
from gongkai_web.publishing.items.consulting_models import Consultation
from gongkai_web.publishing.items.content import GROUPS, Content, completed
from gongkai_web.publishing.items.difference import Changed, differences
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage, State
from gongkai_web.publishing.items.models import Edition, Item, Snapshot
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.settled import over
from gongkai_web.publishing.items.pages.shown import office_text
from gongkai_web.publishing.items.pages.text_forms import WRITABLE
from gongkai_web.publishing.items.writing_models import Editing

SECTION = Section("主动公开的信息", "items:items")
Show = Callable[[Person, date], QuerySet[Item]]
_WITH_AN_ITEM = ("created_by", "live__text", "inside__text", "draft", "batch")
_IN_A_LINE = (
    "title",
    "state",
    "ending",
    "due_on",
    "published_on",
    "agency__name",
)  # no text is read for a list


def _own(person: Person, day: date) -> QuerySet[Item]:
    """What the person may see and is not only public to them."""
    return queries.at_home(person, day)


def _in(*stages: Stage) -> Show:
    return lambda person, day: _own(person, day).filter(editions__stage__in=stages)


def _waiting(person: Person, day: date) -> QuerySet[Item]:
    found = queries.waiting_for(person, day).values("item")
    return _own(person, day).filter(pk__in=found)


def _again(person: Person, day: date) -> QuerySet[Item]:
    return queries.to_look_at_again(person, day)


def _state(state: State) -> Show:
    return lambda person, day: _own(person, day).filter(state=state)


SHOWN: Mapping[str, tuple[str, Show]] = {
    "": ("全部", _own),
    "waiting": ("等我审查", _waiting),
    "drafting": ("起草", _in(Stage.DRAFTING)),
    "in_review": ("审查中", _in(Stage.IN_REVIEW)),
    "approved": ("待发布", _in(Stage.APPROVED, Stage.SCHEDULED)),
    "live": ("已公开", _state(State.LIVE)),
    "inside": ("不主动公开", _state(State.INSIDE)),
    "ended": ("已终止", _state(State.ENDED)),
    "again": ("到期再看", _again),
}


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the checklist, and where it is mended."""

    mark: Mark
    message: str
    href: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of fields as it stands, and where it is written."""

    label: str
    href: str
    fields: list[tuple[str, str]]
    touched: str


def item_or_404(request: OfficeRequest, pk: int) -> Item:
    """The item, where the person may see it in the office; else no such page."""
    found = queries.at_home(request.user, today())
    return get_object_or_404(found.select_related(*_WITH_AN_ITEM), pk=pk)


def edition_or_404(request: OfficeRequest, found: Item) -> Edition:
    """What is on its way of the item, where the person may read it; else no such page, and with what was
    typed for it who was faster.
    """
    edition = edition_of(request, found)
    if edition is None:
        raise over(request, found)
    return edition


def way_to(item: Item) -> Link:
    """The way back to an item."""
    return Link(str(item), reverse("items:item", args=[item.pk]))


@signed_in
@require_GET
def items(request: OfficeRequest) -> HttpResponse:
    """The items of the person's agencies, newest first."""
    show = request.GET.get("show", "")
    found = SHOWN.get(show, SHOWN[""])[1](request.user, today())
    pages = paged(request, found.order_by("-pk").only(*_IN_A_LINE))
    context = {
        "pages": pages,
        "rows": _listed(list(pages)),
        "choices": [(code, label) for code, (label, _) in SHOWN.items()],
        "show": show,
        "may_write": holds_anywhere(request.user, What.WRITE_ITEM, today()),
    }
    return SECTION.page(request, "items/items.html", context)


@signed_in
@require_GET
def item(request: OfficeRequest, pk: int) -> HttpResponse:
    """One item: what comes next, what is open, its text by groups, its reviews and its history."""
    found, day = item_or_404(request, pk), today()
    edition = edition_of(request, found)
    content = _content(found, edition)
    handed_in = queries.snapshots(request.user, day).filter(item=found).order_by("-number")
    comparable = len(handed_in) + (edition is not None) > 1
    published, over, consulted, others = _beside(found, edition, request.user, day)
    context = {
        "item": found,
        "agency": found.agency,
        "edition": edition,
        "text": office_text(found, edition.content) if edition else "",
        "next": rows.next_act(found, edition, request.user, day, [one for one in consulted if one.holds]),
        "elements": rows.office_elements(found, edition),
        "points": points_of(found, content, day) if edition and edition.stage == Stage.DRAFTING else [],
        "groups": _groups(found, edition, content),
        "reviews": rows.decisions(found.draft) if found.draft and edition else [],
        "snapshots": handed_in,
        "history": rows.history(published, over),
        "consultations": [(one, rows.consultation_mark(one)) for one in consulted],
        "compare_url": reverse("items:compare", args=[found.pk]) if comparable else "",
        "returned": rows.returned(queries.sent_back_last(edition, handed_in)) if edition else "",
        "others": rows.others(others),
        "banner": answers.agency_banner(found),
        "contacts": outdated.changes_in([found])[found.pk] if found.live_id else (),
        "may": _may(request.user, found, edition, day),
    }
    return SECTION.page(request, "items/item.html", context, Link(str(found)))


def _beside(found: Item, edition: Edition | None, person: Person, day: date) -> list[tuple[Any, ...]]:
    """How it was published and ended, who was asked about it, and who is at its text now."""
    reads = edition is not None or queries.reads_drafts(person, found, day)
    at_it = queries.editing_besides(person, edition, timezone.now()) if edition else None
    return read(
        (
            Short(found.publications.order_by("pk")),
            Short(found.endings.select_related("person", "successor").order_by("pk")),
            Short(queries.consulted_about(found) if reads else Consultation.objects.none()),
            Short(Editing.objects.none() if at_it is None else at_it),
        )
    )


@signed_in
@require_GET
def snapshot(request: OfficeRequest, pk: int) -> HttpResponse:
    """An old text: what it said, what was decided about it, and how it differs from what is live."""
    found = get_object_or_404(queries.snapshots(request.user, today()).select_related("item__agency"), pk=pk)
    if found.item is None or found.item.sealed:
        raise Snapshot.DoesNotExist
    content = queries.text_of(found)
    live = queries.text_of(found.item.live) if found.item.live else None
    context = {
        "snapshot": found,
        "agency": found.item.agency,
        "content": content,
        "text": office_text(found.item, content),
        "changed": differences(content, live) if live is not None else [],
        "reviews": rows.decisions(found),
        "may_write": may(request.user, found.item.agency, What.WRITE_ITEM, today()),
        "may_take_up": may_take_up(request.user, found.item, today()),
        "in_hand": in_hand(request.user, found.item, today()),
    }
    title = Link(f"快照 {found.number}")
    return SECTION.page(request, "items/snapshot.html", context, way_to(found.item), title)


def may_take_up(person: Person, item: Item, day: date) -> bool:
    """Whether an old text of it can be handed in again, as far as that is known before."""
    free = not answers.is_over(item) and queries.under_way(item) is None
    return free and may(person, item.agency, What.WRITE_ITEM, day)


def in_hand(person: Person, item: Item, day: date) -> str:
    """Why whoever could take up an old text cannot do so now: another text is on its way."""
    other = queries.under_way(item)
    if other is None or answers.is_over(item) or not may(person, item.agency, What.WRITE_ITEM, day):
        return ""
    return f"{queries.in_hand(other)}发布或者作废那一份以后，才能重新启用旧的内容。"


def changes_of(edition: Edition) -> list[Changed]:
    """How a text on its way differs from what is public; all of it where nothing is yet."""
    item = edition.item
    basis = item.live or item.inside
    return differences(queries.text_of(basis) if basis else {}, edition.content)


def edition_of(request: OfficeRequest, found: Item) -> Edition | None:
    """What is on its way of the item, where the person may read it."""
    return queries.editions(request.user, today()).filter(item=found, stage__in=UNDER_WAY).first()


def _content(found: Item, edition: Edition | None) -> Content:
    if edition:
        return completed(edition.content)
    shown = found.live or found.inside
    return completed(queries.text_of(shown)) if shown else {}


def _listed(found: list[Item]) -> list[tuple[Item, Mark, str]]:
    """Items with their marks and what is on its way of each; one query for all."""
    under_way = Edition.objects.filter(item__in=found, stage__in=UNDER_WAY).only("item", "stage", "waits")
    ways = {one.item_id: one for one in under_way}
    return [(one, rows.state_mark(one), _stage(ways.get(one.pk))) for one in found]


def _stage(edition: Edition | None) -> str:
    if edition is None:
        return ""
    waits = review.waits_for(edition.waits)
    return f"{edition.get_stage_display()}，等{waits}" if waits else edition.get_stage_display()


def points_of(found: Item, content: Content, day: date) -> list[PointRow]:
    """The open points of a text and of its files, each with the way to where it is mended."""
    updates = found.published_on is not None
    open_ones = checks.open_points(content, found.agency, day, updates=updates, item=found)
    stop, files = Mark("error", LEVEL_LABELS[BLOCK]), reverse("items:attach", args=[found.pk])
    of_files = [PointRow(stop, said, files) for _, said in unfit_files(content, day, lambda: found)]
    return [*of_files, *(_point(found, one) for one in open_ones)]


def _point(found: Item, one: Finding) -> PointRow:
    group = checks.group_of(one)
    href = _where_written(found, group)
    state = "error" if one.level == BLOCK else "warning"
    return PointRow(Mark(state, LEVEL_LABELS[one.level]), one.message, href)


def _groups(found: Item, edition: Edition | None, content: Content) -> list[GroupRow]:
    if not content:
        return []
    return [
        GroupRow(
            group.label,
            _where_written(found, name) if edition else "",
            [
                (field.label, _said(found, key, content[key]))
                for key, field in group.fields.items()
                if content.get(key)
            ],
            _touched(edition, name),
        )
        for name, group in GROUPS.items()
        if name != "body"
    ]


def _said(found: Item, name: str, value: Any) -> str:
    return labels.column_label(found.agency, value) if name == "column" else labels.said(name, value)


def _where_written(found: Item, group: str) -> str:
    if group in WRITABLE:
        return reverse("items:write", args=[found.pk, group])
    return reverse("items:attach", args=[found.pk])


def _touched(edition: Edition | None, group: str) -> str:
    last = edition.touched.get(group) if edition else None
    return f"{last['who']} {last['day']} 改过" if last else ""


def _is_due_again(found: Item, day: date) -> bool:
    """Whether it is to be looked at again by today."""
    stands = found.live_id is not None or found.inside_id is not None
    return stands and found.look_again_on is not None and found.look_again_on <= day


def _may(person: Person, found: Item, edition: Edition | None, day: date) -> dict[str, bool]:
    writes = may(person, found.agency, What.WRITE_ITEM, day)
    publishes = may(person, found.agency, What.PUBLISH_ITEM, day)
    end = answers.end_of(found)
    again = found.live_id is not None or found.inside_id is not None or (end is not None and end.again)
    return {
        "begin": writes and edition is None and again,
        "drop": writes and edition is not None,
        "consult": writes and edition is not None,
        "readers": writes,
        "again": writes and edition is None and _is_due_again(found, day),
        "schedule": publishes and edition is not None and edition.stage == Stage.APPROVED,
        "end": may(person, found.agency, What.WITHDRAW_ITEM, day) and found.live_id is not None,
    }
