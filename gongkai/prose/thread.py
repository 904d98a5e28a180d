"""What does a reader of a paragraph remember from one number to the next?"""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.prose.claims import COUNT, OWN, THIS, Claim
from gongkai.prose.labels import Label
from gongkai.prose.marks import unknown
from gongkai.prose.phrases import Phrase
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import Vocabulary

_MOST_REMEMBERED = 60  # nobody refers back further, and reading stays linear


@dataclass(slots=True)
class Frame:
    """An open list of parts: their whole, how deep in brackets it was opened, and whether by a colon.

    Of a list behind a colon `divided` says whether semicolons stand between its parts.
    """

    whole: Claim
    depth: int
    lasting: bool
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """占办结总数315件的27%: the figure that a share is taken of, and the words up to 占 with their label."""

    whole: Claim
    before: tuple[Token, ...]
    label: Label


@dataclass(slots=True)
class Thread:
    """What has been said so far in a paragraph."""

    words: Vocabulary
    section: int
    paragraph: int
    year: int | None
    agency: str | None
    topic: str | None = None
    settled: bool = False  # the topic has been named in this part of the sentence
    lost: bool = False  # something that no word explains has been counted: its steps may go on
    opened: bool = False  # the paragraph shows its topic by its outcomes
    named: bool = False  # the topic has been named in this paragraph
    area: str = OWN
    foreign: bool = False  # the appeals of this sentence are of all subjects
    period: str = THIS
    year_by_year: bool = False  # a passage on last year, and one on this year: 2019年…；2020年…
    sentence: int = -1
    clause: int = 0  # how many semicolons of the sentence stand before
    text: str = ""
    ahead: tuple[str, ...] = ()
    future: bool = False
    shown: bool = False  # what is listed here was published: permits and penalties as information
    matters: bool = False  # what is listed here was asked for: 内容：处罚决定57件
    applied_for: bool = False  # applications of another kind are counted: 助学贷款申请256件，同意241件
    claims: list[Claim] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    queue: list[tuple[str, str]] = field(default_factory=list)
    queued: str = ""  # what stands unexplained among the labels of the queue
    pair: tuple[str, ...] = ()  # the two that 前者 and 后者 stand for
    base: Base | None = None  # the figure told right before, where it is what a share is taken of
    left_over: str = ""  # what stands unexplained between the number before and this phrase
    anchor: Claim | None = None  # the figure from which the next one takes over what is spoken of
    begun: int = 0  # how many claims stood before this sentence

    @property
    def here(self) -> list[Claim]:
        """The claims of this sentence; of a very long one the last."""
        return self.claims[max(self.begun, len(self.claims) - _MOST_REMEMBERED) :]

    @property
    def recent(self) -> list[Claim]:
        """The claims of the paragraph; of a very long one the last."""
        return self.claims[-_MOST_REMEMBERED:]

    def claim(self, phrase: Phrase, kind: str = COUNT) -> Claim:
        """The claim that the phrase makes here, its number alone (0 where it has none)."""
        number = phrase.number
        return Claim(
            value=number.value if number else 0,
            unit=number.unit if number else "",
            decimals=number.decimals if number else 0,
            kind=kind,
            abouts=(),
            applicants=(),
            area=self.area,
            period=THIS,
            section=self.section,
            paragraph=self.paragraph,
            sentence=self.sentence,
            clause=self.clause,
            start=number.start if number else phrase.start,
            text=self.text[phrase.start : phrase.end],
            label="".join(token.text for token in phrase.before),
            approximate=number is not None and number.approximate,
            least=number is not None and number.least,
            bracketed=phrase.depth > 0,
            unknown=unknown((*phrase.before, *phrase.after)),
            led=self.left_over + unknown(phrase.preface),
            under=self.anchor,
        )
