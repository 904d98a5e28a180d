"""What stands ready when the sums of 示范市 are added up, handed in and published."""

import pytest

from gongkai_web.annual.aggregation import actions
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from tests.people import found
from tests.web.aggregation.sums import COUNTY, DISTRICT, FREEZING, OFFICE, SCHOOL, collected, hand_in, whole
from tests.web.collecting.lists import OPENED


@pytest.fixture
def above(town):
    """云溪区's sum of its agencies stands accepted as its report to the city, which has added up its own."""
    campaign, units = collected(town)
    made = actions.freeze(by=town.li_qiang, level=Level(campaign, units[DISTRICT]), day=FREEZING)
    day, kind = FREEZING, "government"
    upper = collecting.open_campaign(by=town.zhou_jie, agency=town.city, year=2024, day=day, kind=kind)
    rows = [
        NewUnit("示范市", "government", reports=False),
        NewUnit(DISTRICT, "government_office", agency=town.district, parent="示范市"),
        NewUnit(SCHOOL, "authorised_organisation", parent=DISTRICT),
    ]
    city, district, school = collecting.add_units(by=town.zhou_jie, campaign=upper, units=rows, day=day)
    collecting.excuse_unit(by=town.zhou_jie, unit=school, reason="由区汇总", day=day)
    handed = actions.submit_sum(by=town.li_qiang, sum_=made, unit=district, day=day).submission
    collecting.accept(by=town.zhou_jie, submission=handed, day=day)
    return units, handed, city


@pytest.fixture
def city(town):
    """The city's own office and 白石县, handed in and accepted; the government itself is founded here."""
    found(town.operator, "示范市人民政府", "shifan-gov", "government")
    given = {"by": town.zhou_jie, "day": OPENED}
    campaign = collecting.open_campaign(agency=town.city, year=2024, **given)
    rows = [
        NewUnit(OFFICE, "government_office", agency=town.city),
        NewUnit(COUNTY, "government_office", agency=town.county),
    ]
    for unit in collecting.add_units(campaign=campaign, units=rows, **given):
        hand_in(town, unit, town.zhou_jie)
    return whole(campaign)
