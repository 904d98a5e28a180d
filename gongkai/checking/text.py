"""Is the prose well written, and free of personal data?"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.prose.lint import gaps, remnants, repealed, repeated_words, says_nothing, unfinished
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


_PROBLEMS = 5  # the section on problems: article 50 wants them told; before 2019 the sections were others


def left_over(subject: Subject) -> Iterator[Fact]:
    """What a template left to be filled in, and a section five that says only 无."""
    for section in subject.report.sections:
        number = SECTIONS[section.number]
        for slip in remnants(section.text):
            problem = f"第{number}部分「{slip.where}」里的「{slip.text}」没有填写"
            yield Fact((), None, slip.text, {"problem": problem})
        of_problems = section.number == _PROBLEMS and not subject.report.narrative
        if of_problems and says_nothing(section.text):
            problem = f"第{number}部分只写「{section.text.strip()}」，应当写明存在的主要问题及改进情况"
            yield Fact((), None, section.text.strip(), {"problem": problem})


def old_law(subject: Subject) -> Iterator[Fact]:
    """Law that was repealed, named as the law in force."""
    for section in subject.report.sections:
        for slip in repealed(section.text):
            told = {"section": SECTIONS[section.number], "text": slip.text}
            yield Fact((), None, slip.text, told)


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
    "left_over": left_over,
    "old_law": old_law,
    "personal": personal,
}
