"""How is it known that a line or the end of a chain was written by this installation?

By a keyed digest (HMAC). The key lies outside the database, so that whoever has only the database can neither
add a line nor say that a shorter chain is whole. After a change of key the present one seals, and what the
former ones sealed is recognised as long as they are kept.
"""

from __future__ import annotations

import hmac

from django.conf import settings

from gongkai_web import vault

ROOM = "audit"


def of_line(line_hash: str) -> str:
    """The seal of a line with this hash."""
    return vault.digest(settings.IDENTITY_KEYS[0], ROOM, "line", line_hash)


def of_head(chain: str, count: int, last_hash: str) -> str:
    """The seal of the end of a chain."""
    return vault.digest(settings.IDENTITY_KEYS[0], ROOM, "head", f"{chain} {count} {last_hash}")


def fits_line(seal: str, line_hash: str) -> bool:
    """Whether one of the keys made that seal of a line."""
    return _fits(seal, "line", line_hash)


def fits_head(seal: str, chain: str, count: int, last_hash: str) -> bool:
    """Whether one of the keys made that seal of an end."""
    return _fits(seal, "head", f"{chain} {count} {last_hash}")


def _fits(seal: str, purpose: str, value: str) -> bool:
    return any(
        hmac.compare_digest(seal, vault.digest(key, ROOM, purpose, value)) for key in settings.IDENTITY_KEYS
    )
