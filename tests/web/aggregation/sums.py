"""示范市 adds up 2024: its own office, 云溪区 with a bureau and a school below it, 白石县."""

from __future__ import annotations

from datetime import date

from gongkai.document import to_json
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting import actions
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from tests.law.aggregation.made import report
from tests.web.collecting.lists import BUREAU, COUNTY, DISTRICT, IN_TIME, OPENED, SCHOOL, campaign_of

OFFICE = "示范市人民政府办公室"
FREEZING = date(2025, 2, 10)
# What each reports: new, carried in, done, carried over.
NUMBERS = {
    OFFICE: {"new": 5, "done": 4, "out": 1},
    DISTRICT: {"new": 7, "done": 7},
    BUREAU: {"new": 3, "done": 2, "out": 1},
    SCHOOL: {"new": 1, "done": 1},
    COUNTY: {"new": 2, "done": 2},
}
NEW = "table3.new_received.total"


def opened(town, **changes):
    """The campaign with its units by name, the city's own office among them."""
    campaign, units = campaign_of(town, **changes)
    row = NewUnit(OFFICE, "government_office", agency=town.city)
    (units[OFFICE],) = actions.add_units(by=town.zhou_jie, campaign=campaign, units=[row], day=OPENED)
    return campaign, units


def hand_in(town, unit, by, *, day=IN_TIME, **numbers):
    """The report of the unit, handed in and accepted by the office above it."""
    document = to_json(report(unit.name, unit.campaign.year, **(numbers or NUMBERS[unit.name])))
    submission = actions.submit_report(by=by, unit=unit, document=document, day=day)
    actions.accept(by=by, submission=submission, day=day)
    return submission


def collected(town, *left_out, **changes):
    """Everything handed in and accepted but for those left out; 云溪区's level is accepted by the city."""
    campaign, units = opened(town, **changes)
    for name in (BUREAU, SCHOOL):
        if name not in left_out:
            hand_in(town, units[name], town.li_qiang)
    for name in (DISTRICT, COUNTY, OFFICE):
        if name not in left_out:
            hand_in(town, units[name], town.zhou_jie)
    if not {BUREAU, SCHOOL} & set(left_out):
        actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
        actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    return campaign, units


def whole(campaign):
    return Level(campaign, None)


def total(*names):
    """The new requests of these units."""
    return sum(NUMBERS[name]["new"] for name in names)
