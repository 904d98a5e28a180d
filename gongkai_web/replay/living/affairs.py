"""What else goes on in the sample city: decisions in each stage, answers, articles, reports, enterprises?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.lawfile import Node, load
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import PublicEnterprise
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.registers.declared import ARTICLES, REPORTED_UP, RESPONSES
from gongkai_web.registers.actions import enter
from gongkai_web.registers.declared import Register
from gongkai_web.replay.living.calls import ask_for_opinions
from gongkai_web.replay.statements.crew import Crew, account_of

_FILE = Path(__file__).parent / "affairs.yaml"
_WHERE = "https://www.example.cn/"


@dataclass(frozen=True, slots=True)
class Office:
    """For whom, by whom and as of when things are entered."""

    agency: Agency
    crew: Crew
    today: date

    def ago(self, days: int) -> date:
        """So many days before today; a negative number is still to come."""
        return self.today - timedelta(days=days)


def enter_affairs(agency: Agency, crew: Crew, today: date) -> None:
    """Everything of the file, each a transaction of its own; what is there already stays as it is."""
    office, node = Office(agency, crew, today), load(_FILE, _FILE.parent)
    for kind, entered in (
        ("schedule", _schedule),
        ("gazette", _bring_out),
        ("decisions", _decide),
        ("calls", _ask),
        ("responses", _answer),
        ("articles", _publish),
        ("reports", _report),
        ("enterprises", _list),
    ):
        for one in node.children(kind):
            with transaction.atomic():
                entered(office, one)
            one.done()
    node.done()


def _schedule(office: Office, node: Node) -> None:
    """What was due early in the year is public."""
    key, day = node.text("key"), date.fromisoformat(f"{office.today.year}-{node.day_of_year('on')}")
    if day < office.today:
        by, year = office.crew.officer, office.today.year
        catalogue.note_scheduled(
            by=by, agency=office.agency, year=year, key=key, day=day, published_on=day, where=_WHERE
        )


def _bring_out(office: Office, node: Node) -> None:
    """An issue of the gazette with what was published by then."""
    keys, number, section = node.texts("items"), node.integer("number", 1), node.text("section")
    day, by, agency = office.ago(node.integer("ago")), office.crew.officer, office.agency
    if Issue.objects.filter(agency=agency, year=day.year, number=number).exists():
        return
    total = (day.year - 2000) * 2 + number
    issue = gazette.open_issue(
        by=by, agency=agency, day=day, year=day.year, number=number, total=total, issued_on=day
    )
    for key in keys:
        item = Item.objects.get(agency=agency, entry_key=f"living-{key}")
        gazette.place_item(issue=issue, by=by, day=day, item=item, section=section)
    gazette.bring_out(issue=issue, by=office.crew.head, day=day)


def _decide(office: Office, node: Node) -> None:
    title, unit, stages = node.text("title"), node.text("unit"), node.children("stages")
    if MajorDecision.objects.filter(agency=office.agency, title=title).exists():
        for stage in stages:
            _stage(office, stage)
        return
    by, first = office.crew.officer, office.ago(stages[0].integer("ago"))
    made = decisions.open_decision(
        by=office.crew.head, agency=office.agency, day=first, title=title, unit=unit
    )
    for stage in stages:
        decisions.enter_stage(decision=made, by=by, today=office.today, **_stage(office, stage))


def _stage(office: Office, node: Node) -> dict[str, Any]:
    """What is entered of a stage."""
    told: dict[str, Any] = {"stage": node.text("stage"), "day": office.ago(node.integer("ago"))}
    for name in ("until", "since"):
        if name in node:
            told[name] = office.ago(node.integer(name, -1000))
    if "opinions" in node:
        received, adopted, partly, refused = _numbers(node, "opinions")
        told["opinions"] = decisions.Opinions(received, adopted, partly, refused)
    node.done()
    return told


def _numbers(node: Node, key: str) -> list[int]:
    given = node.take(key)
    if not isinstance(given, list) or not all(isinstance(one, int) for one in given):
        raise node.refuse(key, "应为几个整数。")
    return given


def _ask(office: Office, node: Node) -> None:
    ask_for_opinions(office.agency, office.crew, node)


def _answer(office: Office, node: Node) -> None:
    given = {name: node.text(name, default="") for name in ("topic", "found_in", "way", "outcome")}
    given["raised_on"] = office.ago(node.integer("raised")).isoformat()
    _enter(office, RESPONSES, node, given)


def _publish(office: Office, node: Node) -> None:
    account = account_of(office.agency, office.crew.officer, office.ago(365), office.today)
    given = {"title": node.text("title"), "outlet": account, "article_class": node.text("class")}
    _enter(office, ARTICLES, node, given)


def _report(office: Office, node: Node) -> None:
    given: dict[str, Any] = {"title": node.text("title"), "receiver": "省政府门户网站"}
    if "adopted" in node:
        given["adopted_on"] = office.ago(node.integer("adopted"))
    _enter(office, REPORTED_UP, node, given)


def _enter(office: Office, register: Register, node: Node, given: dict[str, Any]) -> None:
    day, title = office.ago(node.integer("ago")), given[register.title]
    if register.model._default_manager.filter(agency=office.agency, **{register.title: title}).exists():
        return
    by, agency = office.crew.officer, office.agency
    enter(register=register, by=by, agency=agency, day=day, today=office.today, given=given)


def _list(office: Office, node: Node) -> None:
    name, sector, covered = node.text("name"), node.text("sector"), node.flag("covered")
    if PublicEnterprise.objects.filter(agency=office.agency, name=name).exists():
        return
    by, day = office.crew.officer, office.ago(200)
    made = catalogue.list_enterprise(by=by, agency=office.agency, day=day, sector=sector, name=name)
    if covered:
        catalogue.cover_enterprise(by=by, enterprise=made, day=office.ago(150), where=_WHERE)
