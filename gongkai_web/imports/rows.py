"""What would a row of a register be as a case: which acts, on which days, and what is wrong with it?

Pure but for the words: no database. The acts are those of `cases.actions`, by name; a row with a cell that
cannot be read, or with a word that nobody knows, is not planned but told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel, IdentityKind
from gongkai_web import identity
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.errors import Refused
from gongkai_web.imports.sheets import Row
from gongkai_web.imports.words import CellError, day_in, labels_of, plain, said, word_in, words

NOT_STATED = "登记簿未载明，以原文书为准（登记簿导入）"
KEY = "reg:"
# Of the key: how much of it says the agency's own number, and how much the rest.
_NUMBER, _CONTENT = 28, 32
_DAYS = re.compile(r"(?:延期|延长)?\s*(\d{1,2})\s*(?:个)?(?:工作日|日|天)?")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the clerk says of rows that do not say it; empty: they are refused.

    The kind of applicant, the channel, and the year of days that are written without one.
    """

    kind: str = ""
    channel: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An act of `cases.actions` by name, with its day and particulars."""

    act: str
    day: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row as a case. `problems`: sentences why it cannot be; `unknown_outcome`: the word to be asked.

    `passed_over`: why it need not be; `remarks`: what was not taken over. `number`: the agency's own.
    """

    row: Row
    key: str = ""
    number: str = ""
    received_on: date | None = None
    submitted_on: date | None = None
    given: RequestGiven | None = None
    steps: tuple[Step, ...] = ()
    problems: tuple[str, ...] = ()
    unknown_outcome: str = ""
    passed_over: str = ""
    remarks: tuple[str, ...] = ()


def planned(
    row: Row, *, slug: str, today: date, defaults: Defaults, chosen: Mapping[tuple[str, int], str]
) -> Planned:
    """The row as a case of the agency `slug`. `chosen`: outcomes by sheet and line where a word was asked."""
    if row.aside:
        return Planned(row, passed_over=f"{row.aside}，不登记")
    reader = _Reader(row, today, defaults, chosen)
    return reader.planned(slug)


def key_of(row: Row, slug: str, received: date, nth: int = 1) -> str:
    """The same row gives the same key, from whatever file; what came later is no part of it.

    `nth`: which of the rows without a number that say the same. The 序号 is no part either: it moves when
    a row is put in above.
    """
    number = said(row.cells.get("number"))
    says = (received.isoformat(), *(plain(said(row.cells.get(name))) for name in ("applicant_name", "title")))
    content = "\n".join((slug, *says, "" if plain(number) else str(nth)))
    return number_key(number, slug, received.year) + _digest(content)[:_CONTENT]


def number_key(number: str, slug: str, year: int) -> str:
    """What the keys of all rows with that number of the agency's own begin with, or with none."""
    return KEY + _digest(f"{slug}\n{year}\n{plain(number)}")[:_NUMBER]


def renewed_key(key: str, nth: int) -> str:
    """The key of a row that becomes a case for the `nth` time, as the case with that key was voided."""
    return key[: len(KEY) + _NUMBER] + _digest(f"{key}\n{nth}")[:_CONTENT]


def earlier_number(number: str) -> str:
    """The agency's own number as a case keeps it."""
    return number[:_LONGEST_NUMBER]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def place(row: Row, several: bool = False) -> str:
    """第 12 行, with the sheet where there are several."""
    return f"工作表「{row.sheet}」第 {row.line} 行" if several and row.sheet else f"第 {row.line} 行"


