"""By which words is a text found that is written without spaces? By its overlapping pairs of characters.

A run of Chinese characters becomes all its pairs of neighbours and its last character; what is written in
Latin letters or digits is one word. Widths, capitals and invisible signs make no difference. A word of two
characters is found wherever it stands; a single one by the pairs that begin with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.publication.numbering import DocumentNumber, typed_number

# What is typed is answered, however much it is: beyond this nobody reads what was meant.
MOST_SIGNS, MOST_RUNS = 200, 12
# A longer one is no word; a database refuses very long ones.
_LONGEST = 60
_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")
# Marks that people leave out when they type what stands in a text; 》《 part two things.
_MARK = r"(?:[“‘「『《〈（(]+|[”’」』》〉）)]+|[\"'])"
_ACROSS = re.compile(rf"[^\W_]+(?:{_MARK}[^\W_]+)+")
_MARKS, _LONGEST_ACROSS = re.compile(r"[\W_]+"), 120
# Behind it stands what is only found by; nothing of it is shown.
BEHIND = "⁂"


def folded(text: str) -> str:
    """The text as it is compared: one width, small letters, no invisible signs, one space for any.

    Signs that stand between words stay as they are: the text can still be read.
    """
    return " ".join(text.translate(_SIGNS).split())


class _Signs(dict[int, str]):
    """What each sign is compared as; worked out when it is met first."""

    def __missing__(self, sign: int) -> str:
        seen = _one(chr(sign))
        if sign <= _COMMON:  # so that no text makes it grow without end
            self[sign] = seen
        return seen


def _one(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    if sign.isalnum() or category == "So":
        return unicodedata.normalize("NFKC", sign).lower()
    return " " if category == "Cc" else sign


_COMMON = 0xFFFF
_SIGNS = _Signs()


def grams(text: str) -> list[str]:
    """The words under which a text is kept, in their order; the text is folded here."""
    return [gram for run in _RUN.findall(folded(text)) for gram in of_run(run)]


def kept(text: str) -> str:
    """The text as it is kept for the search: itself, and behind `BEHIND` its words across marks.

    “三公”经费 is typed as 三公经费, 《办法》解读 as 办法解读.
    """
    runs = (_MARKS.sub("", found)[:_LONGEST_ACROSS] for found in _ACROSS.findall(folded(text)))
    across = " ".join(dict.fromkeys(runs))
    return f"{text} {BEHIND} {across}" if across else text


def of_run(run: str) -> Iterator[str]:
    """The words of one run that is folded already."""
    if run.isascii():
        yield run[:_LONGEST]
        return
    yield from (run[place : place + 2] for place in range(len(run) - 1))
    yield run[-1]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. `runs`: each has to stand in the text; `exact`: the whole, as a title is compared.

    `written`: how the texts write it, where that is not what was typed; `number`: what it is in parts.
    `phrases`: what was put in quotation marks and must stand so, with its spaces and signs.
    `others`: other runs that say the same, each whole in place of `runs`; `also`: what of them was not typed.
    """

    typed: str
    runs: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    written: str = ""
    number: DocumentNumber | None = None
    others: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[Query, ...]:
        """Each of the ways in which it may be written, alone: a text needs to have one of them."""
        return tuple(replace(self, runs=runs, others=(), also=()) for runs in (self.runs, *self.others))

    @property
    def exact(self) -> str:
        return folded(self.written or self.typed)

    @property
    def is_empty(self) -> bool:
        return not self.runs

    def words(self) -> list[str]:
        """The words under which it is looked up: all of them have to be there."""
        pairs = (gram for run in self.runs for gram in wanted(run))
        return list(dict.fromkeys(gram for gram in pairs if not is_beginning(gram)))

    def beginnings(self) -> list[str]:
        """Single characters: a word begins with each."""
        return list(dict.fromkeys(run for run in self.runs if is_beginning(run)))

    def to_confirm(self) -> list[str]:
        """What is only certain once it is seen in the text. Of several ways the engine confirms each."""
        return list(dict.fromkeys([*(() if self.others else self.apart()), *self.phrases]))

    def apart(self) -> list[str]:
        """The runs whose pairs may stand apart from each other."""
        return [run for run in self.runs if not run.isascii() and len(run) > 2]


def asked(typed: str) -> Query:
    """The query that was typed; what is beyond `MOST_SIGNS` is not asked."""
    text = " ".join(typed.split())[:MOST_SIGNS]
    number = typed_number(text)
    phrases = (folded(one) for one in QUOTED.findall(text))
    runs = runs_of(number.said if number else text)
    return Query(text, runs, tuple(one for one in phrases if one), number=number)


def runs_of(text: str) -> tuple[str, ...]:
    """The runs of what is typed, each once, up to `MOST_RUNS`."""
    return tuple(dict.fromkeys(_RUN.findall(folded(text))))[:MOST_RUNS]


def wanted(run: str) -> list[str]:
    """The words of a run that is looked for: its pairs, or itself."""
    if run.isascii() or len(run) == 1:
        return [run[:_LONGEST]]
    return [run[place : place + 2] for place in range(len(run) - 1)]


def is_beginning(gram: str) -> bool:
    """Whether it is a single Chinese character, which stands at the beginning of words."""
    return len(gram) == 1 and not gram.isascii()
