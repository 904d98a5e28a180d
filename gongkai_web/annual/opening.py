"""How is a report that somebody brings in read without harm to the site?

In a process of its own (`gongkai.confined`), which imports this module and therefore knows nothing of Django.
"""

from __future__ import annotations

from typing import Any

from gongkai.checking import check
from gongkai.document import from_json, to_json
from gongkai.reading import read_bytes

SECONDS = 60.0


def document(data: bytes, name: str) -> dict[str, Any]:
    """The report as it is stored, once it is sure that it comes back from there and can be checked.

    Raises ReadingError with the sentence why it is none.
    """
    stored = to_json(read_bytes(data, name))
    check(from_json(stored))
    return stored
