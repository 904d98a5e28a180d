"""Is the report that an agency froze and published here what it submits to the office that collects?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.annual.campaign.collecting import actions, queries
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.words import Source, State
from gongkai_web.annual.models import Filing, Handover
from gongkai_web.errors import NotAllowed, Refused

DAY = date(2025, 1, 28)


def test_its_frozen_report_is_submitted_once_accepted_and_known_as_published(filed):
    campaign = actions.open_campaign(by=filed.zhou_jie, agency=filed.city, year=2024, day=DAY)
    row = NewUnit("示范市云溪区人民政府办公室", "government_office", agency=filed.district)
    (unit,) = actions.add_units(by=filed.zhou_jie, campaign=campaign, units=[row], day=DAY)
    filing = Filing.objects.get()

    def state():
        return queries.standing(campaign, DAY)[0].state

    assert state() == State.DRAFT
    with pytest.raises(NotAllowed):
        actions.submit_filing(by=filed.he_jing, unit=unit, filing=filing, day=DAY)
    handed = actions.submit_filing(by=filed.li_qiang, unit=unit, filing=filing, day=DAY)
    assert (handed.source, handed.document, state()) == (Source.PLATFORM, filing.document, State.SUBMITTED)
    assert Handover.objects.get().receiver == filed.city.name
    with pytest.raises(Refused, match="已经提交"):
        actions.submit_filing(by=filed.li_qiang, unit=unit, filing=filing, day=DAY)
    actions.accept(by=filed.zhou_jie, submission=handed, day=DAY)
    assert state() == State.PUBLISHED, "released on this platform: nobody enters it"
    assert queries.standing(campaign, DAY)[0].published_on == filing.release.released_on


def test_an_agencys_own_report_is_not_collected_as_its_governments(filed):
    """第四十九条 knows two: that of the office, and that of the government, which is added up."""
    given = {"by": filed.zhou_jie, "day": DAY}
    campaign = actions.open_campaign(agency=filed.city, year=2024, kind="government", **given)
    row = NewUnit("示范市云溪区人民政府", "government_office", agency=filed.district)
    (unit,) = actions.add_units(campaign=campaign, units=[row], **given)
    with pytest.raises(Refused, match=r"是机关年报，这次报送的是本级政府年报"):
        actions.submit_filing(by=filed.li_qiang, unit=unit, filing=Filing.objects.get(), day=DAY)


def test_what_the_office_says_for_the_public_stands_beside_the_report_and_nothing_else(filed):
    campaign = actions.open_campaign(by=filed.zhou_jie, agency=filed.city, year=2024, day=DAY)
    row = NewUnit("示范市云溪区人民政府办公室", "government_office", agency=filed.district)
    (unit,) = actions.add_units(by=filed.zhou_jie, campaign=campaign, units=[row], day=DAY)
    handed = actions.submit_filing(by=filed.li_qiang, unit=unit, filing=Filing.objects.get(), day=DAY)
    given = {"by": filed.zhou_jie, "submission": handed, "cell": "table3.granted.total", "day": DAY}
    actions.remark(text="只在内部说的话", **given)
    said = actions.remark(text="比上年少，因为两个街道划出", public=True, **given)
    actions.answer(by=filed.li_qiang, remark=said, text="情况属实", day=DAY)
    page = Client().get(reverse("portal:report", args=["yunxi", 2024])).content.decode()
    assert "比上年少，因为两个街道划出" in page
    assert "本机关：情况属实" in page
    assert "只在内部说的话" not in page
