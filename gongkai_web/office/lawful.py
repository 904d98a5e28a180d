"""Is the law folder sound? Asked before the site starts and by every command that looks at the site.

What asks it loads all that reads the law and reports, which no other command should wait for: it is loaded
here by name, when it is asked.
"""

from __future__ import annotations

import importlib
from typing import Any

from django.core.checks import CheckMessage, Error

_LAWCHECK = "gongkai.lawcheck"


def sound_law(**_asked: Any) -> list[CheckMessage]:
    """An error for each slip of the law folder: a page that met it would show nothing."""
    found: list[str] = importlib.import_module(_LAWCHECK).problems()
    return [Error(sentence, id="gongkai.E001") for sentence in found]


def refuse_unsound_law() -> None:
    """Raises UnsoundLaw, with the first slip and how many more there are."""
    importlib.import_module(_LAWCHECK).refuse_unsound()
