"""How is an item reviewed, published, settled inside, given up, and ended from a page?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from gongkai.publication.ends import ends
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, told_why_not
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest
from gongkai_web.publishing.items import actions, checks, queries
from gongkai_web.publishing.items import review as reviewing
from gongkai_web.publishing.items.content import completed, digest, parts
from gongkai_web.publishing.items.difference import Changed, differences
from gongkai_web.publishing.items.kinds import Stage, StepKind
from gongkai_web.publishing.items.labels import elements_of
from gongkai_web.publishing.items.models import Edition, Item, Snapshot
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.forms import (
    AgainForm,
    EndForm,
    ReadersForm,
    ReasonForm,
    ReviewForm,
    ScheduleForm,
    SubmitForm,
    TakeUpForm,
)
from gongkai_web.publishing.items.pages.settled import keep_words
from gongkai_web.publishing.items.pages.shown import office_text
from gongkai_web.publishing.items.pages.views import (
    SECTION,
    PointRow,
    changes_of,
    edition_or_404,
    item_or_404,
    points_of,
    way_to,
)
from gongkai_web.publishing.items.reviewers import will_review

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Act:
    """An act: its form, what it does, what is said then. `edition`: on what is on its way, else the item."""

    title: str
    button: str
    form: type[Form]
    act: Callable[..., object]
    said: str
    needs: What
    edition: bool = True


def _schedule(**given: Any) -> object:
    return actions.schedule(**given, now=timezone.now())


ACTS: Mapping[str, _Act] = {
    "submit": _Act("送审", "送审", SubmitForm, actions.submit, "已送审。", What.WRITE_ITEM),
    "publish": _Act("发布", "现在发布", Form, actions.publish, "已发布。", What.PUBLISH_ITEM),
    "schedule": _Act("定时发布", "定时发布", ScheduleForm, _schedule, "已定时。", What.PUBLISH_ITEM),
    "unschedule": _Act(
        "取消定时", "取消定时", Form, actions.unschedule, "已取消定时，仍是批准的。", What.PUBLISH_ITEM
    ),
    "keep": _Act(
        "登记公开属性", "登记", Form, actions.keep_inside, "已登记，不主动公开。", What.PUBLISH_ITEM
    ),
    "drop": _Act("作废草稿", "作废", ReasonForm, actions.drop, "草稿已作废。", What.WRITE_ITEM),
    "begin": _Act(
        "另起一稿",
        "另起一稿",
        Form,
        actions.begin,
        "可以修改了；这一稿发布以前，公众看到的不变。",
        What.WRITE_ITEM,
        False,
    ),
    "again": _Act(
        "再看过，不改",
        "登记",
        AgainForm,
        actions.looked_again,
        "已登记；到下一次的日子再列出来。",
        What.WRITE_ITEM,
        False,
    ),
    "readers": _Act(
        "谁可以看草稿", "设定", ReadersForm, actions.set_readers, "已设定。", What.WRITE_ITEM, False
    ),
}


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """送审, 发布, 定时, 登记公开属性, 作废, 另起一稿, 谁可以看."""
    found = item_or_404(request, pk)
    if act not in ACTS:
        raise Http404
    one = ACTS[act]
    require(request.user, found.agency, one.needs, today(), one.title)
    subject: Given = {"item": found}
    if one.edition:
        if _is_settled(request, found):
            return redirect("items:item", pk)
        subject = {"edition": edition_or_404(request, found)}
    facts: Given = {"item": found, "today": today()} if one.form is ReadersForm else {}
    if act == "submit":
        # What was said of the points the time before holds mostly for this one, too.
        facts = {"initial": {"looked": queries.looked_before(subject["edition"])}}
    form = one.form(sent(request), **facts)
    if carried_out(
        request, form, lambda given: one.act(by=request.user, day=today(), **subject, **given), one.said
    ):
        return redirect("items:item", pk)
    if act != "submit":
        return _form(request, found, form, one.title, one.button)
    points = points_of(found, completed(subject["edition"].content), today())
    whom = will_review(subject["edition"], request.user, today())
    return _form(request, found, form, one.title, one.button, points=points, reviewers=whom)


@keeps_typed
def review(request: OfficeRequest, pk: int) -> HttpResponse:
    """审查: the difference first, then the whole text, then the decision."""
    found, day = item_or_404(request, pk), today()
    if _is_settled(request, found):
        return redirect("items:item", pk)
    edition = edition_or_404(request, found)
    if edition.stage != Stage.IN_REVIEW or found.draft is None:
        keep_words(request, found, moved=True)
        return redirect("items:item", pk)
    edition.item = found
    problem = reviewing.why_not(request.user, found.draft, day)
    step = reviewing.next_step(found.draft)
    secrecy = step is not None and step[1].kind == StepKind.SECRECY
    form = ReviewForm(
        sent(request),
        parts=parts(edition.content) if secrecy else [],
        initial={"seen": digest(edition.content)},
    )
    if not problem and carried_out(
        request, form, lambda given: _decide(request, edition, form, given), "已记下审查意见。"
    ):
        return redirect("items:item", pk)
    before = queries.handed_in_before(found.draft)
    context = {
        "item": found,
        "agency": found.agency,
        "edition": edition,
        "content": edition.content,
        "text": office_text(found, edition.content),
        "since": _since_handed_in(before, edition),
        "returned": rows.returned(queries.sent_back(before)),
        "changed": changes_of(edition),
        "first": found.live_id is None and found.inside_id is None,
        "elements": elements_of(edition.content),
        "points": checks.open_points(
            edition.content, found.agency, day, updates=found.published_on is not None, item=found
        ),
        "snapshot": found.draft,
        "step": step[1].kind.label if step else "",
        "problem": problem,
        "form": form,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/review.html", context, way_to(found), Link("审查"), status=status)


@keeps_typed
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """终止."""
    found = item_or_404(request, pk)
    require(request.user, found.agency, What.WITHDRAW_ITEM, today(), "终止信息")
    # The others are for who answers for the office: nobody is offered what they may not do.
    urgent_only = not may(request.user, found.agency, What.END_ITEM, today())
    form = EndForm(sent(request), today=today(), urgent_only=urgent_only)
    if carried_out(
        request,
        form,
        lambda given: actions.end(item=found, by=request.user, day=today(), **given),
        "已办理终止。",
    ):
        return redirect("items:items")
    ways = [one for one in ends().on(today()).values() if one.urgent or not urgent_only]
    effects = [(one.label, one.effects) for one in ways]
    return _form(request, found, form, "终止", "办理终止", effects=effects)


@keeps_typed
def take_up(request: OfficeRequest, pk: int) -> HttpResponse:
    """重新启用旧的内容."""
    seen = queries.snapshots(request.user, today()).select_related("item__agency")
    snapshot = get_object_or_404(seen, pk=pk, item__isnull=False)
    found = item_or_404(request, snapshot.item_id or 0)
    form = TakeUpForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.take_up(snapshot=snapshot, by=request.user, day=today(), **given),
        "已重新启用并送审；以前的审查意见不算。",
    ):
        return redirect("items:item", found.pk)
    return _form(request, found, form, f"重新启用快照 {snapshot.number}", "重新启用并送审")


def _is_settled(request: OfficeRequest, found: Item) -> bool:
    """Whether nothing is on its way any more: somebody was faster, or it was done in another window; told.

    Raises Over where something was typed for it.
    """
    if queries.under_way(found) is not None:
        return False
    keep_words(request, found)
    told_why_not(request, "这一稿已经发布、登记或者作废，这一步不用再办；下面是现在的状态。")
    return True


def _since_handed_in(before: Snapshot | None, edition: Edition) -> list[Changed] | None:
    """What changed since this edition was handed in before; None where it was not."""
    return differences(queries.text_of(before), edition.content) if before else None


def _decide(request: OfficeRequest, edition: Edition, form: ReviewForm, given: Given) -> object:
    return actions.decide(
        edition=edition,
        by=request.user,
        day=today(),
        approve=given["approve"] == "yes",
        seen=given["seen"],
        note=given["note"],
        basis=given.get("basis", ""),
        points=form.points,
    )


def _form(
    request: OfficeRequest,
    found: Item,
    form: Form,
    title: str,
    button: str,
    *,
    points: Sequence[PointRow] = (),
    effects: Sequence[tuple[str, Sequence[str]]] = (),
    reviewers: Sequence[str] = (),
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    here = way_to(found)
    context = {
        "form": form,
        "item": found,
        "agency": found.agency,
        "title": title,
        "button": button,
        "points": points,
        "effects": effects,
        "reviewers": reviewers,
    }
    return SECTION.page(
        request, "items/act.html", {**context, "cancel_url": here.href}, here, Link(title), status=status
    )
