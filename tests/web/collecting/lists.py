"""云溪区 and 白石县 report to the city; the district adds up its bureau and a school outside before."""

from datetime import date

from gongkai_web.annual.campaign.collecting import actions, queries
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from tests.web.campaign.reports import document, titled

OPENED, INTERNAL, LAW = date(2025, 1, 2), date(2025, 1, 20), date(2025, 1, 31)
IN_TIME, LATE = date(2025, 1, 10), date(2025, 1, 24)
DISTRICT, BUREAU, COUNTY, SCHOOL = "云溪区", "云溪区自然资源局", "白石县", "云溪区示范学校"


def campaign_of(town, year=2024, **changes):
    """周洁 opens it for the city, with its units by their short names."""
    made = actions.open_campaign(by=town.zhou_jie, agency=town.city, year=year, day=OPENED, **changes)
    rows = (
        NewUnit(DISTRICT, "government_office", agency=town.district),
        NewUnit(BUREAU, "department", agency=town.bureau, parent=DISTRICT),
        NewUnit(SCHOOL, "authorised_organisation", parent=DISTRICT),
        NewUnit(COUNTY, "government_office", agency=town.county),
    )
    units = actions.add_units(by=town.zhou_jie, campaign=made, units=rows, day=OPENED)
    return made, {unit.name: unit for unit in units}


def report_of(unit, **changes):
    """The sample report under the name of the unit."""
    return titled(document() | {"agency": unit.name, "year": unit.campaign.year}) | changes


def hand_in(town, unit, day=IN_TIME, by=None, **changes):
    """The report of the unit, entered by the office that adds it up unless by its own people."""
    return actions.submit_report(
        by=by or town.li_qiang, unit=unit, document=report_of(unit), day=day, **changes
    )


def standing(campaign, day=IN_TIME):
    """By name of the unit."""
    return {one.unit.name: one for one in queries.standing(campaign, day)}
