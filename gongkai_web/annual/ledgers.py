"""What lines of the audit trail say of filed and published reports, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, Release
from gongkai_web.audit.registry import Ledger, Told


def _key(subject: str) -> str:
    return subject.partition(":")[2]


def _tell_filing(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {**line.detail, "agency": line.agency_id, "by": line.actor_name}


def _filings() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Filing.objects.order_by("pk").iterator(chunk_size=10):
        # The digest is counted anew: that beside the report could have been changed with it.
        found = queries.digest(one.document, one.records)
        yield (
            str(one.pk),
            {
                "agency": one.agency_id,
                "year": one.year,
                "version": one.version,
                "title": one.title,
                "digest": found if found == one.digest else one.digest + found,
                "by": one.filed_by,
            },
        )


def _tell_release(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {"day": line.detail["day"], "by": line.actor_name}


def _releases() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Release.objects.order_by("pk").iterator():
        yield str(one.filing_id), {"day": one.released_on, "by": one.released_by}


LEDGERS = (
    Ledger("年报定稿", frozenset({"annual.file_report"}), _tell_filing, _filings),
    Ledger("年报公布", frozenset({"annual.release_report"}), _tell_release, _releases),
)
