"""Which items has the sample city published lately, and which are still on their way?

Each goes the way of any text: drafted, reviewed by three people, published on its day. What was made before
is not made again.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.lawfile import Node, load
from gongkai.workdays import ONE_DAY, calendar
from gongkai_web.agencies.models import Agency
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.kinds import Kind
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.kinds import InterpretationPlan, State
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import DocumentKind
from gongkai_web.replay.reviewing import review, under_way, update
from gongkai_web.replay.statements.crew import Crew, own_column
from gongkai_web.replay.statements.texts import REPOSTED

_FILE = Path(__file__).parent / "items.yaml"
CITY = "city-office"
PUBLISHED, DRAFT, SECRECY, APPROVED, SCHEDULED = "published", "draft", "secrecy", "approved", "scheduled"
_STEPS = (PUBLISHED, DRAFT, SECRECY, APPROVED, SCHEDULED)
_WEBSITE = ("website",)


@dataclass(frozen=True, slots=True)
class Text:
    """An item of the file. `ago`: how many working days before today it was formed.

    `normative`: the number of registration and the plan of interpretation; `repeals` and `interprets`: the
    keys of other items. `persons`: the heads and the rows of a list; `days`: how long it is shown; `update`:
    how many working days ago it went out once more, and with which note.
    """

    key: str
    at: str
    ago: int
    step: str
    column: str
    content: Mapping[str, Any]
    persons: tuple[tuple[str, ...], ...] = ()
    days: int = 0
    update: tuple[int, str] | None = None
    normative: tuple[str, ...] = ()
    repeals: str = ""
    interprets: str = ""


def slugs() -> set[str]:
    """The agencies that publish something."""
    return {one.at for one in texts()}


def publish_texts(agency: Agency, crew: Crew, today: date) -> None:
    """Everything of that agency, each a transaction of its own."""
    for one in texts():
        if one.at == agency.slug:
            with transaction.atomic():
                _make(one, agency, crew, today)


def workdays_before(day: date, count: int) -> date:
    """So many working days before that day."""
    while count:
        day -= ONE_DAY
        count -= calendar().is_workday(day)
    return day


def _make(one: Text, agency: Agency, crew: Crew, today: date) -> None:
    key, formed = f"living-{one.key}", workdays_before(today, one.ago)
    if Item.objects.filter(agency=agency, entry_key=key).exists():
        return
    day = min(calendar().next_workday(formed + ONE_DAY), today)
    content = _content(one, agency, formed, day)
    standing = _standing(agency, content)
    if standing is not None:
        _renew(standing, content, crew, day)
        return
    item = items.draft(by=crew.officer, agency=agency, day=day, content=content, entry_key=key)
    if one.persons:
        _, *rows = one.persons
        items.enter_persons(
            edition=under_way(item), by=crew.officer, day=day, heads=one.persons[0], rows=rows, seen=1
        )
    if one.step != DRAFT:
        review(item, crew, day, steps=1 if one.step == SECRECY else 3)
    _bring_out(one, item, crew, day)
    if one.update:
        update(item, crew, workdays_before(today, one.update[0]), one.update[1])


def _standing(agency: Agency, content: Mapping[str, Any]) -> Item | None:
    """What stands in a column for one item alone: it is written anew, and no second put beside it."""
    column = catalogue.by_code(agency, content["column"])
    if column is None or column.kind != Kind.SINGLE:
        return None
    return Item.objects.filter(agency=agency, column_code=column.code, state=State.LIVE).first()


def _renew(item: Item, content: Mapping[str, Any], crew: Crew, day: date) -> None:
    if item.title == content["title"]:
        return
    edition = items.begin(item=item, by=crew.officer, day=day)
    heading = {"title": content["title"], "summary": content["summary"], "change_note": "修订全文"}
    for group, values in (("heading", heading), ("body", {"body": content["body"]})):
        edition = items.edit(edition=edition, by=crew.officer, day=day, group=group, values=values, seen=1)
    review(item, crew, day)
    items.publish(edition=under_way(item), by=crew.officer, day=day)


def _bring_out(one: Text, item: Item, crew: Crew, day: date) -> None:
    if one.content.get("attribute") == "on_request":
        items.keep_inside(edition=under_way(item), by=crew.officer, day=day)
    elif one.step == PUBLISHED:
        items.publish(edition=under_way(item), by=crew.officer, day=day)
    elif one.step == SCHEDULED:
        tomorrow = timezone.localdate() + ONE_DAY
        at = timezone.make_aware(datetime.combine(tomorrow, time(9)))
        items.schedule(edition=under_way(item), by=crew.officer, day=day, at=at, now=timezone.now())


def _content(one: Text, agency: Agency, formed: date, day: date) -> dict[str, Any]:
    """The content as it is drafted: with the days, the column and the year of the number filled in."""
    dated = {"year": formed.year, "month": formed.month, "day": formed.day}
    told = {
        name: value.format(**dated) if isinstance(value, str) and name != "body" else value
        for name, value in one.content.items()
    }
    told |= {"formed_on": formed, "column": _column(agency, one.column, day), "issuers": [agency.name]}
    if one.days:
        told |= {"shown_from": day, "shown_until": day + timedelta(days=one.days)}
    told |= _making(one, formed) | _others(one, agency)
    if told["attribute"] == "on_request":
        told["reassess_on"] = day + timedelta(days=365)
    return told


def _making(one: Text, formed: date) -> dict[str, Any]:
    """How a normative document came to be, and until when it holds."""
    if not one.normative:
        return {}
    registered, plan = one.normative
    effective = formed + timedelta(days=10)
    return {
        "document_kind": DocumentKind.NORMATIVE_DOCUMENT.value,
        "registration_number": registered.format(year=formed.year),
        "opinions_heard": "在本网站公开征求意见三十日，收到意见二十六条，采纳十一条。",
        "legality_sent_on": workdays_before(formed, 25),
        "legality_reviewed_on": workdays_before(formed, 15),
        "legality_conclusion": "legal",
        "deliberated_on": workdays_before(formed, 5),
        "interpretation_plan": plan,
        "interpretation_reason": "内容沿用原有规定" if plan == InterpretationPlan.NONE else "",
        "effective_from": effective,
        "expires_on": effective.replace(year=effective.year + 5, day=min(effective.day, 28)) - ONE_DAY,
    }


def _others(one: Text, agency: Agency) -> dict[str, Any]:
    """The items that it repeals or interprets."""
    told: dict[str, Any] = {}
    if one.repeals:
        told |= {"repeals": [_made(agency, one.repeals).document_id], "effects_reason": "已有新的规定"}
    if one.interprets:
        told["interprets"] = [_made(agency, one.interprets).pk]
    return told


def _made(agency: Agency, key: str) -> Item:
    return Item.objects.get(agency=agency, entry_key=f"living-{key}")


def _column(agency: Agency, wanted: str, day: date) -> str:
    """The code of the column: by its code, by the last part of its address, or by its name."""
    address = wanted.rpartition("/")[2]
    found = (
        catalogue.by_code(agency, wanted)
        or catalogue.by_address(agency, address, day)
        or own_column(agency, wanted)
    )
    if found is None:
        raise Refused(f"{agency.name}没有栏目「{wanted}」；请改 {_FILE.name}。")
    return found.code


# – the file


@functools.cache
def texts() -> tuple[Text, ...]:
    """What stands in the file, the oldest first."""
    node = load(_FILE, _FILE.parent)
    found = tuple(_text(one) for one in node.children("items"))
    node.done()
    return tuple(sorted(found, key=lambda one: -one.ago))


def _text(node: Node) -> Text:
    text = Text(
        node.text("key"),
        node.text("at", default=CITY),
        node.integer("ago", 1),
        node.text("step", default=PUBLISHED, allowed=_STEPS),
        node.text("column"),
        _written(node),
        _persons(node),
        node.integer("days") if "days" in node else 0,
        _update(node),
        node.texts("normative", default=()),
        node.text("repeals", default=""),
        node.text("interprets", default=""),
    )
    node.done()
    return text


def _written(node: Node) -> dict[str, Any]:
    written: dict[str, Any] = {
        "title": node.text("title"),
        "summary": node.text("summary"),
        "item_class": node.text("class"),
        "fields": list(node.texts("fields", default=())),
        "channels": list(node.texts("channels", default=_WEBSITE)),
        "attribute": node.text("attribute", default="proactive"),
        "attribute_reason": node.text("reason", default=""),
        "document_number": node.text("number", default=""),
        "theme": node.text("theme", default=""),
        "genre": node.text("genre", default=""),
        "body": _table(node) + "".join(f"<p>{one}</p>" for one in node.texts("body")),
    }
    if "by" in node:
        written["interpretation_author"], written["interpretation_form"] = node.texts("by")
    if "reposted" in node and node.flag("reposted"):
        written |= REPOSTED
    return written


def _table(node: Node) -> str:
    """A table as the text has it; empty where there is none."""
    if "table" not in node:
        return ""
    given = node.child("table")
    heads = "".join(f"<th>{one}</th>" for one in given.texts("heads"))
    caption = f"<caption>{given.text('caption')}</caption>"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _cells(given))
    given.done()
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _persons(node: Node) -> tuple[tuple[str, ...], ...]:
    """The heads and the rows of a list with persons."""
    if "persons" not in node:
        return ()
    given = node.child("persons")
    found = (given.texts("heads"), *_cells(given))
    given.done()
    return found


def _cells(node: Node) -> list[tuple[str, ...]]:
    rows = node.take("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise node.refuse("rows", "应为几行，每行几格。")
    return [tuple(str(cell) for cell in row) for row in rows]


def _update(node: Node) -> tuple[int, str] | None:
    if "update" not in node:
        return None
    given = node.child("update")
    found = (given.integer("ago", 1), given.text("note"))
    given.done()
    return found
