"""From which documents do the letters have their rules?

The instruments of the lawbook and those of `law/letters/instruments.yaml`, which only letters cite.
"""

from __future__ import annotations

import functools

from gongkai.lawbook import Instrument, Lawbook, lawbook


@functools.lru_cache
def letter_lawbook(book: Lawbook | None = None) -> Lawbook:
    """The lawbook with the instruments of the letters. Raises LawError where a name stands twice."""
    known = Lawbook((book or lawbook()).root)
    node = known.node("letters/instruments.yaml")
    for key, entry in node.entries():
        if key in known.instruments:
            raise node.refuse(key, "instruments.yaml 里已有这个文件；请只写一处。")
        since = entry.day("from") if "from" in entry else None
        known.instruments[key] = Instrument(
            key,
            entry.text("name"),
            entry.text("short"),
            entry.text("number"),
            since,
            entry.text("note", default=""),
        )
        entry.done()
    return known
