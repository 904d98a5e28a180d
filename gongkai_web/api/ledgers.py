"""What does the audit trail say of tokens, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.api.models import Token
from gongkai_web.audit.registry import Ledger, Told

_ACTS = frozenset({"api.make_token", "api.revoke_token"})


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    if line.act == "api.make_token":
        told[key] = {**detail, "agency": line.agency_id, "revoked_on": None}
    elif key in told:
        told[key] |= {"revoked_on": detail["revoked_on"]}


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Token.objects.order_by("pk"):
        told = {"label": one.label, "writer": one.writer_id, "digest": one.digest}
        yield str(one.pk), {**told, "agency": one.agency_id, "revoked_on": one.revoked_on}


LEDGERS = (Ledger("接口令牌", _ACTS, _tell, _kept),)
