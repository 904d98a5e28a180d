"""周洁 adds up the reports of the city's units and freezes the sum; 李强 does so for 云溪区 before."""

import pytest
from django.db import connection
from django.urls import reverse

from gongkai.aggregation import ProblemKind
from gongkai.document import from_json
from gongkai_web.annual.aggregation import actions, queries
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting import findings
from gongkai_web.annual.campaign.collecting import queries as collected_queries
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.falling import falling
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.annual.campaign.collecting.words import LevelState, State
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.web.aggregation.sums import (
    BUREAU,
    COUNTY,
    DISTRICT,
    FREEZING,
    NEW,
    OFFICE,
    SCHOOL,
    collected,
    hand_in,
    opened,
    total,
    whole,
)
from tests.web.campaign.reports import signed_in
from tests.web.collecting.lists import IN_TIME


def freeze(town, level, **changes):
    return actions.freeze(**{"by": town.zhou_jie, "level": level, "day": FREEZING, **changes})


def test_the_sum_is_added_up_from_the_leaves_and_frozen_with_the_reports_behind_it(town):
    campaign, units = collected(town)
    made = freeze(town, whole(campaign))
    report = from_json(made.document)
    assert report.cells[NEW] == total(OFFICE, DISTRICT, BUREAU, SCHOOL, COUNTY)
    assert report.agency == "示范市人民政府"
    assert {member[0] for member in made.members} == {unit.pk for unit in units.values()}
    digests = dict(Submission.objects.values_list("pk", "digest"))
    assert all(digests[key] == digest for *_, key, digest in made.members)
    assert verify().faults == ()


def test_a_unit_without_report_blocks_until_the_office_says_why(town):
    campaign, units = collected(town, COUNTY)
    with pytest.raises(Refused, match="白石县：缺少报告"):
        freeze(town, whole(campaign))
    collecting.excuse_unit(by=town.zhou_jie, unit=units[COUNTY], reason="机构尚未组建完", day=FREEZING)
    made = freeze(town, whole(campaign))
    assert made.absent == [[units[COUNTY].pk, COUNTY, "机构尚未组建完"]]
    assert from_json(made.document).cells[NEW] == total(OFFICE, DISTRICT, BUREAU, SCHOOL)


def test_the_citys_own_office_must_be_on_the_list(town):
    campaign, units = opened(town)
    for name in (BUREAU, SCHOOL, DISTRICT, COUNTY, OFFICE):
        hand_in(town, units[name], town.li_qiang if name in {BUREAU, SCHOOL} else town.zhou_jie)
    collecting.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    collecting.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    assert not queries.summed(whole(campaign))[1].blocked
    units[OFFICE].agency = None
    units[OFFICE].save()
    _, found = queries.summed(whole(campaign))
    assert [one.kind for one in found.problems if one.blocks] == [ProblemKind.NO_OFFICE]


def test_the_office_of_a_level_outside_is_known_by_its_kind(town):
    campaign, _ = opened(town)
    rows = [
        NewUnit("远山区", "government", reports=False),
        NewUnit("远山区人民政府办公室", "government_office", parent="远山区"),
    ]
    level, office = collecting.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=IN_TIME)
    hand_in(town, office, town.zhou_jie, new=1, done=1)
    _, found = queries.summed(Level(campaign, level))
    assert [one.kind for one in found.problems if one.kind == ProblemKind.NO_OFFICE] == []
    office.kind = "department"
    office.save()
    _, found = queries.summed(Level(campaign, level))
    assert ProblemKind.NO_OFFICE in {one.kind for one in found.problems}


def test_a_level_that_was_not_accepted_holds_up_the_sum_above_it(town):
    campaign, _ = collected(town, SCHOOL)
    with pytest.raises(Refused, match="下级的合计还没有提交"):
        freeze(town, whole(campaign))


def test_what_the_district_froze_falls_when_a_unit_comes_after_it(town):
    campaign, units = collected(town, SCHOOL)
    given = {"by": town.zhou_jie, "unit": units[SCHOOL], "day": IN_TIME}
    collecting.excuse_unit(**given, reason="机构尚未组建完")
    collecting.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    collecting.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    made = actions.freeze(by=town.li_qiang, level=Level(campaign, units[DISTRICT]), day=FREEZING)
    assert from_json(made.document).cells[NEW] == total(DISTRICT, BUREAU)
    assert not queries.summed(whole(campaign))[1].blocked
    hand_in(town, units[SCHOOL], town.li_qiang)
    _, found = queries.summed(whole(campaign))
    assert ProblemKind.MISSING in {one.kind for one in found.problems if one.blocks}, "it fell with its unit"
    collecting.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=FREEZING)
    collecting.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=FREEZING)
    assert not queries.summed(whole(campaign))[1].blocked, "what is void is held against nothing"


