"""What lines of the audit trail say of filed and published reports, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.annual import queries
from gongkai_web.annual.models import (
    Check,
    CheckReturn,
    DriftNote,
    Filing,
    FilingDecision,
    FormerListing,
    FormerReport,
    Handover,
    Release,
)
from gongkai_web.approval import standing
from gongkai_web.audit.registry import Ledger, Told


def _key(subject: str) -> str:
    return subject.partition(":")[2]


def _tell_filing(told: dict[str, dict[str, Any]], line: Told) -> None:
    """Who froze it wrote the line, but for a sum: it was frozen before, and the line names by whom."""
    summed = line.act == "annual.file_sum"
    told[_key(line.subject)] = {
        "by": line.actor_name,
        **line.detail,
        "agency": line.agency_id,
        "summed": summed,
    }


def _filings() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Filing.objects.order_by("pk").iterator(chunk_size=10):
        # The digest is counted anew: that beside the report could have been changed with it.
        found = queries.digest(one.document, one.records)
        basis = {"basis": standing.digest(one.basis)} if one.basis else {}  # earlier ones kept none
        yield (
            str(one.pk),
            {
                "agency": one.agency_id,
                "year": one.year,
                "version": one.version,
                "title": one.title,
                "digest": found if found == one.digest else one.digest + found,
                "law": one.law,
                "warnings": standing.digest(one.warnings),
                "reason": one.reason,
                "day": one.filed_on,
                "by": one.filed_by,
                "summed": one.summed,
                **basis,
            },
        )


def _tell_check(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {**line.detail, "agency": line.agency_id, "by": line.actor_id}


def _checks() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Check.objects.order_by("pk").iterator():
        kept = {"year": one.year, "digest": one.digest, "warnings": standing.digest(one.warnings)}
        kept |= {"document": standing.digest(one.document)} if one.document else {}  # earlier ones kept none
        yield str(one.pk), kept | {"agency": one.agency_id, "by": one.person_id}


def _tell_return(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {**line.detail, "by": line.actor_name}


def _returns() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in CheckReturn.objects.select_related("check_of").order_by("pk").iterator():
        kept = {"year": one.check_of.year, "check": one.check_of_id, "reason": one.reason}
        yield str(one.pk), kept | {"day": one.returned_on, "by": one.returned_by}


def _drift_notes() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in DriftNote.objects.select_related("drift").order_by("pk").iterator():
        kept = {"filing": one.drift.filing_id, "digest": one.digest, "reason": one.reason}
        yield str(one.pk), kept | {"day": one.noted_on, "by": one.noted_by}


def _tell_handover(told: dict[str, dict[str, Any]], line: Told) -> None:
    detail = line.detail
    told[_key(line.subject)] = {"receiver": detail["receiver"], "day": detail["day"], "by": line.actor_name}


def _handovers() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Handover.objects.order_by("pk").iterator():
        yield str(one.filing_id), {"receiver": one.receiver, "day": one.handed_on, "by": one.handed_by}


def _tell_release(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {"day": line.detail["day"], "by": line.actor_name}


def _releases() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Release.objects.order_by("pk").iterator():
        yield str(one.filing_id), {"day": one.released_on, "by": one.released_by}


def _tell_decision(told: dict[str, dict[str, Any]], line: Told) -> None:
    """To publish is to approve that very report. Version 0.1 did not tell in which role."""
    decided = {"person": line.actor_id, "day": line.detail["day"], "step": 0, "approved": True, "note": ""}
    role = {"role": line.detail["role"]} if "role" in line.detail else {}
    told[_key(line.subject)] = decided | role | {"content_hash": True}


def _decisions() -> Iterator[tuple[str, dict[str, Any]]]:
    names = ("day", "step", "approved", "note", "role")
    rows = FilingDecision.objects.order_by("pk").values(
        *names, "filing_id", "person_id", "content_hash", "filing__digest"
    )
    for row in rows.iterator():
        kept = {name: row[name] for name in names} | {"person": row["person_id"]}
        of_this_report = row["content_hash"] == row["filing__digest"]  # which itself is compared
        yield str(row["filing_id"]), kept | {"content_hash": of_this_report}


def _tell_import(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line.subject)] = {**line.detail, "agency": line.agency_id, "by": line.actor_name}


def _imports() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in FormerReport.objects.order_by("pk").iterator(chunk_size=10):
        yield (
            str(one.pk),
            {
                "agency": one.agency_id,
                "year": one.year,
                "name": one.name,
                "sha256": one.sha256,
                "document": standing.digest(one.document),
                "by": one.imported_by,
            },
        )


def _tell_listing(told: dict[str, dict[str, Any]], line: Told) -> None:
    detail = line.detail
    kept = {"published_on": detail["published_on"], "day": detail["day"], "by": line.actor_name}
    told[_key(line.subject)] = kept


def _listings() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in FormerListing.objects.order_by("pk").iterator():
        kept = {"published_on": one.published_on, "day": one.listed_on, "by": one.listed_by}
        yield str(one.former_id), kept


LEDGERS = (
    Ledger("列入历年", frozenset({"annual.list_report"}), _tell_listing, _listings),
    Ledger("以前的年报", frozenset({"annual.import_report"}), _tell_import, _imports),
    Ledger("年报核对", frozenset({"annual.check_report"}), _tell_check, _checks),
    Ledger("年报退回", frozenset({"annual.return_check"}), _tell_return, _returns),
    Ledger("不更正的说明", frozenset({"annual.keep_published"}), _tell_return, _drift_notes),
    Ledger("年报提交", frozenset({"annual.hand_over"}), _tell_handover, _handovers),
    Ledger("年报定稿", frozenset({"annual.file_report", "annual.file_sum"}), _tell_filing, _filings),
    Ledger("年报审核", frozenset({"annual.release_report"}), _tell_decision, _decisions),
    Ledger("年报公布", frozenset({"annual.release_report"}), _tell_release, _releases),
)
