"""How does a line vouch for words that it must not repeat? By a keyed digest of them: it tells nothing."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings

from gongkai_web import vault
from gongkai_web.audit.models import canonical
from gongkai_web.audit.registry import same

ROOM, PURPOSE = "audit", "words"


def seal(words: Any) -> str:
    """The digest under the present key."""
    return vault.digest(settings.IDENTITY_KEYS[0], ROOM, PURPOSE, canonical(words))


def fits(given: str, words: Any) -> bool:
    """Whether one of the keys gives that digest of these words."""
    text = canonical(words)
    digests = (vault.digest(key, ROOM, PURPOSE, text) for key in settings.IDENTITY_KEYS)
    return any(hmac.compare_digest(given, one) for one in digests)


def sealed(*names: str) -> Callable[[str, Any, Any], bool]:
    """How a ledger compares the fields of which lines hold a digest; "" tells that there are no words."""

    def compared(name: str, told: Any, kept: Any) -> bool:
        return fits(told, kept) if name in names and told else same(name, told, kept)

    return compared
