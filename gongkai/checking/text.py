"""Is the prose well written, and free of personal data?"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.prose.lint import gaps, repeated_words, unfinished
from gongkai.prose.personal_data import personal_data


def words_twice(subject: Subject) -> Iterator[Fact]:
    """政府政府."""
    for section in subject.report.sections:
        for slip in repeated_words(section.text):
            words = {"section": SECTIONS[section.number], "text": slip.text, "where": slip.where}
            yield Fact((), None, slip.text, words)


def enumeration(subject: Subject) -> Iterator[Fact]:
    """一是…三是."""
    for section in subject.report.sections:
        for slip in gaps(section.text):
            words = {"section": SECTIONS[section.number], "text": slip.text, "before": slip.where}
            yield Fact((), None, slip.text, words)


def unfinished_end(subject: Subject) -> Iterator[Fact]:
    """A section that breaks off."""
    for section in subject.report.sections:
        slip = unfinished(section.text)
        if slip:
            yield Fact((), None, slip.text, {"section": SECTIONS[section.number], "text": slip.text})


def personal(subject: Subject) -> Iterator[Fact]:
    """Identity numbers, mobile numbers, bank cards."""
    for section in subject.report.sections:
        for found in personal_data(section.text):
            words = {"section": SECTIONS[section.number], "kind": found.kind, "masked": found.masked}
            yield Fact((), None, found.masked, words)


TESTS: dict[str, Test] = {
    "words_twice": words_twice,
    "enumeration": enumeration,
    "unfinished_end": unfinished_end,
    "personal": personal,
}
