"""周洁 adds up units that were renamed, that are vertical, whose text is last year's: is it told?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.aggregation import ProblemKind
from gongkai.document import to_json
from gongkai_web.agencies.actions import appoint
from gongkai_web.annual.aggregation import queries, units
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting import findings
from gongkai_web.annual.campaign.collecting import queries as collected
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from tests.law.aggregation.made import report
from tests.people import FOUNDED
from tests.web.aggregation.sums import COUNTY, FREEZING, NEW, OFFICE, hand_in, opened, total, whole
from tests.web.collecting.lists import BUREAU, DISTRICT, IN_TIME, SCHOOL

OLD, RENAMED = "示范市园林管理处", "示范市公园服务中心"
TEXT = "本单位按照要求把每一件申请逐件登记逐件答复，并在网站上写明受理的地点和时间，方便群众办事。" * 8


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """It is the day of freezing."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)


def page(person, name, *args, query=""):
    client = Client()
    client.force_login(person)
    return client.get(reverse(name, args=args) + query).content.decode()


def joined(town, campaign, name, **more):
    row = NewUnit(name, more.pop("kind", "authorised_organisation"), **more)
    (unit,) = collecting.add_units(by=town.zhou_jie, campaign=campaign, units=[row], day=IN_TIME)
    return unit


def test_what_a_unit_carried_over_comes_in_under_its_new_name(town):
    former, _ = opened(town, year=2023)
    hand_in(town, joined(town, former, OLD), town.zhou_jie, new=2, done=1, out=1)
    campaign, _ = opened(town, year=2024)
    other, renamed = (
        joined(town, campaign, "示范市书画院"),
        joined(town, campaign, RENAMED, former_names=(OLD,)),
    )
    known = units.before(campaign, [other, renamed])
    assert {pk: report.agency for pk, report in known.items()} == {renamed.pk: OLD}
    hand_in(town, renamed, town.zhou_jie, **{"new": 1, "in": 1, "done": 2})
    _, found = queries.summed(whole(campaign))
    assert not {ProblemKind.CARRIED, ProblemKind.NO_PAST} & {one.kind for one in found.problems}


def carried(level):
    _, found = queries.summed(level)
    return [one.message for one in found.problems if one.kind is ProblemKind.CARRIED]


@pytest.mark.parametrize(("came", "told"), [(1, 0), (0, 1)])
def test_what_went_to_a_unit_of_another_level_is_compared_where_both_are_added_up(town, came, told):
    """The archive of 云溪区 with its open case was merged into the one of 白石县."""
    theirs, ours = "白石县档案馆", "云溪区档案馆"

    def with_archives(year):
        campaign, listed = opened(town, year=year)
        for name, parent in ((theirs, COUNTY), (ours, DISTRICT)):
            listed[name] = joined(town, campaign, name, parent=parent)
        return campaign, listed

    appoint(
        by=town.operator, person=town.he_jing, agency=town.county, role="head", since=FOUNDED, reason="任命"
    )
    _, former = with_archives(2023)
    hand_in(town, former[ours], town.li_qiang, new=2, done=1, out=1)
    hand_in(town, former[theirs], town.he_jing, new=2, done=2)
    campaign, listed = with_archives(2024)
    given = {"by": town.zhou_jie, "reason": "档案管理体制改革", "day": IN_TIME}
    collecting.merge_unit(unit=listed[ours], into=listed[theirs], **given)
    hand_in(town, listed[DISTRICT], town.zhou_jie, new=1, done=1)
    document = to_json(report(theirs, 2024, **{"new": 1, "in": came, "done": 1 + came}))
    by = {"by": town.he_jing, "day": IN_TIME}
    handed = collecting.submit_report(unit=listed[theirs], document=document, **by)
    for one in findings.reviewed(handed).judged:
        collecting.judge(submission=handed, key=one.key, decision="dismissed", reason="已撤回申请", **by)
    collecting.accept(submission=handed, **by)
    levels = [queries.Level(campaign, listed[name]) for name in (DISTRICT, COUNTY)]
    assert [carried(level) for level in levels] == [[], []]
    for name in (BUREAU, SCHOOL):
        collecting.excuse_unit(unit=listed[name], **given)
    hand_in(town, listed[COUNTY], town.zhou_jie, new=1, done=1)
    for name, by in ((DISTRICT, town.li_qiang), (COUNTY, town.he_jing)):
        collecting.approve_level(by=by, unit=listed[name], day=IN_TIME)
        collecting.accept_level(by=town.zhou_jie, unit=listed[name], day=IN_TIME)
    assert len(carried(whole(campaign))) == told


def test_a_vertical_unit_is_left_out_and_named_unless_the_list_says_otherwise(town):
    campaign, listed = opened(town)
    for name in (OFFICE, COUNTY):
        hand_in(town, listed[name], town.zhou_jie)
    customs = joined(town, campaign, "示范海关", kind="vertical_agency", vertical=True)
    hand_in(town, customs, town.zhou_jie, new=9, done=9)
    weather = joined(town, campaign, "示范市气象局", kind="vertical_agency")
    hand_in(town, weather, town.zhou_jie, new=4, done=4)
    _, found = queries.summed(whole(campaign))
    assert found.report.cells[NEW] == total(OFFICE, COUNTY) + 4
    shown = page(town.zhou_jie, "aggregation:sum", campaign.pk, 0)
    assert "示范海关：" in shown
    assert "1 个不计入" in shown


def test_text_of_last_year_and_of_another_unit_is_told_side_by_side(town):
    former, _ = opened(town, year=2023)
    hand_in(town, joined(town, former, OLD), town.zhou_jie, text=TEXT, new=1, done=1)
    campaign, listed = opened(town, year=2024)
    hand_in(town, joined(town, campaign, OLD), town.zhou_jie, text=TEXT, new=1, done=1)
    hand_in(town, listed[COUNTY], town.zhou_jie, text=TEXT, new=2, done=2)
    shown = page(town.zhou_jie, "aggregation:repetition", campaign.pk, 0)
    assert f"{OLD}：正文" in shown
    assert "与本单位上年的相同" in shown
    assert f"与{COUNTY}的相同" in shown


def test_the_board_says_which_result_was_checked_by_older_rules(town, monkeypatch):
    campaign, listed = opened(town)
    hand_in(town, listed[COUNTY], town.zhou_jie)
    assert "按现行规则重新核对" not in page(town.zhou_jie, "collecting:board", campaign.pk)
    monkeypatch.setattr(collected, "rules_version", lambda: "later")
    board = page(town.zhou_jie, "collecting:board", campaign.pk, query="?show=stale")
    assert COUNTY in board
    assert OFFICE not in board.split("<tbody>")[1]
    assert "按现行规则重新核对 1 份" in board