class _Reader:
    """Reads one row, collecting what is wrong."""

    def __init__(
        self, row: Row, today: date, defaults: Defaults, chosen: Mapping[tuple[str, int], str]
    ) -> None:
        self.row, self.today, self.defaults, self.chosen = row, today, defaults, chosen
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.unknown = ""

    def planned(self, slug: str) -> Planned:
        received, outcome = self.day("received_on"), self.outcome()
        submitted, replied = self.day("submitted_on"), self.day("replied_on")
        given = self.request()
        steps = tuple(
            sorted(self.steps(received, outcome, replied), key=lambda one: (one.day, _ORDER[one.act]))
        )
        if received is None and not self.problems:
            self.wrong("received_on", "是空的；没有收到日期不能计算期限")
        if replied and not outcome and not self.unknown:
            self.wrong("outcome", "是空的，却有答复日期；请补上结果")
        if outcome and not replied:
            self.wrong("replied_on", "是空的，却有办理结果；请补上答复日期")
        number = self.text("number")
        key = key_of(self.row, slug, received) if received else ""
        passed = self.passed_over(received, replied)
        if passed:
            return Planned(self.row, key, number, received, passed_over=passed)
        return Planned(
            row=self.row,
            key=key,
            number=number,
            received_on=received,
            submitted_on=submitted or received,
            given=given,
            steps=steps,
            problems=tuple(self.problems),
            unknown_outcome=self.unknown,
            remarks=tuple(self.remarks),
        )

    # – cells

    def text(self, name: str) -> str:
        return said(self.row.cells.get(name))

    def wrong(self, name: str, what: str) -> None:
        self.problems.append(f"{place(self.row)}「{words().labels[name]}」{what}")

    def day(self, name: str) -> date | None:
        try:
            found = day_in(self.row.cells.get(name), self.defaults.year)
        except CellError as problem:
            self.wrong(name, str(problem))
            return None
        if found and found > self.today:
            if name == "correction_until":
                return found
            self.wrong(name, f"{found} 还没有到（今天是 {self.today}）")
            return None
        return found

    def word(self, name: str, known: Mapping[str, str], default: str = "") -> str:
        label = words().labels[name]
        try:
            return word_in(self.row.cells.get(name), known, label) or default
        except CellError as problem:
            allowed = "、".join(dict.fromkeys(labels_of(name).values()))
            self.wrong(name, f"{problem}；可以写：{allowed}")
            return ""

    # – the request

    def request(self) -> RequestGiven | None:
        name, title = self.text("applicant_name"), self.text("title")
        for key, value in (("applicant_name", name), ("title", title)):
            if not value:
                self.wrong(key, "是空的（《条例》第二十九条）；请补上")
        kind = self.word("applicant_kind", words().kinds, self.defaults.kind)
        channel = self.word("channel", words().channels, self.defaults.channel)
        for key, value in (("applicant_kind", kind), ("channel", channel)):
            if not value and not self.text(key):
                self.wrong(key, "没有写；请在表里补上，或者在导入时说明没有写的按哪一种")
        medium = self.word("medium", words().media)
        if not (name and title and kind and channel):
            return None
        oral = channel == Channel.ORAL
        applicant = ApplicantGiven(
            name=name,
            phone=self.text("phone")[:40],
            email=self.text("email") if "@" in self.text("email") else "",
            address=self.text("address")[:300],
            postcode=self.text("postcode")[:10],
            **self.identity(kind),
        )
        return RequestGiven(
            channel,
            kind,
            (applicant,),
            self.title(title),
            self.description(title),
            medium,
            taken_down=oral,
            read_back=oral,
            earlier_number=earlier_number(self.text("number")),
        )

    def title(self, title: str) -> str:
        return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"

    def description(self, title: str) -> str:
        """What the applicant wrote besides; they read it again when they follow the request."""
        parts = [title if len(title) > _LONGEST else "", self.text("description")]
        return "\n".join(part for part in parts if part)

    def noted(self) -> str:
        """What only the office reads: its remarks, with the confirmation of the receipt."""
        third = self.text("third_name")
        if third and not self.row.cells.get("third_asked_on"):
            self.remarks.append("第三方没有征求意见的日期，只记在“确认收到”的登记里")
        else:
            third = ""
        named = (("第三方", third), ("备注", self.text("note")))
        parts = ["登记簿导入", *(f"{label}：{value}" for label, value in named if value)]
        return "；".join(parts)

    def identity(self, kind: str) -> dict[str, str]:
        """The identity number where it is one beyond doubt; else it is not taken over."""
        number = self.text("id_number")
        if not number:
            return {}
        person = applicant_kinds()[kind].group == "person"
        id_kind = IdentityKind.RESIDENT_ID if person else IdentityKind.CREDIT_CODE
        try:
            identity.check(id_kind, number)
        except Refused:
            self.remarks.append("证件号码认不出是哪一种，没有登记")
            return {}
        return {"id_kind": id_kind, "id_number": number}

    def passed_over(self, received: date | None, replied: date | None) -> str:
        """Registers of this year and what was carried over into it: the rest stays where it is."""
        this_year = self.today.year
        if received and replied and received.year < this_year and replied.year < this_year:
            return f"{replied.year} 年已经答复，不必登记（只登记今年收到的和结转到今年的）"
        return ""

    # – what happened to it

    def outcome(self) -> str:
        answered = self.chosen.get((self.row.sheet, self.row.line), "")
        text = self.text("outcome")
        if not text or plain(text) in words().undecided:
            return ""
        try:
            return word_in(text, words().outcomes, "办理结果")
        except CellError:
            if answered in outcomes():
                return answered
            self.unknown = text
            return ""

    def steps(self, received: date | None, outcome: str, replied: date | None) -> Iterator[Step]:
        if received:
            yield Step("confirm_receipt", received, {"how": self.noted()})
        yield from self.correction()
        yield from self.third_party()
        yield from self.extension()
        withdrawn = self.day("withdrawn_on")
        if withdrawn:
            yield Step("withdraw", withdrawn, {"reason": ""})
        if outcome and replied:
            yield self.reply(outcome, replied)
        yield from self.service()

    def correction(self) -> Iterator[Step]:
        asked, until = self.day("correction_asked_on"), self.day("correction_until")
        if asked:
            yield Step("ask_correction", asked, {"until": until, "items": NOT_STATED})
        for name, act in (
            ("correction_served_on", "serve_correction"),
            ("correction_received_on", "receive_correction"),
        ):
            day = self.day(name)
            if day:
                yield Step(act, day)

    def third_party(self) -> Iterator[Step]:
        asked, served = self.day("third_asked_on"), self.day("third_served_on")
        answered, ref = self.day("third_answered_on"), "1"
        if asked:
            yield Step("ask_third_party", asked, {"ref": ref, "name": self.text("third_name") or "第三方"})
        if served:
            yield Step("third_party_served", served, {"ref": ref})
        if not answered:
            return
        consent = words().consent.get(plain(self.text("third_consent")))
        if consent is None:
            self.wrong("third_consent", "应写“同意”或者“不同意”，才能登记第三方的答复")
            return
        yield Step("answer_third_party", answered, {"ref": ref, "consent": consent, "reason": ""})

    def extension(self) -> Iterator[Step]:
        day, text = self.day("extended_on"), self.text("extended")
        if (not text or plain(text) in words().no) and not day:
            return
        found = _DAYS.fullmatch(text)
        if not found:
            self.wrong("extended", f"“{text}”没有写延长几个工作日；请写数字（不超过 20）")
        elif day is None:
            if not any("「延期告知日期」" in problem for problem in self.problems):
                self.wrong("extended_on", "是空的，却写了延期；请补上告知申请人的日期")
        else:
            reason = self.text("extended_reason") or NOT_STATED
            yield Step("extend", day, {"days": int(found[1]), "reason": reason})

    def reply(self, outcome: str, day: date) -> Step:
        known = outcomes().on(day).get(outcome) or outcomes()[outcome]
        reason, article = self.text("reason"), self.text("article")
        data = {
            "outcome": outcome,
            "reason": reason or (NOT_STATED if known.reason else ""),
            "article": article or (str(known.source) if known.article else ""),
            "letter_number": self.text("letter_number"),
        }
        return Step("reply", day, data)

    def service(self) -> Iterator[Step]:
        way = self.word("way", words().ways)
        sent, served = self.day("dispatched_on"), self.day("served_on")
        if sent:
            yield Step("dispatch", sent, {"way": way, "number": self.text("mail_number")})
        if served:
            yield Step("serve", served, {"way": way, "receiver": ""})


_LONGEST = 300
_LONGEST_NUMBER = 60
_ORDER = {
    act: index
    for index, act in enumerate(
        (
            "confirm_receipt",
            "ask_correction",
            "serve_correction",
            "receive_correction",
            "ask_third_party",
            "third_party_served",
            "answer_third_party",
            "extend",
            "withdraw",
            "reply",
            "dispatch",
            "serve",
        )
    )
}
