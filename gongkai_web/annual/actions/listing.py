"""How does a report that was made elsewhere come into the public archive of all years?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import queries
from gongkai_web.annual.actions.lines import told
from gongkai_web.annual.actions.releasing import FORMER_REPORTS
from gongkai_web.annual.models import FormerListing, FormerReport
from gongkai_web.errors import Refused
from gongkai_web.search.actions import follow


@transaction.atomic
def list_report(*, by: Person, former: FormerReport, published_on: date, day: date) -> FormerListing:
    """Shows the report in the archive as it was read; `published_on`: when it was published elsewhere.

    Refused where a report of that year was filed here, or this one stands there already.
    """
    require(by, former.agency, What.SETTLE_REPORT, day, "把以前的年报列入历年")
    if queries.latest_version(former.agency, former.year):
        raise Refused(f"{former.year} 年度的年报已经在本系统定稿，历年里列的是它。")
    if FormerListing.objects.filter(former=former).exists():
        raise Refused(f"{former}已经列入历年；要换一份，先导入新的文件。")
    if not date(former.year, 12, 31) < published_on <= day:
        raise Refused(
            f"公布日期 {published_on} 不对：{former.year} 年度的年报在年度结束以后公布，不晚于 {day}。"
        )
    listing = FormerListing(
        former=former, published_on=published_on, listed_on=day, listed_by=by.display_name
    )
    listing.save()
    detail = {"year": former.year, "published_on": published_on, "day": day}
    told(by, former.agency, "list_report", former, detail)
    follow(FORMER_REPORTS, queries.brought(former.agency, former.year))
    return listing
