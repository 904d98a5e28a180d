"""What does the audit trail say of sweeps, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.sweeps.models import HitState, Sweep


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    state = told.setdefault(key, {"examined": 0, "hits": 0, "mended": [], "kept": [], "closed_on": None})
    match line.act:
        case "sweeps.begin_sweep":
            state |= {"agency": line.agency_id, "kind": detail["kind"], "reached": 0, "through": False}
            state |= {"conclusion": hashed("")}
        case "sweeps.read_sweep":
            state |= {"examined": detail["examined"], "hits": state["hits"] + detail["hits"]}
            _again(state, detail, reached="reached", through="through")
        case "sweeps.look_again":
            state["mended"] = sorted([*state["mended"], *detail["mended"]])
        case "sweeps.keep_hit":
            state["kept"] = sorted([*state["kept"], detail["kept"]])
        case "sweeps.close_sweep":
            state["closed_on"] = detail["closed_on"]
            _again(state, detail, conclusion="conclusion_hash")


def _again(state: dict[str, Any], detail: Mapping[str, Any], **named: str) -> None:
    """What the line tells anew; older lines tell less, and what they changed is not compared any more."""
    for column, name in named.items():
        if name in detail:
            state[column] = detail[name]
        else:
            state.pop(column, None)


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
                "agency": row.agency_id,
                "kind": row.kind,
                "reached": row.reached,
                "through": row.through,
                "conclusion": hashed(row.conclusion),
            },
        )


LEDGERS = (Ledger("存量排查", "sweeps.", _tell, _kept),)
