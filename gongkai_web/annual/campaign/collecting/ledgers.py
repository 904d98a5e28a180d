"""What lines of the audit trail say of collected reports, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.annual.campaign.collecting.models import Act, InternalDay, Remark, Submission
from gongkai_web.annual.campaign.collecting.numbers import digest
from gongkai_web.annual.campaign.collecting.words import Done
from gongkai_web.audit.registry import Ledger, Told

_ACT = ("unit_id", "submission_id", "what", "until", "published_on", "url", "because_id", "day", "reason")
_NAMES = ("unit", "submission", "what", "until", "published_on", "url", "because", "day", "reason")


def _key(line: Told) -> str:
    return line.subject.partition(":")[2]


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line)] = {**line.detail, "by": line.actor_name}


def _submissions() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Submission.objects.order_by("pk").iterator(chunk_size=50):
        found = digest(one.document)  # counted anew: that beside the report could have been changed with it
        yield (
            str(one.pk),
            {
                "unit": one.unit_id,
                "number": one.number,
                "source": one.source,
                "practice": one.practice,
                "filing": one.filing_id,
                "sha256": one.sha256,
                "digest": found if found == one.digest else one.digest + found,
                "day": one.day,
                "by": one.person_name,
            },
        )


def _acts() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, by, *row in Act.objects.order_by("pk").values_list("pk", "person_name", *_ACT).iterator():
        yield str(key), dict(zip(_NAMES, row, strict=True)) | {"by": by}


def _days() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in InternalDay.objects.order_by("pk").iterator():
        kept = {"campaign": one.campaign_id, "unit": one.unit_id, "day": one.day, "locks": one.locks}
        yield str(one.pk), kept | {"by": one.person_name}


def _remarks() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Remark.objects.order_by("pk").iterator():
        kept = {"submission": one.submission_id, "cell": one.cell, "section": one.section}
        kept |= {"passage": one.passage, "text": one.text, "public": one.public, "answers": one.answers_id}
        yield str(one.pk), kept | {"by": one.person_name}


LEDGERS = (
    Ledger("年报报送", frozenset({"campaign.submit"}), _tell, _submissions),
    Ledger("报送办理", frozenset(f"campaign.{what}" for what in Done), _tell, _acts),
    Ledger("报送批注", frozenset({"campaign.remark"}), _tell, _remarks),
    Ledger("内部期限", frozenset({"campaign.set_internal_day"}), _tell, _days),
)
