"""Who may do what? The table, line by line, for each of the people in the town.

A line that is added to the table has no expectation here and turns the first test red.
"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai_web.agencies import actions
from gongkai_web.agencies.permissions import TABLE, What, agencies_where, may, require
from gongkai_web.errors import NotAllowed
from tests.people import found_town

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 3)
HANDLERS = {"li_qiang", "zhao_min", "sun_li"}
# For 云溪区: who of the people may, by their names in `tests/people.py`.
EXPECTED = {
    What.SEE: HANDLERS | {"zhou_jie"},
    What.HANDLE: HANDLERS,
    What.APPROVE_EXTENSION: {"sun_li"},
    What.SUPERVISE: {"zhou_jie"},
    What.DECIDE_PROPOSAL: {"sun_li"},
    What.WRITE_REPORT: HANDLERS,
    What.SETTLE_REPORT: {"sun_li"},
    What.CHECK_REPORTS: HANDLERS,
    What.RUN: {"operator"},
    What.SET_PARTICULARS: {"sun_li", "operator"},
    What.ADD_PEOPLE: {"operator"},
    What.ENTER_NOTICE: {"operator", "zhou_jie"},
    What.REVIEW_LAW: {"operator"},
    What.WRITE_ITEM: HANDLERS,
    What.PUBLISH_ITEM: HANDLERS,
    What.END_ITEM: {"sun_li"},
    What.WITHDRAW_ITEM: HANDLERS,
    What.OPEN_SEALED: set(),
    What.KEEP_CATALOGUE: HANDLERS,
    What.REVIEW_ANSWER: {"zhao_min", "sun_li"},
    What.KEEP_OVERSIGHT: HANDLERS,
    What.INSPECT_SITE: HANDLERS | {"zhou_jie"},
}
# What of it each may for the city itself, where 周洁 supervises and 郑刚 heads the disclosure office.
AT_THE_CITY = {
    "zhou_jie": {
        What.SEE,
        What.CHECK_REPORTS,
        What.ENTER_NOTICE,
        What.KEEP_OVERSIGHT,
        What.INSPECT_SITE,
    },
    "zheng_gang": set(What)
    - {What.SUPERVISE, What.RUN, What.ADD_PEOPLE, What.ENTER_NOTICE, What.REVIEW_LAW, What.OPEN_SEALED},
    "sun_li": set(),
}
PEOPLE = ("li_qiang", "zhao_min", "sun_li", "zhou_jie", "zheng_gang", "he_jing", "stranger", "operator")


@pytest.fixture
def town():
    return found_town()


@pytest.mark.parametrize("what", What)
def test_each_line_is_for_those_people_and_nobody_else(town, what):
    found = {name for name in PEOPLE if may(getattr(town, name), town.district, what, DAY)}
    assert found == EXPECTED[what]
    assert not may(AnonymousUser(), town.district, what, DAY)


@pytest.mark.parametrize("name", AT_THE_CITY)
def test_at_the_city_itself(town, name):
    assert {what for what in What if may(getattr(town, name), town.city, what, DAY)} == AT_THE_CITY[name]


def test_zheng_gang_supervises_nobody_though_his_agency_does(town):
    for agency in (town.district, town.bureau, town.county):
        assert not any(may(town.zheng_gang, agency, what, DAY) for what in What)


@pytest.mark.parametrize("what", What)
def test_nobody_may_once_their_account_is_closed_or_before_their_office(town, what):
    before = date(2009, 12, 31)
    for name in EXPECTED[what] - {"operator"}:
        person = getattr(town, name)
        assert not may(person, town.district, what, before)
        person.is_active = False
        assert not may(person, town.district, what, DAY)


@pytest.mark.parametrize("what", [what for what in What if "operator" in EXPECTED[what]])
def test_whoever_runs_the_system_may_not_once_their_account_is_closed(town, what):
    assert town.operator.is_superuser
    assert may(town.operator, town.district, what, DAY)
    town.operator.is_active = False
    assert not may(town.operator, town.district, what, DAY)


def test_an_operator_above_runs_what_lies_below_and_not_beside(town):
    someone = actions.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    actions.appoint(
        by=town.operator,
        person=someone,
        agency=town.district,
        role="operator",
        since=date(2024, 1, 1),
        reason="启用本系统以前已任职",
    )
    assert may(someone, town.bureau, What.RUN, DAY)
    assert may(someone, town.bureau, What.SET_PARTICULARS, DAY)
    assert not may(someone, town.county, What.RUN, DAY)
    assert not may(someone, town.bureau, What.HANDLE, DAY)


@pytest.mark.parametrize("what", What)
def test_whoever_may_not_reads_one_sentence_that_names_them_and_who_may(town, what):
    with pytest.raises(NotAllowed) as said:
        require(town.stranger, town.district, what, DAY)
    sentence = str(said.value)
    assert "陌生人" in sentence
    assert TABLE[what].who in sentence or "系统管理员" in sentence
    assert sentence.endswith("。")
    assert "{" not in sentence


def test_the_sentence_says_what_was_to_be_done(town):
    with pytest.raises(NotAllowed) as said:
        require(town.zhou_jie, town.district, What.HANDLE, DAY, "起草文书")
    assert str(said.value) == (
        "周洁在 2024-06-03 不是示范市云溪区人民政府办公室的经办人、审核人或公开机构负责人，不能起草文书。"
    )


def test_the_agencies_for_which_somebody_may(town):
    assert list(agencies_where(town.li_qiang, What.HANDLE, DAY)) == [town.district]
    assert list(agencies_where(town.zhou_jie, What.CHECK_REPORTS, DAY)) == [town.city]
    assert not agencies_where(town.zhou_jie, What.HANDLE, DAY).exists()
    assert not agencies_where(town.stranger, What.SEE, DAY).exists()
