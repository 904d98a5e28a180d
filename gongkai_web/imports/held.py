"""Where does a register lie between the dry run and the import?

On a shelf of its own, encrypted, under a random name that only the session of whoever brought it knows. It
holds personal data: with the last row imported it is gone, and after a day in any case; no backup has it.
"""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from gongkai_web import vault
from gongkai_web.storage import Shelf

A_DAY = timedelta(days=1)
SHELF = Shelf("imports")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_REGISTER, _FACTS = "register", "json"
_ROOM, _PURPOSE = "imports", "register"


def hold(data: bytes, facts: dict[str, Any]) -> str:
    """Keeps the bytes, and what is known of them as JSON; the token under which they are found again."""
    clear(timezone.now())
    token = secrets.token_hex(16)
    _keep(f"{token}.{_REGISTER}", data)
    note(token, facts)
    return token


def note(token: str, facts: dict[str, Any]) -> None:
    """Replaces what is known of them."""
    _keep(f"{token}.{_FACTS}", json.dumps(facts).encode())


def finish(token: str, facts: dict[str, Any]) -> None:
    """Nothing is left to import: the register goes, what came of it stays until it is looked at."""
    note(token, facts)
    SHELF.drop(f"{token}.{_REGISTER}")


def held(token: str) -> tuple[bytes, dict[str, Any]] | None:
    """The bytes – none once it is finished – and what is known of them; None where they are gone."""
    if not _TOKEN.fullmatch(token):
        return None
    facts, data = _read(f"{token}.{_FACTS}"), _read(f"{token}.{_REGISTER}")
    if facts is None:
        return None
    return data or b"", json.loads(facts)


def let_go(token: str) -> None:
    """Removes what is kept under the token."""
    if _TOKEN.fullmatch(token):
        for kind in (_REGISTER, _FACTS):
            SHELF.drop(f"{token}.{kind}")


def clear(now: datetime) -> None:
    """What somebody left lying for a day."""
    for name in SHELF.older_than(now - A_DAY):
        SHELF.drop(name)


def _keep(name: str, data: bytes) -> None:
    SHELF.keep(name, vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, data))


def _read(name: str) -> bytes | None:
    try:
        return vault.decrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, SHELF.path(name).read_bytes())
    except (OSError, vault.LockedError):
        return None
