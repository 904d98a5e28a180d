"""发现: how is a fault registered, known again, and told once more?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.files.checks import Checked
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.actions.entry import (
    Seen,
    check_day,
    enter,
    files_kept,
    kept,
    locked,
    require_keeps,
)
from gongkai_web.oversight.rectification.facts import Kind, Source, Status, standing
from gongkai_web.oversight.rectification.models import Finding, FindingEvent, Series


@dataclass(frozen=True, slots=True)
class Found:
    """A fault as it is registered. `rule`: the check or indicator; `origin`: the record it comes from.

    `site`: which of the sites of its unit, where the place alone does not tell.
    """

    source: str
    rule: str
    title: str
    place: str = ""
    text: str = ""
    suggestion: str = ""
    origin: str = ""
    seen: Seen | None = None
    site: str = ""


@transaction.atomic
def register_finding(
    *,
    by: Person | None,
    kept_by: Agency,
    agency: Agency,
    day: date,
    found: Found,
    file: Checked | None = None,
    today: date | None = None,
) -> Finding:
    """Registers a fault; `by` None: the inspection by machine. `file`: evidence that was examined.

    The same record taken over twice gives the row that is there. What is found again while it is being
    mended is evidence of the same finding; what was mended before is told as repeated (屡改屡犯).
    """
    check_day(day, today)
    if found.source not in Source.values:
        raise Refused(f"不认识的来源「{found.source}」；可用：{'、'.join(Source.labels)}。")
    if by is not None:
        require_keeps(by, kept_by, agency, today or day)
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销；请填现在负责的单位。")
    Agency.objects.select_for_update(of=("self",), no_key=True).get(
        pk=agency.pk
    )  # two at a time find each other
    if found.origin:
        told = Finding.objects.filter(kept_by=kept_by, origin=found.origin)
        there = told.exclude(status=Status.VOID).first()
        if there is not None:
            return there
    key = queries.key_of(agency, found.rule, found.place, found.title, found.site)
    going_on = queries.under_way(key, agency)
    if going_on is not None and going_on.kept_by_id == kept_by.pk:
        if found.origin and _told_of(going_on, found.origin):
            return going_on
        return _seen_again(going_on, by, day, found, file)
    made = Finding(
        kept_by=kept_by,
        told=agency,
        agency=agency,
        year=day.year,
        number=_next_number(day.year),
        key=key,
        repeat_of=queries.mended_before(key, agency),
        **{name: getattr(found, name) for name in ("source", "rule", "origin")},
        **{name: getattr(found, name).strip() for name in ("title", "place", "text", "suggestion")},
    )
    made.save()
    data = {"agency": agency.pk, "files": files_kept(made, kept_by, file, by, day)}
    enter(made, [], Kind.FOUND, day, data, act="register_finding", by=by, seen=found.seen)
    return made


@transaction.atomic
def add_evidence(
    *,
    finding: Finding,
    by: Person,
    day: date,
    seen: Seen,
    file: Checked | None = None,
    today: date | None = None,
) -> FindingEvent:
    """It was seen once more, or something more was seen of it."""
    held, known = kept(finding, by, day, today)
    if not (seen.address.strip() or seen.excerpt.strip()):
        raise Refused("证据须写明在哪里看到或者看到了什么。")
    data = {"address": seen.address, "files": files_kept(held, held.kept_by, file, by, day)}
    return enter(held, known, Kind.SEEN_AGAIN, day, data, act="add_evidence", by=by, seen=seen)


def _told_of(finding: Finding, origin: str) -> bool:
    """Whether that record is among its evidence already."""
    return finding.events.filter(kind=Kind.SEEN_AGAIN, data__origin=origin).exists()


def _seen_again(
    finding: Finding, by: Person | None, day: date, found: Found, file: Checked | None
) -> Finding:
    held, known = locked(finding)
    last = standing(known)[-1].day
    data = {
        "address": found.place,
        "source": found.source,
        "origin": found.origin,
        "files": files_kept(held, held.kept_by, file, by, day),
    }
    enter(held, known, Kind.SEEN_AGAIN, max(day, last), data, act="add_evidence", by=by, seen=found.seen)
    return held


def _next_number(year: int) -> int:
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update(no_key=True).get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
