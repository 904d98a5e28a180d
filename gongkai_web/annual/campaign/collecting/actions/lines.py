"""How does an act of the collecting stand in the audit trail, and under which lock is it done?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign.collecting.models import Act, Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.words import Done
from gongkai_web.audit.actions import record


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody without an account here, who acts for a unit by its link."""

    display_name: str
    pk: None = None


Whoever = Person | Outsider


def told(
    by: Whoever, campaign: Campaign, act: str, subject: Model, detail: Mapping[str, Any], *, reason: str = ""
) -> None:
    """Writes the line into the chain of the office that collects."""
    about = f"campaign.{type(subject).__name__}:{subject.pk}"
    record(
        actor=by, agency=campaign.agency, act=f"campaign.{act}", subject=about, detail=detail, reason=reason
    )


def locked(unit: Unit) -> Unit:
    """The unit as it stands now. The whole campaign waits: an act on one unit may void others above it."""
    campaign = held(unit.campaign)
    found = Unit.objects.select_related("agency", "parent__agency", "campaign__agency").get(pk=unit.pk)
    found.campaign = campaign
    return found


def held(campaign: Campaign) -> Campaign:
    """The campaign, held until the act is done."""
    return (
        Campaign.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=campaign.pk)
    )


def gone(unit: Unit) -> str:
    """Why no report of the unit's own is taken this year; empty where it reports for itself."""
    if unit.merged_into_id is not None:
        return f"「{unit.name}」已并入别的单位，由那个单位一并报送"
    return f"「{unit.name}」已拆分，由承接的单位分别报送" if unit.ended else ""


def acted(by: Whoever, act: Act, submission: Submission | None = None) -> Act:
    """Writes the act and its line."""
    act.submission = submission
    act.person_id, act.person_name = by.pk, by.display_name
    act.save()
    detail = {
        "unit": act.unit_id,
        "submission": act.submission_id,
        "what": act.what,
        "until": act.until,
        "published_on": act.published_on,
        "url": act.url,
        "because": act.because_id,
        "day": act.day,
        "reason": act.reason,
    }
    told(by, act.unit.campaign, Done(act.what).value, act, detail, reason=act.reason)
    return act
