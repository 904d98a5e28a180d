"""Which pages of the evidence are written from the events: search, opinions, approvals, course?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.letters.sheet import Sheet, Table, lead_of
from gongkai.letters.writing import written
from gongkai.procedure.facts import Fact, Way, event_label, standing
from gongkai_web.cases import queries
from gongkai_web.cases.words import PARTLY, note, said
from gongkai_web.letters.ground import Ground
from gongkai_web.letters.models import Letter
from gongkai_web.look.strip import strip

Row = tuple[str, ...]
_DAY = 1.3


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and what it proves."""

    sheet: Sheet
    proves: str

    def pdf(self) -> bytes:
        """Laid out and read back. Raises WritingError."""
        return written(self.sheet, "pdf")


def searches(ground: Ground, _letters: list[Letter]) -> Page | None:
    """Where, how and for what was searched (第三十六条第（四）项)."""
    found = _of(ground, "searched")
    rows = [
        (
            _iso(fact),
            str(fact.data.get("places", "")),
            "；".join(filter(None, (fact.data.get("methods", ""), fact.data.get("keywords", "")))),
            str(fact.data.get("result", "")),
        )
        for fact in found
    ]
    head = ("日期", "检索的范围", "方法、关键词", "结果")
    table = Table((_DAY, 2, 2, 2), head, tuple(rows))
    return _page(ground, "检索记录", table, "已尽检索义务及检索结果（第三十六条）")


def third_parties(ground: Ground, _letters: list[Letter]) -> Page | None:
    """What third parties were asked and answered (第三十二条)."""
    proves = "已书面征求第三方意见及其答复（《条例》第三十二条）"
    return _opinions(ground, "third_party", "征求第三方意见情况", proves)


def agencies(ground: Ground, _letters: list[Letter]) -> Page | None:
    """What other agencies were asked and answered (第三十四条)."""
    proves = "已征求其他机关意见及其答复（《条例》第三十四条）"
    return _opinions(ground, "agency", "征求其他机关意见情况", proves)


def _opinions(ground: Ground, kind: str, title: str, proves: str) -> Page | None:
    found = _of(ground, f"{kind}.asked", f"{kind}.served", f"{kind}.answered")
    names = {fact.ref: str(fact.data.get("name", "")) for fact in found if fact.data.get("name")}
    rows = [
        (
            _iso(fact),
            " ".join(filter(None, (names.get(fact.ref, ""), fact.ref))),
            event_label(fact.kind),
            _opinion(fact),
        )
        for fact in found
    ]
    table = Table((_DAY, 2, 2, 2.4), ("日期", "对象、编号", "事项", "意见和理由"), tuple(rows))
    return _page(ground, title, table, proves)


def _opinion(fact: Fact) -> str:
    if "consent" not in fact.data:
        return ""
    word = PARTLY if fact.data.get("partly") else said(fact.kind, "consent", fact.data["consent"])
    return "：".join(filter(None, (word, str(fact.data.get("reason", "")))))


def approvals(ground: Ground, letters: list[Letter]) -> Page | None:
    """Who agreed to the extension (第三十三条第二款), and who signed which letter."""
    rows = [
        (
            _iso(fact),
            f"延期答复 {fact.data.get('days', '')} 个工作日",
            str(fact.data.get("approved_by_name", "")),
            f"同意。理由：{fact.data.get('reason', '')}",
        )
        for fact in _of(ground, "extended")
    ]
    for letter in letters:
        for one in letter.decisions.select_related("person"):
            word = "同意" if one.approved else "退回"
            who = f"{one.person.display_name}（{one.get_role_display()}）"
            what = f"{letter.title} {letter.number}".strip()
            rows.append((one.day.isoformat(), what, who, "：".join(filter(None, (word, one.note)))))
        about = f"{letter.title} {letter.number}".strip()
        rows += [(str(letter.issued_on), about, "", f"如实补登：{one['message']}") for one in letter.admitted]
    head = ("日期", "事项", "审批人", "意见")
    table = Table((_DAY, 2.4, 1.6, 2.4), head, tuple(rows))
    return _page(ground, "审批记录", table, "延期、文书已按程序审批")


