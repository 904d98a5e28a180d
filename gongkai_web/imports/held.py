"""Where does a register lie between the dry run and the import?

In the data folder, which no web server serves, readable for the owner alone, under a random name that only
the session of whoever brought it knows; for a day. It holds personal data: nothing of it stays longer.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings

A_DAY = 24 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{32}")


def hold(data: bytes, facts: dict[str, Any]) -> str:
    """Keeps the bytes, and what is known of them as JSON; the token under which they are found again."""
    _clear()
    token = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder / f"{token}.register", data)
    note(token, facts)
    return token


def note(token: str, facts: dict[str, Any]) -> None:
    """Replaces what is known of them."""
    partial = _folder() / f"{token}.{secrets.token_hex(4)}"
    _write(partial, json.dumps(facts).encode())
    partial.replace(_folder() / f"{token}.json")


def held(token: str) -> tuple[bytes, dict[str, Any]] | None:
    """The bytes and what is known of them; None where they are gone."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        data = (_folder() / f"{token}.register").read_bytes()
        return data, json.loads((_folder() / f"{token}.json").read_text())
    except OSError:
        return None


def let_go(token: str) -> None:
    """Removes what is kept under the token."""
    if _TOKEN.fullmatch(token):
        for path in _folder().glob(f"{token}.*"):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA) / "imports"


def _clear() -> None:
    """What somebody left lying for a day."""
    if not _folder().is_dir():
        return
    before = time.time() - A_DAY
    for path in _folder().iterdir():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
