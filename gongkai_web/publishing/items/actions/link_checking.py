"""How is it written down what the check of links found? It is no act of anybody, and no line of the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai_web.publishing.items import links
from gongkai_web.publishing.items.link_models import DeadLink, LinkAgain, LinkCheck, LinkWalk, Verdict
from gongkai_web.publishing.items.models import Item

_LONGEST = 500


@transaction.atomic
def record_check(*, address: str, verdict: Verdict, said: str, day: date) -> LinkCheck:
    """How the address answered on that day; twice on a day is one day."""
    key = links.key_of(address)
    check = LinkCheck.objects.select_for_update(no_key=True).filter(key=key).first() or LinkCheck(key=key)
    check.verdict, check.said, check.checked_on = verdict, said, day
    if verdict == Verdict.FINE:
        check.failing_since, check.failed_on, check.failed_days = None, None, 0
    elif verdict == Verdict.DEAD and check.failed_on != day:
        check.failing_since, check.failed_on = check.failing_since or day, day
        check.failed_days += 1
    check.save()
    return check


@transaction.atomic
def settle(*, item: Item, addresses: Sequence[str]) -> None:
    """Which of the links that stand in what is public are dead now."""
    checks = links.checks_of(addresses)
    dead = {one.pk: address for address, one in checks.items() if links.is_dead(one)}
    known = DeadLink.objects.filter(item=item)
    known.exclude(check_of__in=dead).delete()
    held = set(known.values_list("check_of", flat=True))
    DeadLink.objects.bulk_create(
        DeadLink(item=item, check_of_id=key, address=address[:_LONGEST])
        for key, address in dead.items()
        if key not in held
    )


@transaction.atomic
def read_again(*, item: Item, on: date | None) -> None:
    """From which day on the item is read again before its turn; None: not."""
    if on is None:
        LinkAgain.objects.filter(item=item).delete()
    else:
        LinkAgain.objects.update_or_create(item=item, defaults={"on": on})


@transaction.atomic
def walk_on(*, walk: LinkWalk, gone: Sequence[int]) -> None:
    """Where the next check goes on; what is public no more is not read again."""
    LinkAgain.objects.filter(item__in=gone).delete()
    walk.save()
