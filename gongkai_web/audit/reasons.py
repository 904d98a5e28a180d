"""Why an act was done, in free words: how can the words go under seal and the line still be proved?

A line vouches for its reason by a salted digest. The words and the salt can leave the line for where only a
key opens them: what stays tells nothing of them, and the digest still proves them. Lines of earlier versions
vouch for the words themselves: theirs are read under seal, too, and counted anew. See docs/decisions/0029.
"""

from __future__ import annotations

import functools
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

from gongkai_web.audit.models import digest


@dataclass(frozen=True, slots=True)
class Words:
    """The reason of a line, and with what its digest was salted; lines of earlier versions have no salt."""

    reason: str
    salt: str = ""

    @property
    def digest(self) -> str:
        """By which a line vouches for them."""
        return hashlib.sha256(f"{self.salt} {self.reason}".encode()).hexdigest()


def columns_of(reason: str) -> dict[str, str]:
    """What a new line holds of its reason; nothing has to be vouched for where there is none."""
    if not reason:
        return {"reason": "", "reason_salt": "", "reason_digest": ""}
    words = Words(reason, secrets.token_hex(16))
    return {"reason": reason, "reason_salt": words.salt, "reason_digest": words.digest}


def as_written(line: Mapping[str, Any]) -> bool:
    """Whether a line, with its words or with those under seal, is the one that its hash was made of."""
    held = Words(line["reason"], line["reason_salt"])
    previous, told = line["previous_hash"], line["reason_digest"]
    if digest(line, previous) == line["hash"] and (not told or held.digest == told):
        return True
    words = None if held.reason else _under_seal(line["position"])
    if words is None or (told and words.digest != told):
        return False
    return bool(digest({**line, "reason": words.reason}, previous) == line["hash"])


def _under_seal(position: int) -> Words | None:
    return next((words for look in _shelves() if (words := look(position))), None)


@functools.cache
def _shelves() -> tuple[Callable[[int], Words | None], ...]:
    """Where the rooms keep words that they took out: `UNDER_SEAL` of a module of `LEDGERS`."""
    modules = (import_module(module) for module in settings.LEDGERS)
    return tuple(module.UNDER_SEAL for module in modules if hasattr(module, "UNDER_SEAL"))
