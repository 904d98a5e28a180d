"""Why does a term of this case end on that day, besides the reply's own?

Confirmation, correction, opinions, fee, evidence, remedies, looking again: each from the events, the law of
the day and the calendar, with every day of the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai import clock
from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.letters.remedies import AFTER
from gongkai.procedure import checks
from gongkai.procedure.facts import AppealKind, Channel, Fact, Instance, standing
from gongkai.procedure.known import AppealState
from gongkai.procedure.state import State
from gongkai.workdays import Day, calendar, days
from gongkai_web.cases.redress import ways_left
from gongkai_web.cases.stored import state_of
from gongkai_web.look.strip import WEEKDAYS

_ANSWERED = frozenset({"third_party.answered", "agency.answered"})
# Why a term of the law folder runs once more, where nobody ordered it.
_WHY_AGAIN = {"reply": "按期提出的补正后来才到", "reply_after_revocation": "自行撤销、更正"}
# What is denied is looked at again from the last time that it was looked at (第十八条).
_LOOKED_AT = frozenset({"replied", "replied_again", "reassessed"})
_CALENDAR_UNITS = frozenset({"days", "months"})


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the way: `says` whether it counts, `source` where that stands."""

    day: date
    weekday: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class OtherDate:
    """One term: from when, to when, by which law, and what its lapse means. `days` of working days only.

    `done`: the day on which what it was for was done, or the reply made it pointless; None while it runs.
    """

    slug: str
    title: str
    start: date
    starts: str
    until: date
    length: str
    source: str
    lapse: str
    note: str
    provisional: bool
    days: tuple[DayRow, ...]
    done: date | None = None

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        provisional = "（暂定：所涉年份的放假通知尚未收录）" if self.provisional else ""
        began = f"{self.starts} {self.start} 起{self.length}"
        return f"{self.title}：{self.until} 届满{provisional}。{began}。{self.note}"


@dataclass(frozen=True, slots=True)
class Moved:
    """An event and the day on which the reply was due before and after it."""

    day: date
    label: str
    before: date | None
    after: date | None


def other_dates(facts: Iterable[Fact], state: State) -> list[OtherDate]:
    """All terms of the case that have begun, besides the reply's."""
    known = standing(facts)
    found = (*_of_receipt(state), *_of_others(known), *_after_reply(known, state), *_owed(state))
    return [one for one in found if one]


def moved_by(agency: int, facts: Iterable[Fact]) -> list[Moved]:
    """The events that set or moved the due day, in order; as that agency reckons."""
    known = standing(facts)
    found: list[Moved] = []
    before: date | None = None
    for count, fact in enumerate(known, start=1):
        if fact.kind not in clock.EVENT_LABELS and fact.kind not in {"confirmed", "delayed"}:
            continue
        after = state_of(agency, known[:count]).due_on
        found.append(Moved(fact.day, fact.label, before, after))
        before = after
    return found


# – before the reply


def _of_receipt(state: State) -> Iterator[OtherDate | None]:
    submitted, received, correction = state.submitted_on, state.received_on, state.correction
    if submitted and state.channel in {Channel.WEB, Channel.EMAIL, Channel.FAX}:
        yield _term("confirmation", "online_confirmation", submitted, done=received)
    if received and (correction or state.open):
        asked = correction.asked if correction else None
        yield _term("correction-notice", "correction_notice", received, done=asked)
    if correction and correction.served:
        done = correction.received or state.concluded_on
        yield _term(
            "correction", "correction_by_applicant", correction.served, until=correction.until, done=done
        )
    if state.fee_served_on:
        done = state.fee_paid_on or state.concluded_on
        yield _term("fee", "fee_payment", state.fee_served_on, done=done)


