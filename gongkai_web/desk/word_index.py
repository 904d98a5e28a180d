"""How does the database know which pairs of characters stand in which case?

It keeps that by itself: on SQLite a full-text table and three triggers, on PostgreSQL an index of a function.
`prepare` runs after every migration and makes only what is missing. `words` asks it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

# A title of 300 and a name of 200 characters, with room.
_UP = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 600) SELECT n FROM up"
# All pairs of neighbours and the last character. The agency is a word too: a small office does not wade
# through the words of all others. `ROW` is the case.
_PAIRS = "substr(ROW.title || ' ' || ROW.applicant_name, n, 2)"
_LENGTH = "length(ROW.title || ' ' || ROW.applicant_name)"
_GRAMS = " ".join(
    (
        "INSERT INTO desk_words(rowid, grams) SELECT ROW.id, 'agency' || ROW.agency_id || ' ' ||",
        "(SELECT group_concat(",
        _PAIRS,
        ", ' ') FROM desk_number WHERE n <=",
        _LENGTH,
        ")",
    )
)
_OF_NEW = _GRAMS.replace("ROW", "new")
_FORGET = "DELETE FROM desk_words WHERE rowid = old.id;"
_SQLITE = (
    "CREATE TABLE IF NOT EXISTS desk_number (n INTEGER PRIMARY KEY)",
    " ".join(("INSERT OR IGNORE INTO desk_number", _UP)),
    "CREATE VIRTUAL TABLE IF NOT EXISTS desk_words USING fts5(grams, detail=none, columnsize=0)",
    " ".join(
        ("CREATE TRIGGER IF NOT EXISTS desk_words_new AFTER INSERT ON cases_case BEGIN", _OF_NEW, "; END")
    ),
    " ".join(
        (
            "CREATE TRIGGER IF NOT EXISTS desk_words_changed",
            "AFTER UPDATE OF title, applicant_name ON cases_case",
            "WHEN new.title IS NOT old.title OR new.applicant_name IS NOT old.applicant_name BEGIN",
            _FORGET,
            _OF_NEW,
            "; END",
        )
    ),
    " ".join(
        ("CREATE TRIGGER IF NOT EXISTS desk_words_gone AFTER DELETE ON cases_case BEGIN", _FORGET, "END")
    ),
    " ".join(
        (
            _GRAMS.replace("ROW", "known"),
            "FROM cases_case AS known WHERE known.id > coalesce((SELECT max(rowid) FROM desk_words), 0)",
        )
    ),
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION desk_grams(said text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ "
    "SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM ("
    "SELECT substr(lower(said), n, 2) AS gram FROM generate_series(1, length(said)) AS n "
    "UNION SELECT substr(lower(said), n, 1) FROM generate_series(1, length(said)) AS n) AS all_grams $$",
    "CREATE INDEX IF NOT EXISTS desk_words ON cases_case "
    "USING gin (desk_grams(title || ' ' || applicant_name))",
)


def prepare(using: str = "default", **_signal: Any) -> None:
    """Makes what the search needs in this database, and takes in the cases that it does not know yet."""
    connection = connections[using]
    if "cases_case" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            statements: tuple[str, ...] = _SQLITE
        else:
            cursor.execute("SELECT to_regclass('desk_words')")
            statements = () if cursor.fetchone()[0] else _POSTGRESQL
        for statement in statements:
            cursor.execute(statement)
