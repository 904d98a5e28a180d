"""How does the database itself refuse what was not approved?

Nothing can be pointed at as live, scheduled or settled inside whose every step did not approve it: not by an
act, not by `save`, `update` or a console, not by SQL. The rule is that of `approval.standing`, written once
more in SQL: after the last return, each step has an approval of this very digest, by somebody who did not
write it. An item of a batch of past stock stands on the manifest that was decided on.

A migration may rebuild the tables: the guard is lifted before and stands again afterwards. Who writes a
decision past the acts is found by `audit verify` (`ledgers`).
"""

from __future__ import annotations

from typing import Any

from django.db import connections

POINTERS = ("live_id", "scheduled_id", "inside_id")
SENTENCE = "items: not approved"
_TABLES = frozenset({"items_item", "items_snapshot", "items_decision"})

# Of the snapshot POINTED, what was decided on: the manifest that it came in with, or itself.
_DECIDED_ON = "SELECT coalesce(manifest_id, id) FROM items_snapshot WHERE id = POINTED"
_LAST_RETURN = "SELECT max(id) FROM items_decision WHERE snapshot_id = decided.id AND NOT approved"
_APPROVED = (
    "SELECT count(DISTINCT made.step) FROM items_decision AS made WHERE made.snapshot_id = decided.id "
    "AND made.approved AND made.content_hash = decided.digest AND made.person_id <> decided.author_id "
    "AND made.step < decided.step_count AND made.id > coalesce((LAST_RETURN), 0)"
).replace("LAST_RETURN", _LAST_RETURN)
_UNAPPROVED = (
    "SELECT 1 FROM items_snapshot AS decided WHERE decided.id = (DECIDED_ON) "
    "AND (decided.step_count < 1 OR (HOW_MANY) < decided.step_count)"
).replace("DECIDED_ON", _DECIDED_ON)
# It is the item's own, and made public only where it is to be.
_STRANGE = (
    "SELECT 1 FROM items_snapshot AS own WHERE own.id = POINTED "
    "AND (own.item_id IS NULL OR own.item_id <> NEW.id OR UNFIT)"
)
_UNFIT = {"live_id": "NOT own.public", "scheduled_id": "NOT own.public", "inside_id": "own.public"}


def _refused(pointer: str) -> str:
    """The condition under which this pointer may not be written so."""
    found = f"NEW.{pointer} IS NOT NULL AND (EXISTS ({_UNAPPROVED}) OR EXISTS ({_STRANGE}))"
    filled = found.replace("HOW_MANY", _APPROVED).replace("UNFIT", _UNFIT[pointer])
    return filled.replace("POINTED", f"NEW.{pointer}")


_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS items_guard_{pointer}_{act} {when} ON items_item "
    f"WHEN {_refused(pointer)} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for pointer in POINTERS
    for act, when in (("new", "BEFORE INSERT"), ("changed", f"BEFORE UPDATE OF {pointer}"))
)
_SQLITE_LIFTED = tuple(
    f"DROP TRIGGER IF EXISTS items_guard_{pointer}_{act}"
    for pointer in POINTERS
    for act in ("new", "changed")
)
_LIFTED = ("DROP TRIGGER IF EXISTS items_guard ON items_item",)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION items_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    + " ".join(
        f"IF {_refused(one)} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF;"
        for one in POINTERS
    )
    + " RETURN NEW; END $$",
    *_LIFTED,
    f"CREATE TRIGGER items_guard BEFORE INSERT OR UPDATE OF {', '.join(POINTERS)} ON items_item "
    "FOR EACH ROW EXECUTE FUNCTION items_guard()",
)


def stand(using: str = "default", **_signal: Any) -> None:
    """Puts the guard up where its tables are there."""
    _run(using, _SQLITE if connections[using].vendor == "sqlite" else _POSTGRESQL)


def lift(using: str = "default", **_signal: Any) -> None:
    """Takes the guard down, so that a migration may rebuild the tables."""
    _run(using, _SQLITE_LIFTED if connections[using].vendor == "sqlite" else _LIFTED)


def _run(using: str, statements: tuple[str, ...]) -> None:
    connection = connections[using]
    if not set(connection.introspection.table_names()) >= _TABLES:
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
