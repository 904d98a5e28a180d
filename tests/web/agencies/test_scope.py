"""What does a person see on a day?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai_web.agencies import actions, queries
from gongkai_web.agencies.queries import watched_agencies
from gongkai_web.errors import NotAllowed, Refused

DAY = date(2024, 9, 20)


def seen(person, day=DAY):
    return {agency.slug for agency in queries.scope(person, day)}


def test_li_qiang_sees_his_own_agency_only(town):
    assert seen(town.li_qiang) == {"yunxi"}


def test_zhou_jie_sees_all_that_the_city_supervises_through_others_too(town):
    assert seen(town.zhou_jie) == {"shifan", "yunxi", "yunxi-ziran", "baishi"}
    assert queries.agencies_of(town.zhou_jie, DAY)[0] == town.city
    assert {agency.slug for agency in queries.own_agencies(town.zhou_jie, DAY)} == {"shifan"}


def test_supervision_follows_the_supervisor_not_the_parent(town):
    actions.found_agency(
        by=town.operator,
        name="示范市云溪区税务局",
        slug="yunxi-shuiwu",
        kind="vertical_agency",
        founded_on=date(2018, 7, 1),
        parent=town.district,
        supervisor=town.county,
        reason="国税地税征管体制改革",
    )
    actions.appoint(
        by=town.operator,
        person=town.sun_li,
        agency=town.district,
        role="supervisor",
        since=date(2020, 1, 1),
        reason="启用本系统以前已任职",
    )
    assert seen(town.sun_li) == {"yunxi", "yunxi-ziran"}


def test_strangers_the_signed_out_and_the_operator_see_nothing(town):
    assert seen(town.stranger) == seen(AnonymousUser()) == seen(town.operator) == set()


def test_a_deactivated_person_sees_nothing(town):
    town.li_qiang.is_active = False
    assert seen(town.li_qiang) == set()


def test_a_term_of_office_has_a_first_and_a_last_day(town):
    actions.appoint(
        by=town.operator,
        person=town.stranger,
        agency=town.county,
        role="officer",
        since=date(2024, 3, 1),
        until=date(2024, 5, 31),
        reason="启用本系统以前已任职",
    )
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 5, 31), date(2024, 6, 1)]
    assert [bool(seen(town.stranger, day)) for day in days] == [False, True, True, False]


def test_a_term_is_not_given_twice_and_can_be_ended(town):
    with pytest.raises(Refused, match="李强在这段时间里已是"):
        actions.appoint(
            by=town.operator,
            person=town.li_qiang,
            agency=town.district,
            role="officer",
            since=date(2024, 1, 1),
            reason="启用本系统以前已任职",
        )
    office = town.li_qiang.offices.get()
    actions.end_office(by=town.operator, office=office, until=date(2024, 6, 30), reason="调离")
    assert seen(office.person, date(2024, 6, 30)) == {"yunxi"}
    assert seen(office.person, date(2024, 7, 1)) == set()


def test_zhou_jie_cannot_appoint(town):
    with pytest.raises(NotAllowed):
        actions.appoint(
            by=town.zhou_jie,
            person=town.stranger,
            agency=town.county,
            role="head",
            since=date(2024, 1, 1),
            reason="启用本系统以前已任职",
        )


def test_zheng_gang_heads_the_city_s_office_and_sees_nothing_below_it(town):
    assert seen(town.zheng_gang, date(2024, 6, 1)) == {"shifan"}
    assert not watched_agencies(town.zheng_gang, date(2024, 6, 1)).exists()
