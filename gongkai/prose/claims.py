"""What does a number of the prose claim, and how does it hang together with the others?

A claim counts something, or says how it moved, or which share it is. It points back to the claims that it
rests on: the whole of which it is a part, the ones that it adds up, the figure of which it is the growth.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongkai.report import Statement

Number = int | Decimal

COUNT, DIFFERENCE, GROWTH, SHARE, MULTIPLE = "count", "difference", "growth", "share", "multiple"
TOTAL, OWN, ALL, UNKNOWN = "total", "own", "all", "unknown"
ELSEWHERE = "elsewhere"  # another agency, or one of several: no statement
THIS, LAST, OTHER = "this", "last", "other"
RECEIVED = "cases.new_received"  # what is meant where a text says no more than 申请
APPROXIMATE, GROWTH_PERCENT, LAST_YEAR = ".approximate", ".growth_percent", ".last_year"
_SUFFIXES = {
    DIFFERENCE: ".difference",
    GROWTH: GROWTH_PERCENT,
    SHARE: ".share_percent",
    MULTIPLE: ".multiple",
}


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A number with its meaning. `abouts` is empty where the words do not tell it; several are added up.

    `part`: its words name only a part of that number. `scoped`: the text says whose figure it is. `flow`:
    a step of all cases. `divided`: it opens a list that names all parts. `deed`: another act than the
    whole's. `label` are the words in front of it as they stand. `whole`, `addends`, `of` and `base` are
    claims that stand before it (`of`: what grew, or the share of what). `explicit`: its own words name the
    subject. `first`: it stands in front of what it counts.
    `denies`: it has no number, there was none. `unknown` are the words of its own that nothing explains,
    `led` those of the pieces that lead up to it; `under` is the claim from which it takes its subject over.
    `reasons`: rows of its group that are named beside it without a number.
    `joined`: it is enumerated beside the figure in front of it, and what is listed behind may be of both.
    """

    value: Number
    unit: str
    decimals: int
    kind: str
    abouts: tuple[str, ...]
    applicants: tuple[str, ...]
    area: str
    period: str
    section: int
    paragraph: int
    sentence: int
    clause: int
    start: int
    text: str
    label: str = ""
    approximate: bool = False
    least: bool = False
    part: bool = False
    rest: bool = False
    whole: Claim | None = None
    bracketed: bool = False
    scoped: bool = False
    flow: bool = False
    divided: bool = False
    deed: bool = False
    channel: bool = False
    addends: tuple[Claim, ...] = ()
    of: tuple[Claim, ...] = ()
    base: Claim | None = None
    bases: tuple[str, ...] = ()
    subject: str = ""
    of_a_kind: str = ""
    narrowed: bool = False
    named: bool = True
    unread: bool = False
    explicit: bool = False
    first: bool = False
    denies: bool = False
    unknown: str = ""
    led: str = ""
    under: Claim | None = None
    joined: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The numbers that it counts, joined by `+`; empty where it is left open."""
        return "+".join(self.abouts)

    @property
    def applicant(self) -> str:
        """Whose requests are counted."""
        return "+".join(self.applicants) or TOTAL

    @property
    def counts(self) -> bool:
        """Whether it is a figure of this year as such."""
        return self.kind == COUNT and self.period == THIS

    @property
    def statement(self) -> Statement | None:
        """The statement, where there is one."""
        if not self.abouts or self.area == ELSEWHERE or self.period == OTHER:
            return None
        about = self.about + _SUFFIXES.get(self.kind, "")
        about += LAST_YEAR if self.period == LAST else ""
        about += APPROXIMATE if self.approximate else ""
        return Statement(about, self.applicant, self.area, self.value, self.section, self.text)
