"""What does the environment say of this installation, and what is made once where it says nothing?

The names are listed in `settings`. What cannot be meant raises ImproperlyConfigured with a sentence.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from gongkai_web import owner

_SQLITE = "gongkai.sqlite3"


def switch(name: str, *, otherwise: str = "") -> bool:
    """Whether it is switched on; `otherwise`: what holds where nothing is said."""
    return os.environ.get(name, otherwise).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number above zero."""
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or int(given) < 1:
        raise ImproperlyConfigured(f"{name} 应是大于 0 的整数，现在是「{given}」。")
    return int(given)


def data_folder() -> Path:
    """The folder of all that the site keeps, open to its owner alone."""
    folder = Path(os.environ.get("GONGKAI_DATA") or "var").absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=owner.FOLDER)
    # SQLite gives the files beside the database the mode of the database.
    for path in (folder, *(folder / f"{_SQLITE}{beside}" for beside in ("", "-wal", "-shm"))):
        owner.shut(path)
    owner.shut_below(folder)
    return folder


def key(folder: Path, variable: str, name: str) -> str:
    """A key of this installation: from the environment, else made once, readable for its owner alone."""
    given = os.environ.get(variable)
    if given:
        return given
    path = folder / name
    if not path.exists():
        _make_key(path)
    key = path.read_text().strip()
    if not key:
        raise ImproperlyConfigured(
            f"密钥文件 {path} 是空的，站点不能启动；请从备份恢复它。全新的站点可以删掉它，重新启动。"
        )
    return key


def _make_key(path: Path) -> None:
    """Whole on the disk before it has its name, and only once: of several that start, one makes the key."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL that is named. Raises ImproperlyConfigured for another."""
    url, seconds = os.environ.get("GONGKAI_DATABASE_URL"), number("GONGKAI_LOCK_SECONDS", 10)
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / _SQLITE,
            "OPTIONS": {
                # A writer takes its lock when it begins: two of them queue instead of failing half way. Who
                # waits beyond the limit gets the form back with all that was typed (gongkai_web.outage).
                "transaction_mode": "IMMEDIATE",
                "timeout": seconds,
                # FULL: an act whose receipt was shown is on the disk and survives a power cut. secure_delete:
                # what was sealed does not go on lying in the free pages of the file.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                ),
            },
            # A file, as in service: the threads of a test that serves or submits do not share a connection.
            "TEST": {"NAME": folder / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "GONGKAI_DATABASE_URL 应写成 postgresql://用户:口令@主机:端口/库名，或不设置（使用 SQLite）。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": f"-c lock_timeout={seconds}s"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail() -> dict[str, Any]:
    """smtp://user:password@host:port, or smtps:// for TLS from the first byte."""
    parts = urlsplit(os.environ.get("GONGKAI_SMTP", ""))
    if not parts.hostname:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
    }
