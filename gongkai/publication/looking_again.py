"""再看: by when is what was published looked at again, where nothing else says so?

A guide says by what it changes, a document until when it holds, a list its period; of everything else the
class has a term, so that nothing stays public for ever unseen.
"""

from __future__ import annotations

import functools
from datetime import date

from gongkai.deadlines import add_months
from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node


@functools.lru_cache
def look_again_terms(book: Lawbook | None = None) -> dict[str, Dated[int]]:
    """By class of information, after how many months. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for code, node in book.node("publication/look_again.yaml").entries():
        found[code] = book.dated(node, node.text("label"), _months)
        node.done()
    return found


def look_again_on(item_class: str, since: date, book: Lawbook | None = None) -> date | None:
    """The day for what went out, or was changed, on `since`; None for a class without a term on that day."""
    term = look_again_terms(book).get(item_class)
    return add_months(since, term.on(since).value) if term is not None and term.holds(since) else None


def _months(node: Node) -> int:
    return node.integer("months", least=1)
