"""What would a row of a register be as a case: which acts, on which days, and what is wrong with it?

Pure but for the words: no database. The acts are those of `cases.actions`, by name; a row with a cell that
cannot be read, or with a word that nobody knows, is not planned but told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.deadlines import workdays_of
from gongkai.outcomes import Outcome, applicant_kinds, outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import ApplicantRole, Channel, IdentityKind
from gongkai.registers.cells import CellError, NoYear, said
from gongkai.registers.days import written_day
from gongkai_web import identity
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.errors import Refused
from gongkai_web.imports.keys import earlier_number, key_of
from gongkai_web.imports.lines import Row
from gongkai_web.imports.meanings import REPLIED, Defaults
from gongkai_web.imports.plans import Asked, Planned, Step
from gongkai_web.imports.words import (
    group_of,
    kind_of_name,
    labels_of,
    names_in,
    outcome_in,
    outcome_of_group,
    plain,
    word_in,
    words,
)

NOT_STATED = "登记簿未载明，以原文书为准（登记簿导入）"
_SEVERAL_ITEMS = re.compile(r"）（[一二三四五六七八九十]+）项")
_DAYS = re.compile(r"(?:延期|延长)?\s*(\d{1,2})\s*(?:个)?(?:工作日|日|天)?")


def planned(
    row: Row, *, slug: str, today: date, defaults: Defaults, chosen: Mapping[tuple[str, int], str]
) -> Planned:
    """The row as a case of the agency `slug`. `chosen`: outcomes by sheet and line where a word was asked."""
    if row.aside:
        return Planned(row, passed_over=f"{row.aside}，不登记")
    reader = _Reader(row, today, defaults, chosen)
    return reader.planned(slug)


def place(row: Row, several: bool = False) -> str:
    """第 12 行, with the sheet where there are several."""
    return f"工作表「{row.sheet}」第 {row.line} 行" if several and row.sheet else f"第 {row.line} 行"


class _Reader:
    """Reads one row, collecting what is wrong and what must be asked."""

    def __init__(
        self, row: Row, today: date, defaults: Defaults, chosen: Mapping[tuple[str, int], str]
    ) -> None:
        self.row, self.today, self.defaults, self.chosen = row, today, defaults, chosen
        self.received: date | None = None
        self.problems: list[str] = []
        self.remarks: list[str] = list(row.told)
        self.asked: dict[Asked, None] = {}
        for name, what in row.problems:
            self.wrong(name, what)

    def planned(self, slug: str) -> Planned:
        received = self.received = self.day("received_on")
        replied, submitted = self.day("replied_on"), self.day("submitted_on")
        outcome = self.outcome(replied)
        passed = self.passed_over(received, replied)
        if passed:
            return Planned(
                self.row, self.key(slug, received), self.text("number"), received, passed_over=passed
            )
        given = self.request()
        steps = tuple(
            sorted(self.steps(received, outcome, replied), key=lambda one: (one.day, _ORDER[one.act]))
        )
        if received is None and not self.problems and not self.asked:
            self.wrong("received_on", "是空的；没有收到日期不能计算期限")
        if outcome and not replied and not self.asked and not self.day("withdrawn_on"):
            self.wrong("replied_on", "是空的，却有办理结果；请补上答复日期")
        return Planned(
            row=self.row,
            key=self.key(slug, received),
            number=self.text("number"),
            received_on=received,
            submitted_on=submitted or received,
            given=given,
            steps=steps,
            problems=tuple(self.problems),
            asked=tuple(self.asked),
            unsent=bool(outcome and replied and not self.text("dispatched_on")),
            remarks=tuple(self.remarks),
        )

    def key(self, slug: str, received: date | None) -> str:
        return key_of(self.row, slug, received) if received else ""

    # – cells

    def text(self, name: str) -> str:
        return said(self.row.cells.get(name))

    def wrong(self, name: str, what: str) -> None:
        self.problems.append(f"{place(self.row)}「{words().label(name)}」{what}")

    def ask(self, name: str, word: str) -> None:
        self.asked[Asked(name, word)] = None

    def day(self, name: str) -> date | None:
        try:
            written = written_day(
                self.row.cells.get(name), self.defaults.year or self.row.year, self.received
            )
        except NoYear:
            self.ask("received_on", self.text(name))
            return None
        except CellError as problem:
            self.wrong(name, str(problem))
            return None
        found = written.day if written else None
        if found and found > self.today and name != "correction_until":
            self.wrong(name, f"{found} 还没有到（今天是 {self.today}）")
            return None
        return found

    def word(self, name: str, known: Mapping[str, str], default: str = "") -> str:
        """The code of a word: as the clerk said, else as all registers mean it; else it is asked."""
        chosen = self.defaults.word(name, self.text(name))
        if chosen in labels_of(name):
            return chosen
        try:
            return word_in(self.row.cells.get(name), known, words().labels[name]) or default
        except CellError:
            self.ask(name, self.text(name))
            return ""

    # – the request

    def request(self) -> RequestGiven | None:
        name, title = self.text("applicant_name"), self.text("title")
        for key, value in (("applicant_name", name), ("title", title)):
            if not value:
                self.wrong(key, "是空的（《条例》第二十九条）；请补上")
        name, *others = names_in(name)
        if others:
            self.remarks.append(f"申请人写了 {len(others) + 1} 个名字，按一件共同申请登记：{name}为申请人")
        kind = self.kind(name)
        channel = self.word("channel", words().channels, self.defaults.channel)
        if not channel and not self.text("channel"):
            self.ask("channel", "")
        medium = self.word("medium", words().media)
        if not (name and title and kind and channel):
            return None
        oral = channel == Channel.ORAL
        applicant = ApplicantGiven(
            name=name,
            phone=self.text("phone")[:40],
            email=self.text("email") if "@" in self.text("email") else "",
            contact=self.text("contact")[:100],
            address=self.text("address")[:300],
            postcode=self.text("postcode")[:10],
            **self.identity(kind),
        )
        return RequestGiven(
            channel,
            kind,
            (applicant, *(ApplicantGiven(one, ApplicantRole.JOINT) for one in others)),
            self.title(title),
            self.description(title),
            medium,
            taken_down=oral,
            read_back=oral,
            earlier_number=earlier_number(self.text("number")),
        )

    def kind(self, name: str) -> str:
        """The kind of applicant as written, else as the name tells it."""
        text = self.text("applicant_kind")
        if plain(text) not in words().organisations:
            found = self.word("applicant_kind", words().kinds, self.defaults.kind)
            if found or text or not name:
                return found
        chosen = self.defaults.word("applicant_name", name)
        found = chosen if chosen in applicant_kinds() else kind_of_name(name)
        if not found:
            self.ask("applicant_name", name)
        return found

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
        extended = self.text("extended") if self.extended_meant() == "aside" else ""
        unsent = "登记簿没有写，按答复日期登记" if self.sent_as_replied() else ""
        named = (("第三方", third), ("延期", extended), ("发出日期", unsent), ("备注", self.text("note")))
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
        if self.defaults.past:
            return ""
        if received and replied and received.year < this_year and replied.year < this_year:
            return f"{replied.year} 年已经答复，不必登记（只登记今年收到的和结转到今年的）"
        return ""

    # – what happened to it

    def outcome(self, replied: date | None) -> str:
        """The result: as chosen for the row, as the cells beside it tell, as the clerk or all mean it."""
        answered = self.chosen.get((self.row.sheet, self.row.line), "")
        text = self.text("outcome")
        if answered in outcomes():
            return answered
        if not text or plain(text) in words().undecided:
            return "" if not replied else self.told_outcome(text)
        beside = (self.text("reason"), self.text("article"), self.text("note"))
        found = outcome_of_group(text, beside)
        if found:
            self.remarks.append(f"“{text}”照理由、备注认作“{outcomes()[found].short}”")
            return found
        return self.told_outcome(text)

    def told_outcome(self, text: str) -> str:
        chosen = self.defaults.word("outcome", text)
        if chosen in outcomes():
            return chosen
        try:
            return word_in(text, words().outcomes, "办理结果") or self.asked_outcome(text)
        except CellError:
            return (not group_of(text) and outcome_in(text)) or self.asked_outcome(text)

    def asked_outcome(self, text: str) -> str:
        self.ask("outcome", text)
        return ""

    def steps(self, received: date | None, outcome: str, replied: date | None) -> Iterator[Step]:
        if received:
            yield Step("confirm_receipt", received, {"how": self.noted(), "reason": NOT_STATED})
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

    def extended_meant(self) -> str:
        """What the clerk said that an extension without its days means."""
        return self.defaults.word("extended", self.text("extended"))

    def extension(self) -> Iterator[Step]:
        day, text = self.day("extended_on"), self.text("extended")
        if (not text or plain(text) in words().no) and not day:
            return
        found, meant = _DAYS.fullmatch(text), self.extended_meant()
        if found and day:
            yield self.extend(int(found[1]), day)
        elif meant == "full" and self.received:
            most = workdays_of("extension", self.received)
            yield self.extend(int(found[1]) if found else most, day or self.last_day())
        elif meant != "aside":
            self.ask("extended", text)

    def extend(self, days: int, day: date) -> Step:
        return Step("extend", day, {"days": days, "reason": self.text("extended_reason") or NOT_STATED})

    def last_day(self) -> date:
        """The last day on which the applicant can have been told in time (第三十三条第二款)."""
        assert self.received is not None
        replied = self.day("replied_on") or self.today
        return min(checks.term_end("reply", self.received), replied)

    def reply(self, outcome: str, day: date) -> Step:
        known = outcomes().on(day).get(outcome) or outcomes()[outcome]
        reason = self.text("reason")
        article = self.text("article") or (self.article(known) if known.article else "")
        data = {
            "outcome": outcome,
            "reason": reason or (NOT_STATED if known.reason else ""),
            "article": article,
            "letter_number": self.text("letter_number"),
        }
        return Step("reply", day, data)

    def article(self, known: Outcome) -> str:
        """The article of an outcome that has one; which of several items the letter cited nobody can know."""
        if not _SEVERAL_ITEMS.search(str(known.source)):
            return str(known.source)
        self.remarks.append(f"登记簿没有写依据，{known.source}是哪一项看不出，没有代填")
        return NOT_STATED

    def sent_as_replied(self) -> bool:
        """Whether the letter is taken to have left on the day of the reply, as the clerk said."""
        replied = self.text("replied_on") and self.text("outcome")
        return bool(replied and not self.text("dispatched_on") and self.defaults.sent == REPLIED)

    def service(self) -> Iterator[Step]:
        way = self.word("way", words().ways)
        sent, served = self.day("dispatched_on"), self.day("served_on")
        if self.sent_as_replied():
            sent = self.day("replied_on")
        if sent:
            yield Step("dispatch", sent, {"way": way, "number": self.text("mail_number")})
        if served:
            yield Step("serve", served, {"way": way, "receiver": ""})


_LONGEST = 300
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
