"""Where does a register lie between the dry run and the import?

On a shelf of its own, under a random name that only the session of whoever brought it knows; for a day. It
holds personal data: nothing of it stays longer.
"""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from gongkai_web.storage import Shelf

A_DAY = timedelta(days=1)
SHELF = Shelf("imports")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_REGISTER, _FACTS = "register", "json"


def hold(data: bytes, facts: dict[str, Any]) -> str:
    """Keeps the bytes, and what is known of them as JSON; the token under which they are found again."""
    _clear(timezone.now())
    token = secrets.token_hex(16)
    SHELF.keep(f"{token}.{_REGISTER}", data)
    note(token, facts)
    return token


def note(token: str, facts: dict[str, Any]) -> None:
    """Replaces what is known of them."""
    SHELF.keep(f"{token}.{_FACTS}", json.dumps(facts).encode())


def held(token: str) -> tuple[bytes, dict[str, Any]] | None:
    """The bytes and what is known of them; None where they are gone."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        data = SHELF.path(f"{token}.{_REGISTER}").read_bytes()
        return data, json.loads(SHELF.path(f"{token}.{_FACTS}").read_bytes())
    except OSError:
        return None


def let_go(token: str) -> None:
    """Removes what is kept under the token."""
    if _TOKEN.fullmatch(token):
        for kind in (_REGISTER, _FACTS):
            SHELF.drop(f"{token}.{kind}")


def _clear(now: datetime) -> None:
    """What somebody left lying for a day."""
    for name in SHELF.older_than(now - A_DAY):
        SHELF.drop(name)