def services(ground: Ground, letters: list[Letter]) -> Page | None:
    """How and when each letter left and arrived."""
    rows: list[Row] = [
        (
            f"{letter.title} {letter.number}".strip(),
            " ".join(filter(None, (_way(letter.way), letter.mail_number))),
            letter.dispatched_on.isoformat() if letter.dispatched_on else "",
            letter.served_on.isoformat() if letter.served_on else "",
            _receiver(letter),
        )
        for letter in letters
        if letter.dispatched_on
    ]
    if not rows:
        rows = _service_events(ground)
    head = ("文书", "方式、邮件号", "发出", "送达", "签收")
    table = Table((2.4, 2, _DAY, _DAY, 1.4), head, tuple(rows))
    return _page(ground, "文书送达情况", table, "文书已经发出、送达")


def _service_events(ground: Ground) -> list[Row]:
    """By the case alone, for letters not written here: a sending and the service that follows it."""
    name = " ".join(filter(None, ("答复", ground.state.letter_number)))
    rows: list[Row] = []
    for fact in _of(ground, "dispatched", "served"):
        way = " ".join(filter(None, (_way(fact.data.get("way", "")), fact.data.get("number", ""))))
        if fact.kind == "dispatched":
            rows.append((name, way, _iso(fact), "", ""))
            continue
        sent = rows.pop() if rows and not rows[-1][3] else (name, way, "", "", "")
        rows.append((*sent[:3], _iso(fact), str(fact.data.get("receiver", ""))))
    return rows


def _receiver(letter: Letter) -> str:
    refused = "拒收" if letter.refused else ""
    return "，".join(filter(None, (letter.receiver, letter.relation, refused, letter.service_note)))


def course(ground: Ground, _letters: list[Letter]) -> Page | None:
    """Every event in the order of entry; what was voided stays in sight."""
    known = list(queries.events(ground.case))
    void = {event.data["event"] for event in known if event.kind == "voided"}
    rows = [
        (
            event.day.isoformat(),
            event_label(event.kind) + ("（已作废）" if event.pk in void else ""),
            note(event.kind, event.data),
            event.person_name,
        )
        for event in known
    ]
    head = ("日期", "事项", "内容", "登记人")
    table = Table((_DAY, 2, 3.6, 1.2), head, tuple(rows))
    return _page(ground, "办理经过", table, "登记、审核、办理、答复的全过程")


def due_day(ground: Ground, _letters: list[Letter]) -> Page | None:
    """Day by day why the reply was due when it was."""
    due = ground.state.due
    if due is None:
        return None
    replied = ground.state.concluded_on
    told = f"答复于 {replied} 作出。" if replied else "尚未答复。"
    spans = [f"不计入：{one.reason}，{one.first} 至 {one.last}{one.source.cited}。" for one in due.spans]
    # What the clock noted; advice to the officer is none of the court's business.
    flags = [*(flag.message for flag in ground.state.flags), *(note.message for note in due.notes)]
    rows = [
        (step.day.isoformat(), weekday, says, str(step.source)) for step, weekday, says in strip(due).steps
    ]
    table = Table((_DAY, 0.9, 2.2, 3), ("日期", "星期", "计不计", "依据"), tuple(rows))
    found = _page(ground, "答复期限的计算说明", table, "答复期限的起算、扣除和届满日")
    lines = tuple(dict.fromkeys((f"{due.sentence}{told}", *spans, *flags)))
    return found and Page(_with(found.sheet, lines), found.proves)


# – a page


def _page(ground: Ground, title: str, table: Table, proves: str) -> Page | None:
    """The page; none where the table has no row."""
    if not table.rows:
        return None
    lead = lead_of(ground.case.agency.name, f"登记号：{ground.case.registry_number}")
    return Page(Sheet(title=title, lead=lead, table=table), proves)


def _with(sheet: Sheet, lines: Iterable[str]) -> Sheet:
    """The answer first, the days below it."""
    return Sheet(title=sheet.title, paragraphs=(sheet.lead, *lines), table=sheet.table)


def _of(ground: Ground, *kinds: str) -> list[Fact]:
    return [fact for fact in standing(ground.facts) if fact.kind in kinds]


def _iso(fact: Fact) -> str:
    return fact.day.isoformat()


def _way(way: str) -> str:
    return Way(way).label if way in Way.values else way
