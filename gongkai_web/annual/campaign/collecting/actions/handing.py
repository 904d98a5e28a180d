"""How does a report come in: from this platform's own filing, or from a file that was read and confirmed?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.checking import rules_version
from gongkai.document import from_json
from gongkai.owed import owed
from gongkai.report import Report
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.annual import actions as reports
from gongkai_web.annual.campaign.collecting import blanks, findings, mending, queries
from gongkai_web.annual.campaign.collecting.actions.lines import Whoever, gone, locked, told
from gongkai_web.annual.campaign.collecting.models import Campaign, Checking, Submission, Traces, Unit
from gongkai_web.annual.campaign.collecting.numbers import cells_digest, digest, text_digest
from gongkai_web.annual.campaign.collecting.resembling import traces_of
from gongkai_web.annual.campaign.collecting.words import REPORTS, Kind, Source, State
from gongkai_web.annual.models import Filing, Handover
from gongkai_web.errors import Refused

LONGEST_REPLY = 2000
_OPEN = (State.NOT_STARTED, State.DRAFT, State.SUBMITTED, State.RETURNED)


@transaction.atomic
def submit_filing(*, by: Person, unit: Unit, filing: Filing, day: date, practice: bool = False) -> Submission:
    """Submits the frozen report of a unit on this platform (《条例》第四十九条第一款)."""
    unit = locked(unit)
    if unit.agency is None or unit.agency_id != filing.agency_id or filing.year != unit.campaign.year:
        raise Refused(f"{filing}不是「{unit.name}」{unit.campaign.year} 年度的定稿；请核对。")
    require(by, unit.agency, What.WRITE_REPORT, day, "提交年报")
    other = other_kind(filing, unit.campaign)
    if other:
        raise Refused(
            f"{filing}是{other}，这次报送的是{unit.campaign.get_kind_display()}（《条例》第四十九条两款分别规定）；"
            "本级政府的年报请从“年报汇总”定稿以后提交。"
        )
    practice = practice or unit.campaign.practice
    if Submission.objects.filter(unit=unit, filing=filing, practice=practice).exists():
        raise Refused(f"{filing}已经提交；有更正的，提交更正后的一版。")
    if not practice and not Handover.objects.filter(filing=filing).exists():
        reports.hand_over(by=by, filing=filing, receiver=unit.campaign.agency.name, day=day)
    made = Submission(source=Source.PLATFORM, filing=filing, document=filing.document, practice=practice)
    return handed_in(by, unit, made, day)


@transaction.atomic
def submit_report(
    *, by: Person, unit: Unit, document: dict[str, Any], day: date, practice: bool = False, **file: Any
) -> Submission:
    """Submits a report that was read in a file, for the unit. `file`: its name, digest and replies."""
    unit = locked(unit)
    require_sender(by, unit, day)
    practice = practice or unit.campaign.practice
    made = Submission(source=Source.UPLOAD, document=document, practice=practice, **file)
    return handed_in(by, unit, made, day)


@transaction.atomic
def check_again(*, by: Person, campaign: Campaign, day: date) -> int:
    """Checks anew what was checked by other rules than those in force; how many submissions."""
    require(by, campaign.agency, What.CHECK_REPORTS, day, "重新核对年报")
    keys = [one.handed.pk for one in queries.standing(campaign, day) if one.handed and one.stale]
    rows = Submission.objects.filter(pk__in=keys).select_related("unit__campaign__agency", "unit__agency")
    done = [_counts(check(row, day)) for row in rows.iterator(chunk_size=50)]
    detail = {"rules": rules_version(), "submissions": len(done), "day": day, "checkings": done}
    told(by, campaign, "check_again", campaign, detail)
    return len(done)


def handed_in(by: Whoever, unit: Unit, made: Submission, day: date) -> Submission:
    """Writes the submission of a locked unit with the result of its check; Refused where nothing may come."""
    require_open(unit, day, practice=made.practice)
    made.unit, made.day = unit, day
    made.number = Submission.objects.filter(unit=unit).count() + 1
    made.person_id, made.person_name = by.pk, by.display_name
    made.digest = digest(made.document)
    report = from_json(made.document)
    _require_reason(report, made.blank_reason)
    made.cells_digest = cells_digest(report)
    made.text_digest = text_digest(report, unit.names, unit.campaign.year)
    made.save()
    Traces.objects.update_or_create(submission=made, defaults=traces_of(made, report))
    checked = check(made, day)
    detail = {
        "unit": unit.pk,
        "number": made.number,
        "source": made.source,
        "practice": made.practice,
        "filing": made.filing_id,
        "name": made.name,
        "kind": made.kind,
        "size": made.size,
        "sha256": made.sha256,
        "digest": made.digest,
        "cells_digest": made.cells_digest,
        "text_digest": made.text_digest,
        "reply": made.reply,
        "blank_reason": made.blank_reason,
        "day": day,
    }
    checkings = {"rules": checked.rules, "checkings": [_counts(checked)]}
    told(by, unit.campaign, "submit", made, detail | checkings)
    mending.look_again(made, day)
    return made


def check(submission: Submission, day: date) -> Checking:
    """Writes what the rules in force find in it."""
    found = findings.of(submission)
    counted = {level: sum(one.severity == level for one in found) for level in ("error", "warning", "note")}
    made = Checking(
        submission=submission,
        rules=rules_version(),
        errors=counted["error"],
        warnings=counted["warning"],
        notes=counted["note"],
        day=day,
    )
    made.save()
    return made


def _counts(one: Checking) -> list[int]:
    """What a line says of a check: its key, its submission, and how much it found."""
    return [one.pk, one.submission_id, one.errors, one.warnings, one.notes]


def other_kind(filing: Filing, campaign: Campaign) -> str:
    """What the filing is, where another kind is collected: an agency's own is not its government's."""
    theirs = owed(filing.agency.kind, filing.year)
    if theirs is None or theirs.kind.code == REPORTS[Kind(campaign.kind)]:
        return ""
    return theirs.kind.label


def _require_reason(report: Report, reason: str) -> None:
    """Refused where cells are blank and nobody says why (手册02 §7)."""
    if not reason and (asked := blanks.to_explain(report, blanks.unexplained_in(report))):
        raise Refused(f"{asked}写在“空格的说明”里，一条说明全部空格也可以。")
    if len(reason) > LONGEST_REPLY:
        raise Refused(f"空格的说明有 {len(reason)} 字，最多 {LONGEST_REPLY} 字；请缩短。")


def require_sender(by: Person, unit: Unit, day: date) -> None:
    """Refused for whoever neither writes the unit's report nor works for the office that adds it up.

    That office hands in what came to it by mail or on paper.
    """
    if unit.agency is None or not may(by, unit.agency, What.WRITE_REPORT, day):
        require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "提交年报")


def require_open(unit: Unit, day: date, *, practice: bool) -> None:
    """Refused where the unit cannot hand in: merged, accepted, or locked. A try-out is never locked."""
    if why := gone(unit):
        raise Refused(f"{why}。")
    if practice and not unit.campaign.practice:
        return
    one = next(one for one in queries.standing(unit.campaign, day) if one.unit.pk == unit.pk)
    if one.state not in _OPEN:
        raise Refused(
            f"「{unit.name}」的年报{one.state.label}；要更正的，先请{queries.office_of(unit).name}撤回通过。"
        )
    if one.locked:
        office = queries.office_of(unit).name
        raise Refused(
            f"内部期限 {one.internal_day} 已过，「{unit.name}」已锁定；要提交的，请{office}重新开放。"
        )
