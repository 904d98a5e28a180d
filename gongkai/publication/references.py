"""Which contacts does a text refer to, and how does it read with them?

A telephone, an address or hours stand in one place; a text says `{{办公室电话}}`, and whoever changes the
telephone knows every page that says it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")


def references_in(text: str) -> tuple[str, ...]:
    """The names to which the text refers, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(_REFERENCE.findall(text)))


def resolved(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place of the references; one that has no value stays as it is written."""
    return _REFERENCE.sub(lambda found: values.get(found[1], found[0]), text)
