"""Does the letter agree with the case as it stands now?

The text is checked by the library; here stands what only the office knows: the event that the letter entered,
the files that go with it, and what the case computes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.errors import GongkaiError
from gongkai.letters import CODES, LetterFacts, LetterKind, doubts, problems
from gongkai.letters import Letter as Document
from gongkai.procedure.facts import Fact
from gongkai_web.errors import Refused
from gongkai_web.files import outgoing
from gongkai_web.files.models import Purpose, Redaction, StoredFile
from gongkai_web.letters import case_days, content, enclosing, given, ground, third_parties, unproved
from gongkai_web.letters.foreseen import foreseen
from gongkai_web.letters.kinds import carried_act, enters_at_issue
from gongkai_web.letters.models import Letter

# Letters that fall under the term of the reply itself; the term of the others is their own act's.
_LATE_BY_CASE = ("reply",)
_SUBJECTS = {
    "third-party": "所述第三方的意见与登记不一致",
    "foreseen": "照此签发违反规定",
    "nothing-enclosed": "没有附上要提供的信息",
    "file-unexamined": "附件还没有检查",
    "file-hidden": "附件里有看不见的内容",
    "file-asked": "附件里有要核对的内容",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why the letter cannot go out. `source`: the provision, where there is one."""

    code: str
    message: str
    source: str = ""

    @property
    def subject(self) -> str:
        """What kind of disagreement it is, in a few words."""
        return _SUBJECTS.get(self.code) or CODES.get(self.code, "文书与案件不一致")


class Blocked(Refused):
    """The letter does not agree with the case. `faults` say how."""

    def __init__(self, faults: tuple[Fault, ...], what: str) -> None:
        said = "".join(fault.message for fault in faults)
        super().__init__(f"不能{what}：{said}")
        self.faults = faults


def require_agreement(letter: Letter, what: str, *, by_internet: bool | None = None) -> None:
    """Raises Blocked where anything disagrees."""
    found = faults(letter, by_internet=by_internet)
    if found:
        raise Blocked(found, what)


def faults(
    letter: Letter,
    *,
    known: ground.Ground | None = None,
    document: Document | None = None,
    day: date | None = None,
    by_internet: bool | None = None,
    files: list[StoredFile] | None = None,
    looked: list[outgoing.Standing] | None = None,
) -> tuple[Fault, ...]:
    """All that disagrees. `document` and `day`: as it would be issued, for a letter not issued yet.

    `files`: what it would enclose, for a letter that is not kept yet. `looked`: how its enclosures stand,
    where the caller has asked already.
    """
    known = known or ground.of(letter.case)
    document = document or content.document_of(letter)
    online = letter.by_internet if by_internet is None else by_internet
    if looked is not None:
        files = [one.file for one in looked]
    files = list(letter.enclosures.all()) if files is None else files
    try:
        found = [*_own(letter, known, document, files, day or document.day)]
        if not letter.gone:
            if online and enclosing.missing(content.kind_of(letter, document.day), document, files):
                found.append(Fault("nothing-enclosed", enclosing.MISSING_ONLINE, enclosing.SOURCE))
            found += _looked_into(looked or outgoing.standings(files, day or document.day))
        facts = _facts(letter, known, document, files, day=day, by_internet=by_internet)
        found += [
            Fault(problem.code, problem.message, str(problem.source))
            for problem in problems(document, content.kind_of(letter, document.day), facts)
        ]
    except GongkaiError as error:
        return (Fault("law", str(error)),)
    return tuple(found)


def questions(
    letter: Letter,
    day: date,
    *,
    known: ground.Ground | None = None,
    files: list[StoredFile] | None = None,
) -> tuple[Fault, ...]:
    """What a person should look at before it goes out, and what its issue on that day would break.

    `known`: the case, `files`: the enclosures, where the caller has read them already. Nothing where the law
    of its day is not on file.
    """
    document = content.document_of(letter)
    try:
        kind, known = content.kind_of(letter, document.day), known or ground.of(letter.case)
        asked = doubts(document, kind)
        broken = foreseen(letter, known, day) if letter.editable else ()
    except GongkaiError:
        return ()
    return (
        *(Fault("foreseen", sentence) for sentence in broken),
        *(Fault(one.code, one.message, str(one.source)) for one in asked),
        *(Fault("doubt", said, source) for said, source in unproved.of(letter, kind)),
        *_sent_apart(letter, kind, document, files),
    )


def _sent_apart(
    letter: Letter, kind: LetterKind, document: Document, files: list[StoredFile] | None
) -> Iterator[Fault]:
    """On paper the information may lie in the same envelope; whoever sends it is asked."""
    if letter.by_internet or letter.gone:
        return
    if enclosing.missing(kind, document, list(letter.enclosures.all()) if files is None else files):
        yield Fault("doubt", enclosing.MISSING, enclosing.SOURCE)


def standing_event(facts: Iterable[Fact], event: int) -> Fact | None:
    """The event that the letter entered, or what it was replaced by; None where it was voided."""
    known = list(facts)
    void = {fact.data["event"] for fact in known if fact.kind == "voided"}
    entered = next((fact for fact in known if fact.id == event), None)
    if entered is None or entered.id not in void:
        return entered
    return next(
        (
            fact
            for fact in reversed(known)
            if fact.kind == entered.kind and fact.place == entered.place and fact.id not in void
        ),
        None,
    )


