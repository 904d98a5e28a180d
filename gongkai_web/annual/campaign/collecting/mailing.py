"""What does a mail say to a unit whose report is waited for, and can this site send one at all?"""

from __future__ import annotations

from datetime import date

from django.conf import settings

from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.models import Campaign, Reminder
from gongkai_web.annual.campaign.collecting.standing import UnitStanding

_ONLY_PRINTED = "django.core.mail.backends.console.EmailBackend"


def can_send() -> bool:
    """Whether there is a mail server."""
    return bool(settings.EMAIL_BACKEND != _ONLY_PRINTED)


def message_of(one: Reminder) -> tuple[str, str]:
    """Subject and text. The link by which a unit uploads is never in it: it is shown once, to its maker."""
    unit, campaign = one.unit, one.unit.campaign
    office = queries.office_of(unit).name
    found = next(each for each in queries.standing(campaign, one.day) if each.unit.pk == unit.pk)
    how = "请登录本平台提交" if unit.agency_id else "请用发给贵单位的上传链接提交，链接过期的请向我们再要一个"
    lines = [
        f"{unit.name}：",
        f"{campaign.title}，贵单位的年度报告还没有收到。{_when(found, one.day)}{_by_law(campaign)}。",
        f"{how}。",
        *([one.said] if one.said else []),
        f"{office}\n{one.day}",
    ]
    return f"催报：{campaign.title}", "\n\n".join(lines)


def _when(found: UnitStanding, day: date) -> str:
    """By when it is asked for; a day that is over is none that can be kept."""
    last = queries.wanted_by(found)
    if last is None:
        return "请尽快报送"
    return f"应报日期 {last} 已过，请尽快报送" if last < day else f"请在 {last} 以前（含当日）报送"


def _by_law(campaign: Campaign) -> str:
    """The day of the law, where it was not over before anybody asked."""
    if campaign.afterwards:
        return ""
    return f"；法定期限是 {campaign.statutory_day}（《政府信息公开条例》第四十九条）"
