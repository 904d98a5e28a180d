"""What do lines of the audit trail say of frozen sums, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.models import (
    CarryExplanation,
    Sum,
    SumFall,
    SumRelease,
    SumSubmission,
    SumText,
)
from gongkai_web.approval import standing
from gongkai_web.audit.registry import Ledger, Told


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    about = {"by": line.actor_name, "person": line.actor_id}
    told[line.subject.partition(":")[2]] = {**line.detail, **about}


def _tell_sum(told: dict[str, dict[str, Any]], line: Told) -> None:
    _tell(told, line)
    told[line.subject.partition(":")[2]]["agency"] = line.agency_id


def _sums() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Sum.objects.order_by("pk").iterator(chunk_size=20):
        found = queries.digest(one)  # counted anew: that beside it could have been changed with it
        yield (
            str(one.pk),
            {
                "campaign": one.campaign_id,
                "level": one.level_id,
                "version": one.version,
                "title": one.title,
                "reason": one.reason,
                "digest": found if found == one.digest else one.digest + found,
                "law": one.law,
                "day": one.frozen_on,
                "by": one.frozen_by,
                "person": one.person_id,
                "agency": one.agency_id,
            },
        )


def _explanations() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in CarryExplanation.objects.order_by("pk").iterator():
        kept = {"unit": one.unit_id, "reason": one.reason, "day": one.day}
        yield str(one.pk), kept | {"by": one.person_name, "person": one.person_id}


def _tell_submission(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["submission"])] = {"sum": line.detail["sum"], "digest": line.detail["digest"]}


def _submissions() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = SumSubmission.objects.order_by("pk").values_list("submission_id", "sum_id", "sum__digest")
    for submission, of, digest in rows.iterator():
        yield str(submission), {"sum": of, "digest": digest}


def _tell_release(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[str(line.detail["filing"])] = {"sum": line.detail["sum"], "digest": line.detail["digest"]}


def _releases() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = SumRelease.objects.order_by("pk").values_list("filing_id", "sum_id", "sum__digest")
    for filing, of, digest in rows.iterator():
        yield str(filing), {"sum": of, "digest": digest}


def _falls() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in SumFall.objects.order_by("pk").iterator():
        kept = {"sum": one.sum_id, "because": one.because_id, "reason": one.reason, "day": one.day}
        yield str(one.pk), kept | {"by": one.person_name, "person": one.person_id}


def _texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in SumText.objects.order_by("pk").iterator(chunk_size=100):
        yield (
            str(one.pk),
            {
                "campaign": one.campaign_id,
                "level": one.level_id,
                "number": one.number,
                "text": standing.digest([one.text]),
                "day": one.day,
                "by": one.person_name,
                "person": one.person_id,
            },
        )


LEDGERS = (
    Ledger("汇总的正文", frozenset({"aggregation.write_text"}), _tell, _texts),
    Ledger("汇总的提交", frozenset({"aggregation.submit"}), _tell_submission, _submissions),
    Ledger("本级政府年报的公布", frozenset({"aggregation.publish"}), _tell_release, _releases),
    Ledger("汇总失去依据", frozenset({"aggregation.fall"}), _tell, _falls),
    Ledger("年报汇总", frozenset({"aggregation.freeze"}), _tell_sum, _sums),
    Ledger("结转说明", frozenset({"aggregation.explain_carried"}), _tell, _explanations),
)