def test_a_merged_unit_hands_its_carry_over_to_the_one_that_took_it(town):
    last, former = collected(town, year=2023)
    campaign, units = opened(town, year=2024)
    assert last.year == 2023
    assert former[BUREAU].pk != units[BUREAU].pk
    merged = {"unit": units[BUREAU], "into": units[DISTRICT], "reason": "机构改革"}
    collecting.merge_unit(by=town.zhou_jie, **merged, day=IN_TIME)
    hand_in(town, units[SCHOOL], town.li_qiang)
    with pytest.raises(Refused, match=r"上年报告结转下年1，本年上年结转填0"):
        hand_in(town, units[DISTRICT], town.zhou_jie, new=3, done=3)
    handed = Submission.objects.get(unit=units[DISTRICT])
    for one in findings.reviewed(handed).judged:
        said = {"key": one.key, "decision": "dismissed", "reason": "一件划转市局"}
        collecting.judge(by=town.zhou_jie, submission=handed, day=IN_TIME, **said)
    collecting.accept(by=town.zhou_jie, submission=handed, day=IN_TIME)
    hand_in(town, units[COUNTY], town.zhou_jie)
    hand_in(town, units[OFFICE], town.zhou_jie, **{"new": 4, "in": 1, "done": 5})
    collecting.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    collecting.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    with pytest.raises(Refused, match=r"上年结转下年1，本年上年结转填0"):
        freeze(town, whole(campaign))
    actions.explain_carried(by=town.zhou_jie, unit=units[DISTRICT], reason="一件划转市局", day=FREEZING)
    made = freeze(town, whole(campaign))
    assert any(kind == "explained" and "一件划转市局" in message for kind, _, message, _ in made.told)
    assert verify().faults == ()


def test_what_a_split_unit_carried_over_comes_in_with_its_successors(town):
    collected(town, year=2023)
    campaign, units = opened(town, year=2024)
    rows = [NewUnit(name, "department", parent=DISTRICT) for name in ("云溪区规划局", "云溪区林业局")]
    plans, woods = collecting.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=IN_TIME)
    for name in (SCHOOL, DISTRICT, COUNTY):
        by = town.li_qiang if name == SCHOOL else town.zhou_jie
        hand_in(town, units[name], by)
    hand_in(town, units[OFFICE], town.zhou_jie, **{"new": 4, "in": 1, "done": 5})
    hand_in(town, plans, town.li_qiang, **{"new": 1, "in": 1, "done": 2})
    hand_in(town, woods, town.li_qiang, new=2, done=2)
    collecting.split_unit(
        by=town.zhou_jie,
        unit=units[BUREAU],
        successors=[plans, woods],
        ends=True,
        reason="机构改革",
        day=IN_TIME,
    )
    collecting.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    collecting.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    made = freeze(town, whole(campaign))
    assert BUREAU not in [name for _, name, *_ in (*made.members, *made.absent)]
    assert {"云溪区规划局", "云溪区林业局"} <= {name for _, name, *_ in made.members}


def test_another_version_needs_its_reason_and_the_first_stays(town):
    campaign, _ = collected(town)
    first = freeze(town, whole(campaign))
    with pytest.raises(Refused, match="请写明更正的理由"):
        freeze(town, whole(campaign))
    second = freeze(town, whole(campaign), reason="白石县更正一格")
    assert (first.version, second.version) == (1, 2)
    assert list(queries.frozen(whole(campaign))) == [second, first]


def test_a_practice_is_never_frozen(town):
    campaign, _ = opened(town, practice=True)
    with pytest.raises(Refused, match="演练"):
        freeze(town, whole(campaign))


def test_only_the_office_that_collects_freezes(town):
    campaign, _ = collected(town)
    with pytest.raises(NotAllowed):
        freeze(town, whole(campaign), by=town.li_qiang)
    assert not Sum.objects.exists()


def test_a_sum_is_not_handed_in_after_a_report_in_it_was_taken_back(town):
    campaign, units = collected(town)
    level = Level(campaign, units[DISTRICT])
    made = actions.freeze(by=town.li_qiang, level=level, day=FREEZING)
    _, above = opened(town, kind="government")
    given = {"by": town.li_qiang, "sum_": made, "unit": above[DISTRICT], "day": FREEZING}
    last = Submission.objects.filter(unit=units[BUREAU]).latest("pk")
    collecting.take_back(by=town.li_qiang, submission=last, reason="漏了一件", day=FREEZING)
    assert queries.moved(made) == [BUREAU]
    collecting.accept(by=town.li_qiang, submission=last, day=FREEZING)
    assert queries.moved(made) == []
    with pytest.raises(Refused, match=f"第1版已经失效（「{BUREAU}」有变动：漏了一件）；请重新汇总定稿"):
        actions.submit_sum(**given)
    again = actions.freeze(by=town.li_qiang, level=level, day=FREEZING, reason="撤回以后照原样通过")
    actions.submit_sum(**{**given, "sum_": again})