def _of_others(known: list[Fact]) -> Iterator[OtherDate | None]:
    """The opinions sought, answered or not; a term runs from the service."""
    asked = {fact.ref: fact for fact in known if fact.kind.endswith(".asked")}
    done = {fact.ref: fact.day for fact in known if fact.kind in _ANSWERED}
    replied = next((fact.day for fact in known if fact.kind == "replied"), None)
    number = 0
    for fact in known:
        if fact.kind == "agency.asked" and fact.data.get("co_producer") is False:
            number += 1
            yield _talked_over(f"opinion-{number}", fact, done.get(fact.ref, replied))
            continue
        silent = asked.get(fact.ref)
        if fact.kind not in {"third_party.served", "agency.served"} or _no_co_producer(fact, silent):
            continue
        number += 1
        term = "third_party_opinion" if fact.kind.startswith("third_party") else "co_producer_opinion"
        name = str(asked[fact.ref].data.get("name", "")) if fact.ref in asked else ""
        over = done.get(fact.ref, replied)
        yield _term(f"opinion-{number}", term, fact.day, about=f"{name or fact.ref}", done=over)


def _no_co_producer(served: Fact, asked: Fact | None) -> bool:
    """Whether the letter went to an agency whose term does not begin with the service."""
    return bool(asked and served.kind == "agency.served" and asked.data.get("co_producer") is False)


def _talked_over(slug: str, asked: Fact, done: date | None) -> OtherDate | None:
    """第三十三条第三款: an agency that did not make the information; no law says how long it has."""
    until = checks.day_in(asked.data.get("until"))
    if until is None:
        return None
    return _stated(
        slug,
        f"会商机关提意见（{asked.data.get('name') or asked.ref}）",
        (asked.day, "发出征求意见函之日"),
        until,
        source="《条例》第三十三条第三款（期限由本机关在函中写明）",
        lapse="不答复不等于同意，由本机关决定",
        note="所需时间不计入答复期限。",
        done=done,
    )


def _owed(state: State) -> Iterator[OtherDate | None]:
    """When the reply is due that was ordered, or that follows where the agency took its own back."""
    owed = state.owed
    if owed is None or owed.until is None:
        return
    done = None if state.redo else state.replied_again_on or state.concluded_on
    if owed.term:
        yield _term("owed", owed.term, owed.since, about=owed.ordered_by or _WHY_AGAIN[owed.term], done=done)
        return
    ordered = bool(owed.ordered_by)
    yield _stated(
        "owed",
        f"重新答复（{owed.ordered_by or '自行撤销、更正'}）",
        (owed.since, "收到决定书、裁判文书之日" if ordered else "撤销、更正之日"),
        owed.until,
        source="决定书、裁判文书" if ordered else "撤销决定书，或者原来的答复期限",
        lapse="照决定书、裁判文书" if ordered else "逾期不答复",
        done=done,
    )


def _stated(
    slug: str,
    title: str,
    start: tuple[date, str],
    until: date,
    *,
    source: str,
    lapse: str,
    note: str = "",
    done: date | None = None,
) -> OtherDate:
    """A last day that somebody wrote down; nothing is counted."""
    return OtherDate(
        slug=slug,
        title=title,
        start=start[0],
        starts=start[1],
        until=until,
        length="",
        source=source,
        lapse=lapse,
        note=note,
        provisional=False,
        days=(),
        done=done,
    )


# – after it


def _after_reply(known: list[Fact], state: State) -> Iterator[OtherDate | None]:
    for number, appeal in enumerate(state.appeals, start=1):
        yield _evidence(f"evidence-{number}", appeal)
        yield _decision(f"decision-{number}", appeal)
        yield _appealable(f"appealable-{number}", appeal)
    yield from _remedies(known, state)
    looked = [fact.day for fact in known if fact.kind in _LOOKED_AT]
    if state.reassess_on and looked:
        yield _term("reassessment", "reassessment", looked[-1], until=state.reassess_on)


def _evidence(slug: str, appeal: AppealState) -> OtherDate | None:
    """By when the agency answers, by the law of the procedure unless the organ or the court set a day."""
    if not (appeal.received_on and appeal.answer_until):
        return None
    term = checks.evidence_term_of(appeal)
    about = f"{AppealKind(appeal.kind).label} {appeal.ref}"
    if term is None:
        return _stated(
            slug,
            f"答辩（{about}）",
            (appeal.received_on, "收到副本之日"),
            appeal.answer_until,
            source="法院的通知",
            lapse="照法院的通知",
            done=appeal.answered_on,
        )
    done = appeal.answered_on
    return _term(slug, term, appeal.received_on, until=appeal.answer_until, about=about, done=done)


