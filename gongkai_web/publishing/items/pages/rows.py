"""How does an item become the lines of a page: its elements, its marks, its history, what comes next?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from gongkai.publication.ends import ends
from gongkai.publication.words import themes
from gongkai_web.agencies.models import Person
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, ListRow, NextAct, OtherForm, TimelineEntry
from gongkai_web.office.days import today
from gongkai_web.office.places import page_of
from gongkai_web.publishing.items import answers, labels, queries, review
from gongkai_web.publishing.items.actions import PUBLIC, VERDICTS
from gongkai_web.publishing.items.actions.consulting import why_held
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.content import GROUPS, Content, day_of, is_public, parts
from gongkai_web.publishing.items.history_models import Ending, Publication
from gongkai_web.publishing.items.kinds import Origin, Stage, State
from gongkai_web.publishing.items.labels import said
from gongkai_web.publishing.items.models import Decision, Edition, Item, Snapshot
from gongkai_web.publishing.items.writing_models import Editing
from gongkai_web.publishing.marks import mark_of

BY_ITSELF = "到期自动"
_STATES = {State.DRAFT: "open", State.LIVE: "valid", State.INSIDE: "void", State.ENDED: "repealed"}
_REPLIES = {Reply.NONE: "waiting", Reply.AGREES: "done", Reply.DISSENTS: "error"}


# What such a line reads.
IN_LISTS = ("title", "published_on", "document_number", "agency_name", "ending", "document")


def list_row(item: Item, day: date | None = None) -> ListRow:
    """An item as a line of a public list; of a document, whether it is in force."""
    end = answers.end_of(item)
    mark = Mark("repealed", end.label) if end else None
    if item.document is not None and not item.document.voided:
        mark = mark_of(item.document, day or today())
    href = reverse("items:public_item", args=[item.pk])
    return ListRow(item.title, href, item.published_on, item.document_number, item.agency_name, mark)


def other_forms(slug: str, address: str = "") -> tuple[OtherForm, ...]:
    """What an agency published, or one of its columns, as a feed and as open data."""

    def data(fmt: str) -> str:
        if address:
            return reverse("items:column_data", args=[slug, address, fmt])
        return reverse("items:agency_data", args=[slug, fmt])

    column = reverse("items:column_feed", args=[slug, address]) if address else ""
    return (
        OtherForm("Atom 订阅", "application/atom+xml", column or reverse("items:agency_feed", args=[slug])),
        OtherForm("CSV 数据", "text/csv", data("csv")),
        OtherForm("JSON 数据", "application/json", data("json")),
    )


def state_mark(item: Item) -> Mark:
    """Where it stands, as a mark; how it ended where it has."""
    end = answers.end_of(item)
    return Mark(_STATES[State(item.state)], end.label if end else item.get_state_display())


def public_elements(item: Item, content: Content, day: date) -> list[Element]:
    """The row of elements at the head of an item (handbook 06 §1.2), in the order of 中国政府网.

    Of what is no document – news, a notice – those that only documents have are left out.
    """
    found = [
        Element("索引号", item.index_number),
        Element("主题分类", _theme(content["theme"])),
        Element("发文机关", "、".join(content["issuers"]) or item.agency_name),
        Element("成文日期", content["formed_on"]),
        Element("标题", content["title"]),
        Element("发文字号", content["document_number"]),
        Element("发布日期", str(item.published_on or "")),
        Element("主题词", content["keywords"]),
        Element("体裁", said("genre", content["genre"])),
        Element("有效性", "", mark=_validity(item, content, day)),
    ]
    more = [
        Element("文件类型", said("document_kind", content.get("document_kind", ""))),
        Element("统一登记号", content.get("registration_number", "")),
        Element("牵头机关", content["lead"]),
        Element("施行日期", content["effective_from"]),
        Element("失效日期", content["expires_on"]),
        Element("更新日期", str(item.changed_on) if item.changed_on != item.published_on else ""),
        Element("公示期", _period(content)),
        Element("栏目", column_label(item)),
        Element("来源", content["source_name"], content["source_url"] if _is_web(content) else ""),
    ]
    shown = found if _is_document(item, content) else [one for one in found if one.value]
    return shown + [one for one in more if one.value]


def _is_document(item: Item, content: Content) -> bool:
    """Whether it has a number, a genre or days of its validity, or ended as documents end."""
    names = ("document_number", "genre", "effective_from", "expires_on")
    return item.document_id is not None or bool(item.ending) or any(content[name] for name in names)


def office_elements(item: Item, edition: Edition | None) -> list[Element]:
    """What the office has of an item on one glance."""
    found = [
        Element("机关", item.agency.name),
        Element("索引号", item.index_number),
        Element("状态", "", mark=state_mark(item)),
        Element("公开属性", item.get_attribute_display()),
        Element("栏目", column_label(item)),
        Element("起草人", f"{item.created_by} {item.created_on}"),
        Element("生成日期", str(item.formed_on or "")),
        Element("应公开日期", str(item.due_on or "")),
        Element("发布日期", str(item.published_on or "")),
        Element("再看的日子", str(item.look_again_on or "")),
        Element("谁可以看草稿", item.get_readers_display()),
    ]
    if item.document:
        found.append(Element("登记的文件", str(item.document), page_of(item.document)))
    if item.batch:
        found.append(Element("历史存量", item.batch.title))
    if edition:
        old = f"，重新启用快照 {edition.taken_up.number}" if edition.taken_up else ""
        found.append(Element("在办的一稿", f"第 {edition.number} 版，{edition.get_stage_display()}{old}"))
    return found


def column_label(item: Item) -> str:
    """What the column is called where it stands."""
    return labels.column_label(item.agency, item.column_code)


def next_act(
    item: Item, edition: Edition | None, person: Person, day: date, held: Sequence[Consultation] = ()
) -> NextAct | None:
    """The one next act of the edition that is on its way; None where none is.

    `held`: the consultations because of which it may not go out yet.
    """
    if edition is None:
        return None
    match edition.stage:
        case Stage.DRAFTING:
            return NextAct("起草", "送审", reverse("items:act", args=[item.pk, "submit"]))
        case Stage.IN_REVIEW:
            mine = item.draft is not None and not review.why_not(person, item.draft, day)
            page = reverse("items:review", args=[item.pk])
            title = f"等{review.waits_for(edition.waits)}审查"
            return NextAct(title, "审查" if mine else "查看", page, note=_since(edition))
        case Stage.SCHEDULED:
            at = timezone.localtime(item.scheduled_for) if item.scheduled_for else None
            cancel = reverse("items:act", args=[item.pk, "unschedule"])
            return NextAct(f"定于 {at:%Y-%m-%d %H:%M} 发布", "取消定时", cancel)
    if held:
        page = reverse("items:consultation", args=[held[0].pk])
        why = "；".join(why_held(one) for one in held)
        return NextAct("各步都已批准，会商没有了结", "看会商", page, note=f"{why}。")
    act = "publish" if is_public(edition.content) else "keep"
    label = "发布" if act == "publish" else "登记公开属性"
    return NextAct("各步都已批准", label, reverse("items:act", args=[item.pk, act]))


def decisions(snapshot: Snapshot) -> list[TimelineEntry]:
    """What was decided about a snapshot, newest first."""
    return [
        TimelineEntry(
            one.day,
            one.get_kind_display(),
            str(one.person),
            "；".join(filter(None, (one.basis, one.note))),
            "done" if one.approved else "void",
            word="同意" if one.approved else "退回",
        )
        for one in reversed(review.made(review.decided_on(snapshot)))
    ]


def returned(decision: Decision | None) -> str:
    """Who sent a text back, and why: what its author has to mend, and the next reviewer looks for."""
    if decision is None:
        return ""
    judged = {one["part"]: VERDICTS[one["verdict"]] for one in decision.points if one["verdict"] != PUBLIC}
    named = parts(queries.text_of(decision.snapshot)) if judged else []
    why = [decision.note, *(f"{part.label}：{judged[part.key]}" for part in named if part.key in judged)]
    return f"{decision.day} {decision.person}（{decision.get_kind_display()}）退回：{'；'.join(why)}"


def public_history(item: Item) -> list[TimelineEntry]:
    """更新记录, newest first: its changes, and what it replaces, by number and day alone."""
    versions = set(answers.open_versions(item).values_list("number", flat=True))
    changes = [
        TimelineEntry(
            one.day,
            "发布" if one.number == 1 else one.note,
            letters=(_version(item, one),) if one.number in versions else (),
        )
        for one in reversed(answers.history(item))
    ]
    instead = [
        TimelineEntry(one.ended_on, f"{ends()[one.ending].label}：代替索引号 {one.index_number} 的信息")
        for one in answers.replaced_by(item)
        if one.ended_on
    ]
    return sorted([*instead, *changes], key=lambda entry: entry.day, reverse=True)


def _version(item: Item, one: Publication) -> Link:
    return Link(f"第 {one.number} 版", reverse("items:public_version", args=[item.pk, one.number]))


def history(published: Iterable[Publication], endings: Iterable[Ending]) -> list[TimelineEntry]:
    """Everything that was published of an item and how it ended, newest first."""
    gone = [_publication(one) for one in published]
    over = [
        TimelineEntry(
            one.day,
            ends()[one.kind].label,
            str(one.person or BY_ITSELF),
            "；".join(filter(None, (one.reason, one.basis, _leads_to(one)))),
            "repealed",
            word="已终止",
        )
        for one in endings
    ]
    return sorted([*gone, *over], key=lambda entry: entry.day, reverse=True)


def _leads_to(one: Ending) -> str:
    """By its number, which stays where the other is sealed."""
    return f"网址转到 {one.successor.index_number}" if one.successor else ""


def _publication(one: Publication) -> TimelineEntry:
    title = "发布" if one.number == 1 else "更新"
    title = "历史存量登记，原发布日期" if one.entered else title
    said = [one.note, f"迟了 {one.late_minutes} 分钟" if one.late_minutes else ""]
    return TimelineEntry(one.day, title, one.person_name, "；".join(filter(None, said)), "done")


def _since(edition: Edition) -> str:
    return f"{edition.submitted_on} 送审" if edition.submitted_on else ""


def _validity(item: Item, content: Content, day: date) -> Mark:
    """Whether it is in force: marked on its page (handbook 05 §2.3). Of a document the register says it."""
    if item.document is not None and not item.document.voided:
        return mark_of(item.document, day)
    if item.ending:
        return Mark("repealed", ends()[item.ending].label)
    effective, expires = day_of(content, "effective_from"), day_of(content, "expires_on")
    if expires and expires < day:
        return Mark("repealed", "期满失效")
    return Mark("waiting", "尚未施行") if effective and effective > day else Mark("valid", "有效")


def _period(content: Content) -> str:
    """From when until when a list is shown; of another text nothing."""
    since, until = content.get("shown_from", ""), content.get("shown_until", "")
    return f"{since} 至 {until}" if until else ""


def _is_web(content: Content) -> bool:
    reposted = content["origin"] == Origin.REPOSTED
    return bool(reposted and content["source_url"].startswith(("https://", "http://")))


def _theme(code: str) -> str:
    known = themes()
    if code not in known:
        return code
    theme = known[code]
    above = known.get(theme.within) if theme.within else None
    return f"{above.label}\\{theme.label}" if above else theme.label


_VOIDED = {
    Stage.IN_REVIEW: "这一稿正在审查。改动一保存，就回到起草：审查的意见不再算，要重新送审。",
    Stage.APPROVED: "这一稿已经批准。改动一保存，就回到起草：批准不再算，要重新送审、逐步审查。",
    Stage.SCHEDULED: "这一稿已经批准、定了发布时间。改动一保存，就回到起草：定时取消，批准不再算，重新送审。",
}


def voided_by_writing(edition: Edition) -> str:
    """What whoever writes on should know: their change undoes what others decided. Empty in a draft."""
    return _VOIDED.get(Stage(edition.stage), "")


def others_at(person: Person, edition: Edition) -> list[str]:
    """Who else is at the text, a sentence each."""
    return others(queries.editing_besides(person, edition, timezone.now()))


def others(found: Iterable[Editing]) -> list[str]:
    """The same of those who were found there."""
    return [
        f"{one.person}正在编辑「{GROUPS[one.group].label}」（{timezone.localtime(one.since):%H:%M} 起）"
        for one in found
    ]


def consultation_mark(one: Consultation) -> Mark:
    """Where a consultation stands."""
    if one.recalled_on:
        return Mark("void", "已撤回")
    if one.decided_on:
        return Mark("done", "已决定可以公开")
    return Mark(_REPLIES[Reply(one.reply)], Reply(one.reply).label)
