"""How is something counted of people whom nobody knows, and when is it forgotten? After a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from django.db import transaction
from django.utils import timezone

from gongkai_web.errors import Refused
from gongkai_web.visitors.queries import QUERY, Counts

_A_DAY = timedelta(days=1)


@transaction.atomic
def count(counts: Counts, *, kind: str, address: str, now: datetime, amount: int = 1) -> None:
    """Counts so much more of `kind` from that address (`Counts.within_hour`)."""
    forget(counts, now=now)
    counts.table(kind=kind, key=counts.codes.address_digest(address), at=now, amount=amount).save()


@transaction.atomic
def forget(counts: Counts, *, now: datetime) -> None:
    """Takes away what was counted more than a day ago."""
    counts.table._default_manager.filter(at__lt=now - _A_DAY).delete()


@transaction.atomic
def forgive(counts: Counts, *, code: str) -> None:
    """Forgets what failed with a code, once it was right."""
    counts.table._default_manager.filter(kind=QUERY, key=counts.codes.digest(code)).delete()


def fail(counts: Counts, *, code: str, address: str, now: datetime, wrong: str, ask: str) -> NoReturn:
    """Counts a wrong answer for the code and for the address; while they pause, nothing more is counted.

    Raises Refused: `wrong` is the sentence for whatever did not fit, `ask` whom to ask when it is lost.
    """
    paused = counts.paused(code, address, now)
    if paused is None:
        _count_failure(counts, code, address, now)
        raise Refused(wrong)
    clock = timezone.localtime(paused.until).strftime("%H:%M")
    whose = "这个查询码已经" if paused.by_code else "您所在的网络近来"
    raise Refused(
        f"{whose}有 {paused.most} 次没有对上，{clock} 以前暂停查询；两项都填对的不受影响，随时可以打开。{ask}"
    )


@transaction.atomic
def _count_failure(counts: Counts, code: str, address: str, now: datetime) -> None:
    for key in (counts.codes.digest(code), counts.codes.address_digest(address)):
        counts.table(kind=QUERY, key=key, at=now).save()
