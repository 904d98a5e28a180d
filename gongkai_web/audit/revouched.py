"""更换密钥: how do lines that vouch for words by a digest go on doing so under the present key?

The digest of a line stays as it was written. Another line says the same of what still stands, under the key
that is there now; without it nobody could hold the words against the trail once the former key is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gongkai_web.audit import vouched
from gongkai_web.audit.actions import Body, record
from gongkai_web.audit.models import AuditLine

AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Vouching:
    """Of which records: lines of `acts` hold the digests of `names`, those of `again` renew them.

    `subject`: the records as lines name them (`letters.Letter`).
    """

    subject: str
    acts: frozenset[str]
    again: str
    names: tuple[str, ...]

    def tell(self, told: dict[str, dict[str, Any]], detail: Mapping[str, Any]) -> None:
        """Takes a renewing line into what was told."""
        for key, digests in detail[AGAIN].items():
            if key in told:
                told[key] |= digests


@transaction.atomic
def vouch_again(vouching: Vouching, agency: Body, kept: Mapping[str, Mapping[str, Any]]) -> int:
    """Renews the digests of these records of an agency, by their key, where a line vouched for them.

    A run that was cut off is run again: what stands under the present key is left. Returns how many.
    """
    told = _told(vouching, agency, kept)
    left = {}
    for key in told:
        digests = {name: vouched.seal(kept[key][name]) for name in vouching.names if name in told[key]}
        if digests != {name: told[key][name] for name in digests}:
            left[key] = digests
    if left:
        record(actor=None, agency=agency, act=vouching.again, subject=vouching.subject, detail={AGAIN: left})
    return len(left)


def _told(vouching: Vouching, agency: Body, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """The digests that lines told last, of these records."""
    found: dict[str, dict[str, Any]] = {}
    lines = AuditLine.objects.filter(agency_id=agency.pk, act__in=(*vouching.acts, vouching.again))
    for act, subject, detail in lines.order_by("place").values_list("act", "subject", "detail").iterator():
        if act == vouching.again:
            vouching.tell(found, detail)
            continue
        digests = {name: detail[name] for name in vouching.names if detail.get(name)}
        key = subject.partition(":")[2]
        if digests and key in keys:
            found[key] = digests
    return found
