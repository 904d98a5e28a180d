"""How do the findings in the tests come about? 周洁 finds at 云溪区 what 李强 mends."""

from datetime import date
from typing import Any

from gongkai_web.oversight.rectification import actions
from gongkai_web.oversight.rectification.actions import Found, Seen
from gongkai_web.oversight.rectification.models import Finding

MONDAY, DUE = date(2026, 6, 1), date(2026, 6, 15)
PAGE = "https://www.yunxi.example/zwgk/gzdt/"
SEEN = Seen(address=PAGE, excerpt="最后更新：2026-04-20")


def found(town, day=MONDAY, *, by=None, kept_by=None, agency=None, **changes: Any) -> Finding:
    """A column without news, found by 周洁 in the city's ledger."""
    given = {
        "source": "inspection",
        "rule": "V4 栏目不更新",
        "title": "“工作动态”栏目超过两周没有更新",
        "place": PAGE,
        "suggestion": "及时更新；没有内容可更新的归并栏目",
        "seen": SEEN,
        **changes,
    }
    return actions.register_finding(
        by=by or town.zhou_jie,
        kept_by=kept_by or town.city,
        agency=agency or town.district,
        day=day,
        found=Found(**given),
    )


def sent(town, day=MONDAY, **changes: Any) -> Finding:
    """Found and sent on the same day."""
    made = found(town, day, **changes)
    actions.notify(findings=[made], by=town.zhou_jie, day=day)
    made.refresh_from_db()
    return made


def replied(town, finding: Finding, day: date, words: str = "已更新三条，以后每周更新") -> Finding:
    """李强 says that it is mended."""
    actions.reply(finding=finding, by=town.li_qiang, day=day, words=words)
    finding.refresh_from_db()
    return finding


def rechecked(town, finding: Finding, day: date, result: str = "mended", **changes: Any) -> Finding:
    """周洁 looks again."""
    note = "打开栏目页，最新一条是昨天的"
    actions.recheck(finding=finding, by=town.zhou_jie, day=day, result=result, **{"note": note, **changes})
    finding.refresh_from_db()
    return finding
