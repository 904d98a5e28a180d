"""Which tables, rows and columns does an annual report have – of which year?

The forms from `law/forms/`, each with its days. Every cell has an id such as `table3.granted.total`, the same
for readers, checks, counting, pages and JSON.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

from gongkai.errors import UsageError
from gongkai.formfile import form_in, whole
from gongkai.formparts import (
    COUNTED_ONCE,
    FEE_OVERDUE,
    RECONSIDERED_FIRST,
    RULE_MAKING,
    TOTAL,
    Block,
    Cell,
    Form,
    Heading,
    Line,
    short,
)
from gongkai.lawbook import Lawbook, lawbook

__all__ = [
    "COUNTED_ONCE",
    "FEE_OVERDUE",
    "RECONSIDERED_FIRST",
    "RULE_MAKING",
    "TOTAL",
    "Block",
    "Cell",
    "Form",
    "Heading",
    "Line",
    "form",
    "form_of_year",
    "forms",
    "nearest",
    "short",
]


@functools.lru_cache
def forms(book: Lawbook | None = None) -> dict[str, Form]:
    """The forms by key, oldest first. Raises LawError where a file is malformed."""
    book = book or lawbook()
    nodes = {node.text("key"): node for node in book.nodes("forms")}
    found = [form_in(book, whole(node, nodes)) for node in nodes.values()]
    return {form.key: form for form in sorted(found, key=lambda form: form.since)}


def form(key: str, book: Lawbook | None = None) -> Form:
    """The form of that key. Raises UsageError that names the known ones."""
    known = forms(book)
    if key not in known:
        raise UsageError(f"不认识的年报格式「{key}」；可用：{'、'.join(known)}。")
    return known[key]


def form_of_year(year: int, book: Lawbook | None = None) -> Form:
    """The form that a report of that year must use. Raises UsageError where none is on file for it."""
    known = list(forms(book).values())
    if date(year, 12, 31) < known[0].since:
        raise UsageError(f"{year} 年度早于收录的年报格式（最早 {known[0].since.year} 年度）。")
    fitting = [form for form in known if _in_force(form, year)]
    if not fitting:
        raise UsageError(f"{year} 年度没有收录可用的年报格式；请在法规数据里补上。")
    return fitting[-1]


def nearest(known: Sequence[Form], year: int | None) -> Form:
    """Of several forms, oldest first, the one of that year, else the last before it; no year: the last."""
    if year is None:
        return known[-1]
    in_force = [form for form in known if _in_force(form, year)]
    before = [form for form in known if form.since <= date(year, 12, 31)]
    return (in_force or before or known[:1])[-1]


def _in_force(form: Form, year: int) -> bool:
    last = date(year, 12, 31)
    return form.since <= last and (form.until is None or last <= form.until)
