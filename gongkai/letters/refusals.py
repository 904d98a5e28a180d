"""Why was a letter not made?

Every refusal is a sentence for the clerk; `fields` says which of the typed values it is about.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.errors import GongkaiError


class LetterError(GongkaiError):
    """A letter cannot be composed: a value is missing or wrong. `fields`: name → sentence."""

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})
