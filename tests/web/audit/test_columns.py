"""Is every column of what a ledger vouches for in the ledger, or named here with the reason why not?"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import re
import types
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from gongkai_web.audit.registry import Ledger, ledgers

_WHEN = "when the row was written; its line has its own moment"
_WHO = "who did it, and on which day: the line itself says so under its seal"  # `entered_by` of registers too
_COPY = "a copy of what is vouched, for lists; the next act writes it anew"
_KEY = "opens a page or keeps a double out, and says nothing; whoever changes it locks somebody out"
_SIGN_IN = "how a person signs in, which the person changes"
_SEEN = "what a machine saw the last time; the next reading writes it anew"
_OPEN = "no line tells it yet: a change by hand is not seen"
UNVOUCHED = {
    _WHEN: {
        "agencies.FormerParticular": "at",
        "annual.FilingDecision": "at",
        "campaign.Act": "at",
        "campaign.Checking": "at",
        "campaign.Remark": "at",
        "campaign.Reminder": "at",
        "campaign.Submission": "at",
        "campaign.Verdict": "at day",
        "cases.Event": "recorded_at",
        "corrections.CorrectionEvent": "recorded_at",
        "corrections.RecordCorrection": "registered_at",
        "decisions.DecisionEvent": "recorded_at",
        "files.StoredFile": "added_at",
        "holidays.HolidayNotice": "entered_at",
        "interaction.Message": "registered_at",
        "interaction.MessageEvent": "recorded_at",
        "items.OutsideReader": "opened_at",
        "items.Snapshot": "at day",
        "opinions.Answer": "recorded_at day",
        "opinions.Opinion": "registered_at",
        "rectification.Finding": "registered_at",
        "rectification.FindingEvent": "recorded_at",
    },
    _WHO: {
        "annual.Check": "checked_on checked_by",
        "annual.CheckReturn": "person_id",
        "annual.DriftNote": "person_id",
        "annual.FormerReport": "imported_on",
        "api.Token": "made_by made_on",
        "assessment.Assessment": "begun_on",
        "bulletins.Bulletin": "drafted_on",
        "decisions.MajorDecision": "opened_by",
        "documents.CleanUp": "begun_by begun_on",
        "files.StoredFile": "added_on added_by_id added_by_name",
        "gazette.Entry": "placed_by",
        "gazette.Issue": "opened_by",
        "interaction.MessageEvent": "person_name",
        "items.AccessibleRequest": "answered_on answered_by",
        "items.Consultation": "asked_by asked_on answered_on answered_by decided_by",
        "items.Item": "created_by created_on",
        "items.OutsideReader": "made_by made_on",
        "letters.Letter": "prepared_by prepared_on issued_by sealed_on voided_on",
        "opinions.Answer": "person_name",
        "opinions.Call": "ended_by",
        "opinions.Opinion": "looked_on looked_by",
        "publishing.NormativeDocument": "amended_by ended_by voided_by voided_on",
        "rectification.FindingEvent": "person_name",
        "registers.ZeroReport": "said_by said_on",
        "sweeps.Sweep": "begun_by begun_on",
        "wording.OwnWord": "added_by ended_by",
        "workplan.Goal": "entered_on",
        "workplan.Point": "entered_on",
    },
    _COPY: {
        "items.Edition": "versions touched writers stage waits author begun_on submitted_on approved_on"
        " due_on review_days taken_up",
        "items.Item": "draft title item_class column_code attribute origin document_number formed_on"
        " look_again_on theme genre effective_from expires_on shown_until agency_name source_name"
        " interpretation_class interpretation_author interpretation_form interpretation_due_on"
        " interpreted_on due_on changed_on",
        "items.Snapshot": "agency step_count",
        "publishing.NormativeDocument": "extended_until amended_on",
    },
    _KEY: {
        "api.Token": "ending used_on",
        "corrections.RecordCorrection": "submission_key",
        "interaction.Message": "submission_key code_digest",
        "items.Item": "entry_key",
        "items.OutsideReader": "code_digest",
        "opinions.Opinion": "submission_key code_digest",
        "search.Recommendation": "words_key",
    },
    _SIGN_IN: {
        "agencies.Person": "password last_login first_name last_name email is_active date_joined",
    },
    _SEEN: {
        "feeds.Feed": "read_at newest trouble failing_since left_out etag modified",
    },
    _OPEN: {
        "accessibility.PageCheck": "agency broken page",
        "agencies.Agency": "notice",
        "bulletins.Bulletin": "content_hash entry",
        "bulletins.Recipient": "agency",
        "campaign.Unit": "campaign",
        "campaign.Verdict": "actual cells expected",
        "corrections.CorrectionEvent": "position",
        "corrections.RecordCorrection": "due_on",
        "files.StoredFile": "media_type pages withdrawn_reason",
        "interaction.MessageEvent": "position",
        "items.AccessibleRequest": "times",
        "letters.Letter": "addressee admitted arrived_at event late mail_kind opened_at recipient title"
        " void_reason waits_role",
        "opinions.Answer": "call",
        "opinions.Call": "last results_digest results_due_on",
        "rectification.Evidence": "finding",
        "rectification.FindingEvent": "position",
        "search.Recommendation": "title",
        "workplan.Goal": "last_day",
        "workplan.Task": "assisting lead",
    },
}
_ALL, _FIELDS = "*", frozenset({"fields", "concrete_fields"})  # a ledger that walks over all of them
_TABLE = re.compile(r'FROM "?(\w+)"?')


def _model(ledger: Ledger) -> str:
    """The label of the model whose rows the ledger reads first."""
    seen: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        list(ledger.kept())
    tables = [found[1] for sql in seen if (found := _TABLE.search(sql))]
    known = {model._meta.db_table: model._meta.label for model in apps.get_models()}
    return next(known[table] for table in tables if table in known)


def _words(value: Any, seen: dict[int, Any]) -> Iterator[str]:
    """Every name and text that a function, a constant, or what these use, is written with."""
    if id(value) in seen:
        return
    seen[id(value)] = value  # kept alive: ids are given out again
    if isinstance(value, str):
        yield from re.findall(r"\w+", value)
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _words(one, seen)
    elif isinstance(value, dict):
        yield from _words([*value.keys(), *value.values()], seen)
    elif isinstance(value, functools.partial):
        yield from _words([value.func, value.args, value.keywords], seen)
    elif isinstance(value, types.CodeType):
        yield from value.co_names
        if "_meta" in value.co_names and not _FIELDS.isdisjoint(value.co_names):
            yield _ALL
        yield from _words(value.co_consts, seen)
    elif isinstance(value, types.FunctionType):
        yield from _words(value.__code__, seen)
        inside = sorted({name for code in _codes(value.__code__) for name in code.co_names})
        used = [value.__globals__[name] for name in inside if name in value.__globals__]
        for one in used:
            if isinstance(one, type) and issubclass(one, models.Model):
                used += [inspect.getattr_static(one, name, None) for name in inside]
        for one in [one for one in used if isinstance(one, types.ModuleType)]:
            if one.__name__.startswith("gongkai"):
                used += [getattr(one, name) for name in inside if hasattr(one, name)]
        yield from _words(used, seen)
        yield from _words([cell.cell_contents for cell in value.__closure__ or ()], seen)
    elif isinstance(value, types.MethodType):
        yield from _words([value.__func__, value.__self__], seen)
    elif isinstance(value, property):
        yield from _words(value.fget, seen)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _words([getattr(value, one.name) for one in dataclasses.fields(value)], seen)
    elif hasattr(value, "__wrapped__"):
        yield from _words(value.__wrapped__, seen)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)


def _of(label: str) -> dict[str, str]:
    """The columns of a model by both of their names, but for the key."""
    fields = [one for one in apps.get_model(label)._meta.concrete_fields if not one.primary_key]
    return {name: one.name for one in fields for name in (one.name, one.attname)}


def _unvouched() -> set[str]:
    """`app.Model.column` of each that no ledger of its model speaks of."""
    said: dict[str, set[str]] = {}
    for ledger in ledgers():
        said.setdefault(_model(ledger), set()).update(_words(ledger.kept, {}))
    return {
        f"{label}.{column}"
        for label, words in said.items()
        if _ALL not in words
        for column in set(_of(label).values()) - {_of(label)[word] for word in words & set(_of(label))}
    }


def _reasoned() -> dict[str, str]:
    """The same as they are listed, with the reason."""
    return {
        f"{label}.{column}": reason
        for reason, told in UNVOUCHED.items()
        for label, columns in told.items()
        for column in columns.split()
    }


def test_every_column_of_a_vouched_row_is_vouched_or_listed_with_its_reason(db):
    found = _unvouched()
    entered = {one for one in found if one.rpartition(".")[2] == "entered_by"}  # of every register
    assert found - entered == set(_reasoned())
    assert len(entered) > 40


def test_the_digests_by_which_copies_are_found_are_vouched(db):
    assert not {"campaign.Submission.cells_digest", "campaign.Submission.text_digest"} & _unvouched()


def test_a_column_of_no_ledger_is_seen():
    """The walk reads what a ledger is written with, also behind helpers, constants and comprehensions."""
    names = ("alike",)

    def kept() -> Iterator[tuple[str, dict[str, Any]]]:
        yield "1", {name: getattr(names, name) for name in names} | {"also": names.count}

    assert {"alike", "also"} <= set(_words(kept, {}))
    assert "unlike" not in set(_words(kept, {}))
