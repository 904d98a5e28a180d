"""Which letters are there on a day, and what must each of them say?

The letters of handbook 04 from `law/letters/`, each with its days: a letter is written as the law of its day
has it, and an old one keeps its old wording. An element is what the law demands in the text; its `signs` are
regular expressions over the normalised text, one of which must be found. What is special about a letter is a
field here: no code of a letter decides anything in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.lawbook import Source

ADDRESSEES = ("applicant", "third_party", "agency", "internal")
SEVERAL = "choices"  # one or more of them, written one after the other
FIELD_KINDS = ("text", "lines", "day", "number", "count", "choice", SEVERAL)
LISTED = "、"
LAYOUTS = ("letter", "form")
CHOSEN = "chosen"
REMEDY_TYPES = ("A", "B", "A+B", "none", CHOSEN)
SUPPLIED = ("case", "field")
TITLE_WORD = "政府信息公开"
ELEMENT_MISSING, ARTICLE = "element-missing", "article"
# Sheets that the program makes by itself: the place where each is made asks for it by this word.
PAPERS = ("registration", "opinion", "service", "archive", "record_correction", "proposal")
# The acts that the issue of a letter can enter, and what each may tell besides what every letter tells.
ENTERED: Mapping[str, tuple[str, ...]] = {
    "ask_correction": ("items", "until", "term_days"),
    "ask_reason": ("facts", "until"),
    "extend": ("days", "reason"),
    "delay": ("until", "reason"),
    "ask_third_party": (),
    "tell_third_party": ("ref",),
    "ask_agency": ("co_producer", "until"),
    "decide_fee": (),
    "reply": ("agency_named", "agency_contact"),
    "reply_again": (),
    "revoke_reply": ("reason", "reply_until"),
}
# What the case knows and offers for a field.
OFFERED = (
    "enquiry_way",
    "title",
    "return_to",
    "payment_way",
    "carrier",
    "consulted",
    "consulted_on",
    "withheld_parts",
    "blackout",
    "third_party_number",
    "third_party_situation",
    "third_party_asked_on",
    "third_party_answer",
    "third_party_objection",
    "search_places",
    "search_methods",
    "search_keywords",
    "correction_days",
    "correction_asked_on",
    "correction_received_on",
    "correction_made",
    "correction_number",
    "correction_served_on",
    "correction_lapsed_on",
    "quantity",
    "reason_asked_on",
    "reason_given",
    "fee_number",
    "fee_served_on",
    "fee_lapsed_on",
    "withdrawn_on",
    "withdrawal",
    "reply_number",
    "reply_day",
)
# What only the case can work out: no form asks for it.
COMPUTED = ("extended_until", "fee_standard", "fee_amount")
Told = str | bool


@dataclass(frozen=True, slots=True)
class Field:
    """What the clerk types. `term`: a key of the deadlines that a number may not exceed.

    `offered`: what the case offers for it; `usual`: the words that are offered where the case says nothing.
    `computed`: what the case fills in by itself. `only`: by act, what alone may be chosen in it. `past`: a
    day that is not after that of the letter.
    """

    name: str
    label: str
    kind: str
    required: bool
    hint: str
    choices: tuple[str, ...]
    term: str
    offered: str
    usual: str
    computed: str
    only: Mapping[str, tuple[str, ...]]
    past: bool


@dataclass(frozen=True, slots=True)
class Element:
    """What must stand in the text. `code` is that of the problem where it does not."""

    key: str
    label: str
    supplied: str
    signs: tuple[str, ...]
    code: str
    source: Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a template; left out where a word is empty or where `unless` is filled.

    `when`: a field and the choice with which alone the paragraph stands; empty for always.
    """

    text: str
    unless: str = ""
    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the clerk is asked where a pattern is found: it may be right, and only a person can say."""

    key: str
    pattern: str
    question: str
    source: Source


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A letter as it is written on a day. `act`: what it calls itself. `remedy`: A, B, A+B, none or chosen.

    `remedy_when`: a field and the choice with which alone the remedies are told; None for always. `forbid`:
    what this office cannot decide in such a letter. `doubts`: what is asked about its text.

    `enters`: the acts that its issue enters into the case, each with the particulars that it tells (a field
    of the letter, or true or false). `beside`: the acts along with which it is written, entering nothing.
    `paper`: what the program makes with it by itself. `sealed`: whether it goes out under the seal.
    `proves`: what it proves in a bundle of evidence. `public_version`: it encloses what may be made public,
    unless that choice was made in that field; None for letters that need not. `encloses`: it usually gives
    information along, so that its page takes the files.
    """

    code: str
    title: str
    name: str
    act: str
    layout: str
    addressee: str
    outcomes: tuple[str, ...]
    article: str
    remedy: str
    remedy_source: Source
    remedy_when: tuple[str, str] | None
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    elements: tuple[Element, ...]
    attachments: tuple[str, ...]
    forbid: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    source: Source
    enters: Mapping[str, Mapping[str, Told]]
    beside: tuple[str, ...]
    paper: str
    sealed: bool
    proves: str
    public_version: tuple[str, str] | None
    encloses: bool

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def tells_remedies(self) -> bool:
        """Whether it can carry remedies at all."""
        return self.remedy != "none"

    @property
    def procedural(self) -> bool:
        """Whether it carries no outcome and puts no reply right (P01 to P18)."""
        return not self.outcomes and self.remedy != CHOSEN
