"""Does each word of the vocabulary say in its worked example what it should?

A word is put into the sentence of its group. What the example means has to be stated; where it means
nothing, the twelve that every such sentence counts must not be stated about anything that stands in the
tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.lawbook import Lawbook
from gongkai.prose.grammar import read_paragraph
from gongkai.prose.thread import Thread
from gongkai.prose.vocabulary import Example, Vocabulary, vocabulary
from gongkai.prose.wording import full_sentences, plain
from gongkai.report import Statement

_YEAR, _AGENCY = 2024, "示范市教育局"
_COUNTED = 12
_IN_TABLES = ("cases.", "reconsiderations.", "lawsuits.", "documents.", "rules.", "decisions.", "charges.")


def failing(
    book: Lawbook | None = None, asked: Iterable[Example] | None = None
) -> Iterator[tuple[Example, str]]:
    """Each example that does not come out, with what was read instead. `asked`: by default all there are."""
    words = vocabulary(book)
    for example in words.examples if asked is None else asked:
        stated = _stated(words, example.text)
        told = {_name(one): one.value for one in stated}
        missing = [
            about
            for about, value in example.means.items()
            if about not in told or (value is not None and told[about] != value)
        ]
        said = [one for one in stated if one.value == _COUNTED and one.about.startswith(_IN_TABLES)]
        if missing or (not example.means and said):
            yield (
                example,
                "、".join(f"{about} {value}" for about, value in told.items()) or "什么也没有读出来",
            )


def _stated(words: Vocabulary, text: str) -> list[Statement]:
    thread = Thread(words, 1, 0, _YEAR, _AGENCY)
    claims = read_paragraph(thread, full_sentences(plain(text)))
    return [one for one in (claim.statement for claim in claims) if one is not None]


def _name(statement: Statement) -> str:
    """about@applicant, or @area where that is not the agency's own."""
    mark = statement.applicant if statement.applicant != "total" else ""
    mark = mark or (statement.area if statement.area != "own" else "")
    return f"{statement.about}@{mark}" if mark else statement.about
