"""How does a line get into the audit trail? Only through here, inside the transaction of the act itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn, Protocol

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai_web.audit import seals
from gongkai_web.audit.models import (
    ANCHOR,
    ANCHORED,
    COMMON,
    FORMER,
    OPEN,
    SEAL,
    START,
    AuditHead,
    AuditLine,
    canonical,
    chain_of,
    digest,
)
from gongkai_web.audit.queries import heads
from gongkai_web.audit.reasons import Words, columns_of
from gongkai_web.audit.seen import public_step
from gongkai_web.turns import in_batches

# Every act of the office passes here: plain SQL saves a third of its time.
READ_HEAD = "SELECT count, hash, seal FROM audit_audithead WHERE chain = %s"
MOVE_HEAD = (
    "UPDATE audit_audithead SET count = %s, hash = %s, seal = %s, public = public + %s WHERE chain = %s"
)
# Any chain will do: the public's number is the sum of all.
MOVE_PUBLIC = (
    "UPDATE audit_audithead SET public = public + %s WHERE chain = (SELECT MIN(chain) FROM audit_audithead)"
)
_BATCH = 100  # chains
_DAMAGED = "不能继续记录；请运行 gongkai audit verify，与备份核对。"


class Actor(Protocol):
    """Whoever acts: has a key and a name to show."""

    @property
    def pk(self) -> Any: ...

    @property
    def display_name(self) -> str: ...


class Body(Protocol):
    """The agency in whose name it is done: has a key and a name."""

    @property
    def pk(self) -> Any: ...

    @property
    def name(self) -> str: ...


class AuditError(Exception):
    """The trail was used wrongly, or is damaged: a fault of the program or of the store, not of the user."""


def record(
    *,
    actor: Actor | None,
    agency: Body | None,
    act: str,
    subject: str,
    detail: Mapping[str, Any],
    reason: str = "",
) -> AuditLine:
    """Adds one line to the chain of the agency. `actor` None is the system; `subject`: `cases.Case:12`.

    Raises AuditError outside a transaction (the line must stand or fall with its act), for a number with a
    fraction in `detail` (databases write them differently), and where the end of the chain is lost or was
    not written here.
    """
    values: dict[str, Any] = {
        "actor_id": actor.pk if actor else None,
        "actor_name": actor.display_name if actor else "系统",
        "agency_id": agency.pk if agency else None,
        "agency_name": agency.name if agency else "",
        "act": act,
        "subject": subject,
        "detail": json.loads(canonical(dict(detail)), parse_float=_no_fraction),
        **columns_of(reason),
    }
    return _append(chain_of(values["agency_id"]), values)


def take_out_reasons(lines: Iterable[AuditLine]) -> Iterator[tuple[int, Words]]:
    """Takes the words out of lines, by their position: the caller keeps them under seal (`UNDER_SEAL`)."""
    for line in lines:
        # The one act that changes a line: what only grows refuses it otherwise.
        QuerySet(AuditLine).filter(pk=line.pk).update(reason="", reason_salt="")
        yield line.pk, Words(line.reason, line.reason_salt)


def move_public() -> None:
    """Said by what changes a public page without an act of anybody: the words of a file were read."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE_PUBLIC, [public_step("")])


@transaction.atomic
def anchor() -> AuditLine:
    """Writes the ends of all chains into one line: whoever notes that line has noted them all."""
    ends = {chain: [end.count, end.hash] for chain, end in heads().items() if chain != ANCHOR}
    return _append(ANCHOR, _by_system(ANCHORED, "audit.Chain:all", {"heads": ends}))


def seal(*, sound: Mapping[str, int], reason: str) -> int:
    """Puts every chain under the present key: one keyed line vouches for what former keys sealed in it.

    `sound`: how many lines of each chain were found whole under the former keys; the rest stays unvouched.
    Returns how many chains. The former keys are then needed no more to verify. In batches: a run that was cut
    off is run again.
    """
    # Of two that hold several chains, both take the agencies in the same order and the common ones last.
    found = sorted(heads(), key=lambda chain: (chain in (ANCHOR, COMMON), len(chain), chain))
    for some in in_batches(found, _BATCH):
        with transaction.atomic():
            for chain in some:
                detail = {"through": sound.get(chain, 0)}
                _append(chain, _by_system(SEAL, f"audit.Chain:{chain}", detail, reason))
    return len(found)


def _by_system(act: str, subject: str, detail: dict[str, Any], reason: str = "") -> dict[str, Any]:
    return {
        "actor_id": None,
        "actor_name": "系统",
        "agency_id": None,
        "agency_name": "",
        "act": act,
        "subject": subject,
        "detail": detail,
        **columns_of(reason),
    }


def _append(chain: str, values: dict[str, Any]) -> AuditLine:
    if not connection.in_atomic_block:
        raise AuditError("audit.record 须与所记录的行为在同一个事务里。")
    count, previous = _end_of(chain)
    values = {**values, "chain": chain, "place": count + 1, "at": timezone.now()}
    found = digest(values, previous)
    line = AuditLine(previous_hash=previous, hash=found, seal=seals.of_line(found), **values)
    line.save()
    with connection.cursor() as cursor:
        sealed, seen = seals.of_head(chain, line.place, found), public_step(values["act"])
        cursor.execute(MOVE_HEAD, [line.place, found, sealed, seen, chain])
    return line


def _end_of(chain: str) -> tuple[int, str]:
    """Count and last hash, locked until the act is done (SQLite holds its one write lock anyway)."""
    found = _read_head(chain)
    if found is None:
        _open(chain)
        found = _read_head(chain)
    if found is None:
        raise AuditError(f"审计链 {chain} 没有建成。")
    count, last, given = found
    if count and not seals.fits_head(given, chain, count, last):
        # Else the next line would make a chain that was cut look whole.
        raise AuditError(
            f"审计链 {chain} 的链尾不是用现在的密钥写的：链尾被改过，或者密钥（identity_key、"
            f"GONGKAI_IDENTITY_KEY）不是原来的，{_DAMAGED}"
        )
    return count, last


def _read_head(chain: str) -> tuple[int, str, str] | None:
    with connection.cursor() as cursor:
        lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
        cursor.execute(READ_HEAD + lock, [chain])
        found = cursor.fetchone()
    return (int(found[0]), str(found[1]), str(found[2])) if found else None


def _open(chain: str) -> None:
    """The first line of a chain: the common chain says that it was opened, so that none vanishes whole."""
    subject = f"audit.Chain:{chain}"
    # The common chain is opened with the first of the others.
    others = AuditHead.objects.exclude(chain__in=(COMMON, FORMER)).filter(count__gt=0)
    if (
        AuditLine.objects.filter(chain=chain).exists()
        or AuditLine.objects.filter(subject=subject).exists()
        or (chain == COMMON and others.exists())
    ):
        raise AuditError(f"审计链 {chain} 的链尾记录丢失，{_DAMAGED}")
    # Two who open it at once: one makes the row, the other waits for it.
    AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
    if chain in (COMMON, FORMER):
        return
    if _read_head(chain) == (0, START, ""):
        _append(COMMON, _by_system(OPEN, subject, {}))


def _no_fraction(text: str) -> NoReturn:
    raise AuditError(f"审计内容里的小数 {text} 应写成字符串。")
