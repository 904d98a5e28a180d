"""封存: how do the reasons that people typed leave the trail, when what they speak of is sealed?

A reason can quote the very words. It goes under seal with the item; its line stands and is still proved
(`gongkai_web.audit.reasons`). What is typed later about a sealed item goes there at once (`entry.line`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from gongkai_web import vault
from gongkai_web.audit.actions import take_out_reasons
from gongkai_web.audit.models import AuditLine, canonical
from gongkai_web.audit.reasons import Words
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.history_models import Sealed
from gongkai_web.publishing.items.models import Item

_ROOM, _PURPOSE = "items", "sealed"
WHAT, SALT = "line", "salt"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Of what the lines speak: of the item `alone`, or of others, too (`shared`), as lines name them.

    Of lines of others those go whose reason holds one of `names`, or is one of `words`.
    """

    alone: Collection[str]
    shared: Collection[str] = ()
    names: Collection[str] = ()
    words: Collection[str] = field(default=())

    def lines(self) -> Iterator[AuditLine]:
        """Those that have a reason to take out."""
        found = AuditLine.objects.exclude(reason="").order_by("position")
        yield from found.filter(subject__in=sorted(self.alone))
        for line in found.filter(subject__in=sorted(set(self.shared) - set(self.alone))):
            if line.reason in self.words or any(name in line.reason for name in self.names):
                yield line


def seal_reasons(item: Item, lines: Iterator[AuditLine] | list[AuditLine], day: date) -> list[Sealed]:
    """Takes the reasons out of these lines and locks them with the item."""
    # One row of the trail has one reason: sealed with the item that was sealed first.
    kept = [
        (f"{WHAT}:{key}", {"reason": words.reason, SALT: words.salt})
        for key, words in take_out_reasons(lines)
    ]
    return [lock(item, what, words, day) for what, words in kept]


def lock(item: Item, what: str, words: dict[str, Any], day: date) -> Sealed:
    """Keeps words where the key of the installation alone opens them."""
    data = vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, canonical(words).encode())
    made = Sealed(item=item, what=what, digest=text.digest(words), data=data, day=day)
    made.save()
    return made


def opened(one: Sealed) -> dict[str, Any]:
    """The words that were sealed. Raises LockedError where the key is another one."""
    data = vault.decrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, bytes(one.data))
    words: dict[str, Any] = json.loads(data)
    return words


def reason_under_seal(position: int) -> Words | None:
    """The reason of a line of the trail that went under seal."""
    one = Sealed.objects.filter(what=f"{WHAT}:{position}").first()
    if one is None:
        return None
    words = opened(one)
    return Words(words["reason"], words[SALT])