def test_a_sum_to_which_a_unit_was_added_since_is_not_handed_in(town):
    campaign, units = collected(town)
    made = actions.freeze(by=town.li_qiang, level=Level(campaign, units[DISTRICT]), day=FREEZING)
    rows = [NewUnit("示范市档案馆", "authorised_organisation")]
    rows += [NewUnit("云溪区档案馆", "authorised_organisation", parent=DISTRICT)]
    collecting.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=FREEZING)
    assert queries.moved(made) == ["云溪区档案馆"]
    _, above = opened(town, kind="government")
    with pytest.raises(Refused, match="第1版已经失效（「云溪区档案馆」有变动：名单增列「云溪区档案馆」）"):
        actions.submit_sum(by=town.li_qiang, sum_=made, unit=above[DISTRICT], day=FREEZING)


def states(unit):
    """The report and the level of a unit."""
    found = next(one for one in collected_queries.standing(unit.campaign, FREEZING) if one.unit.pk == unit.pk)
    return found.state, found.level


def test_taking_back_below_shows_and_voids_the_sum_that_was_handed_in_above(town, above):
    units, handed, _ = above
    last = Submission.objects.filter(unit=units[BUREAU]).latest("pk")
    fallen = falling(units[BUREAU], FREEZING, last)
    assert fallen.levels == (units[DISTRICT],)
    assert fallen.sums == (handed,)
    asked = reverse("collecting:decide", args=[last.pk, "take-back"])
    page = signed_in(town.li_qiang).get(asked).content.decode()
    assert f"<li>交到“{handed.unit.campaign.title}”的汇总（{DISTRICT}，第 1 次提交）</li>" in page
    collecting.take_back(by=town.li_qiang, submission=last, reason="漏了一件", day=FREEZING)
    assert states(units[DISTRICT]) == (State.ACCEPTED, LevelState.WAITING_BELOW)
    assert states(handed.unit)[0] == State.RETURNED
    assert collected_queries.why_returned(handed.unit) == "「云溪区自然资源局」有变动：漏了一件"
    assert falling(units[BUREAU], FREEZING, last).sums == ()
    assert verify().faults == ()


def test_the_levels_above_the_voided_sum_fall_with_it(town, above):
    units, handed, city = above
    collecting.approve_level(by=town.li_qiang, unit=handed.unit, day=FREEZING)
    collecting.accept_level(by=town.zhou_jie, unit=handed.unit, day=FREEZING)
    collecting.approve_level(by=town.zhou_jie, unit=city, day=FREEZING)
    assert falling(units[DISTRICT], FREEZING).levels == (units[DISTRICT], handed.unit, city)
    collecting.take_back_level(by=town.zhou_jie, unit=units[DISTRICT], reason="少了一个单位", day=FREEZING)
    assert states(handed.unit) == (State.RETURNED, LevelState.READY)
    assert states(city)[1] == LevelState.WAITING_BELOW


def test_a_sum_that_does_not_hold_the_report_stays(town, above):
    units, handed, _ = above
    last = Submission.objects.filter(unit=units[COUNTY]).latest("pk")
    assert falling(units[COUNTY], FREEZING, last).sums == ()
    collecting.take_back(by=town.zhou_jie, submission=last, reason="漏了一件", day=FREEZING)
    assert states(handed.unit)[0] == State.ACCEPTED


def test_a_governments_sum_is_no_report_of_its_office(town):
    campaign, units = collected(town)
    made = actions.freeze(by=town.li_qiang, level=Level(campaign, units[DISTRICT]), day=FREEZING)
    _, other = opened(town, practice=True)
    assert not queries.above(made).exists()
    with pytest.raises(Refused, match="汇总是本级政府年报"):
        actions.submit_sum(by=town.li_qiang, sum_=made, unit=other[DISTRICT], day=FREEZING)


def test_a_number_changed_behind_the_house_is_told(town):
    campaign, _ = collected(town)
    made = freeze(town, whole(campaign))
    document = made.document
    document["table3"]["new_received"]["total"] += 1
    super(type(Sum.objects.all()), Sum.objects.filter(pk=made.pk)).update(document=document)
    assert any("年报汇总" in str(one) for one in verify().faults)


@pytest.mark.parametrize("changed", ["title", "reason"])
def test_what_a_sum_is_called_and_why_it_was_corrected_is_vouched_for(town, changed):
    campaign, _ = collected(town)
    freeze(town, whole(campaign))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE aggregation_sum SET {changed} = '改过的'")
    assert [one.ledger for one in verify().faults] == ["年报汇总"]


def test_the_districts_sum_becomes_its_report_to_the_city(town):
    campaign, units = collected(town)
    made = actions.freeze(by=town.li_qiang, level=Level(campaign, units[DISTRICT]), day=FREEZING)
    above, of_city = opened(town, kind="government")
    handed = actions.submit_sum(by=town.li_qiang, sum_=made, unit=of_city[DISTRICT], day=FREEZING)
    assert handed.submission.document == made.document
    with pytest.raises(Refused, match="由它自己的机关提交"):
        actions.submit_sum(by=town.li_qiang, sum_=made, unit=of_city[COUNTY], day=FREEZING)
    assert above.kind == "government"
    assert verify().faults == ()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM aggregation_sumsubmission")
    assert [one.ledger for one in verify().faults] == ["汇总的提交"]