def _facts(
    letter: Letter,
    known: ground.Ground,
    document: Document,
    files: list[StoredFile],
    *,
    day: date | None,
    by_internet: bool | None,
) -> LetterFacts:
    now, agency = known.state, known.agency
    to = content.to_of(letter)
    data, acted_on = _act_data(letter, known)
    kind = content.kind_of(letter, document.day)
    tells_due_day = "due_on" in kind.needs
    under_term = letter.act in _LATE_BY_CASE or tells_due_day
    return LetterFacts(
        received_on=now.received_on,
        outcome=str(data.get("outcome") or ""),
        article=_article(kind, data),
        applicant_name=now.applicant_name,
        recipient=to.name if to else "",
        registry_number=known.case.registry_number,
        request_title=ground.content_cited(now),
        agency_name=known.case.agency.name_on(document.day),
        letter_word=known.letter_word if not letter.number else "",
        due_on=(now.due_on if tells_due_day else now.reply_by) if under_term else None,
        day=acted_on or day,
        attachments=tuple(content.enclosed_name(file) for file in files),
        by_internet=letter.by_internet if by_internet is None else by_internet,
        reconsideration_authority=agency.heard_by(document.day),
        court=agency.court,
        online_reconsideration_url=agency.reconsideration_url,
        private=ground.private(known, document.text) if to else (),
        draft=letter.editable,
        # Whether a reply is late is for the case to say when it is issued (`OnPaperOnly`).
        late_recorded=letter.editable or letter.late or tells_due_day,
    )


def _article(kind: LetterKind, data: Mapping[str, Any]) -> str:
    """The ground that the text must name. What only the form of the annual report lists has none."""
    kept = str(data.get("article") or "")
    return "" if not kind.article and kept == given.article(kind) else kept


def _act_data(letter: Letter, known: ground.Ground) -> tuple[Mapping[str, Any], date | None]:
    """The particulars and the day of the act: of the reply once it is entered, else as typed."""
    if letter.event_id is None:
        return letter.particulars, letter.issued_on
    event = standing_event(known.facts, letter.event_id)
    if event is None or not enters_at_issue(letter.act):
        return letter.particulars, letter.issued_on
    return event.data, event.day


def _own(
    letter: Letter, known: ground.Ground, document: Document, files: list[StoredFile], day: date
) -> Iterator[Fault]:
    kind = content.kind_of(letter, day)
    yield from _event(letter, known)
    yield from _enclosures(letter, files, kind)
    if letter.editable:
        for sentence in case_days.untold(kind, known, letter.values):
            yield Fault("case-day", sentence)
        yield from _third_parties(letter, kind, known, document, day)
        yield from _computed(letter, known, day)
    elif content.digest(letter, files) != letter.content_hash:
        yield Fault("content", "签发以后文书或者附件被改动过，与审签时的内容不一致；请作废后重新起草。")


def _third_parties(
    letter: Letter, kind: LetterKind, known: ground.Ground, document: Document, day: date
) -> Iterator[Fault]:
    named = next((field.name for field in kind.fields if field.offered == "third_party_number"), "")
    number, to = letter.values.get(named, ""), content.to_of(letter)
    for sentence in third_parties.contradicted(kind, known, document, number=number, to=to, day=day):
        yield Fault("third-party", sentence, "《条例》第三十二条")


def _event(letter: Letter, known: ground.Ground) -> Iterator[Fault]:
    if letter.event_id is None:
        return
    event = standing_event(known.facts, letter.event_id)
    if event is None:
        yield Fault("event-void", "这份文书对应的办理记录已经作废；请把文书也作废，再重新起草。")
    elif event.data.get("letter_number", letter.number) != letter.number:
        yield Fault(
            "number-case",
            f"案件登记的文号是「{event.data['letter_number']}」，文书的文号是「{letter.number}」；请核对。",
        )


def _enclosures(letter: Letter, files: list[StoredFile], kind: LetterKind) -> Iterator[Fault]:
    for file in files:
        if file.withdrawn:
            yield Fault("file-withdrawn", f"附件《{file.name}》已经撤下；请改附别的文件。")
    originals = [file for file in files if file.purpose != Purpose.REDACTED]
    blackened = Redaction.objects.filter(original__in=originals).values_list("original_id", flat=True)
    for file in originals:
        if file.pk in set(blackened):
            yield Fault(
                "original-enclosed",
                f"《{file.name}》做过涂黑，附上的却是原件；请改附公开版。",
                "《条例》第三十七条",
            )
    unless = kind.public_version
    if unless and not files and letter.values.get(unless[0]) != unless[1]:
        yield Fault(
            "public-version",
            "部分公开的答复应当附上可以公开的部分（涂黑后的公开版）；请在附件里选定。",
            "《条例》第三十七条",
        )


def _looked_into(looked: list[outgoing.Standing]) -> Iterator[Fault]:
    """What was found in the files that go with it (《条例》第十五条、第三十七条)."""
    for one in looked:
        for code, said in outgoing.problems(one):
            yield Fault(code, f"附件{said}")


def _computed(letter: Letter, known: ground.Ground, day: date) -> Iterator[Fault]:
    kind = content.kind_of(letter, day)
    if not carried_act(kind, letter.act):
        return
    try:
        fresh = given.computed(kind, known, letter.values, letter.particulars, day)
    except Refused as refusal:
        yield Fault("computed", str(refusal))
        return
    for name, value in fresh.items():
        if letter.values.get(name) != value:
            field = kind.field(name)
            label = field.label if field else name
            yield Fault(
                "computed",
                f"“{label}”现在应为 {value}，文书写的是 {letter.values.get(name) or '空'}；请重新生成文书。",
            )
