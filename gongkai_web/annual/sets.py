"""What is the data set of all published reports on a day: which reports, which version, which rows?

A released filing never changes, so that the keys of the reports are the set: whoever knows them reads the
same rows, whatever is published meanwhile, and an earlier day gives the earlier set again. Reports made
elsewhere that stand in the archive are in it as they were read, without a version.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import dataset
from gongkai.document import from_json
from gongkai.outcomes import agency_kinds
from gongkai_web.annual import published, queries
from gongkai_web.annual.models import Filing, FormerReport

Address = Callable[[Filing | FormerReport], str]
_AT_ONCE = 50  # reports that are held in memory together


@dataclass(frozen=True, slots=True)
class DataSet:
    """The reports that are published on a day. `digest` tells it from every other set.

    `keys`: of the filings; `former`: of the reports made elsewhere.
    """

    day: date
    keys: tuple[int, ...]
    digest: str
    latest: date | None
    former: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many reports there are in it."""
        return len(self.keys) + len(self.former)

    @property
    def version(self) -> str:
        """How one cites it: the day of the last report in it, and how its digest begins."""
        return f"{self.latest or self.day}-{self.digest[:12]}"


def data_set(day: date) -> DataSet:
    """The set of that day, put together once for what is published; no report is read for it."""
    return _data_set(published.current(day), day)


@functools.lru_cache(maxsize=4)
def _data_set(_current: str, day: date) -> DataSet:
    found = Filing.objects.filter(queries.released(day)).order_by("year", "agency__slug")
    columns = ("pk", "release__released_on", "agency__slug", "year", "version", "digest")
    known = list(found.values_list(*columns))
    former = published.former_listed(day).order_by("year", "agency__slug")
    brought = list(former.values_list("pk", "listing__listed_on", "agency__slug", "year", "sha256"))
    named = [(slug, year, version, of) for _, _, slug, year, version, of in known]
    named += [(slug, year, 0, of) for _, _, slug, year, of in brought]
    days = [one[1] for one in (*known, *brought)]
    return DataSet(
        day,
        tuple(pk for pk, *_ in known),
        dataset.digest_of(named),
        max(days, default=None),
        tuple(pk for pk, *_ in brought),
    )


def rows(found: DataSet, address: Address) -> Iterator[dict[str, Any]]:
    """Every cell of every report of the set; `address` says where a report stands."""
    for start in range(0, len(found.keys), _AT_ONCE):
        keys = found.keys[start : start + _AT_ONCE]
        filings = Filing.objects.select_related("agency", "release").defer("records", "warnings")
        by_key = filings.in_bulk(keys)
        for key in keys:
            yield from rows_of(by_key[key], address)
    for start in range(0, len(found.former), _AT_ONCE):
        keys = found.former[start : start + _AT_ONCE]
        brought = FormerReport.objects.select_related("agency", "listing").in_bulk(keys)
        for key in keys:
            yield from rows_of_former(brought[key], address)


def rows_of_former(former: FormerReport, address: Address) -> Iterator[dict[str, Any]]:
    """Every cell of a report made elsewhere, as it was read: it has no version of ours."""
    about = dataset.Origin(
        source=address(former),
        agency_key=former.agency.slug,
        agency_kind=agency_kinds()[former.agency.kind].label,
        published_on=str(former.listing.published_on),
    )
    return dataset.rows(from_json(former.document), about)


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
