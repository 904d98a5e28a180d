"""How does the work of publication become rows of a work list?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from gongkai_web.agencies.models import Agency
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.publishing.catalogue.models import HeldWords, PublicEnterprise, StandardItem
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.actions.consulting import why_held
from gongkai_web.publishing.items.catalogue_work import OverdueColumns, Scheduled
from gongkai_web.publishing.items.consulting_models import Consultation
from gongkai_web.publishing.items.kinds import GUIDE, Attribute, Stage
from gongkai_web.publishing.items.link_models import DeadLink
from gongkai_web.publishing.items.models import Batch, Decision, Edition, Item
from gongkai_web.publishing.items.pages.rows import returned as sent_back_because
from gongkai_web.publishing.items.review import waits_for
from gongkai_web.publishing.items.work import Again, Alarm, Approved, Stuck, Uninterpreted, Work

_COLUMNS_NAMED = 3
# So many that are to be looked at again stand in a row each.
_AGAIN_APART = 5
# So much of a reviewer's reason stands in the row; the whole of it stands on the page.
_REASON_SHOWN = 120

# `late` and `soon` are of days alone: 今天 counts them as 已逾期 and 三个工作日内.
_PRESSES = {"late", "soon", "error", "warning"}


def work_rows(found: Work, day: date) -> list[WorkRow]:
    """All of it, the most pressing kinds first."""
    return [
        *(_late(one) for one in found.late),
        *(_incident(one) for one in found.incidents),
        *(_to_review(one, day) for one in found.reviews),
        *(_batch(one, "审查") for one in found.batch_reviews),
        *(_consultation(one, day, "答复会商" if one.agency_id else "登记答复") for one in found.asked),
        *(_consultation(one, day, "决定会商") for one in found.held),
        *(_stuck(one) for one in found.stuck),
        *(_draft(one.edition, day, "退回修改", one.decision) for one in found.returned),
        *(_wanted(one) for one in found.wanted),
        *(_batch(one, "审查") for one in found.batches),
        *(_approved(one, day) for one in found.approved),
        *(_draft(one, day, "起草") for one in found.due),
        *(_uninterpreted(one, day) for one in found.uninterpreted),
        *(_words(one) for one in found.words),
        *(_words_back(one) for one in found.words_back),
        *(_emptied(agency, list(them)) for agency, them in groupby(found.emptied, key=attrgetter("agency"))),
        *(
            _uncovered(agency, list(them))
            for agency, them in groupby(found.uncovered, key=attrgetter("agency"))
        ),
        *(_scheduled(one, day) for one in found.schedule),
        *(_columns(one) for one in found.columns),
        *(_dead(item, list(told)) for item, told in groupby(found.dead, key=attrgetter("item"))),
        *_all_again(found.again, day),
    ]


def _late(item: Item) -> WorkRow:
    at = timezone.localtime(item.scheduled_for) if item.scheduled_for else None
    mark = Mark("late", f"定于 {at:%m-%d %H:%M} 发布，没有发出")
    return _row(
        str(item), _page(item), (mark,), item.agency, act="查看", who=str(item.created_by), pressing=True
    )


def _incident(found: Alarm) -> WorkRow:
    """By its number: what it was called is sealed with it."""
    one, item = found.incident, found.incident.item
    if not item.sealed:
        return _to_compare(found)
    page = reverse("items:sealed_item", args=[one.item_id]) if found.theirs else reverse("items:sealed")
    title = f"涉密紧急撤下的信息 {item.index_number}".strip()
    mark = Mark("error", "待查处")
    about = [f"{one.opened_on} 撤下", *([] if found.theirs else ["由保密审查员查处，内容已封存"])]
    return _row(title, page, (mark,), item.agency, *about, act="查处" if found.theirs else "知悉")


def _to_compare(found: Alarm) -> WorkRow:
    """What is public here and holds a file that another agency sealed."""
    one, item = found.incident, found.incident.item
    page = reverse("items:close_incident", args=[one.pk]) if found.theirs else _page(item)
    mark = Mark("error", "同一份文件在本机关也公开着，请核对")
    about = "别的机关涉密撤下了这份文件" if found.theirs else "别的机关涉密撤下了这份文件，由保密审查员核对"
    return _row(str(item), page, (mark,), item.agency, about, act="核对" if found.theirs else "知悉")


def _to_review(edition: Edition, day: date) -> WorkRow:
    item = edition.item
    since = f"{edition.submitted_on} 送审" if edition.submitted_on else ""
    page = reverse("items:review", args=[item.pk])
    marks = _due_marks(edition, day) or (Mark("waiting", "等我审查"),)
    return _row(
        str(item),
        page,
        marks,
        item.agency,
        since,
        act="审查",
        who=str(edition.author),
        due=edition.has_to_be_public_on,
    )


def _stuck(found: Stuck) -> WorkRow:
    item, mark = found.edition.item, Mark("warning", "没有人能审")
    by, due = str(found.edition.author), found.edition.has_to_be_public_on
    return _row(str(item), _page(item), (mark,), item.agency, found.why, act="查看", who=by, due=due)


def _draft(edition: Edition, day: date, act: str, back: Decision | None = None) -> WorkRow:
    item = edition.item
    returned = (Mark("warning", "审查退回"),) if act != "起草" else ()
    marks, due = (*returned, *_due_marks(edition, day)), edition.has_to_be_public_on
    why = Truncator(sent_back_because(back)).chars(_REASON_SHOWN)
    return _row(str(item), _page(item), marks, item.agency, why, act=act, who=str(edition.author), due=due)


def _approved(found: Approved, day: date) -> WorkRow:
    edition = found.edition
    item = edition.item
    since = f"{edition.approved_on} 批准" if edition.approved_on else ""
    stands = Mark("waiting", "等会商了结") if found.held else Mark("done", "已批准")
    return _row(
        str(item),
        _page(item),
        (stands, *_due_marks(edition, day)),
        item.agency,
        since,
        "；".join(why_held(one) for one in found.held),
        act="查看" if found.held else "发布",
        who=str(edition.author),
        due=edition.has_to_be_public_on,
    )


def _batch(batch: Batch, act: str) -> WorkRow:
    state = {
        Stage.IN_REVIEW: ("waiting", f"等{waits_for(batch.waits)}审查", act),
        Stage.APPROVED: ("done", "已批准", "发布"),
    }.get(Stage(batch.stage), ("open", "登记中", "送审" if batch.size else "登记"))
    page = reverse("items:batch", args=[batch.pk])
    about = f"历史存量 {batch.size} 条"
    return _row(
        batch.title, page, (Mark(*state[:2]),), batch.agency, about, act=state[2], who=str(batch.entered_by)
    )


def _consultation(one: Consultation, day: date, act: str) -> WorkRow:
    page, item = reverse("items:consultation", args=[one.pk]), one.item
    marks = due_marks(one.due_on, day, calendar_of(item.agency_id))
    if act == "决定会商":
        said = ("error", f"{one.unit}不同意公开") if one.reply else ("late", f"{one.unit}没有答复")
        marks = (Mark(*said),)
    asked = f"会商，{one.asked_on} 征求"
    return _row(str(item), page, marks, item.agency, asked, act=act, who=str(one.asked_by), due=one.due_on)


def _wanted(one: AccessibleRequest) -> WorkRow:
    page, item = reverse("items:answer_accessible", args=[one.pk]), one.item
    asked = f"{one.asked_on} 索取，{one.times} 次"
    mark = Mark("waiting", f"索取{one.get_need_display()}")
    return _row(str(item), page, (mark,), item.agency, asked, act="处理", who=str(item.created_by))


def _all_again(found: Sequence[Again], day: date) -> Iterator[WorkRow]:
    """A row each; where many of an agency came to the day of their class at once, one row for them."""
    plain, others = defaultdict[Agency, list[Again]](list), list[Again]()
    for one in found:
        (plain[one.item.agency] if _is_plain(one) else others).append(one)
    for agency, them in plain.items():
        if len(them) > _AGAIN_APART:
            yield _many_again(agency, [one.item for one in them])
        else:
            others += them
    yield from (_again(one, day) for one in others)


def _is_plain(found: Again) -> bool:
    """Whether nothing but its day says that it is to be looked at, and nobody has begun to change it."""
    item = found.item
    is_special = item.document_id or item.shown_until or item.attribute != Attribute.PROACTIVE
    return not (found.changed or found.draft or is_special)


def _many_again(agency: Agency, items: list[Item]) -> WorkRow:
    page = f"{reverse('items:items')}?show=again"
    title = f"到期再看 {len(items)} 条：{_named(items)}"
    first = min(one.look_again_on for one in items if one.look_again_on)
    said = "看内容是否还对：更新、终止，或者写明不变"
    return _row(title, page, (Mark("soon", "到期再看"),), agency, said, act="逐条再看", due=first)


def _again(found: Again, day: date) -> WorkRow:
    item, draft = found.item, found.draft
    begun = f"{draft.author} {draft.begun_on} 另起一稿，还没有送审" if draft else ""
    if found.changed or item.look_again_on is None or item.look_again_on > day:
        mark, act = Mark("warning", "联系方式已变"), "更新指南" if item.column_code == GUIDE else "更新"
        about = (*found.changed, begun)
        return _row(str(item), _page(item), (mark,), item.agency, "，".join(filter(None, about)), act=act)
    mark = Mark("soon", "到期再看")
    about = (_why_again(item), begun)
    return _row(str(item), _page(item), (mark,), item.agency, *about, act="再看", due=item.look_again_on)


def _why_again(item: Item) -> str:
    """What comes to its end soon after; nothing where its author set the day."""
    if item.attribute != Attribute.PROACTIVE:
        return f"{item.get_attribute_display()}的，再评估"
    if item.shown_until:
        return f"公示期到 {item.shown_until} 止，到期自动撤下"
    if item.document is None:
        return ""
    last = item.document.last_day
    until = f"有效期到 {last} 止" if last else "没有写失效日期"
    return f"{until}，评估以后延长、修改或者废止"


def _dead(item: Item, told: list[DeadLink]) -> WorkRow:
    since = min(filter(None, (one.check_of.failing_since for one in told)))
    more = f" 等 {len(told)} 个" if len(told) > 1 else ""
    about = f"打不开：{told[0].address}{more}"
    mark = Mark("warning", f"链接自 {since} 打不开")
    return _row(str(item), _page(item), (mark,), item.agency, about, act="改链接", who=str(item.created_by))


def _uninterpreted(found: Uninterpreted, day: date) -> WorkRow:
    item, begun = found.item, found.begun
    due = item.interpretation_due_on
    marks = due_marks(due, day, calendar_of(item.agency_id))
    if begun is None:
        said, by = "还没有起草解读", str(item.created_by)
        if found.elsewhere is not None:
            there = found.elsewhere
            said = f"{there.item.agency.name}在写解读（{there.get_stage_display()}），还没有公开"
        return _row(str(item), _page(item), marks, item.agency, said, act="起草解读", who=by, due=due)
    said = f"解读还没有公开（{begun.get_stage_display()}）"
    page, act = _page(begun.item), "写完解读" if begun.stage == Stage.DRAFTING else "看解读"
    return _row(str(item), page, marks, item.agency, said, act=act, who=str(begun.author), due=due)


def _words(one: HeldWords) -> WorkRow:
    page = reverse("catalogue:waiting_one", args=[one.agency.slug, one.pk])
    mark, since, by = Mark("waiting", "等另一个人看过以后公开"), f"{one.day} 写", one.person.display_name
    return _row(one.about, page, (mark,), one.agency, since, act="看", who=by)


def _words_back(one: HeldWords) -> WorkRow:
    page = reverse("catalogue:waiting_one", args=[one.agency.slug, one.pk])
    why = Truncator(f"{one.decided_on} {one.decided_by} 退回：{one.reason}").chars(_REASON_SHOWN)
    return _row(one.about, page, (Mark("warning", "退回，没有公开"),), one.agency, why, act="改了再写")


def _emptied(agency: Agency, them: list[StandardItem]) -> WorkRow:
    title = f"标准目录 {len(them)} 项待落实：{_named(them)}"
    page = reverse("catalogue:standard", args=[agency.slug])
    said = "登记的栏目里没有公开的信息了，不再算落实"
    return _row(title, page, (Mark("warning", "待落实"),), agency, said, act="登记落实")


def _uncovered(agency: Agency, them: list[PublicEnterprise]) -> WorkRow:
    title = f"公共企事业单位 {len(them)} 家待公开：{_named(them)}"
    page = reverse("catalogue:enterprises", args=[agency.slug])
    said = "登记的栏目里没有公开的信息了，不再算公开"
    return _row(title, page, (Mark("warning", "待公开"),), agency, said, act="登记公开")


def _scheduled(one: Scheduled, day: date) -> WorkRow:
    marks = due_marks(one.entry.last, day, calendar_of(one.agency.pk))
    page = reverse("catalogue:schedule", args=[one.agency.slug])
    return _row(one.entry.label, page, marks, one.agency, "公开日程", act="登记公开", due=one.entry.last)


def _columns(one: OverdueColumns) -> WorkRow:
    title = f"{len(one.names)} 个栏目超过更新周期：{_named(one.names)}"
    page = reverse("catalogue:catalogue", args=[one.agency.slug])
    return _row(title, page, (Mark("late", "超过更新周期"),), one.agency, act="查看", due=one.since)


def _named(them: Sequence[object]) -> str:
    """The first few by name."""
    return "、".join(str(one) for one in them[:_COLUMNS_NAMED]) + ("等" if len(them) > _COLUMNS_NAMED else "")


def _row(
    title: str,
    href: str,
    marks: tuple[Mark, ...],
    agency: Agency,
    *about: str,
    act: str,
    who: str = "",
    due: date | None = None,
    pressing: bool = False,
) -> WorkRow:
    return WorkRow(
        title=title,
        href=href,
        marks=marks,
        due_on=due,
        about=" · ".join(filter(None, ("主动公开", *about, agency.name))),
        who=f"{who}（起草）" if who else "",
        act=Link(act, href),
        pressing=pressing or any(mark.state in _PRESSES for mark in marks),
    )


def _due_marks(edition: Edition, day: date) -> tuple[Mark, ...]:
    """How the day stands by which it, or its change, has to be public; nothing where there is no such day."""
    due = edition.has_to_be_public_on
    return due_marks(due, day, calendar_of(edition.item.agency_id)) if due else ()


def _page(item: Item) -> str:
    return reverse("items:item", args=[item.pk])
