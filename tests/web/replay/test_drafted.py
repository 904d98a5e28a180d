"""Does the replayed year of a real report write that report, each number of it from records?

The offices of the samples draft, check, freeze and publish; what leaves the house is read back.
One replay of the five serves all of it: it is what takes the time, and `make test-long` does it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from gongkai.document import from_json
from gongkai.drafting.passage import number, printed
from gongkai.drafting.problems import problems_in
from gongkai.drafting.references import EXACT, Counted, Reference, Text, counted_of, parse
from gongkai.labels import normal
from gongkai.reading import read, read_bytes
from gongkai.render.readback import differences
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import actions, compose
from gongkai_web.annual.former import report_of
from gongkai_web.annual.models import Filing, SectionText
from gongkai_web.annual.numbers import numbers
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.replay.replay import compare
from gongkai_web.replay.staff import staff_of
from tests.samples import sample_files
from tests.web.annual.test_exported import FORMATS
from tests.web.replay.stated import SAMPLES, Stated

PROSE = frozenset({1, 5, 6})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sample, the agency of its replay, and the report that was drafted, frozen and published there."""

    sample: Report
    agency: Agency
    year: int
    texts: dict[int, Text]
    filing: Filing

    @property
    def frozen(self) -> Report:
        return from_json(self.filing.document)


def replayed(samples: Iterable[Path]) -> str:
    """The records of their years; what was printed."""
    out = io.StringIO()
    call_command("replay", *map(str, samples), stdout=out, stderr=out)
    return out.getvalue()


def drafted(path: Path) -> Drafted:
    """All prose drafted anew, the problems of section five entered one by one; frozen and published."""
    sample = read(path)
    agency, year = Agency.objects.get(name=sample.agency), sample.year or 0
    day = date(year + 1, 1, 25)
    people = staff_of(agency, date(year - 5, 1, 1))
    given = {"by": people.officer, "agency": agency, "year": year, "day": day}
    five = next(section.text for section in sample.sections if section.number == 5)
    for text in problems_in(five):
        actions.enter_problem(**given, text=text, measure="逐项改进，明年的年报写明结果")
    actions.write_draft(**given, sections=PROSE)
    open_ones = compose.open_points(agency, year)
    assert [one.message for one in open_ones if one.rule.startswith("prose.")] == []
    actions.check_report(**given, answers={one.message: "照登记" for one in open_ones})
    filing = actions.file_report(
        by=people.head, agency=agency, year=year, day=day, reason="正文照登记重新拟写"
    )
    actions.release_report(by=people.head, filing=filing, day=day)
    kept = SectionText.objects.filter(agency=agency, year=year).values_list("number", "text")
    return Drafted(sample, agency, year, {place: parse(text) for place, text in kept}, filing)


def references(one: Drafted) -> Iterator[Reference]:
    return (part for text in one.texts.values() for part in text if isinstance(part, Reference))


def recounted(one: Drafted, counted: Counted) -> int:
    """How many records the page behind the number lists; of money, what they come to."""
    figure = registry().named(counted.figure)
    only = {by: values for by in figure.by for name, values in counted.only if by.id == name}
    assert len(only) == len(counted.only)
    found = figure.records(Scope.of(one.agency), Period.of_year(one.year), only).order_by()
    return int(found.aggregate(n=figure.measure())["n"] or 0)


def typed(one: Drafted) -> set[str]:
    """The digits that stand in the drafted prose without being counted."""
    plain = (part for place, text in one.texts.items() if place != 5 for part in text)
    return {digits for part in plain if isinstance(part, str) for digits in re.findall(r"\d+", part)}


def unproven(one: Drafted) -> list[str]:
    """The printed numbers that are not those of the records behind them."""
    known = numbers(one.agency, one.year, one.texts.values())
    told = {part: number(part, known) for part in references(one) if part.style == EXACT}
    wrong = [str(part) for part, shown in told.items() if shown != str(recounted(one, part.counted))]
    frozen = {section.number: section.text for section in one.frozen.sections}
    return wrong + [
        frozen[place]
        for place, text in one.texts.items()
        if not frozen[place].startswith(printed(text, known))
    ]


def missing(one: Drafted, stated: tuple[Stated, ...]) -> list[Stated]:
    """The numbers of the sample that its draft does not state."""
    known = numbers(one.agency, one.year, one.texts.values())
    told = {part.counted: number(part, known) for part in references(one) if part.style == EXACT}
    words = "".join(section.text for section in one.frozen.sections)
    return [
        each
        for each in stated
        if not (each.words in words if each.words else each.holds(int(told.get(counted_of(each.by), -1))))
    ]


def taken(one: Drafted) -> Iterator[Report]:
    """What the public gets, in every format, as our own reader reads it."""
    for name, more, suffix in FORMATS.values():
        sent = Client().get(reverse(name, args=[one.agency.slug, one.year, *more]))
        assert sent.status_code == 200, name
        yield read_bytes(sent.getvalue(), f"年报{suffix}")


def test_the_list_of_stated_numbers_is_that_of_the_handbook():
    assert [len(sample) for sample in SAMPLES] == [4, 16, 7, 19, 4]
    every = [one for sample in SAMPLES for one in sample]
    assert sum(not one.value for one in every) == 14
    assert sum(bool(one.over) for one in every) == 4
    assert all(one.by or one.words for one in every)


FIRST = 1  # a year of few requests and many stated numbers


@pytest.mark.slow
@pytest.mark.django_db
def test_a_sample_writes_itself_from_its_records():
    one = sample_files()[FIRST : FIRST + 1]
    assert replayed(one).endswith("1 of 1 equal\n")
    assert_written_from_records(one[0], SAMPLES[FIRST])


@pytest.mark.long
@pytest.mark.django_db
def test_the_five_samples_write_themselves_from_their_records():
    told = replayed(sample_files())
    assert told.endswith("5 of 5 equal\n"), told
    assert "周口市人民政府办公室 2024 年度，1376 件申请，比较 200 格，全部相同" in told
    counts = [int(found) for found in re.findall(r"正文的陈述 (\d+) 条，全部数得出", told)]
    assert len(counts) == 5
    assert sum(counts) >= 107
    for path, stated in zip(sample_files(), SAMPLES, strict=True):
        assert_written_from_records(path, stated)


def assert_written_from_records(path: Path, stated: tuple[Stated, ...]) -> None:
    """What was drafted, frozen and published is the sample's year, each number of it from records."""
    one = drafted(path)
    assert compare(one.sample, one.agency).sentences == (), path.name
    assert missing(one, stated) == [], path.name
    assert typed(one) <= {"0"}, path.name
    assert unproven(one) == [], path.name
    found = compose.findings(one.frozen, report_of(one.agency, one.year - 1))
    assert Counter(each.severity for each in found)["error"] == 0, path.name
    for again in taken(one):
        said = [each for each in differences(one.frozen, again) if "文字读回" not in each]
        assert said == [], path.name  # a page says besides how its tables are read
        assert again.cells == one.sample.cells, path.name
        for section, same in zip(one.frozen.sections, again.sections, strict=True):
            assert normal(section.text) in normal(same.text), path.name