def _appealable(slug: str, appeal: AppealState) -> OtherDate | None:
    """Until when the judgment of the first instance can be appealed, by the agency too."""
    if not (appeal.effective_on and appeal.instance_concluded_on and appeal.instance == Instance.FIRST):
        return None
    return _stated(
        slug,
        f"提起上诉（{appeal.ref}）",
        (
            appeal.decision_received_on or appeal.instance_concluded_on,
            "收到裁判文书之日；没有登记的，裁判之日",
        ),
        appeal.effective_on,
        source="《行政诉讼法》第八十五条",
        lapse="一审裁判生效；上诉的请登记二审",
    )


def _decision(slug: str, appeal: AppealState) -> OtherDate | None:
    """By when a reconsideration must be decided; the fifteen days of a lawsuit follow its lapse."""
    if not (appeal.pending and appeal.decide_until):
        return None
    after = checks.term_end_or_none("litigation_after_reconsideration", appeal.decide_until)
    return _stated(
        slug,
        f"作出复议决定（{appeal.ref}）",
        (appeal.filed_on, "申请行政复议之日；登记了受理之日的，自受理之日"),
        appeal.decide_until,
        source="《行政复议法》第六十二条",
        lapse=f"逾期不决定的，申请人可以在 {after} 前起诉（《行政诉讼法》第四十五条）",
    )


def _remedies(known: list[Fact], state: State) -> Iterator[OtherDate]:
    """What the applicant can still do against the last reply, by the same rule as on their own page."""
    running = [one for one in ways_left(known, state) if one.start and one.remedy.last_day]
    for number, left in enumerate(running, start=1):
        one = left.remedy
        assert left.start
        assert one.last_day
        yield OtherDate(
            slug=f"remedy-{number}",
            title=f"{one.label}{f'（{one.part}）' if one.part else ''}",
            start=left.start,
            starts="行政复议审结之日" if one.key == AFTER else "申请人收到答复之日",
            until=one.last_day,
            length="计算，按自然日或者月",
            source=str(one.source),
            lapse="丧失该项救济",
            note=one.note,
            provisional=one.provisional,
            days=(),
        )


def _term(
    slug: str,
    key: str,
    start: date,
    *,
    until: date | None = None,
    about: str = "",
    stated: str | None = None,
    done: date | None = None,
) -> OtherDate | None:
    """A term of the law folder from `start`; `until`: somebody set another last day. None without law."""
    term, known = terms()[key], calendar()
    try:
        value = term.dated.on(start)
    except GongkaiError:
        return None
    try:
        lawful = term.end(known, start)
    except GongkaiError:
        lawful = until or start
    last = until or lawful
    note = f"{stated or '以所定的日期为准。'}" if until and until != lawful else ""
    by_workdays = value.value.unit not in _CALENDAR_UNITS
    return OtherDate(
        slug=slug,
        title=f"{term.name}{f'（{about}）' if about else ''}",
        start=start,
        starts=term.starts,
        until=last,
        length=f" {value.value.said}" if value.value.count else "",
        source=str(value.source),
        lapse=term.lapse,
        note=note,
        provisional=any(
            known.day(start + timedelta(days=n)).provisional for n in range((last - start).days + 1)
        ),
        days=tuple(_rows(start, last)) if by_workdays else (),
        done=done,
    )


def _rows(start: date, last: date) -> Iterator[DayRow]:
    known = calendar()
    rule = terms()["start_day"].dated.on(start)
    yield DayRow(start, WEEKDAYS[start.weekday()], "起算之日，不计", str(rule.source))
    number = 0
    for one in days(start, last):
        found = known.day(one)
        number += found.working
        yield DayRow(one, WEEKDAYS[one.weekday()], _says(found, number), str(found.source))


def _says(found: Day, number: int) -> str:
    if found.working:
        return f"第 {number} 个工作日{'（调休上班）' if found.name else ''}"
    return f"{found.name}，不计"
