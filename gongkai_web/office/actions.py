"""How is a sending of a form put down, ended, and forgotten?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.office.models import Sent


def begin_sending(*, key: str, by: Person, typed: str, now: datetime) -> tuple[Sent, bool]:
    """The row of this key, and whether it is the first sending: of two at once, one is."""
    return Sent.objects.get_or_create(key=key, defaults={"person": by, "typed": typed, "begun_at": now})


@transaction.atomic
def end_sending(*, sent: Sent, location: str = "", page: bytes | None = None) -> None:
    """The act was done; where its result is to be seen, or the page that shows it."""
    sent.done, sent.location, sent.page = True, location, page
    sent.save(update_fields=["done", "location", "page"])


@transaction.atomic
def forget_sending(*, sent: Sent) -> None:
    """Nothing was done: the same form may be sent again."""
    sent.delete()


@transaction.atomic
def purge_sendings(*, before: datetime) -> int:
    """Takes away what was sent before that moment; how many."""
    return Sent.objects.filter(begun_at__lt=before).delete()[0]
