"""What does the audit trail say of sweeps, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.sweeps.models import HitState, Sweep


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    state = told.setdefault(key, {"examined": 0, "hits": 0, "mended": [], "kept": [], "closed_on": None})
    match line.act:
        case "sweeps.read_sweep":
            state |= {"examined": detail["examined"], "hits": state["hits"] + detail["hits"]}
        case "sweeps.look_again":
            state["mended"] = sorted([*state["mended"], *detail["mended"]])
        case "sweeps.keep_hit":
            state["kept"] = sorted([*state["kept"], detail["kept"]])
        case "sweeps.close_sweep":
            state["closed_on"] = detail["closed_on"]


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Sweep.objects.order_by("pk").prefetch_related("hits").iterator(chunk_size=100):
        hits = sorted(row.hits.all(), key=lambda one: one.pk)
        yield (
            str(row.pk),
            {
                "examined": row.examined,
                "hits": len(hits),
                "mended": [one.pk for one in hits if one.state == HitState.MENDED],
                "kept": [one.pk for one in hits if one.state == HitState.KEPT],
                "closed_on": row.closed_on,
            },
        )


LEDGERS = (Ledger("存量排查", "sweeps.", _tell, _kept),)
