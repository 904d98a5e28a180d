"""Do the title and the text below it say whose report it is, and speak of the same year?"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.facts import Fact, Subject, Test
from gongkai.labels import bare
from gongkai.prose.titles import title_in
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


def stated(subject: Subject) -> Iterator[Fact]:
    """A title that names another year or another agency than the report states: a document can state both."""
    report = subject.report
    title = title_in(report.title or "")
    if title is None:
        return
    if title.year and report.year and title.year != report.year:
        words = {"what": "年度", "title": title.year, "stated": report.year}
        yield Fact((), title.year, report.year, words)
    if title.agency and report.agency and not _one_name(title.agency, report.agency):
        words = {"what": "机关", "title": title.agency, "stated": report.agency}
        yield Fact((), title.agency, report.agency, words)


def _one_name(one: str, other: str) -> bool:
    """Whether they are one name, perhaps cut short in front or with 政府 for 人民政府."""
    short, long = sorted((bare(name).replace("人民", "") for name in (one, other)), key=len)
    return bool(short) and long.endswith(short)


TESTS: dict[str, Test] = {
    "first_sentence": first_sentence,
    "agency_unknown": agency_unknown,
    "stated": stated,
}
