"""How does a host keep an index of its own, in whatever order it hears of what changed?

Each thing stands in it once, with the number of the last step that wrote it (`models.Change`); of what was
taken out the number stays. A step with a lower number changes nothing, so that repeated and shuffled steps
lead to the same index, and a late one revives nothing. How far it has read stands in it, too: both are
written at once or not at all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import tantivy

from gongkai_web.search.grams import folded, of_run
from gongkai_web.search.log import Thing
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import NOT_STATED

# Another one wherever the fields change: an index of another form is made anew.
FORM = "1"
NEVER, ALWAYS = 0, date.max.toordinal()
_POINTER, _READ = "current", "read"
_HEAP = 64_000_000  # bytes that one writer may hold
_PART = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+|.")
_BREAK = "␣"


@dataclass(frozen=True, slots=True)
class Step:
    """That a thing was written by the step of that number, or taken out (`entry` None)."""

    number: int
    thing: Thing
    entry: Entry | None


def schema() -> tantivy.Schema:
    """The fields. `words` are in their order, so that a phrase is found as it stands."""
    made = tantivy.SchemaBuilder()
    for name in ("thing", "title", "number"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("group", "column", "agency", "year"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    made.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    made.add_text_field("title_words", tokenizer_name="whitespace", index_option="position")
    for name in ("signs", "title_signs"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("step", "entry", "newest"):
        made.add_unsigned_field(name, stored=True, indexed=True, fast=True)
    for name in ("day", "until", "stated", "holds_from", "holds_until", "number_year", "number_serial"):
        made.add_integer_field(name, indexed=True, fast=True)
    made.add_text_field("number_code", tokenizer_name="raw", index_option="basic")
    return made.build()


def in_order(text: str, *, closed: bool = True) -> list[str]:
    """The words of a text in their order, signs and spaces between them as words of their own.

    `closed`: a run of characters ends with its last one alone, so that what follows stands behind all of it;
    not at the end of what is looked for, which may stand in the middle of a run.
    """
    words: list[str] = []
    for part in _PART.findall(folded(text)):
        words += of_run(part) if part.isalnum() else [_BREAK if part.isspace() else part]
    if not closed and len(words) > 1 and len(words[-1]) == 1 and not words[-1].isascii():
        words.pop()
    return words


class Projection:
    """An index in a folder of this host."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = tantivy.Index(schema(), path=str(folder), reuse=True)

    @property
    def read(self) -> int:
        """The number of the last step that it has heard of."""
        found = self.index.searcher()
        return self._step(found, _READ)

    def apply(self, steps: Iterable[Step], read: int) -> None:
        """Takes what is newer than what it has; `read`: up to where the steps were read.

        Raises ValueError where another process of this host is writing just now.
        """
        self.index.reload()
        if not (newer := self._newer(steps)) and read <= self.read:
            return
        writer = self.index.writer(heap_size=_HEAP, num_threads=1)
        # Nobody else writes now; what others wrote before is asked for once more.
        self.index.reload()
        for step in self._newer(newer):
            _put(writer, _name(step.thing), step.number, step.entry)
        if read > self.read:
            _put(writer, _READ, read, None)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def _newer(self, steps: Iterable[Step]) -> list[Step]:
        """Of each thing the last, where it is newer than what stands there."""
        latest: dict[Thing, Step] = {}
        for step in steps:
            if step.thing not in latest or latest[step.thing].number < step.number:
                latest[step.thing] = step
        found = self.index.searcher()
        return [one for one in latest.values() if self._step(found, _name(one.thing)) < one.number]

    def fill(self, entries: Iterable[Entry], read: int) -> None:
        """The first time: everything that is kept, by one writer."""
        writer = self.index.writer(heap_size=4 * _HEAP, num_threads=1)
        for entry in entries:
            writer.add_document(_document(_name((entry.subject, entry.key)), entry.change, entry))
        _put(writer, _READ, read, None)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def _step(self, found: tantivy.Searcher, name: str) -> int:
        hits = found.search(tantivy.Query.term_query(self.index.schema, "thing", name), 1).hits
        return int(found.doc(hits[0][1]).to_dict()["step"][0]) if hits else -1


def serving_folder(root: Path) -> Path | None:
    """Where the index lies that serves on this host; None where there is none yet, or one of another form."""
    try:
        form, name = (root / _POINTER).read_text(encoding="utf-8").split()
    except (FileNotFoundError, ValueError):
        return None
    return root / name if form == FORM and (root / name).is_dir() else None


def current(root: Path) -> Projection | None:
    """The index that serves on this host."""
    folder = serving_folder(root)
    return Projection(folder) if folder else None


def rebuild(root: Path, entries: Iterable[Entry], read: int) -> Projection:
    """Makes one anew beside the one that serves, and lets it serve; the former goes."""
    folder = root / uuid4().hex
    folder.mkdir(parents=True)
    made = Projection(folder)
    made.fill(entries, read)
    waiting = root / f"{_POINTER}.{folder.name}"
    waiting.write_text(f"{FORM} {folder.name}", encoding="utf-8")
    waiting.replace(root / _POINTER)
    for other in root.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return made


def _name(thing: Thing) -> str:
    return f"{thing[0]}/{thing[1]}"


def _put(writer: tantivy.IndexWriter, name: str, number: int, entry: Entry | None) -> None:
    writer.delete_documents_by_term("thing", name)
    writer.add_document(_document(name, number, entry))


def _document(name: str, number: int, entry: Entry | None) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("thing", name)
    made.add_unsigned("step", number)
    if entry is None:
        return made
    for field, text in _texts(entry):
        made.add_text(field, text)
    for field, value in _numbers(entry).items():
        made.add_integer(field, value)
    made.add_unsigned("entry", entry.pk)
    made.add_unsigned("newest", (_ordinal(entry.day, NEVER) << 40) + entry.pk)
    return made


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from (("title", entry.title_text), ("number_code", entry.number_code))
    yield "number", number_of(entry.number_code, entry.number_year, entry.number_serial)
    yield from (("group", entry.group), ("column", entry.column or NOT_STATED))
    yield "agency", str(entry.agency) if entry.agency else NOT_STATED
    yield "year", str(entry.day.year) if entry.day else NOT_STATED
    for prefix, text in (("", entry.text), ("title_", entry.title_text)):
        # Lines are blocks that stand apart.
        yield f"{prefix}words", " ".join(in_order(text))
        yield f"{prefix}signs", " ".join(sorted({sign for sign in text if sign.isalnum()}))


def _numbers(entry: Entry) -> Mapping[str, int]:
    return {
        "day": _ordinal(entry.day, NEVER),
        "until": _ordinal(entry.until, ALWAYS),
        "stated": int(entry.has_validity),
        "holds_from": _ordinal(entry.holds_from, NEVER),
        "holds_until": _ordinal(entry.holds_until, ALWAYS),
        "number_year": entry.number_year or 0,
        "number_serial": entry.number_serial or 0,
    }


def number_of(code: str, year: int | None, serial: int | None) -> str:
    """The parts of a number as one word."""
    return f"{code}|{year or ''}|{serial or ''}"


def _ordinal(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
