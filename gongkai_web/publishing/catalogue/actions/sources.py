"""From which sources may an agency repost, and how does one come on its list, and off it?

What is reposted names its source and leads to it; the checks before publication ask this list.
"""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.actions.lines import require_keeper, told
from gongkai_web.publishing.catalogue.models import ListedSource
from gongkai_web.publishing.wording.showing import require_showable

_SOURCE = ("agency", "name", "host", "why", "since", "until")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


@transaction.atomic
def list_source(
    *, by: Person, agency: Agency, day: date, name: str, host: str, why: str, today: date | None = None
) -> ListedSource:
    """Puts a source on the list. `host`: of its site, or an address there."""
    require_keeper(by, agency, day, today, "登记转载来源")
    stand_in_line(agency)
    require_reason(why, "登记转载来源")
    name, host = name.strip(), _host(host)
    if not name:
        raise Refused("转载来源的名称要填写，例如 中国政府网。")
    require_showable(agency, today or day, {"名称": name, "网址": f"https://{host}/"})
    if ListedSource.objects.filter(agency=agency, name=name, host=host, until=None).exists():
        raise Refused(f"「{name}」（{host}）已经在转载来源名单里。")
    source = ListedSource(agency=agency, name=name, host=host, why=why.strip(), since=day)
    source.save()
    told(source, by=by, act="list_source", day=day, rows={source: _SOURCE})
    return source


@transaction.atomic
def close_source(
    *, by: Person, source: ListedSource, day: date, reason: str, today: date | None = None
) -> ListedSource:
    """Takes it off the list: nothing new is reposted from there, what was stays."""
    source = (
        ListedSource.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=source.pk)
    )
    require_keeper(by, source.agency, day, today, "移出转载来源")
    require_reason(reason, "移出转载来源")
    if source.until:
        raise Refused(f"「{source.name}」已于 {source.until} 移出转载来源名单。")
    if day < source.since:
        raise Refused(f"移出日期 {day} 早于列入日期 {source.since}；请核对。")
    source.until = day
    source.save(update_fields=["until"])
    told(source, by=by, act="close_source", day=day, reason=reason, rows={source: ("until",)})
    return source


def _host(given: str) -> str:
    host = queries.host_of(given)
    if not _HOST.fullmatch(host):
        raise Refused(f"「{given.strip()[:80]}」不是网站的地址；应写成 www.gov.cn 的样子。")
    return host
