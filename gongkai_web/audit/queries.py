"""What does the audit trail say about one subject, and where do its chains end?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from gongkai.errors import GongkaiError
from gongkai_web.audit.findings import End
from gongkai_web.audit.models import START, AuditHead, AuditLine, chain_of


class HeadsError(GongkaiError):
    """Ends that somebody noted cannot be read."""


def about(subject: str) -> QuerySet[AuditLine]:
    """The lines of one subject, oldest first."""
    return AuditLine.objects.filter(subject=subject).order_by("position")


def heads() -> dict[str, End]:
    """The end of every chain, as it stands at one moment."""
    found = AuditHead.objects.filter(count__gt=0).order_by("chain")
    return {head.chain: End(head.count, head.hash) for head in found}


def head_of(agency_id: int) -> str:
    """The hash at which the chain of an agency ends: another one after each of its acts."""
    found = AuditHead.objects.filter(chain=chain_of(agency_id)).values_list("hash", flat=True)
    return found.first() or START


def public_number() -> int:
    """Grows with every act of which the public may see something, whichever agency does it. One query.

    Each act moves the number of its own chain, within its transaction: agencies do not wait for each other,
    and whoever reads the sum reads none of an act that is not there yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(SUM(public), 0) FROM audit_audithead")
        return int(cursor.fetchone()[0])


def written(ends: dict[str, End]) -> list[str]:
    """The ends as they are noted down: chain, count and hash, a line each."""
    return [f"{chain} {end.count} {end.hash}" for chain, end in ends.items()]


def noted(lines: Iterable[str], where: str) -> dict[str, End]:
    """What `written` wrote, read again. Raises HeadsError with the place; empty lines are passed over."""
    found = {}
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        if len(words) != 3 or not words[1].isdecimal() or len(words[2]) != 64:
            raise HeadsError(
                f"{where} 第 {number} 行应是“链名 条数 摘要”三项（gongkai audit heads 所印的），"
                f"现在是「{line.strip()}」。"
            )
        found[words[0]] = End(int(words[1]), words[2])
    if not found:
        raise HeadsError(f"{where} 里没有要核对的链尾；请用 gongkai audit heads 所印的内容。")
    return found
