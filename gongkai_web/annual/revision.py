"""What does a later filing say otherwise than the one before, and which records make the difference?

Nothing is overtyped: a correction is a filing of its own beside the old one. Every cell and passage that
differs is told, and every record that counts in another cell than before, or no longer, or only now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import Model

from gongkai.compare import Change, Passage, compare
from gongkai.document import from_json
from gongkai.form import Form, form_of_year
from gongkai_web.annual.cells import behind
from gongkai_web.annual.models import Filing
from gongkai_web.figures.declared import Subject

MOST = 200  # of the records that differ no more are told
_ByRecord = dict[Subject, dict[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that counts otherwise: the names of the cells that it left, and of those that it came into.

    `record` is None where it is there no longer.
    """

    record: Model | None
    opens: Model | None
    left: tuple[str, ...]
    entered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A filing beside the one before it. `moved`: how many records differ, of which the first are told."""

    former: Filing
    filing: Filing
    cells: tuple[Change, ...]
    passages: tuple[Passage, ...]
    records: tuple[Moved, ...]
    moved: int


def former(filing: Filing) -> Filing | None:
    """The filing of that year before this one."""
    earlier = Filing.objects.filter(agency=filing.agency, year=filing.year, version__lt=filing.version)
    return earlier.order_by("-version").first()


def former_released(filing: Filing) -> Filing | None:
    """The one before it that the public has seen; its records are not read."""
    earlier = Filing.objects.filter(
        agency=filing.agency, year=filing.year, version__lt=filing.version, release__isnull=False
    )
    return earlier.defer("records").select_related("release").order_by("-version").first()


def changes(old: Filing, new: Filing) -> tuple[tuple[Change, ...], tuple[Passage, ...]]:
    """The cells and passages that differ: what everybody may read."""
    found = compare(from_json(old.document), from_json(new.document))
    return found.cells, found.passages


def revision(old: Filing, new: Filing) -> Revision:
    """Everything that differs, down to the records."""
    layout = form_of_year(new.year)
    left = _by_record(layout, old.records, new.records)
    entered = _by_record(layout, new.records, old.records)
    keys = {
        subject: sorted({*left.get(subject, {}), *entered.get(subject, {})})
        for subject in dict.fromkeys((*left, *entered))
    }
    told = tuple(islice(_moved(layout, keys, left, entered), MOST))
    return Revision(old, new, *changes(old, new), told, sum(map(len, keys.values())))


def _moved(
    layout: Form, found: Mapping[Subject, list[int]], left: _ByRecord, entered: _ByRecord
) -> Iterator[Moved]:
    """Record by record, of each kind in the order in which they were made."""
    for subject, all_keys in found.items():
        keys = all_keys[:MOST]
        known = subject.model._default_manager.select_related(*subject.listing.related).in_bulk(keys)
        for key in keys:
            record = known.get(key)
            yield Moved(
                record,
                subject.listing.opens(record) if record else None,
                _names(layout, left.get(subject, {}).get(key, ())),
                _names(layout, entered.get(subject, {}).get(key, ())),
            )


def _by_record(layout: Form, here: Mapping[str, list[int]], there: Mapping[str, list[int]]) -> _ByRecord:
    """By kind and key, the cells in which a record stands here and not there."""
    found: _ByRecord = defaultdict(lambda: defaultdict(list))
    for cell, keys in here.items():
        if counted := behind(cell, layout):
            for key in set(keys).difference(there.get(cell, ())):
                found[counted.figure.subject][key].append(cell)
    return found


def _names(layout: Form, cells: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(layout.name(cell) for cell in cells)
