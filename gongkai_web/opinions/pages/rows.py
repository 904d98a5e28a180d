"""How does a call or an opinion become a row of a list, and what stands at the head of its page?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from gongkai.publication.terms import publication_due
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Element, Link, ListRow, TimelineEntry, WorkRow
from gongkai_web.opinions import queries
from gongkai_web.opinions.kinds import Status
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.opinions.queries import Left
from gongkai_web.publishing.items.retold import HIDDEN

_LONG = 60  # signs of an opinion in a list
WAITS = "等另一个人审看"
STATES = {Status.NEW: "waiting", Status.SHOWN: "done", Status.HIDDEN: "note", Status.VOID: "void"}
# What whoever wrote reads of how the opinion stands.
TOLD = {
    Status.NEW: "等待审看；审看以后才会显示，不论显示不显示都会办理。",
    Status.SHOWN: "审看过，在征集的页面上显示（不写您是谁）。",
    Status.HIDDEN: "审看过，不在页面上显示；照样办理，采纳情况公布以后在这里看。",
    Status.VOID: "审看过，不作为对草案的意见办理。",
}


def stopped(call: Call) -> str:
    """What whoever wrote reads once the call was stopped."""
    why = f"：{call.end_reason.rstrip('。')}" if call.end_reason else ""
    return f"征集已于 {call.ended_on} 终止{why}。您写的都留着；不再要求公布采纳情况。"


def call_mark(call: Call, day: date, *, out: bool) -> Mark:
    """Whether opinions are taken, for everybody. `out`: whether its results can be read now."""
    if call.ended_on is not None and not out:
        return Mark("void", f"{call.ended_on} 终止")
    if call.takes(day):
        return Mark("soon", f"正在征求意见，到 {call.until}")
    return Mark("done", "采纳情况已公布") if out else Mark("note", "已截止")


def public_row(call: Call, day: date, *, out: bool) -> ListRow:
    """A call as everybody reads it in the list."""
    return ListRow(
        call.item.title,
        reverse("opinions:call", args=[call.pk]),
        call.opens_on,
        agency=call.agency.name,
        mark=call_mark(call, day, out=out),
    )


def elements(call: Call, day: date) -> list[Element]:
    """What everybody should know of it: whose, from when to when, by what rule, who reads it."""
    rule = publication_due(call.opens_on, call.term).sentence if call.term else ""
    left = (call.until - day).days
    how_long = f"，还有 {left} 日" if left else "，今天 24 时截止"
    span = f"{call.opens_on} 至 {call.until}（截止当日 24 时）"
    found = [
        Element("机关", call.agency.name),
        Element("起止时间", span + (how_long if call.takes(day) else "")),
    ]
    found += [Element("由谁看意见", call.reads)] if call.reads else []
    if call.ended_on is not None:
        why = f"；理由：{call.end_reason}" if call.end_reason else ""
        found.append(Element("终止征集", f"{call.ended_on} 终止{why}"))
    found += [Element("期限的依据", rule)] if rule else []
    found += [Element("期限不足的理由", call.reason)] if call.reason else []
    if call.decision is not None and call.decision.opinions_from is not None:
        href = reverse("decisions:one", args=[call.decision_id])
        found.append(Element("重大行政决策", call.decision.title, href))
    return found


def course(call: Call, *, inside: bool, out: bool) -> list[TimelineEntry]:
    """When it began, how often it was prolonged and why, when its results were public, and still are."""
    found = [TimelineEntry(call.opens_on, "公布草案，征求意见", note=call.reason)]
    for one in queries.prolonged(call, inside=inside):
        label = "再次征求意见" if one.day > one.before else "延长期限"
        note = f"由 {one.before} 延长到 {one.until}" + (f"；理由：{one.reason}" if one.reason else "")
        found.append(TimelineEntry(one.day, label, one.person_name if inside else "", note))
    if call.ended_on is not None:
        by = call.ended_by.display_name if inside and call.ended_by else ""
        found.append(TimelineEntry(call.ended_on, "终止征集", by, call.end_reason))
    if call.results_on is not None:
        note = "" if out else "后来撤下，现在看不到。"
        found.append(TimelineEntry(call.results_on, "公布采纳情况", note=note))
    return found


def work_row(call: Call, left: Left, day: date, *, handled: bool, out: bool = False) -> WorkRow:
    """A call as a line of the work list: what is to be done next, and by when the results are public.

    `out`: whether everybody can read them now.
    """
    url = reverse("opinions:kept_one", args=[call.pk])
    open_still = not call.is_over(day)
    if call.results_on is not None:
        marks: tuple[Mark, ...] = (Mark("done", "采纳情况已公布") if out else Mark("note", "采纳情况已撤下"),)
    elif call.ended_on is not None:
        marks = (Mark("void", f"{call.ended_on} 终止"),)
    elif open_still:
        marks = (Mark("open", f"征求意见到 {call.until}"),)
    else:
        marks = due_marks(call.results_due_on, day, calendar_of(call.agency_id))
    words = [f"{left.new} 条待审看"] if left.new else []
    words += [f"{left.unanswered} 条待处理"] if left.unanswered else []
    return WorkRow(
        title=call.item.title,
        href=url,
        marks=marks,
        due_on=None if open_still or call.results_on else call.results_due_on,
        about=" · ".join(("意见征集", call.agency.name, *words)),
        act=Link(_next(call, left, open_still=open_still, out=out), url if handled else ""),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def said_of(call: Call, left: Left) -> str:
    """What is left to do, and by when the results are public, as a sentence."""
    due = f"；采纳情况应于 {call.results_due_on} 以前公布" if call.results_due_on else ""
    due = "；征集已经终止，不用公布采纳情况，要公布的也可以起草" if call.ended_on else due
    own = f"（{left.own} 条是您登记的，等另一个人审看）" if left.own else ""
    return f"{left.new} 条待审看{own}，{left.unanswered} 条待处理{due}。"


def _next(call: Call, left: Left, *, open_still: bool, out: bool) -> str:
    if call.results_on is not None:
        return "已公布" if out else "已撤下"
    if left.new > left.own:
        return "审看意见"
    if left.own:
        return WAITS
    if call.ended_on is not None:
        return "已终止"
    if left.unanswered and not open_still:
        return "处理意见"
    return "正在征求意见" if open_still else "公布采纳情况"


def words_of(opinion: Opinion, most: int) -> str:
    """Its words in one line, cut where they are long; what was sealed is said to be."""
    words = " ".join(opinion.text.split()) or HIDDEN
    return words if len(words) <= most else f"{words[:most]}…"


def opinion_row(opinion: Opinion, label: str, act: Link, *, handled: bool) -> WorkRow:
    """An opinion as a line of the office. `label`: of its clause; `handled`: whether it opens for them."""
    return WorkRow(
        title=words_of(opinion, _LONG),
        href=reverse("opinions:look", args=[opinion.call_id, opinion.pk]) if handled else "",
        marks=(Mark(STATES[Status(opinion.status)], opinion.get_status_display()),),
        due_on=None,
        about=f"{opinion.registry_number} · {label} · {opinion.get_channel_display()} {opinion.received_on}",
        who=opinion.get_verdict_display() or "",
        act=act,
    )


def opinion_elements(opinion: Opinion, label: str, contact: Iterable[tuple[str, str]]) -> list[Element]:
    """What the office reads of an opinion besides its words."""
    found = [
        Element("编号", opinion.registry_number),
        Element("条文", label),
        Element("来源", opinion.get_channel_display()),
        Element("收到日期", str(opinion.received_on)),
        Element("状态", opinion.get_status_display()),
    ]
    found += [Element("登记人", opinion.registered_by.display_name)] if opinion.registered_by else []
    found += [Element("审看人", opinion.looked_by.display_name)] if opinion.looked_by else []
    found += [Element("审看说明", opinion.note)] if opinion.note else []
    found += [Element(name, value) for name, value in contact]
    if opinion.answer is not None:
        found += [
            Element("采纳情况", opinion.get_verdict_display()),
            Element("理由", opinion.answer.reason or HIDDEN),
        ]
    return found
