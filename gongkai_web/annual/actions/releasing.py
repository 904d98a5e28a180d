"""How does a frozen report become what the public sees, whoever's head answers for it (《条例》第四十九条)?

Both ways lead here: an agency publishes its own report, and the office in charge that of its government. Who
may is proved before: this act is not one of those offered.
"""

from __future__ import annotations

from datetime import date

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual import queries
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.models import Filing, FilingDecision, Release
from gongkai_web.approval import actions as approval
from gongkai_web.errors import Refused
from gongkai_web.search.actions import follow

# Under these names published reports are found, and those made elsewhere (`portal.findable`).
REPORTS, FORMER_REPORTS = "reports", "former_reports"


def released(*, by: Person, filing: Filing, office: Agency, day: date, seen: str) -> Release:
    """Publishes it; the head of `office` answers for it. `seen`: the digest of what was on the screen."""
    agency, matter = filing.agency, queries.matter(filing, office)
    approval.require_turn(matter, by, day)
    one_after_another(agency)
    _require_latest(filing, day)
    decided = approval.decide(
        FilingDecision(filing=filing),
        matter=matter,
        by=by,
        day=day,
        approve=True,
        now=queries.digest(filing.document, filing.records),
        seen=seen,
    )
    release = Release(filing=filing, released_on=day, released_by=by.display_name)
    release.save()
    detail = {"year": filing.year, "version": filing.version, "day": day, "role": decided.role}
    told(by, agency, "release_report", filing, detail)
    follow(REPORTS, queries.versions(filing))
    if brought := queries.brought(agency, filing.year):  # what is published here goes before it
        follow(FORMER_REPORTS, brought)
    return release


def _require_latest(filing: Filing, day: date) -> None:
    if Release.objects.filter(filing=filing).exists():
        raise Refused(f"{filing}已经公布。")
    latest = queries.latest_version(filing.agency, filing.year)
    if latest != filing.version:
        raise Refused(f"另有第{latest}版定稿，第{filing.version}版不再公布；请看过第{latest}版再公布。")
    if day < filing.filed_on:
        raise Refused(f"公布日期 {day} 早于定稿日期 {filing.filed_on}；请核对。")
