"""What lines of the audit trail say of calls, opinions and answers, held against what is there?

What somebody wrote is personal: no line repeats it, each vouches for it by a keyed digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai_web.audit import vouched
from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.audit.revouched import Vouching
from gongkai_web.errors import Refused
from gongkai_web.opinions import contacts
from gongkai_web.opinions.apps import ANSWER, CALL, OPINION
from gongkai_web.opinions.models import Answer, Call, Opinion
from gongkai_web.opinions.queries import WORDS
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.items.retold import retold_in

OPINIONS = "意见"
_VOUCHED = ("words", "contact")
_WRITTEN = frozenset({"opinions.submit", "opinions.register"})
VOUCHING = Vouching("opinions.Opinion", _WRITTEN, "opinions.vouch_again", _VOUCHED)
_COLUMNS = ("number", "channel", "received_on", "status", "verdict")
_OF_CALL = ("keys", "term", "opens_on", "until", "results_on", "ended_on")
_OPENED = ("keys", "term", "opens_on", "item", "snapshot", "decision")


def vouched_words(opinion: Opinion) -> dict[str, Any]:
    """What was written, as lines vouch for it; a contact that no key opens fits no line."""
    words = [opinion.clause, opinion.text] if opinion.text else ""
    try:
        return {"words": words, "contact": contacts.opened(opinion.contact)}
    except Refused:
        return {"words": words, "contact": None}


def _tell_call(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    match line.act:
        case "items.end":
            for after in retold_in(detail, CALL):
                row = told[after.key]
                row |= {name: one for name, one in after.digests.items() if name in row}
        case "opinions.rewrite":
            row, field = told[key], detail["field"]
            if detail["row"] == line.subject and field in row:
                row[field] = detail["words"]
        case "opinions.open":
            given = {name: detail[name] for name in (*_OPENED, "until")}
            told[key] = {**given, "agency": line.agency_id, "results": None, "results_on": None}
            told[key]["ended_on"] = None
            if "reads_hash" in detail:  # older lines do not tell what was typed
                words = {name: detail[f"{name}_hash"] for name in ("reads", "reason")}
                told[key] |= {**words, "end_reason": hashed("")}
        case "opinions.prolong":
            told[key]["until"] = detail["until"]
        case "opinions.stop":
            told[key]["ended_on"] = detail["day"]
            if "end_reason" in told[key]:
                told[key]["end_reason"] = detail["end_reason_hash"]
        case "opinions.draft_results":
            told[key]["results"] = detail["results"]
        case "opinions.results":
            told[key]["results_on"] = detail["day"]


def _calls() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in Call.objects.order_by("pk").iterator():
        given = {name: getattr(one, name) for name in _OF_CALL}
        keys = {"item": one.item_id, "snapshot": one.snapshot_id, "decision": one.decision_id}
        typed = {name: hashed(getattr(one, name)) for name in WORDS}
        yield str(one.pk), {**given, **keys, **typed, "agency": one.agency_id, "results": one.results_id}


def _tell_opinion(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, detail = line.subject.partition(":")[2], line.detail
    match line.act:
        case VOUCHING.again:
            VOUCHING.tell(told, detail)
        case "items.end":
            for after in retold_in(detail, OPINION):
                if after.key in told and "text" in after.digests:
                    told[after.key] |= {"words": "", "note": hashed("")}
        case "opinions.look":
            told[key] |= {"status": detail["status"], "note": detail["note_hash"]}
            if detail["status"] == "void":
                told[key] |= {"verdict": "", "answer": None}
        case "opinions.answer":
            for one in detail["opinions"]:
                told[str(one)] |= {"verdict": detail["verdict"], "answer": detail["answer"]}
        case _:
            given = {name: detail[name] for name in ("call", "number", "channel", "received_on", *_VOUCHED)}
            told[key] = {**given, "status": "new", "note": hashed(""), "verdict": "", "answer": None}
            told[key]["registered_by"] = line.actor_id


def _opinions() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in Opinion.objects.order_by("pk").iterator(chunk_size=500):
        given = {
            name: getattr(one, name) for name in ("number", "channel", "received_on", "status", "verdict")
        }
        keys = {"call": one.call_id, "answer": one.answer_id, "note": hashed(one.note)}
        keys["registered_by"] = one.registered_by_id
        yield str(one.pk), {**given, **keys, **vouched_words(one)}


def _tell_answer(told: dict[str, dict[str, Any]], line: Told) -> None:
    if line.act == "items.end":
        for after in retold_in(line.detail, ANSWER):
            if after.key in told:
                told[after.key] |= after.digests
        return
    detail = line.detail
    told[line.subject.partition(":")[2]] = {
        "verdict": detail["verdict"],
        "summary": detail["summary_hash"],
        "reason": detail["reason_hash"],
        "person_id": line.actor_id,
    }


def _answers() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in Answer.objects.order_by("pk").iterator(chunk_size=500):
        words = {"summary": hashed(one.summary), "reason": hashed(one.reason)}
        yield str(one.pk), {**words, "verdict": one.verdict, "person_id": one.person_id}


LEDGERS = (
    Ledger(
        "意见征集",
        frozenset(
            {
                "opinions.open",
                "opinions.prolong",
                "opinions.stop",
                "opinions.draft_results",
                "opinions.results",
                "opinions.rewrite",
                "items.end",
            }
        ),
        _tell_call,
        _calls,
    ),
    Ledger(
        OPINIONS,
        _WRITTEN | {"opinions.look", "opinions.answer", VOUCHING.again, "items.end"},
        _tell_opinion,
        _opinions,
        vouched.sealed(*_VOUCHED),
    ),
    Ledger("意见的处理", frozenset({"opinions.answer", "items.end"}), _tell_answer, _answers),
)
