"""What is the data set of all published reports on a day: which reports, which version, which rows?

A released filing never changes, so that the keys of the reports are the set: whoever knows them reads the
same rows, whatever is published meanwhile, and an earlier day gives the earlier set again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import dataset
from gongkai.document import from_json
from gongkai.outcomes import agency_kinds
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing

Address = Callable[[Filing], str]
_AT_ONCE = 50  # reports that are held in memory together


@dataclass(frozen=True, slots=True)
class DataSet:
    """The reports that are published on a day. `digest` tells it from every other set."""

    day: date
    keys: tuple[int, ...]
    digest: str
    latest: date | None

    @property
    def version(self) -> str:
        """How one cites it: the day of the last report in it, and how its digest begins."""
        return f"{self.latest or self.day}-{self.digest[:12]}"


def data_set(day: date) -> DataSet:
    """The set of that day; no report is read for it."""
    found = Filing.objects.filter(queries.released(day)).order_by("year", "agency__slug")
    columns = ("pk", "release__released_on", "agency__slug", "year", "version", "digest")
    known = list(found.values_list(*columns))
    digest = dataset.digest_of((slug, year, version, of) for _, _, slug, year, version, of in known)
    latest = max((released_on for _, released_on, *_ in known), default=None)
    return DataSet(day, tuple(pk for pk, *_ in known), digest, latest)


def rows(found: DataSet, address: Address) -> Iterator[dict[str, Any]]:
    """Every cell of every report of the set; `address` says where a report stands."""
    for start in range(0, len(found.keys), _AT_ONCE):
        keys = found.keys[start : start + _AT_ONCE]
        filings = Filing.objects.select_related("agency", "release").defer("records", "warnings")
        by_key = filings.in_bulk(keys)
        for key in keys:
            yield from rows_of(by_key[key], address)


def rows_of(filing: Filing, address: Address) -> Iterator[dict[str, Any]]:
    """Every cell of one published report."""
    about = dataset.Origin(
        source=address(filing),
        agency_key=filing.agency.slug,
        agency_kind=agency_kinds()[filing.agency.kind].label,
        version=filing.version,
        published_on=str(filing.release.released_on),
        digest=filing.digest,
    )
    return dataset.rows(from_json(filing.document), about)
