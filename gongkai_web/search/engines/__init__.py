"""Which engine keeps the words, and what does it answer? One interface, an engine for each.

An engine keeps the words of an entry under its key and answers with keys: which entries have all that was
asked for, the first page of them in order, and how many there are of which kind. That of the database is
always there; a large site puts one beside it that each host keeps for itself (`local`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from gongkai_web.search.engines.interface import Engine
from gongkai_web.search.engines.postgresql import PostgreSQL
from gongkai_web.search.engines.sqlite import SQLite

TANTIVY = "tantivy"
_LOCAL = "gongkai_web.search.engines.local.Local"


def answers_late() -> bool:
    """Whether an answer may be some seconds older than what was last published."""
    return settings.SEARCH_ENGINE == TANTIVY


def engine(using: str = "default") -> Engine:
    """The engine of this site."""
    words: Engine = SQLite(using) if connections[using].vendor == "sqlite" else PostgreSQL(using)
    if not answers_late():
        return words
    local: Engine = import_string(_LOCAL)(words)
    return local
