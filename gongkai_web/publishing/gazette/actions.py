"""How is an issue of the gazette opened, filled, brought out, and taken back?

Only what is public already stands in an issue: it went through its own review. The text is that which the
public reads now, so that what is withdrawn has left every issue at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import NotAllowed, Refused, require_reason
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.gazette import queries
from gongkai_web.publishing.gazette.models import Entry, Issue, State
from gongkai_web.publishing.items import actions as item_actions
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.wording.showing import require_showable
from gongkai_web.search.actions import follow

CHANNEL = "gazette"


@transaction.atomic
def open_issue(
    *, by: Person, agency: Agency, day: date, year: int, number: int, total: int, issued_on: date
) -> Issue:
    """Opens an issue; nobody reads it before it is out."""
    if agency.kind not in queries.keepers():
        raise Refused(f"政府公报由本级政府办，{agency.name}（{agency.get_kind_display()}）不办公报。")
    require(by, agency, What.WRITE_ITEM, day, "编排政府公报")
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    if issued_on.year != year:
        raise Refused(f"发行日期 {issued_on} 不在 {year} 年；请核对。")
    taken = Issue.objects.filter(agency=agency)
    if taken.filter(year=year, number=number).exists():
        raise Refused(f"{year} 年第 {number} 期已经登记；请在那一期里编排。")
    if taken.filter(total=total).exists():
        raise Refused(f"总第 {total} 期已经登记；请核对总期号。")
    made = Issue(agency=agency, year=year, number=number, total=total, issued_on=issued_on, opened_by=by)
    made.save()
    told = {"year": year, "number": number, "total": total, "issued_on": issued_on}
    _line(by, made, "open", told)
    return made


@transaction.atomic
def place_item(*, issue: Issue, by: Person, day: date, item: Item, section: str = "") -> Entry:
    """Puts a published item at the end of an issue."""
    issue = _locked(issue, by, day)
    _require_preparing(issue, "登入目录")
    if not queries.may_stand(issue, day).filter(pk=item.pk).exists():
        raise Refused("只有本级政府和所属部门已经公开、没有终止的信息可以刊登；请核对索引号。")
    if Entry.objects.filter(issue=issue, item=item).exists():
        raise Refused(f"{in_marks(item.title)}已经在这一期里。")
    require_showable(issue.agency, day, {"栏目": section})
    last = issue.entries.aggregate(last=Max("position"))["last"] or 0
    made = Entry(issue=issue, item=item, section=section.strip(), position=last + 1, placed_by=by)
    made.save()
    # The section by its digest: what is sealed later must not stand in the trail.
    told = {"entry": made.pk, "item": item.pk, "section_hash": hashed(made.section)}
    told["position"] = made.position
    _line(by, issue, "place", told)
    return made


@transaction.atomic
def place_items(*, issue: Issue, by: Person, day: date, items: Iterable[Item], section: str = "") -> None:
    """Puts several at its end, below one heading: all of them or none."""
    for item in items:
        place_item(issue=issue, by=by, day=day, item=item, section=section)


@transaction.atomic
def remove_item(*, entry: Entry, by: Person, day: date) -> None:
    """Takes an item out of an issue that is not out yet."""
    issue = _locked(entry.issue, by, day)
    _require_preparing(issue, "移出目录")
    _line(by, issue, "remove", {"entry": entry.pk})
    entry.delete()


@transaction.atomic
def bring_out(*, issue: Issue, by: Person, day: date) -> Issue:
    """Brings the issue out: everybody reads it, and what stands in it counts as published by the gazette.

    By somebody who wrote none of its headings, where there is one: they are words that no review has seen.
    """
    issue = _locked(issue, by, day)
    require(by, issue.agency, What.PUBLISH_ITEM, day, "发行政府公报")
    _require_preparing(issue, "发行")
    if others := queries.others_who_bring_out(issue, by, day):
        raise NotAllowed(
            f"目录的栏目是{by.display_name}写的，公众看得到；请由另一个人看过以后发行：{'、'.join(others)}。"
        )
    if issue.issued_on > day:
        raise Refused(f"发行日期 {issue.issued_on} 还没有到（今天是 {day}）；请到那一天再发行。")
    standing = queries.may_stand(issue, day)
    found = list(issue.entries.select_related("item"))
    if not found:
        raise Refused("这一期还没有内容；请先登入目录。")
    if gone := [entry for entry in found if not standing.filter(pk=entry.item_id).exists()]:
        raise Refused(f"目录第 {gone[0].position} 件已经撤下或者终止；请先移出目录。")
    for entry in found:
        item_actions.note_channel(item=entry.item, by=by, code=CHANNEL)
    return _moved(issue, by, "bring_out", State.OUT)


@transaction.atomic
def take_back(*, issue: Issue, by: Person, day: date, reason: str) -> Issue:
    """Takes an issue back that came out by mistake; it can be changed and brought out again."""
    issue = _locked(issue, by, day)
    require(by, issue.agency, What.PUBLISH_ITEM, day, "撤回政府公报")
    require_reason(reason, "撤回政府公报")
    if issue.state != State.OUT:
        raise Refused("这一期还没有发行，没有可以撤回的。")
    made = _moved(issue, by, "take_back", State.PREPARING, reason.strip())
    for entry in issue.entries.select_related("item"):
        if not Entry.objects.filter(item=entry.item_id, issue__state=State.OUT).exists():
            item_actions.forget_channel(item=entry.item, by=by, code=CHANNEL)
    return made


def _moved(issue: Issue, by: Person, act: str, state: State, reason: str = "") -> Issue:
    issue.state = state
    issue.save(update_fields=["state"])
    follow(CHANNEL, [issue.pk])
    _line(by, issue, act, {"state": state.value}, reason)
    return issue


def _locked(issue: Issue, by: Person, day: date) -> Issue:
    held = (
        Issue.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=issue.pk)
    )
    require(by, held.agency, What.WRITE_ITEM, day, "编排政府公报")
    return held


def _require_preparing(issue: Issue, doing: str) -> None:
    if issue.state != State.PREPARING:
        raise Refused(f"{issue} 已经发行，与纸质版一致，不能{doing}；发行有误的请先撤回。")


def _line(by: Person, issue: Issue, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    record(
        actor=by,
        agency=issue.agency,
        act=f"gazette.{act}",
        subject=f"gazette.Issue:{issue.pk}",
        detail=detail,
        reason=reason,
    )
