"""Does a letter say of a third party what the record says of it?

Whether it was asked, whether it objected, consented or said nothing in its term decides about the disclosure
(《条例》第十五条、第三十二条): a letter that says the opposite of the register is not sent. Whoever finds an
answer missing enters it first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.letters import Letter as Document
from gongkai.letters import LetterKind
from gongkai.letters.words import normal
from gongkai.procedure import checks
from gongkai.procedure.facts import Fact, standing
from gongkai_web.letters.ground import Ground, To

TELLS = "tell_third_party"
SILENT = "逾期未提出意见"
_SAID_NOTHING = re.compile(
    "(?:没有|未|逾期不?)[^。；，：]{0,14}(?:提出|提交|反馈|作出)(?!不同|合理|具体)[^。；，]{0,6}意见"
    "|(?:没有|未|逾期不)(?:按期|书面|作出|予以)?(?:答复|回复|反馈|回应)"
)
_OBJECTED = re.compile("不同意公开|反对公开|拒绝公开")
_CONSENTED = re.compile("(?<![不未否分])同意公开")


@dataclass(frozen=True, slots=True)
class Party:
    """A third party as the register has it. `consents`: what it last said; None where it said nothing.

    `reason`: why it objects, in its words.
    """

    ref: str
    name: str
    served: date | None
    answered: date | None
    consents: bool | None
    reason: str = ""

    @property
    def until(self) -> date | None:
        """The last day of its term; None where the inquiry was not served."""
        return checks.term_end_or_none("third_party_opinion", self.served) if self.served else None

    def silent_on(self, day: date) -> bool:
        """Whether its term had passed on that day without a word of it in time."""
        until = self.until
        return until is not None and until < day and (self.answered is None or self.answered > until)

    @property
    def said(self) -> str:
        """What the register has of its answer, for a sentence."""
        if self.answered is None:
            term = f"意见期限到 {self.until}" if self.until else "没有登记送达"
            return f"还没有收到意见的登记，{term}"
        return f"{self.answered} 登记的意见是{'同意公开' if self.consents else '不同意公开'}"


def parties_of(facts: Iterable[Fact]) -> tuple[Party, ...]:
    """Every third party that was asked, by the number of its inquiry; the last word of each counts."""
    known = standing(facts)
    return tuple(
        _party(ref, [fact for fact in known if fact.ref == ref and fact.kind.startswith("third_party.")])
        for ref in dict.fromkeys(fact.ref for fact in known if fact.kind == "third_party.asked")
    )


def _party(ref: str, own: list[Fact]) -> Party:
    last = {fact.kind.rpartition(".")[2]: fact for fact in own}
    served, answered = last.get("served"), last.get("answered")
    return Party(
        ref,
        str(last["asked"].data.get("name") or ""),
        served.day if served else None,
        answered.day if answered else None,
        bool(answered.data.get("consent")) if answered else None,
        str(answered.data.get("reason") or "") if answered else "",
    )


def to_be_told(ground: Ground) -> Party | None:
    """The third party that is told next: first those for whom the reply waits."""
    state = ground.state
    ref = next((one.ref for one in (*state.reply_awaits, *state.untold) if not one.consents), "")
    return next((one for one in parties_of(ground.facts) if one.ref == ref), None)


def recipient(kind: LetterKind, ground: Ground) -> dict[str, object]:
    """Whom the letter addresses where the case knows: the third party, as its inquiry addressed it."""
    told = to_be_told(ground) if TELLS in kind.enters else None
    if told is None:
        return {}
    asked = ground.case.letters.filter(number=told.ref).first()
    known = (asked.particulars.get("to") if asked else None) or {"name": told.name}
    return {f"to_{name}": value for name, value in known.items() if value}


def opinion(kind: LetterKind, ground: Ground) -> str:
    """What the third party said that is told, for whoever writes to it."""
    told = to_be_told(ground) if TELLS in kind.enters else None
    if told is None:
        return ""
    served = f"{told.served} 收到征求意见书，" if told.served else ""
    return f"{told.name}（{told.ref}）：{served}{told.said}{told.reason and f'，理由：{told.reason}'}。"


def contradicted(
    kind: LetterKind, ground: Ground, document: Document, *, number: str, to: To | None, day: date
) -> Iterator[str]:
    """A sentence for everything that the letter says of a third party and the register does not.

    `number`: that of the inquiry which a letter to the third party itself names.
    """
    known = parties_of(ground.facts)
    text = normal("。".join(document.paragraphs))
    if TELLS in kind.enters:
        yield from _to_itself(known, text, number, to, day)
    elif kind.addressee == "applicant":
        about = "。".join(one for one in text.split("。") if "第三方" in one)
        yield from _of(known, about, day)


def _to_itself(known: tuple[Party, ...], text: str, number: str, to: To | None, day: date) -> Iterator[str]:
    asked = next((one for one in known if one.ref == number), None)
    if asked is None:
        have = f"登记的是 {'、'.join(one.ref for one in known)}" if known else "本件没有征求第三方意见的登记"
        yield f"征求意见书的文号写的是 {number}，{have}；请改正文书，漏登的请先补登。"
        return
    if to and normal(to.name) != normal(asked.name):
        yield (
            f"受文人写的是「{to.name}」，以 {number} 征求意见的第三方是「{asked.name}」；"
            "请改得一致，登记错的请更正登记。"
        )
    yield from _of((asked,), text, day)


def _of(known: tuple[Party, ...], text: str, day: date) -> Iterator[str]:
    for claim, bears_out in _claims(day):
        found = claim.search(text)
        if found and not any(bears_out(one) for one in known):
            have = "；".join(f"{one.name}（{one.ref}）{one.said}" for one in known)
            yield (
                f"文中写第三方“{found[0]}”，{have or '本件没有征求第三方意见的登记'}；"
                "请照登记改正文书，漏登的请先补登（《条例》第三十二条）。"
            )


def _claims(day: date) -> tuple[tuple[re.Pattern[str], Callable[[Party], bool]], ...]:
    """What a letter may claim, and whether the register of a party bears that out."""
    return (
        (_SAID_NOTHING, lambda one: one.silent_on(day)),
        (_OBJECTED, lambda one: one.consents is False),
        (_CONSENTED, lambda one: one.consents is True),
    )
