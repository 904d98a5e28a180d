"""How does the head give a checked report back to whoever writes it?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import queries
from gongkai_web.annual.actions.filing import Moved, file_report
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.models import CheckReturn, Filing
from gongkai_web.errors import Refused

_LONGEST = 500
_MOVED = "核对以后记录或者正文又有变动{where}，请重新核对"


def file_or_return(
    *, by: Person, agency: Agency, year: int, day: date, reason: str = "", seen: str = ""
) -> Filing:
    """As `file_report`; what moved since it was checked goes back to whoever writes it, and that is said."""
    try:
        return file_report(by=by, agency=agency, year=year, day=day, reason=reason, seen=seen)
    except Moved as moved:
        return_check(by=by, agency=agency, year=year, day=day, reason=_MOVED.format(where=moved.where))
        raise Refused(f"{moved}没有定稿，已经退回给写年报的人。") from moved


@transaction.atomic
def return_check(*, by: Person, agency: Agency, year: int, reason: str, day: date) -> CheckReturn:
    """Gives the report back as it was checked last, with the reason; it is frozen once it is checked anew."""
    require(by, agency, What.SETTLE_REPORT, day, "退回年报")
    one_after_another(agency)
    check, filing = queries.latest_check(agency, year), queries.latest_filing(agency, year)
    if check is None:
        raise Refused(f"{year} 年度的年报还没有人核对，没有可以退回的。")
    if filing is not None and queries.is_frozen_check(filing, check):
        raise Refused(f"{filing}已经照这次核对定稿；要改的，改过以后重新核对，另出一版。")
    if given_back := queries.given_back(check):
        raise Refused(f"{given_back.returned_by}于 {given_back.returned_on} 已经退回；等重新核对。")
    if not reason.strip():
        raise Refused("退回请写明理由：哪一部分、哪一格要改什么。")
    if len(reason.strip()) > _LONGEST:
        raise Refused(f"理由有 {len(reason.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    made = CheckReturn(check_of=check, reason=reason.strip(), returned_on=day)
    made.returned_by, made.person_id = by.display_name, by.pk
    made.save()
    detail = {"year": year, "check": check.pk, "reason": made.reason, "day": day}
    told(by, agency, "return_check", made, detail)
    return made
