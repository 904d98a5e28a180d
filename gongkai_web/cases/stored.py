"""What is stored of a case: its events, and the columns that repeat its state?

`refresh` writes the state into the columns of the case, which are a cache of it and are written nowhere else.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable

from django.db import connection

from gongkai.procedure import state as procedure
from gongkai.procedure.duties import Underway
from gongkai.procedure.facts import Fact, standing
from gongkai.procedure.known import AppealState
from gongkai.procedure.state import State
from gongkai_web.cases.models import Appeal, Case, Event
from gongkai_web.holidays.queries import reckoned

READ_EVENTS = (
    "SELECT kind, day, data, id, position, place FROM cases_event WHERE case_id = %s ORDER BY position"
)
READ_LETTER = "SELECT letter_key, letter_act, letter_stage, letter_since FROM cases_case WHERE id = %s"
# Whose request it was, and about what: a void case still shows it.
IDENTITY = ("applicant_kind", "applicant_name", "channel", "title", "description", "earlier_number")
# The columns of Case that repeat the state, by its names; `flags` is kept as a list of codes besides.
_FIELDS = {field.attname: field for field in Case._meta.concrete_fields}
_STORED = _FIELDS.keys() - {"flags"}
COLUMNS = tuple(field.name for field in dataclasses.fields(State) if field.name in _STORED)
_OF_LETTER = ["letter_key", "letter_act", "letter_stage", "letter_since"]
_APPEAL_STORED = {field.attname for field in Appeal._meta.concrete_fields}
_OF_APPEAL = [one.name for one in dataclasses.fields(AppealState) if one.name in _APPEAL_STORED]


def facts_of(case: Case) -> list[Fact]:
    """All events of the case, void ones included; one query, plain because every act begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(READ_EVENTS, [case.pk])
        rows = cursor.fetchall()
    return [
        Fact(kind, day, json.loads(data), pk, position, place)
        for kind, day, data, pk, position, place in rows
    ]


def fact_of(event: Event) -> Fact:
    """The event as the procedure takes it."""
    return Fact(event.kind, event.day, event.data, event.pk, event.position, event.place)


def current(case: Case) -> State:
    """The state by the events in the database, with every day of the clock; for pages."""
    return state_of(case.agency_id, facts_of(case), underway(case))


def state_of(agency: int, facts: Iterable[Fact], letter: Underway | None = None) -> State:
    """The state by these events, reckoned with the days off of the region of that agency."""
    with reckoned(agency):
        return procedure.of(list(facts), letter)


def underway(case: Case) -> Underway | None:
    """The letter of the case that is being made, by its columns."""
    if not case.letter_stage:
        return None
    return Underway(case.letter_act, case.letter_stage, case.letter_since)


def _read_letter(case: Case) -> None:
    """The columns of its letter as they stand; plain, because every act ends with it."""
    with connection.cursor() as cursor:
        cursor.execute(READ_LETTER, [case.pk])
        case.letter_key, case.letter_act, case.letter_stage, case.letter_since = cursor.fetchone()


def carry_letter(case: Case, key: int | None, letter: Underway | None) -> None:
    """Says which letter of the case is being made and has not left, or that none is: the next act follows."""
    case.letter_key = key
    case.letter_act, case.letter_stage = (letter.act, letter.stage) if letter else ("", "")
    case.letter_since = letter.since if letter else None
    case.save(update_fields=_OF_LETTER)
    refresh(case)


def refresh(case: Case, facts: Iterable[Fact] | None = None, state: State | None = None) -> State:
    """Rewrites the cached columns and the appeals of the case from its events, and returns the state.

    Callers that have just read the events and computed the state pass both; nobody else writes these columns.
    """
    facts = list(facts_of(case) if facts is None else facts)
    _read_letter(case)
    if state is None or case.letter_stage:
        state = state_of(case.agency_id, facts, underway(case))
    columns = [name for name in COLUMNS if state.submitted_on or name not in IDENTITY]
    for column in columns:
        setattr(case, column, getattr(state, column))
    case.flags = [flag.code for flag in state.flags]
    _write(case, (*columns, "flags"))
    if any(fact.kind.startswith("appeal.") for fact in facts):
        _rewrite_appeals(case, state)
    if any(fact.kind == "split" for fact in facts):
        _count_parts(case, facts, state)
    return state


def _write(case: Case, columns: tuple[str, ...]) -> None:
    """These columns as they stand; plain, because every act ends with it."""
    fields = [_FIELDS[name] for name in columns]
    values = [field.get_db_prep_save(getattr(case, field.attname), connection) for field in fields]
    written = ", ".join(f'"{field.column}" = %s' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_case SET {written} WHERE id = %s", [*values, case.pk])  # noqa: S608


def _count_parts(case: Case, facts: Iterable[Fact], state: State) -> None:
    """Of what was carried over, the first part carries on and the others are new when it is split.

    The rule `carried_over_parts` of `law/counting.yaml`: else the year before would change after its report.
    """
    split = next((fact for fact in standing(facts) if fact.kind == "split"), None)
    came = case.counted_from or state.received_on
    later = split is not None and came is not None and split.day.year > came.year
    parts = Case.objects.filter(parent=case)
    parts.update(counted_from=split.day if split and later else case.counted_from)
    if split and later:
        parts.filter(pk=split.data["cases"][0]).update(counted_from=case.counted_from)


def _rewrite_appeals(case: Case, state: State) -> None:
    Appeal.objects.filter(case=case).delete()
    Appeal.objects.bulk_create(
        Appeal(case=case, **{name: getattr(appeal, name) for name in _OF_APPEAL}) for appeal in state.appeals
    )
