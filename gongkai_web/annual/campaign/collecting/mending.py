"""年报核对: what is wrong in a report that was handed in goes into the ledger of faults, once each.

When the unit hands in again, each is looked at again by machine: what is not found any more is mended, what
is still there goes back. What somebody holds for no fault is left to people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.checking import ERROR
from gongkai.checking import Finding as Fault
from gongkai.document import from_json
from gongkai.rectification import usual_due
from gongkai.report import Report
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual.campaign.collecting import findings
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.annual.campaign.models import Decision
from gongkai_web.annual.campaign.results import Judged
from gongkai_web.errors import Refused
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.rectification import actions, queries
from gongkai_web.oversight.rectification.actions import Found, Seen
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Result, Source, Status
from gongkai_web.oversight.rectification.models import Finding

_OF_SUBMISSION = "campaign.Submission:"
_RULE = "年报核对"
_CELLS = 12  # of a place; more are counted
_TITLE, _KEPT = 200, 16
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,，]*")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a report are new in the ledger, and how many stood there."""

    new: int
    known: int

    @property
    def said(self) -> str:
        """As a sentence."""
        return f"新登记 {self.new} 条，台账里已有 {self.known} 条。"


@transaction.atomic
def take_submission(*, submission: Submission, by: Person, day: date) -> Taken:
    """Takes the faults of the unit's last submission into the ledger of whoever keeps it."""
    agency = _taken_from(submission)
    kept_by = queries.kept_at(by, agency, day)
    actions.require_keeps(by, kept_by, agency, day)
    faults = to_take(findings.reviewed(submission))
    if not faults:
        raise Refused("这一次提交没有可以登记的问题：没有错误，提醒也没有人确认。")
    before = Finding.objects.count()
    whose = {"kept_by": kept_by, "agency": agency}
    made = {_register(one, submission, **whose, by=by, day=day).pk for one in faults}
    new = Finding.objects.count() - before
    return Taken(new, len(made) - new)


def to_take(reviewed: findings.Reviewed) -> list[Judged]:
    """The causes that are errors and nobody dismissed, and whatever somebody confirmed."""
    causes = [cause for cause, _ in reviewed.causes]
    return [one for one in causes if not one.dismissed and (one.finding.severity == ERROR or _confirmed(one))]


def look_again(submission: Submission, day: date) -> int:
    """Rechecks what earlier submissions brought into the ledger by what this one has; how many are mended."""
    known = [] if submission.practice else _under_way(submission)
    if not known:
        return 0
    report = from_json(submission.document)
    judged = findings.reviewed(submission).judged
    keys = {_key(one.finding, report, submission): one for one in judged}
    for one in known:
        _recheck(one, keys.get(one.key), submission, day)
    return sum(one.key not in keys for one in known)


def _recheck(found: Finding, still: Judged | None, submission: Submission, day: date) -> None:
    if still is not None and (still.dismissed or found.status != Status.REPLIED):
        return
    last = max(day, found.events.latest("position").day)
    note = f"第 {submission.number} 次提交，{'还有这一处' if still else '没有再查到'}。"
    result = Result.REMAINS if still else Result.MENDED
    if still and usual_due(last, calendar_of(found.agency_id)) is None:
        result = Result.UNCLEAR  # without a rule of that day somebody sets the new term
    actions.recheck(finding=found, by=None, day=last, result=result, note=note)


def _under_way(submission: Submission) -> list[Finding]:
    """What is being mended of what was found in reports of this unit and year."""
    earlier = set(submission.unit.submissions.exclude(pk=submission.pk).values_list("pk", flat=True))
    rows = Finding.objects.filter(
        agency=submission.unit.agency,
        source=Source.REPORT,
        status__in=UNDER_WAY,
        origin__startswith=_OF_SUBMISSION,
    )
    return [one for one in rows.order_by("pk") if _submission_of(one) in earlier]


def _submission_of(found: Finding) -> int:
    return int(found.origin.removeprefix(_OF_SUBMISSION).partition("#")[0])


def _taken_from(submission: Submission) -> Agency:
    unit = submission.unit
    if submission.practice:
        raise Refused("演练时交的不作数，不登记到整改台账。")
    last = unit.submissions.filter(practice=False).order_by("pk").last()
    if last is None or last.pk != submission.pk:
        raise Refused(f"「{unit.name}」后来又交了一份；请登记最近的一份。")
    if unit.agency is None:
        raise Refused(f"「{unit.name}」不是本平台的机关，不能登记到整改台账；请用退回的理由告诉它。")
    return unit.agency


def _register(
    one: Judged, submission: Submission, *, kept_by: Agency, agency: Agency, by: Person, day: date
) -> Finding:
    report, fault = from_json(submission.document), one.finding
    found = Found(
        source=Source.REPORT,
        rule=_rule(fault),
        title=fault.message[:_TITLE],
        place=_place(fault, report, submission),
        text=fault.message,
        suggestion=_suggestion(fault, report),
        origin=f"{_OF_SUBMISSION}{submission.pk}#{one.key[:_KEPT]}",
        seen=Seen(
            address=reverse("collecting:submission", args=[submission.pk]),
            at=submission.at,
            excerpt=_excerpt(fault, report),
            body_sha256=submission.sha256 or submission.digest,
        ),
    )
    return actions.register_finding(by=by, kept_by=kept_by, agency=agency, day=day, found=found)


def _confirmed(one: Judged) -> bool:
    return one.verdict is not None and one.verdict.decision == Decision.CONFIRMED


def _key(fault: Fault, report: Report, submission: Submission) -> str:
    """Under which key the ledger has it."""
    agency = submission.unit.agency
    place = _place(fault, report, submission)
    return queries.key_of(agency, _rule(fault), place, fault.message[:_TITLE]) if agency else ""


def _rule(fault: Fault) -> str:
    return f"{_RULE} {fault.rule}"


def _place(fault: Fault, report: Report, submission: Submission) -> str:
    """The cells by name; of what stands in the prose the sentence that says it, whatever its numbers.

    With another number that is wrong as well it is the same fault, and not mended.
    """
    names = [report.layout.name(cell) for cell in fault.cells[:_CELLS]]
    more = f"等 {len(fault.cells)} 格" if len(fault.cells) > _CELLS else ""
    where = "、".join(names) + more if names else _NUMBER.sub("…", fault.message)[:_TITLE]
    return f"{submission.unit.campaign.year} 年年报：{where}"


def _excerpt(fault: Fault, report: Report) -> str:
    """Both sides, and what the cells say."""
    sides = [
        f"{label} {value}"
        for label, value in (("应为", fault.expected), ("实为", fault.actual))
        if value is not None
    ]
    return "\n".join(filter(None, (fault.message, "，".join(sides), _suggestion(fault, report))))


def _suggestion(fault: Fault, report: Report) -> str:
    if fault.suspect is None or fault.right is None:
        return ""
    return f"请核对{report.layout.name(fault.suspect)}：写的是 {fault.stated}，按其他各格应为 {fault.right}。"
