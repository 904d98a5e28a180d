"""Do the title and the text below it say whose report it is, and speak of the same year?"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.facts import Fact, Subject, Test
from gongkai.report import OTHER_YEAR


def first_sentence(subject: Subject) -> Iterator[Fact]:
    """A text that opens with another year than its title names: one of the two was taken over."""
    for note in subject.report.notes:
        if note.code == OTHER_YEAR:
            yield Fact((), subject.report.year, note.stated, {"problem": note.message.rstrip("。")})


def agency_unknown(subject: Subject) -> Iterator[Fact]:
    """A report whose title and text name no agency; figures that were counted, not read, need none."""
    report = subject.report
    if report.agency is None and (report.sections or report.places):
        yield Fact((), None, report.title)


TESTS: dict[str, Test] = {"first_sentence": first_sentence, "agency_unknown": agency_unknown}
