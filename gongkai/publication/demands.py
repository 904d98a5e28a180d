"""What does the law demand of information of this genre in this column: which elements, and by which day?

The genre says what the information is, the column where it stands: what the genre demands goes before.
"""

from __future__ import annotations

from gongkai.lawbook import Lawbook
from gongkai.publication.columns import statutory_columns
from gongkai.publication.terms import GENERAL
from gongkai.publication.words import genres


def elements_of(column: str, genre: str, book: Lawbook | None = None) -> str:
    """Its list in `elements.yaml`; empty where there is none, as for a column of one's own."""
    return _said("elements", column, genre, book)


def term_of(column: str, genre: str, book: Lawbook | None = None) -> str:
    """The term within which it must be public: that of article 26 where no other law says another."""
    return _said("term", column, genre, book) or GENERAL


def _said(name: str, column: str, genre: str, book: Lawbook | None) -> str:
    told = (genres(book).get(genre), statutory_columns(book).get(column))
    return next((str(getattr(one, name)) for one in told if one and getattr(one, name)), "")
