"""Is the audit trail whole, and is what it speaks of still as it was written?

Every chain is walked once from its first line, reading line by line. What this proves, and what it cannot, is
said in docs/security.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from gongkai_web.audit import seals
from gongkai_web.audit.compare import Comparison
from gongkai_web.audit.findings import End, Fault, Verification
from gongkai_web.audit.models import (
    ANCHOR,
    ANCHORED,
    COMMON,
    FORMER,
    HASHED,
    OPEN,
    SEAL,
    START,
    AuditHead,
    AuditLine,
)
from gongkai_web.audit.reasons import as_written
from gongkai_web.audit.registry import ledgers, read_once

_REASON = ("reason_salt", "reason_digest")
_READ = ("position", "chain", "place", *HASHED, *_REASON, "previous_hash", "hash", "seal")
_AT_ONCE = 2000


def verify(expected: Mapping[str, End] | None = None) -> Verification:
    """Walks all chains, then compares the records of the rooms. `expected`: ends noted down outside."""
    walk = _Walk(Comparison(ledgers()), expected or {})
    faults = [*walk.chains(), *walk.opened(), *walk.comparison.faults()]
    return Verification(
        count=sum(end.count for end in walk.ends.values()),
        compared=walk.comparison.compared,
        ends=walk.ends,
        faults=tuple(faults),
    )


class _Walk:
    """What is remembered on the way through the chains."""

    def __init__(self, comparison: Comparison, expected: Mapping[str, End]) -> None:
        self.comparison = comparison
        self.ends: dict[str, End] = {}
        self._opened: set[str] = set()
        self._noted: dict[str, list[tuple[End, str]]] = {}
        for chain, end in expected.items():
            self._note(chain, end, "expected")

    def chains(self) -> Iterator[Fault]:
        """The faults of each chain; the anchors before what they note, version 0.1 before what came after."""
        heads = {head.chain: head for head in AuditHead.objects.all()}
        found = set(AuditLine.objects.order_by().values_list("chain", flat=True).distinct()) | heads.keys()
        first = [chain for chain in (ANCHOR, FORMER, COMMON) if chain in found]
        for chain in [*first, *sorted(found - set(first))]:
            yield from self._chain(chain, heads.get(chain))

    def opened(self) -> Iterator[Fault]:
        """Chains that were opened, anchored or noted and are gone, and chains that nobody opened."""
        for chain in sorted((self._opened | self._noted.keys()) - self.ends.keys()):
            yield Fault("lost", chain)
        for chain in sorted(self.ends.keys() - self._opened - {FORMER, COMMON}):
            yield Fault("foreign", chain)

    def _chain(self, chain: str, head: AuditHead | None) -> Iterator[Fault]:
        """At most one fault of the chain itself: behind it nothing can be relied upon, but all is heard."""
        vouched, last, position = _vouched(chain), End(0, START), 0
        before, fault = last, None
        for line in _lines(chain):
            self._hear(line)
            if fault:
                continue
            fault = _fault(line, last, position, vouched)
            if not fault:
                before, last, position = last, End(line["place"], line["hash"]), line["position"]
                fault = self._against_notes(chain, last)
        fault = fault or _at_end(chain, head, last) or self._beyond(chain, last)
        self.ends[chain] = before if fault and fault.place == last.count else last
        if fault:
            yield fault

    def _hear(self, line: Mapping[str, Any]) -> None:
        if line["act"] == ANCHORED:
            for chain, (count, last) in line["detail"]["heads"].items():
                self._note(chain, End(count, last), "anchored")
        elif line["act"] == OPEN:
            self._opened.add(line["subject"].partition(":")[2])
        else:
            self.comparison.hear(line)

    def _note(self, chain: str, end: End, kind: str) -> None:
        if end.count:
            self._noted.setdefault(chain, []).append((end, kind))

    def _against_notes(self, chain: str, reached: End) -> Fault | None:
        for end, kind in self._noted.get(chain, ()):
            if end.count == reached.count and end.hash != reached.hash:
                return Fault(kind, chain, end.count)
        return None

    def _beyond(self, chain: str, reached: End) -> Fault | None:
        for end, kind in self._noted.get(chain, ()):
            if end.count > reached.count:
                return Fault(kind, chain, reached.count + 1)
        return None


def _lines(chain: str) -> Iterator[dict[str, Any]]:
    """The lines with `detail` read from its very text: what a reader of the table sees is what counts."""
    rows = AuditLine.objects.filter(chain=chain).order_by("place").annotate(text=Cast("detail", TextField()))
    for row in rows.values("text", *_READ).iterator(chunk_size=_AT_ONCE):
        row["detail"] = read_once(row.pop("text"))
        yield row


def _fault(line: Mapping[str, Any], last: End, position: int, vouched: int) -> Fault | None:
    chain, place = line["chain"], last.count + 1
    if line["place"] != place:
        return Fault("missing", chain, place)
    if not as_written(line):
        return Fault("changed", chain, place)
    if line["previous_hash"] != last.hash or line["position"] <= position:
        return Fault("reordered", chain, place)
    if place > vouched and not seals.fits_line(line["seal"], line["hash"]):
        return Fault("unsealed", chain, place)
    return None


def _vouched(chain: str) -> int:
    """Up to which place a keyed line vouches for lines of version 0.1 or under former keys."""
    found = AuditLine.objects.filter(chain=chain, act=SEAL).values_list("hash", "seal", "detail")
    return max((detail["through"] for last, seal, detail in found if seals.fits_line(seal, last)), default=0)


def _at_end(chain: str, head: AuditHead | None, last: End) -> Fault | None:
    if head is None:
        return Fault("headless", chain, last.count)
    if (head.count, head.hash) != (last.count, last.hash):
        # As many lines as were written, but the last is another one: only the end of the chain knows.
        return Fault("truncated", chain, min(head.count, last.count + 1) if head.count else 1)
    if last.count and not seals.fits_head(head.seal, chain, head.count, head.hash):
        return Fault("forged", chain, last.count)
    return None
