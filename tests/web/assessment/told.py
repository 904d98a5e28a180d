"""How do the assessments in the tests come about? 周洁 makes them at the city, 李强 objects, 郑刚 issues."""

from datetime import date
from decimal import Decimal

from gongkai_web.approval.standing import digest
from gongkai_web.oversight.assessment import actions
from gongkai_web.oversight.assessment.models import Assessment, Rule
from gongkai_web.oversight.assessment.scheme import Given
from tests.web.assessment.conftest import TODAY

LATER = date(2027, 1, 29)
OPEN = Given("没有整改的问题", Decimal(40), "ledger", "deduct", "rectification.left", "", Decimal(3))
HAND = Given("组织领导", Decimal(60), "hand", "entered")


def begun(town, *givens: Given, year: int = 2026) -> Assessment:
    """With these indicators and no others, by 周洁."""
    made = actions.begin(by=town.zhou_jie, agency=town.city, today=TODAY, year=year)
    for one in made.indicators.all():
        actions.remove_indicator(indicator=one, by=town.zhou_jie, today=TODAY)
    for given in givens or (OPEN, HAND):
        actions.add_indicator(assessment=made, by=town.zhou_jie, today=TODAY, given=given)
    return made


def judged(town, made: Assessment, **points) -> Assessment:
    """Points for the leadership of each unit."""
    indicator = made.indicators.get(rule=Rule.ENTERED, removed=False)
    for name, given in {"district": 50, "county": 50, "bureau": 40, **points}.items():
        actions.judge(
            indicator=indicator,
            by=town.zhou_jie,
            agency=getattr(town, name),
            today=TODAY,
            points=Decimal(given),
            evidence="看了领导小组的会议纪要",
        )
    return made


def told(town, *givens: Given, **points) -> Assessment:
    """Announced today."""
    made = judged(town, begun(town, *givens), **points)
    return actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)


def issued(town, made: Assessment, day=LATER) -> Assessment:
    """By 郑刚."""
    seen = digest(actions.result(made))
    return actions.issue(assessment=made, by=town.zheng_gang, today=day, seen=seen)


def objected(town, made: Assessment, by=None, agency=None, day=TODAY):
    """By 李强 of 云溪区, against the points for leadership."""
    return actions.object_to(
        assessment=made,
        by=by or town.li_qiang,
        agency=agency or town.district,
        indicator=made.indicators.get(rule=Rule.ENTERED, removed=False),
        today=day,
        reasons="会议纪要少算了一次",
    )
