"""What lines of the audit trail say of collected reports, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.annual.campaign.collecting.actions.opening import LISTED
from gongkai_web.annual.campaign.collecting.models import (
    Act,
    Campaign,
    Checking,
    InternalDay,
    Remark,
    Reminder,
    Submission,
    Unit,
    UploadKey,
)
from gongkai_web.annual.campaign.collecting.numbers import digest
from gongkai_web.annual.campaign.collecting.words import Done
from gongkai_web.audit.registry import Ledger, Told

_ACT = ("unit_id", "submission_id", "what", "until", "published_on", "url", "because_id", "day", "reason")
_NAMES = ("unit", "submission", "what", "until", "published_on", "url", "because", "day", "reason")

# What of a unit that was just listed nothing has been said about.
_UNTOUCHED = {"merged_into_id": None, "excused": "", "split_from_id": None, "ended": False, "removed": ""}


def _key(line: Told) -> str:
    return line.subject.partition(":")[2]


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line)] = {**line.detail, "by": line.actor_name, "person": line.actor_id}


def _tell_submission(told: dict[str, dict[str, Any]], line: Told) -> None:
    of_the_check = ("rules", "checkings")  # `_tell_checkings`
    detail = {name: value for name, value in line.detail.items() if name not in of_the_check}
    told[_key(line)] = {**detail, "by": line.actor_name, "person": line.actor_id}


def _submissions() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Submission.objects.order_by("pk").iterator(chunk_size=50):
        found = digest(one.document)  # counted anew: that beside the report could have been changed with it
        yield (
            str(one.pk),
            {
                "unit": one.unit_id,
                "number": one.number,
                "source": one.source,
                "practice": one.practice,
                "filing": one.filing_id,
                "name": one.name,
                "kind": one.kind,
                "size": one.size,
                "sha256": one.sha256,
                "reply": one.reply,
                "blank_reason": one.blank_reason,
                "digest": found if found == one.digest else one.digest + found,
                "cells_digest": one.cells_digest,
                "text_digest": one.text_digest,
                "day": one.day,
                "by": one.person_name,
                "person": one.person_id,
            },
        )


def _tell_checkings(told: dict[str, dict[str, Any]], line: Told) -> None:
    """The first lines told of no check."""
    detail = line.detail
    for key, *counts in detail.get("checkings", ()):
        told[str(key)] = {"counts": counts, "rules": detail["rules"], "day": detail["day"]}


def _checkings() -> Iterator[tuple[str, dict[str, Any]]]:
    counted = ("submission_id", "errors", "warnings", "notes")
    rows = Checking.objects.order_by("pk").values_list("pk", "rules", "day", *counted)
    for key, rules, day, *counts in rows.iterator():
        yield str(key), {"counts": counts, "rules": rules, "day": day}


def _acts() -> Iterator[tuple[str, dict[str, Any]]]:
    about = ("pk", "person_name", "person_id", *_ACT)
    for key, by, person, *row in Act.objects.order_by("pk").values_list(*about).iterator():
        yield str(key), dict(zip(_NAMES, row, strict=True)) | {"by": by, "person": person}


def _days() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in InternalDay.objects.order_by("pk").iterator():
        kept = {"campaign": one.campaign_id, "unit": one.unit_id, "day": one.day, "locks": one.locks}
        said = {"reason": one.reason, "set_on": one.set_on, "by": one.person_name, "person": one.person_id}
        yield str(one.pk), kept | said


def _remarks() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Remark.objects.order_by("pk").iterator():
        kept = {"submission": one.submission_id, "cell": one.cell, "section": one.section}
        kept |= {"passage": one.passage, "text": one.text, "public": one.public, "answers": one.answers_id}
        kept |= {"by_unit": one.by_unit, "day": one.day}
        yield str(one.pk), kept | {"by": one.person_name, "person": one.person_id}


def _reminders() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Reminder.objects.order_by("pk").iterator():
        kept = {"unit": one.unit_id, "way": one.way, "to": one.to, "said": one.said, "day": one.day}
        yield str(one.pk), kept | {"by": one.person_name, "person": one.person_id}


def _tell_campaign(told: dict[str, dict[str, Any]], line: Told) -> None:
    told[_key(line)] = {**line.detail, "agency": line.agency_id, "by": line.actor_id}


def _campaigns() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Campaign.objects.order_by("pk").iterator():
        kept = {"agency": one.agency_id, "year": one.year, "kind": one.kind, "title": one.title}
        kept |= {"practice": one.practice, "statutory_day": one.statutory_day}
        yield str(one.pk), kept | {"opened_on": one.opened_on, "by": one.opened_by_id}


def _tell_unit(told: dict[str, dict[str, Any]], line: Told) -> None:
    """A list is told at once; what was changed of a unit since is told of it alone."""
    if line.act == "campaign.add_units":
        for key, *listed in line.detail["units"]:
            facts = dict(zip(LISTED[1:], listed, strict=False))  # the first lines told fewer
            told[str(key)] = {**facts, **_UNTOUCHED}
        return
    if line.act in {"campaign.split_unit", "campaign.unsplit_unit"}:
        told.setdefault(_key(line), {})["ended"] = bool(line.detail.get("ended"))
        whole = int(_key(line)) if line.act == "campaign.split_unit" else None
        for key in line.detail["successors"]:
            told.setdefault(str(key), {})["split_from_id"] = whole
        return
    if line.act == "campaign.set_contact":
        reached = told.setdefault(_key(line), {})
        reached["email"], reached["phone"] = line.detail["email"], line.detail["phone"]
        return
    changed = {
        "campaign.rename_unit": ("name", "after"),
        "campaign.merge_unit": ("merged_into_id", "into"),
        "campaign.unmerge_unit": ("merged_into_id", "into"),
        "campaign.excuse_unit": ("excused", "after"),
        "campaign.remove_unit": ("removed", "removed"),
        "campaign.change_reporting": ("reports", "after"),
    }
    field, said = changed[line.act]
    found = told.setdefault(_key(line), {})
    found[field] = line.detail[said]
    if "former_names" in line.detail:
        found["former_names"] = line.detail["former_names"]


def _units() -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Unit.every.order_by("pk").values(*LISTED, *_UNTOUCHED).iterator():
        yield str(row.pop("pk")), row


def _tell_key(told: dict[str, dict[str, Any]], line: Told) -> None:
    if line.act == "campaign.give_key":
        told[_key(line)] = {**line.detail, "by": line.actor_id, "revoked_on": None}
    else:
        told.setdefault(_key(line), {})["revoked_on"] = line.detail["revoked_on"]


def _keys() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in UploadKey.objects.order_by("pk").iterator():
        kept = {"unit": one.unit_id, "until": one.until, "by": one.made_by_id, "code": one.code_digest}
        yield str(one.pk), kept | {"revoked_on": one.revoked_on, "made_on": one.made_on}


_OF_UNITS = frozenset(
    f"campaign.{act}"
    for act in (
        *("add_units", "rename_unit", "merge_unit", "unmerge_unit"),
        *("split_unit", "unsplit_unit", "excuse_unit", "set_contact", "remove_unit", "change_reporting"),
    )
)
LEDGERS = (
    Ledger("年报报送的名单", _OF_UNITS, _tell_unit, _units),
    Ledger("年报报送的发起", frozenset({"campaign.open"}), _tell_campaign, _campaigns),
    Ledger("上传链接", frozenset({"campaign.give_key", "campaign.revoke_key"}), _tell_key, _keys),
    Ledger("年报报送", frozenset({"campaign.submit"}), _tell_submission, _submissions),
    Ledger(
        "报送核对",
        frozenset({"campaign.submit", "campaign.check_again"}),
        _tell_checkings,
        _checkings,
    ),
    Ledger("报送办理", frozenset(f"campaign.{what}" for what in Done), _tell, _acts),
    Ledger("报送批注", frozenset({"campaign.remark"}), _tell, _remarks),
    Ledger("催报", frozenset({"campaign.remind"}), _tell, _reminders),
    Ledger("内部期限", frozenset({"campaign.set_internal_day"}), _tell, _days),
)
