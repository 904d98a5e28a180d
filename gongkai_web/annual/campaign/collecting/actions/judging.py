"""What does the office hold of a finding in what was handed in? The same as at the checking desk."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign import actions as desk
from gongkai_web.annual.campaign.collecting import findings, queries
from gongkai_web.annual.campaign.collecting.actions.lines import locked, told
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.annual.campaign.models import Verdict
from gongkai_web.errors import Refused


@transaction.atomic
def judge(*, by: Person, submission: Submission, key: str, decision: str, reason: str, day: date) -> Verdict:
    """Confirms a finding, or dismisses it with a reason. `key`: the finding's (`results.key_of`)."""
    unit = locked(submission.unit)
    office = queries.office_of(unit)
    require(by, office, What.CHECK_REPORTS, day, "判定核对发现")
    found = next((one for one in findings.reviewed(submission).judged if one.key == key), None)
    if found is None:
        raise Refused("这一处发现已经不在了：规则或者上一年度的报告刚有变动；请刷新页面后再判。")
    given = desk.Given(office, findings.subject_of(submission), decision, reason)
    verdict = desk.held(by=by, given=given, found=found, day=day)
    told(by, unit.campaign, "judge", submission, desk.told_of(verdict), reason=verdict.reason)
    return verdict
