"""What do the numbers of the prose state, and about whom?

A statement says what a number is about (`cases.accepted_total`, `documents.in_force`), whose requests it
counts (a kind of applicant or `total`), and whose figures it gives: `own`, `all` of the area, or
`unknown` where that cannot be told. Numbers that are added up are joined by `+`. Behind the name stands
what else the number is: `.approximate` (约, 余), `.growth_percent` and `.difference` against the year
before (a decline is below zero), `.share_percent`, `.last_year` the value of the year before. What cannot
be told stays unsaid: no statement is a guess.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from gongkai.prose.claims import Claim
from gongkai.prose.grammar import opened_with, read_paragraph
from gongkai.prose.thread import Thread
from gongkai.prose.vocabulary import vocabulary
from gongkai.prose.wording import full_sentences, paragraphs
from gongkai.report import Section, Statement

_SIGNS = str.maketrans({"↑": "增", "↓": "减", "【": "", "】": ":"})  # ↑12%; 【数据看申请】
_SIGNED = re.compile(r"(?<=[比年,:(度])([+-])(?=\d)")  # 同比+16件
_SLASH = re.compile(r"(?<=[件条份个宗起项次例封])/(?=[\u4e00-\u9fff])")  # 公开10件/部分公开2件


def find_statements(
    sections: Iterable[Section], year: int | None = None, agency: str | None = None
) -> tuple[Statement, ...]:
    """The statements of the sections in their order; `year` and `agency` are those of the report."""
    told = (claim.statement for claim in read_prose(tuple(sections), year, agency))
    return tuple(statement for statement in told if statement is not None)


@functools.lru_cache(maxsize=32)  # the same report is read and then checked
def read_prose(sections: tuple[Section, ...], year: int | None, agency: str | None) -> tuple[Claim, ...]:
    """Every number of the prose as a claim, and one for each “none received”."""
    return tuple(claim for section in sections for claim in _section(section, year, agency))


def _section(section: Section, year: int | None, agency: str | None) -> Iterator[Claim]:
    """The claims of a section: a paragraph goes on with the subject of the one before it."""
    told = paragraphs(section.text)
    topic = None
    for number, paragraph in enumerate(told):
        thread = Thread(vocabulary(), section.number, number, year, agency, topic)
        if number == 0:
            thread.topic = opened_with(thread, "".join(told))
            thread.opened = thread.topic is not None
        yield from read_paragraph(thread, full_sentences(_in_words(paragraph)))
        topic = thread.topic


def _in_words(paragraph: str) -> str:
    """The paragraph with signs that stand for words written as words, each in its place."""
    told = _SIGNED.sub(lambda sign: "增" if sign[1] == "+" else "减", paragraph.translate(_SIGNS))
    return _SLASH.sub("、", told)
