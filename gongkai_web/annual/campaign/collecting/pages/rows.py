"""How do the units of a campaign become a board, and the acts about a unit its history?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from gongkai.outcomes import agency_kinds
from gongkai_web.annual.campaign.collecting.models import Act, Remark, Reminder, Submission
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.collecting.words import OUT, Done, LevelState, State
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Figure, Link, TimelineEntry

_STATES = {
    State.NOT_STARTED: "waiting",
    State.DRAFT: "open",
    State.SUBMITTED: "open",
    State.RETURNED: "warning",
    State.ACCEPTED: "done",
    State.PUBLISHED: "done",
}
_LEVELS = {
    LevelState.WAITING_BELOW: "waiting",
    LevelState.READY: "open",
    LevelState.APPROVED_HERE: "done",
    LevelState.ACCEPTED_ABOVE: "done",
}
_BACK = (Done.RETURN, Done.TAKE_BACK, Done.TAKE_BACK_LEVEL, Done.VOID_LEVEL, Done.VOID)


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the counts at the head of the board, which is also a filter."""

    key: str
    label: str
    fits: Callable[[UnitStanding], bool]


def _in(state: State) -> Callable[[UnitStanding], bool]:
    return lambda one: one.unit.reports and one.state == state


FILTERS = (
    Filter("", "全部单位", lambda _: True),
    *(Filter(state.value, state.label, _in(state)) for state in State),
    Filter("taken_back", "撤回通过，重新审核", lambda one: one.taken_back),
    Filter("answered", "批注有了答复", lambda one: one.answered > 0),
    Filter("overdue", "逾期未报", lambda one: one.overdue),
    Filter("late", "逾期报送", lambda one: one.came_late),
    Filter(
        "unpublished",
        "逾期未公布",
        lambda one: not one.missing and one.published_late and not one.first_published_on,
    ),
    Filter(
        "published_late", "逾期公布", lambda one: one.published_late and one.first_published_on is not None
    ),
    Filter("locked", "已锁定", lambda one: one.locked),
    Filter("errors", "有错误", lambda one: one.handed is not None and one.handed.errors > 0),
    Filter("overtaken", "更正后没有重交", lambda one: one.outdated),
    Filter("stale", "按旧规则核对", lambda one: one.stale),
    Filter("levels", "汇总的单位", lambda one: one.level is not None),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the board."""

    one: UnitStanding
    parent: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class KindRow:
    """The units of one kind: how many report, how many did, and in time."""

    label: str
    expected: int
    handed: int
    in_time: int
    accepted: int
    published: int
    by_law: int

    @property
    def complete(self) -> str:
        """How many of those that have to, in percent; never more than it is."""
        return _percent(self.handed, self.expected)

    @property
    def timely(self) -> str:
        """How many by the internal day, in percent."""
        return _percent(self.in_time, self.expected)


def figures(found: Sequence[UnitStanding], url: str) -> list[Figure]:
    """The counts at the head; each leads to the units that it counts. What is nowhere is left out."""
    counted = [(one, sum(map(one.fits, found))) for one in FILTERS]
    return [
        Figure(f"{count:,}", one.label, f"{url}?show={one.key}" if one.key else url)
        for one, count in counted
        if count or not one.key
    ]


def board(shown: Iterable[UnitStanding], names: Mapping[int, str]) -> list[Row]:
    """The units as rows. `names`: of all units, by key."""
    return [Row(one, names.get(one.unit.parent_id or 0, ""), marks_of(one)) for one in shown]


def marks_of(one: UnitStanding) -> tuple[Mark, ...]:
    """The state in words and shapes, with what is wrong beside it."""
    found = [Mark(_STATES[one.state], one.state.label)] if one.unit.reports else []
    if one.unit.merged_into_id is not None:
        found = [Mark("void", "已并入")]
    elif one.unit.ended:
        found = [Mark("void", "已拆分")]
    elif one.unit.excused:
        found.append(Mark("void", "缺报已说明"))
    if one.level is not None:
        found.append(Mark(_LEVELS[one.level], one.level.label))
    if late := _late_in_words(one):
        found.append(Mark("late", late))
    if one.corrects:
        found.append(Mark("waiting", "撤回通过，等更正的一版"))
    elif one.taken_back:
        found.append(Mark("warning", "撤回通过，重新审核"))
    if one.outdated:
        found.append(Mark("warning", "有更正的一版，没有重新提交"))
    if one.answered:
        found.append(Mark("open", f"{one.answered} 条批注有了答复"))
    if one.locked:
        found.append(Mark("waiting", "已锁定"))
    if one.stale:
        found.append(Mark("provisional", "按旧规则核对"))
    return tuple(found)


def _late_in_words(one: UnitStanding) -> str:
    """Which day was missed with what; nothing where none was. That of the law stands before the office's."""
    if one.overdue:
        which = "法定期限" if one.late_by_law else "内部期限"
        waits = "退回以后没有再交" if one.state == State.RETURNED else "还没有报送"
        return f"过了{which}，{waits if one.unit.reports else '本级还没有通过'}"
    if one.published_late:
        return "过了法定期限才公布" if one.first_published_on else "过了法定期限，没有登记公布"
    if one.came_late:
        return f"过了{'法定' if one.submitted_late else '内部'}期限才报送"
    return ""


def by_kind(found: Iterable[UnitStanding]) -> list[KindRow]:
    """完整 and 及时 by kind of unit, in the order of the law; all of them last."""
    kinds: dict[str, list[UnitStanding]] = defaultdict(list)
    for one in found:
        if one.unit.expected:
            kinds[one.unit.kind].append(one)
    labels = {code: kind.label for code, kind in agency_kinds().items()}
    rows = [_kind_row(label, kinds[code]) for code, label in labels.items() if code in kinds]
    every = [one for some in kinds.values() for one in some]
    return [*rows, _kind_row("合计", every)] if len(rows) > 1 else rows


def history(
    submissions: Iterable[Submission],
    acts: Iterable[Act],
    reminders: Iterable[Reminder] = (),
    remarks: Iterable[Remark] = (),
    changes: Iterable[tuple[datetime, TimelineEntry]] = (),
) -> list[TimelineEntry]:
    """What was handed in, said and done about it, in the order in which it happened.

    `changes`: what was changed of the unit in the list (`changes`).
    """
    entries = [*changes, *((one.at, _handed(one)) for one in submissions)]
    entries += [(one.at, _acted(one)) for one in acts]
    entries += [(one.at, _reminded(one)) for one in reminders]
    entries += [(one.at, _remarked(one)) for one in remarks]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def without_links(entry: TimelineEntry) -> TimelineEntry:
    """The same for whoever has no way into the office: the names of the papers without their addresses."""
    return replace(entry, letters=tuple(Link(one.label) for one in entry.letters))


def _handed(one: Submission) -> TimelineEntry:
    title = f"第 {one.number} 次提交" + ("（试交，不作数）" if one.practice else "")
    page = reverse("collecting:submission", args=[one.pk])
    words = one.name or str(one.filing or "交来的年报")
    blank = f"空格：{one.blank_reason}" if one.blank_reason else ""
    said = "；".join(filter(None, (one.reply, blank)))
    return TimelineEntry(one.day, title, one.person_name, said, letters=(Link(words, page),))


def _acted(one: Act) -> TimelineEntry:
    note = one.reason
    if one.until:
        note += f"（开放至 {one.until}）"
    if one.published_on:
        note += f"{one.published_on} 公布 {one.url}"
    state = "warning" if one.what in _BACK else "done"
    done = Done(one.what)
    return TimelineEntry(one.day, done.label, one.person_name, note, state, word=done.label)


def _reminded(one: Reminder) -> TimelineEntry:
    note = "：".join(filter(None, (one.to, one.said)))
    return TimelineEntry(one.day, f"催报（{one.get_way_display()}）", one.person_name, note)


def _remarked(one: Remark) -> TimelineEntry:
    page = f"{reverse('collecting:submission', args=[one.submission_id])}#remark-{one.answers_id or one.pk}"
    title = "答复批注" if one.answers_id else "批注"
    where = Link(f"第 {one.submission.number} 次提交", page)
    return TimelineEntry(one.day, title, one.person_name, one.text, letters=(where,))


def _kind_row(label: str, found: Sequence[UnitStanding]) -> KindRow:
    handed = [one for one in found if one.state in OUT]
    return KindRow(
        label=label,
        expected=len(found),
        handed=len(handed),
        in_time=sum(not one.late for one in handed),
        accepted=sum(one.accepted for one in found),
        published=sum(one.state == State.PUBLISHED for one in found),
        by_law=sum(one.state == State.PUBLISHED and not one.late_by_law for one in found),
    )


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"
