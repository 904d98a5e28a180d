"""What lines of the audit trail say of verdicts on findings, held against what is there?

A dismissed finding lets a report pass: a verdict changed by hand would let pass what nobody has let. Lines
name no row; the same person's same decisions on the same finding are counted in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gongkai_web.annual.campaign.models import Verdict
from gongkai_web.audit.registry import Ledger, Told

_VERDICT = ("key", "person_id", "decision", "subject", "rule", "agency_id", "reason")


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    said = line.detail
    key, number = f"{said['key']}:{line.actor_id}:{said['decision']}", 1
    while f"{key}:{number}" in told:
        number += 1
    told[f"{key}:{number}"] = {**said, "by": line.actor_name}


def _verdicts() -> Iterator[tuple[str, dict[str, Any]]]:
    seen: Counter[str] = Counter()
    rows = Verdict.objects.order_by("pk").values_list("person_name", *_VERDICT)
    for by, key, person, decision, subject, rule, office, reason in rows.iterator():
        of = f"{key}:{person}:{decision}"
        seen[of] += 1
        kept = {"report": subject, "rule": rule, "key": key, "decision": decision}
        yield f"{of}:{seen[of]}", kept | {"office": office, "reason": reason, "by": by}


LEDGERS = (Ledger("判定", frozenset({"review.give_verdict", "campaign.judge"}), _tell, _verdicts),)
