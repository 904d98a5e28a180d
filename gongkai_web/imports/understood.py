"""What does the page show of how a register was understood, and what does it ask?

Each column with what it is taken for and how its first cells were read; each word that had to be translated;
what must be told once for all rows. What comes back from the page becomes `meanings.Defaults`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from gongkai.reading.formats.xlsx import Value
from gongkai.registers.cells import CellError, is_ditto, said
from gongkai.registers.days import written_day
from gongkai_web.imports.columns import Column
from gongkai_web.imports.lines import Row
from gongkai_web.imports.meanings import REPLIED, Defaults, word_key
from gongkai_web.imports.plans import Asked
from gongkai_web.imports.run import Line, Report, Result
from gongkai_web.imports.sheets import Table
from gongkai_web.imports.words import labels_of, outcome_in, plain, word_in, words

_SAMPLES, _SHORT = 3, 40
_DAYS = ("_on", "_until")
LATER = "later"


@dataclass(frozen=True, slots=True)
class Sample:
    """A cell as it stands and as it was read; `how`: what had to be understood; `wrong`: it was not."""

    raw: str
    read: str = ""
    how: str = ""
    wrong: bool = False

    def __str__(self) -> str:
        raw = self.raw if len(self.raw) <= _SHORT else f"{self.raw[:_SHORT]}…"
        read = f" → {self.read}" if self.read and self.read != self.raw else ""
        return f"{raw}{read}{f'（{self.how}）' if self.how else ''}"


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column on the page. `name`: of its choice in the form, empty where there is none."""

    name: str
    label: str
    field: str
    meaning: str
    samples: tuple[Sample, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class WordShown:
    """A word on the page: how often it stands there, what it is taken for, of what it may be chosen."""

    name: str
    key: str
    label: str
    word: str
    rows: int
    code: str
    options: tuple[tuple[str, str], ...]
    first: Row | None = None

    @property
    def where(self) -> str:
        """The first row in which it stands."""
        cells = self.first.cells if self.first else {}
        subject = said(cells.get("title"))[:_SHORT]
        line = self.first.line if self.first else ""
        return f"第 {line} 行：{said(cells.get('applicant_name'))}，{subject}"


@dataclass(frozen=True, slots=True)
class Understood:
    """All of it. `unsent`, `past`, `blank`: how many rows each question concerns."""

    columns: tuple[ColumnShown, ...]
    asked: tuple[WordShown, ...]
    known: tuple[WordShown, ...]
    missing: tuple[str, ...] = ()
    unsent: int = 0
    past: int = 0
    blank: int = 0
    year_asked: bool = False
    year: int | None = None

    @property
    def questions(self) -> bool:
        """Whether something must be told before all rows can be read."""
        return bool(self.asked or self.missing or self.year_asked or self.blank)


def understood(report: Report, meant: Defaults) -> Understood:
    """What was understood of a file, by the dry run with what the clerk has said so far."""
    asked = _asked(report.lines)
    rows = [line.row for line in report.lines if not line.row.aside]
    tables = (*report.tables, *report.untold)
    return Understood(
        columns=tuple(_columns(tables, meant.year)),
        asked=asked,
        known=_known(rows, meant, {one.key for one in asked}),
        missing=() if report.tables else tuple(words().labels[key] for key in report.untold[0].missing),
        unsent=sum(1 for line in report.lines if line.plan and line.plan.unsent),
        past=sum(1 for line in report.lines if line.result == Result.PASSED and not line.row.aside),
        blank=sum(1 for row in rows if row.blank),
        year_asked=any(
            one.name == "received_on" for line in report.lines if line.plan for one in line.plan.asked
        ),
        year=meant.year or next((table.year for table in tables if table.year), None),
    )


def choices() -> list[tuple[str, str]]:
    """What a column may be."""
    return [*words().labels.items(), *words().together.items()]


def told(found: Understood, sent: Mapping[str, str], meant: Defaults) -> Defaults:
    """What the clerk has said, with what came back from the page laid over it."""
    columns = {one.key: sent[one.name] for one in found.columns if sent.get(one.name, one.field) != one.field}
    chosen = {
        one.key: sent[one.name]
        for one in (*found.asked, *found.known)
        if sent.get(one.name) and sent[one.name] != (one.code if one in found.known else "")
    }
    year = sent.get("year", "")
    return replace(
        meant,
        columns={**meant.columns, **columns},
        words={**meant.words, **chosen},
        year=int(year) if year.isdecimal() else meant.year,
        past=_ticked("past", sent, meant.past),
        fill=_ticked("fill", sent, meant.fill),
        sent={REPLIED: REPLIED, LATER: ""}.get(sent.get("sent", ""), meant.sent),
    )


def _ticked(name: str, sent: Mapping[str, str], before: bool) -> bool:
    """Whether a box is ticked; one that the page did not show stays as it was."""
    return name in sent or (before and f"asked-{name}" not in sent)


# – columns


def _columns(tables: Iterable[Table], year: int | None) -> Iterable[ColumnShown]:
    seen: set[str] = set()
    for table in tables:
        for column in table.columns:
            if column.key not in seen:
                seen.add(column.key)
                yield _column(table, column, year or table.year)


def _column(table: Table, column: Column, year: int | None) -> ColumnShown:
    meaning = words().label(column.field) if column.field else ""
    if column.tick:
        meaning = f"{meaning}：打勾的是“{column.tick}”"
    elif column.stands_in:
        meaning = f"{meaning}（没有另写收到日期的列）"
    samples = tuple(islice(_samples(table, column, year), _SAMPLES))
    name = "" if column.tick else f"column-{column.key}"
    return ColumnShown(name, column.label, column.field, meaning, samples, column.key)


def _samples(table: Table, column: Column, year: int | None) -> Iterator[Sample]:
    """How the first cells of the column were read, each beside the others of its row."""
    rows: list[tuple[tuple[str, ...], Row | None]] = [(row.raw, row) for row in table.rows if not row.aside]
    for raw, row in rows or [(first, None) for first in table.first]:
        if column.index < len(raw) and raw[column.index]:
            received = row.cells.get("received_on") if row and column.field != "received_on" else None
            yield _sample(column, raw[column.index], year, received)


def _sample(column: Column, text: str, year: int | None, received: Value | None) -> Sample:
    if not column.field or column.tick or is_ditto(text):
        return Sample(text)
    if column.field.endswith(_DAYS):
        try:
            after = written_day(received, year)
            written = written_day(text, year, after.day if after else None)
        except CellError as problem:
            return Sample(text, how=str(problem).removeprefix(text).strip(), wrong=True)
        return Sample(text, written.day.isoformat() if written else "", str(written.how) if written else "")
    code = _code(column.field, text, Defaults())
    return Sample(text, labels_of(column.field)[code] if code else "")


# – words


def _lists() -> dict[str, Mapping[str, str]]:
    """The columns of fixed words, with the words that are known of each."""
    known = words()
    return {
        "outcome": known.outcomes,
        "channel": known.channels,
        "applicant_kind": known.kinds,
        "way": known.ways,
        "medium": known.media,
    }


def _code(name: str, text: str, meant: Defaults) -> str:
    known = _lists().get(name)
    if known is None:
        return ""
    chosen = meant.word(name, text)
    if chosen:
        return chosen
    try:
        return word_in(text, known, name)
    except CellError:
        return outcome_in(text) if name == "outcome" else ""


def _asked(lines: Iterable[Line]) -> tuple[WordShown, ...]:
    counts: Counter[Asked] = Counter()
    first: dict[Asked, Row] = {}
    for line in lines:
        for one in line.plan.asked if line.plan and line.result == Result.ASKED else ():
            if one.name != "received_on":
                counts[one] += 1
                first.setdefault(one, line.row)
    by_key = {word_key(one.name, one.word): one for one in counts}
    return tuple(_word(one.name, one.word, counts[one], "", first[one]) for one in by_key.values())


def _known(rows: Iterable[Row], meant: Defaults, asked: set[str]) -> tuple[WordShown, ...]:
    """The words that were translated: not those that a list has as they stand."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts += Counter((name, said(row.cells[name])) for name in _lists() if name in row.cells)
    found = {}
    for (name, text), count in counts.items():
        code, key = _code(name, text, meant), word_key(name, text)
        if code and key not in asked and plain(labels_of(name).get(code, "")) != plain(text):
            found[key] = _word(name, text, count, code, None)
    return tuple(found.values())


def _word(name: str, word: str, rows: int, code: str, first: Row | None) -> WordShown:
    kinds = "applicant_kind" if name == "applicant_name" else name
    label = words().labels[kinds]
    options = tuple(labels_of(kinds).items())
    key = word_key(name, word)
    return WordShown(f"word-{key}", key, label, word, rows, code, options, first)
