"""How do the bulletins in the tests come about? 周洁 writes them at the city, 郑刚 decides."""

from datetime import date

from gongkai_web.oversight.bulletins import actions
from gongkai_web.oversight.bulletins.content import FIRST, composed, digest_of
from gongkai_web.oversight.bulletins.models import Bulletin
from tests.web.bulletins.conftest import TODAY


def drafted(town, **changes) -> Bulletin:
    """Of the second quarter, by 周洁."""
    given = {
        "by": town.zhou_jie,
        "agency": town.city,
        "kind": "quarterly",
        "title": "2026年第二季度政府网站检查情况的通报",
        "first": date(2026, 4, 1),
        "last": date(2026, 6, 30),
        "text": FIRST,
        **changes,
    }
    return actions.draft(today=TODAY, **given)


def submitted(town, made: Bulletin) -> Bulletin:
    """To be approved."""
    return actions.submit(bulletin=made, by=town.zhou_jie, today=TODAY)


def decided(town, made: Bulletin, note: str = "") -> Bulletin:
    """By 郑刚, who gives it back where he says why."""
    about = {
        "bulletin": made,
        "by": town.zheng_gang,
        "today": TODAY,
        "seen": digest_of(composed(made, TODAY)),
    }
    return actions.decide(**about, approve=not note, note=note)


def approved(town, made: Bulletin) -> Bulletin:
    """By 郑刚."""
    return decided(town, submitted(town, made))


def issued(town, **changes) -> Bulletin:
    """Sent to the units of the city."""
    return actions.issue(bulletin=approved(town, drafted(town, **changes)), by=town.zhou_jie, today=TODAY)
