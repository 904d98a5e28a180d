"""How does an event come into the record? Checked, written with its evidence, told to the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files.actions import keep, pixels_alone
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.columns import COLUMNS, columns_of
from gongkai_web.oversight.rectification.facts import Happened, Kind
from gongkai_web.oversight.rectification.models import WORDS, Evidence, Finding, FindingEvent


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence as it was taken: the address, the moment, an excerpt, the header, the digest of the bytes."""

    address: str = ""
    at: datetime | None = None
    excerpt: str = ""
    header: str = ""
    body_sha256: str = ""


def owner_of(finding: Finding | None) -> str:
    """How its files name it; None: one that is not registered yet."""
    return f"rectification.Finding:{finding.pk if finding else 0}"


def require_keeps(by: Person, kept_by: Agency, agency: Agency, day: date) -> None:
    """Raises NotAllowed where the person does not keep that ledger."""
    if not queries.may_keep(by, kept_by, agency, day):
        if kept_by.pk == agency.pk:
            require(by, agency, What.HANDLE, day, doing="登记自查的问题")
        require(by, agency, What.SUPERVISE, day, doing="登记、复核问题")
        raise NotAllowed(f"这条问题由{kept_by.name}登记，请由它的主管部门人员办理。")


def check_day(day: date, today: date | None) -> None:
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def check_due(due: date, day: date) -> None:
    if due <= day:
        raise Refused(f"整改期限 {due} 不晚于 {day}；请填以后的一天。")


def locked(finding: Finding) -> tuple[Finding, list[Happened]]:
    """The finding, held until the act is done, with its events."""
    rows = Finding.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agency", "kept_by", "told"
    )
    held = rows.get(pk=finding.pk)
    return held, queries.happened(held)


def kept(finding: Finding, by: Person, day: date, today: date | None) -> tuple[Finding, list[Happened]]:
    """The same for an act of whoever keeps the ledger."""
    check_day(day, today)
    held, known = locked(finding)
    require_keeps(by, held.kept_by, held.agency, today or day)
    return held, known


def files_kept(
    finding: Finding, agency: Agency, file: Checked | None, by: Person | None, day: date
) -> list[int]:
    """Keeps what was handed in; its key. Whoever may see the finding may have it (`queries.files_of`).

    Others do: a photo does not tell them where its owner stood.
    """
    if file is None:
        return []
    # Who supervises handles nothing there: the line of the finding says who it was.
    keeper = by if by is not None and may(by, agency, What.HANDLE, day) else None
    owner = owner_of(finding)
    bare = pixels_alone(file)
    kept = keep(agency=agency, owner=owner, purpose=Purpose.EVIDENCE, checked=bare, by=keeper, day=day)
    return [kept.pk]


def enter(
    finding: Finding,
    known: list[Happened],
    kind: Kind,
    day: date,
    data: Mapping[str, Any],
    *,
    act: str,
    by: Person | None,
    reason: str = "",
    seen: Seen | None = None,
) -> FindingEvent:
    """Checks the new state, writes event, evidence and audit line, rewrites the columns."""
    plain = json.loads(canonical({name: one for name, one in data.items() if one not in ("", None, [])}))
    fact = Happened(kind, day, plain, 0, len(known) + 1)
    state = queries.state_of(finding, [*known, fact])
    event = FindingEvent(
        finding=finding,
        position=fact.position,
        kind=kind,
        day=day,
        data=plain,
        person_id=by.pk if by else None,
        person_name=by.display_name if by else "",
    )
    event.save()
    for name, value in columns_of(finding, state).items():
        setattr(finding, name, value)
    finding.save(update_fields=COLUMNS)
    detail: dict[str, Any] = {"event": event.pk, "kind": kind, "day": day, "data": plain}
    if not known:
        detail |= {"number": finding.registry_number, "words": [getattr(finding, name) for name in WORDS]}
    if seen is not None:
        made = _evidence(finding, seen)
        detail["evidence"] = {"key": made.pk, "digest": made.digest}
    record(
        actor=by,
        agency=finding.kept_by,
        act=f"rectification.{act}",
        subject=f"rectification.Finding:{finding.pk}",
        detail=detail,
        reason=reason.strip(),
    )
    return event


def _evidence(finding: Finding, seen: Seen) -> Evidence:
    made = Evidence(
        finding=finding,
        address=seen.address.strip(),
        seen_at=seen.at or timezone.now(),
        excerpt=seen.excerpt.strip(),
        header=seen.header,
        body_sha256=seen.body_sha256,
    )
    made.save()
    return made
