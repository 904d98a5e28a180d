"""How far are the units of a campaign? 周洁 collects for the city, 李强 for 云溪区 what stands below it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai_web.annual.campaign.collecting import actions, findings, queries
from gongkai_web.annual.campaign.collecting.actions.keys import unit_by
from gongkai_web.annual.campaign.collecting.models import Act, Checking, Unit
from gongkai_web.annual.campaign.collecting.standing import (
    Acted,
    DayFacts,
    Facts,
    Handed,
    UnitFacts,
    worked_out,
)
from gongkai_web.annual.campaign.collecting.words import Done, LevelState, State
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.web.campaign.reports import faulty
from tests.web.collecting.lists import (
    BUREAU,
    COUNTY,
    DISTRICT,
    IN_TIME,
    INTERNAL,
    LATE,
    LAW,
    OPENED,
    SCHOOL,
    campaign_of,
    hand_in,
    standing,
)


def approve(town, units):
    """李强 accepts what stands below 云溪区 and approves its level."""
    for name in (BUREAU, SCHOOL):
        actions.accept(by=town.li_qiang, submission=hand_in(town, units[name]), day=IN_TIME)
    actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)


def test_a_correction_after_the_day_does_not_make_late_what_was_published_in_time():
    over = LAW + timedelta(10)
    unit = UnitFacts(1, SCHOOL, "school", 7, None, "department", False, True, None, "")
    corrected = Handed(9, 2, over, "platform")
    facts = Facts(LAW, False, [unit], [], {1: corrected}, [], {1}, {9: over}, {1: IN_TIME})
    (found,) = worked_out(facts, over, "")
    assert (found.published_on, found.first_published_on, found.late_by_law) == (over, IN_TIME, False)
    (never,) = worked_out(replace(facts, released={}, public_since={}), over, "")
    assert never.late_by_law
    (before,) = worked_out(facts, over - timedelta(1), "")
    assert before.published_on is None  # not before its day
    waited_for = replace(facts, handed={}, released={}, public_since={})
    assert [worked_out(waited_for, LAW + timedelta(late), "")[0].overdue for late in (0, 1)] == [False, True]
    for version, overtaken in ((0, False), (1, True), (2, False)):  # 0: a file that came from outside
        handed = {1: replace(corrected, version=version)}
        (one,) = worked_out(replace(facts, handed=handed, last_version={1: 2}), over, "")
        assert one.overtaken is overtaken


@pytest.mark.parametrize(
    ("last", "locked"), [(Done.VOID, False), (Done.RETURN, True), (Done.ACCEPT, True), (None, True)]
)
def test_what_fell_with_a_report_below_is_not_locked_out_after_the_day(last, locked):
    """云溪区 handed its sum in and did nothing wrong: a school below it took its own report back."""
    unit = UnitFacts(1, DISTRICT, "district", 7, None, "government_office", False, True, None, "")
    days, handed = [DayFacts(None, INTERNAL, True)], {1: Handed(9, 1, IN_TIME, "platform")}
    acts = [Acted(1, 9, Done.ACCEPT, None, None)] + ([Acted(1, 9, last, None, None)] if last else [])
    (found,) = worked_out(Facts(LAW, False, [unit], days, handed, acts, {1}, {}), LATE, "")
    assert found.locked == locked
    corrected = {1: Handed(10, 2, LATE, "platform")}
    (again,) = worked_out(Facts(LAW, False, [unit], days, corrected, acts, {1}, {}), LATE, "")
    assert again.locked


@pytest.mark.parametrize(("until", "locked"), [(LATE, False), (LATE - timedelta(1), True), (None, True)])
def test_what_is_returned_with_a_day_may_be_handed_in_until_then_though_the_unit_is_locked(until, locked):
    unit = UnitFacts(1, SCHOOL, "school", 7, None, "department", False, True, None, "")
    returned = [Acted(1, 9, Done.RETURN, until, None)]
    handed, days = {1: Handed(9, 1, IN_TIME, "platform")}, [DayFacts(None, INTERNAL, True)]
    (found,) = worked_out(Facts(LAW, False, [unit], days, handed, returned, {1}, {}), LATE, "")
    assert (found.locked, found.open_until) == (locked, None if locked else until)


@pytest.mark.parametrize(
    ("done", "level", "late"),
    [
        ([], LevelState.WAITING_BELOW, True),
        ([Done.APPROVE_LEVEL], LevelState.WAITING_BELOW, True),
        ([Done.APPROVE_LEVEL, Done.ACCEPT_LEVEL], LevelState.READY, True),
        ([Done.APPROVE_LEVEL, Done.ACCEPT_LEVEL, "top"], LevelState.APPROVED_HERE, False),
    ],
)
def test_a_level_that_only_adds_up_waits_for_the_level_below_and_is_late_until_it_is_approved(
    done, level, late
):
    """云溪区 adds up a bureau that adds up a school; nobody waits for a report of its own."""
    about = ("department", False)
    units = [
        UnitFacts(1, DISTRICT, "district", 7, None, *about, False, None, ""),
        UnitFacts(2, BUREAU, "bureau", 8, 1, *about, False, None, ""),
        UnitFacts(3, SCHOOL, "school", 9, 2, *about, True, None, ""),
    ]
    acts = [Acted(3, 9, Done.ACCEPT, None, None)]
    acts += [
        Acted(1 if one == "top" else 2, None, Done.APPROVE_LEVEL if one == "top" else one, None, None)
        for one in done
    ]
    handed, days = {3: Handed(9, 1, IN_TIME, "platform")}, [DayFacts(None, INTERNAL, False)]
    top, *_ = worked_out(Facts(LAW, False, units, days, handed, acts, {3}, {}), LATE, "")
    assert (top.level, top.late, top.overdue) == (level, late, late)


@pytest.mark.parametrize(("kind", "last"), [("agency", LAW), ("government", date(2025, 3, 31))])
def test_the_statutory_day_is_that_of_the_law_for_its_kind(town, kind, last):
    campaign, _ = campaign_of(town, kind=kind)
    assert campaign.statutory_day == last


def test_a_unit_is_not_started_then_submitted_returned_corrected_accepted_and_published(town):
    campaign, units = campaign_of(town)
    school, seen = units[SCHOOL], []

    def look():
        seen.append(standing(campaign)[SCHOOL].state)

    look()
    first = hand_in(town, school)
    look()
    actions.return_report(by=town.li_qiang, submission=first, reason="表三少一行", day=IN_TIME)
    look()
    second = hand_in(town, school)
    look()
    actions.accept(by=town.li_qiang, submission=second, day=IN_TIME)
    look()
    with pytest.raises(Refused, match="已通过；要更正的，先请示范市云溪区人民政府办公室撤回通过"):
        hand_in(town, school)
    entered = {"by": town.li_qiang, "submission": second, "url": "https://school.example", "day": IN_TIME}
    for wrong, why in ((IN_TIME + timedelta(1), "晚于今天"), (date(2024, 12, 31), "那时还没有这一年的年报")):
        with pytest.raises(Refused, match=why):
            actions.publish(published_on=wrong, **entered)
    actions.publish(
        by=town.li_qiang,
        submission=second,
        published_on=IN_TIME,
        url="https://school.example/2024",
        day=IN_TIME,
    )
    look()
    assert seen == [
        State.NOT_STARTED,
        State.SUBMITTED,
        State.RETURNED,
        State.SUBMITTED,
        State.ACCEPTED,
        State.PUBLISHED,
    ]
    assert [one.number for one in school.submissions.all()] == [1, 2]


def test_a_level_waits_is_ready_approved_here_and_accepted_above(town):
    campaign, units = campaign_of(town)
    seen = [standing(campaign)[DISTRICT].level]
    for name in (BUREAU, SCHOOL):
        actions.accept(by=town.li_qiang, submission=hand_in(town, units[name]), day=IN_TIME)
        seen.append(standing(campaign)[DISTRICT].level)
    actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    seen.append(standing(campaign)[DISTRICT].level)
    actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    seen.append(standing(campaign)[DISTRICT].level)
    assert seen == [
        LevelState.WAITING_BELOW,
        LevelState.WAITING_BELOW,
        LevelState.READY,
        LevelState.APPROVED_HERE,
        LevelState.ACCEPTED_ABOVE,
    ]


def test_taking_back_an_approval_shows_and_voids_what_stands_above_it(town):
    campaign, units = campaign_of(town)
    approve(town, units)
    actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    assert queries.voided_by(units[SCHOOL], IN_TIME) == [units[DISTRICT]]
    last = queries.last_submission(units[SCHOOL])
    act = actions.take_back(by=town.li_qiang, submission=last, reason="数字报错", day=IN_TIME)
    found = standing(campaign)
    assert (found[SCHOOL].state, found[DISTRICT].level) == (State.SUBMITTED, LevelState.WAITING_BELOW)
    void = Act.objects.get(what=Done.VOID_LEVEL)
    assert (void.unit, void.because) == (units[DISTRICT], act)


def test_a_level_is_taken_back_by_whoever_approved_it_last(town):
    campaign, units = campaign_of(town)
    approve(town, units)
    given = {"unit": units[DISTRICT], "reason": "再核", "day": IN_TIME}
    with pytest.raises(NotAllowed):
        actions.take_back_level(by=town.zhou_jie, **given)
    actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    with pytest.raises(NotAllowed):
        actions.take_back_level(by=town.li_qiang, **given)
    actions.take_back_level(by=town.zhou_jie, **given)
    assert standing(campaign)[DISTRICT].level == LevelState.READY


def test_a_level_falls_with_its_own_report_and_with_every_change_of_its_list(town):
    """云溪区's sum holds its own report too: whatever it no longer holds, it has not approved."""
    campaign, units = campaign_of(town)
    own = hand_in(town, units[DISTRICT], by=town.zhou_jie)
    actions.accept(by=town.zhou_jie, submission=own, day=IN_TIME)
    excused = {"by": town.zhou_jie, "unit": units[SCHOOL], "day": IN_TIME}
    actions.excuse_unit(reason="年内新设", **excused)
    actions.accept(by=town.li_qiang, submission=hand_in(town, units[BUREAU]), day=IN_TIME)
    new = actions.NewUnit("云溪区新局", "department", parent=DISTRICT)
    steps = (
        lambda: actions.take_back(by=town.zhou_jie, submission=own, reason="数字报错", day=IN_TIME),
        lambda: actions.excuse_unit(reason="", **excused),
        lambda: actions.add_units(by=town.zhou_jie, campaign=campaign, units=[new], day=IN_TIME),
    )
    found = []
    for step in steps:
        actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
        step()
        found.append(standing(campaign)[DISTRICT].level)
        actions.excuse_unit(reason="年内新设", **excused)
    assert found == [LevelState.READY, LevelState.WAITING_BELOW, LevelState.WAITING_BELOW]
    assert Act.objects.filter(what=Done.VOID_LEVEL, unit=units[DISTRICT]).count() == len(steps)
    assert verify().sound


def test_a_wrong_merger_is_undone_and_the_unit_is_waited_for_again(town):
    campaign, units = campaign_of(town)
    merge = {"by": town.zhou_jie, "unit": units[SCHOOL], "day": IN_TIME}
    actions.merge_unit(into=units[BUREAU], reason="机构改革", **merge)
    actions.accept(by=town.li_qiang, submission=hand_in(town, units[BUREAU]), day=IN_TIME)
    actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    with pytest.raises(NotAllowed):
        actions.unmerge_unit(**merge | {"by": town.li_qiang}, reason="登记错了")
    actions.unmerge_unit(**merge, reason="并的是另一所学校")
    found = standing(campaign)
    assert found[SCHOOL].unit.expected
    assert found[DISTRICT].level == LevelState.WAITING_BELOW
    hand_in(town, units[SCHOOL])
    with pytest.raises(Refused, match="没有并入别的单位"):
        actions.unmerge_unit(**merge, reason="再撤一次")
    assert verify().sound


def test_a_unit_that_was_split_up_owes_nothing_and_its_successors_are_known(town):
    campaign, units = campaign_of(town)
    split = {"by": town.zhou_jie, "unit": units[SCHOOL], "day": IN_TIME}
    rows = [
        actions.NewUnit(name, "authorised_organisation", parent=DISTRICT)
        for name in ("云溪区第一学校", "云溪区第二学校")
    ]
    new = actions.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=IN_TIME)
    with pytest.raises(Refused, match="请选承接的单位"):
        actions.split_unit(successors=[], reason="拆分", **split)
    with pytest.raises(Refused, match="应是同一名单上现有的另一个单位"):
        actions.split_unit(successors=[units[SCHOOL]], reason="拆分", **split)
    actions.split_unit(successors=new, ends=True, reason="年内拆成两所", **split)
    assert list(units[SCHOOL].successors.all()) == new
    assert not standing(campaign)[SCHOOL].unit.expected
    with pytest.raises(Refused, match="已拆分，由承接的单位分别报送"):
        hand_in(town, units[SCHOOL])
    assert verify().sound
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campaign_unit SET ended = NOT ended WHERE name = %s", [SCHOOL])
    assert [one.ledger for one in verify().faults] == ["年报报送的名单"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campaign_unit SET ended = NOT ended WHERE name = %s", [SCHOOL])
    actions.unsplit_unit(reason="登记错了", **split)
    assert standing(campaign)[SCHOOL].unit.expected
    assert not Unit.objects.filter(split_from__isnull=False).exists()
    assert verify().sound


def test_a_unit_that_goes_on_after_all_is_waited_for_again_and_its_level_falls(town):
    campaign, units = campaign_of(town)
    split = {"by": town.zhou_jie, "unit": units[SCHOOL], "successors": [units[BUREAU]], "day": IN_TIME}
    actions.split_unit(reason="工作全部划出", ends=True, **split)
    actions.accept(by=town.li_qiang, submission=hand_in(town, units[BUREAU]), day=IN_TIME)
    actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    actions.split_unit(reason="只划出一部分", ends=False, **split)
    found = standing(campaign)
    assert found[SCHOOL].unit.expected
    assert found[DISTRICT].level == LevelState.WAITING_BELOW
    void = Act.objects.get(what=Done.VOID_LEVEL)
    assert (void.unit, void.reason) == (units[DISTRICT], f"「{SCHOOL}」拆分以后仍然报送")
    assert verify().sound


def test_a_unit_that_was_entered_wrongly_is_taken_off_the_list_and_may_be_entered_again(town):
    campaign, units = campaign_of(town)
    remove = {"by": town.zhou_jie, "day": IN_TIME}
    _, code = actions.give_key(by=town.li_qiang, unit=units[SCHOOL], until=INTERNAL, day=IN_TIME)
    with pytest.raises(NotAllowed):
        actions.remove_unit(**remove | {"by": town.li_qiang}, unit=units[SCHOOL], reason="列错了")
    with pytest.raises(Refused, match="请写明理由"):
        actions.remove_unit(**remove, unit=units[SCHOOL], reason=" ")
    actions.remove_unit(**remove, unit=units[SCHOOL], reason="不是本区的学校")
    actions.remove_unit(**remove, unit=units[COUNTY], reason="县里不由市里收")
    assert set(standing(campaign)) == {DISTRICT, BUREAU}
    with pytest.raises(Refused, match="已经失效"):
        unit_by(code, IN_TIME)
    assert not queries.visible(town.he_jing, IN_TIME).exists(), "it is in no list any more"
    assert verify().sound
    row = actions.NewUnit(COUNTY, "government_office", agency=town.county)
    (again,) = actions.add_units(by=town.zhou_jie, campaign=campaign, units=[row], day=IN_TIME)
    hand_in(town, again, by=town.zhou_jie)
    assert standing(campaign)[COUNTY].state == State.SUBMITTED
    assert verify().sound
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campaign_unit SET removed = '' WHERE name = %s", [SCHOOL])
    assert [one.ledger for one in verify().faults] == ["年报报送的名单"]


def test_what_was_handed_in_or_hangs_together_is_not_taken_off_the_list(town):
    _, units = campaign_of(town)
    remove = {"by": town.zhou_jie, "reason": "列错了", "day": IN_TIME}
    hand_in(town, units[SCHOOL])
    actions.merge_unit(
        by=town.zhou_jie, unit=units[COUNTY], into=units[BUREAU], reason="机构改革", day=IN_TIME
    )
    refused = {
        SCHOOL: "已经交过年报，不能移出名单",
        DISTRICT: f"汇总着「{BUREAU}」",
        BUREAU: f"「{COUNTY}」登记为并入「{BUREAU}」",
    }
    for name, sentence in refused.items():
        with pytest.raises(Refused, match=sentence):
            actions.remove_unit(unit=units[name], **remove)


def test_a_unit_is_said_to_add_up_others_only_and_to_report_after_all(town):
    campaign, units = campaign_of(town)
    change = {"by": town.zhou_jie, "unit": units[DISTRICT], "day": IN_TIME}
    with pytest.raises(Refused, match="下面没有单位"):
        actions.change_reporting(**change | {"unit": units[COUNTY]}, reports=False, reason="列错了")
    actions.change_reporting(**change, reports=False, reason="区里不单独报")
    assert not standing(campaign)[DISTRICT].unit.expected
    with pytest.raises(Refused, match="已经是只汇总的单位"):
        actions.change_reporting(**change, reports=False, reason="再说一次")
    approve(town, units)
    actions.change_reporting(**change, reports=True, reason="区政府办公室自己也要报")
    found = standing(campaign)[DISTRICT]
    assert (found.unit.expected, found.level) == (True, LevelState.READY), "its approval fell"
    hand_in(town, units[DISTRICT], by=town.zhou_jie)
    with pytest.raises(Refused, match="已经交过年报，不能改为只汇总"):
        actions.change_reporting(**change, reports=False, reason="列错了")
    assert verify().sound


def test_a_unit_that_was_merged_is_not_split(town):
    _, units = campaign_of(town)
    given = {"by": town.zhou_jie, "unit": units[SCHOOL], "reason": "机构改革", "day": IN_TIME}
    actions.merge_unit(into=units[BUREAU], **given)
    with pytest.raises(Refused, match=f"已经并入「{BUREAU}」，不能再拆分"):
        actions.split_unit(successors=[units[COUNTY]], ends=True, **given)


def test_work_goes_to_a_unit_that_reports_and_stands_below_one_that_is_there(town):
    """A level that only adds up others has nowhere to tell of what it took over."""
    campaign, units = campaign_of(town)
    given = {"by": town.zhou_jie, "reason": "机构改革", "day": IN_TIME}
    actions.change_reporting(unit=units[DISTRICT], reports=False, **given)
    with pytest.raises(Refused, match="只汇总"):
        actions.merge_unit(unit=units[COUNTY], into=units[DISTRICT], **given)
    with pytest.raises(Refused, match="只汇总"):
        actions.split_unit(unit=units[COUNTY], successors=[units[DISTRICT]], **given)
    actions.change_reporting(unit=units[DISTRICT], reports=True, **given)
    actions.merge_unit(unit=units[COUNTY], into=units[DISTRICT], **given)
    with pytest.raises(Refused, match="承接了别的单位"):
        actions.change_reporting(unit=units[DISTRICT], reports=False, **given)
    row = actions.NewUnit("白石县档案馆", "authorised_organisation", parent=COUNTY)
    with pytest.raises(Refused, match="已并入"):
        actions.add_units(by=town.zhou_jie, campaign=campaign, units=[row], day=IN_TIME)


def test_a_unit_whose_report_counts_is_not_merged_before_that_is_taken_back(town):
    """Its numbers would stand in the sum twice: in its own report and in the one that tells of both."""
    _, units = campaign_of(town)
    last = hand_in(town, units[COUNTY], by=town.zhou_jie)
    merge = {"by": town.zhou_jie, "unit": units[COUNTY], "into": units[DISTRICT], "reason": "机构改革"}
    actions.accept(by=town.zhou_jie, submission=last, day=IN_TIME)
    with pytest.raises(Refused, match="重复计算"):
        actions.merge_unit(**merge, day=IN_TIME)
    actions.take_back(by=town.zhou_jie, submission=last, reason="机构改革", day=IN_TIME)
    actions.merge_unit(**merge, day=IN_TIME)
    with pytest.raises(Refused, match="已并入"):
        actions.accept(by=town.zhou_jie, submission=last, day=IN_TIME)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"code": "1" * 61}, "单位编码有 61 字"),
        ({"code": "yunxi"}, "和「云溪区」的单位编码都是「yunxi」"),
        ({"email": "不是邮箱"}, "不是邮箱地址"),
    ],
)
def test_a_row_that_would_be_taken_for_another_unit_or_cannot_be_kept_is_refused(town, row, told):
    campaign, _ = campaign_of(town)
    new = actions.NewUnit("云溪区新局", "department", **row)
    with pytest.raises(Refused, match=told):
        actions.add_units(by=town.zhou_jie, campaign=campaign, units=[new], day=OPENED)
    assert not campaign.units.filter(name="云溪区新局").exists()


def test_an_internal_day_is_of_a_unit_of_this_list(town):
    campaign, _ = campaign_of(town)
    _, others = campaign_of(town, practice=True)
    with pytest.raises(Refused, match="不在这一次报送的名单上"):
        actions.set_internal_day(
            by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, unit=others[SCHOOL], day=OPENED
        )


@pytest.mark.parametrize(
    "known_by",
    [
        {"name": "云溪区第一学校", "former_names": (SCHOOL,)},
        {"name": SCHOOL, "code": "school-1"},
        {"name": "云溪区第一学校", "code": "school-0"},
    ],
)
def test_a_unit_is_known_again_by_code_name_or_former_name(town, known_by):
    """Else what it carried over last year is compared with nothing (R5)."""
    code = "school-0" if known_by.get("code") == "school-0" else ""
    given = {"by": town.zhou_jie, "day": OPENED}
    last = actions.open_campaign(agency=town.city, year=2023, **given)
    (old,) = actions.add_units(
        campaign=last, units=[actions.NewUnit(SCHOOL, "authorised_organisation", code=code)], **given
    )
    hand_in(town, old, by=town.zhou_jie)
    campaign = actions.open_campaign(agency=town.city, year=2024, **given)
    row = actions.NewUnit(kind="authorised_organisation", **known_by)
    (new,) = actions.add_units(campaign=campaign, units=[row], **given)
    assert findings.before(new).year == 2023


def test_a_unit_is_decided_by_the_office_that_adds_it_up_and_by_no_other(town):
    _, units = campaign_of(town)
    handed = hand_in(town, units[SCHOOL])
    for stranger in (town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            actions.accept(by=stranger, submission=handed, day=IN_TIME)


def test_a_level_outside_decides_nothing_and_the_next_office_above_it_does(town):
    campaign, _ = campaign_of(town)
    rows = (
        actions.NewUnit("云溪区教育系统", "department", parent=DISTRICT, reports=False),
        actions.NewUnit("云溪区第二学校", "authorised_organisation", parent="云溪区教育系统"),
    )
    _, school = actions.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=OPENED)
    handed = hand_in(town, school)
    with pytest.raises(NotAllowed):
        actions.accept(by=town.zhou_jie, submission=handed, day=IN_TIME)
    assert actions.accept(by=town.li_qiang, submission=handed, day=IN_TIME).what == "accept"


def test_only_the_last_submission_is_decided(town):
    _, units = campaign_of(town)
    first = hand_in(town, units[SCHOOL])
    hand_in(town, units[SCHOOL])
    with pytest.raises(Refused, match="后来又交了一份"):
        actions.accept(by=town.li_qiang, submission=first, day=IN_TIME)


def test_late_is_not_locked_and_locked_is_only_where_it_was_said(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED)
    one = standing(campaign, LATE)[SCHOOL]
    assert (one.late, one.late_by_law, one.locked) == (True, False, False)
    hand_in(town, units[SCHOOL], LATE)
    assert standing(campaign, LATE)[SCHOOL].late, "it came in after the internal day"
    assert standing(campaign, LAW + timedelta(days=1))[COUNTY].late_by_law


def test_the_internal_day_itself_is_neither_late_nor_locked(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(
        by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED, locks=True
    )
    for day, over in ((INTERNAL, False), (INTERNAL + timedelta(days=1), True)):
        one = standing(campaign, day)[SCHOOL]
        assert (one.late, one.locked) == (over, over)
    hand_in(town, units[SCHOOL], INTERNAL)
    assert not standing(campaign, LATE)[SCHOOL].late, "it came in on its day"
    actions.set_internal_day(
        by=town.zhou_jie, campaign=campaign, internal_day=LAW, day=OPENED, reason="与法定期限同一天"
    )
    assert standing(campaign)[COUNTY].internal_day == LAW


def published(town, unit, day, *, handed, **changes):
    """The county's report, handed in on one day and published on its own site on the other."""
    submission = hand_in(town, unit, handed, by=town.zhou_jie, **changes)
    given = {"by": town.zhou_jie, "submission": submission, "day": max(day, handed)}
    actions.accept(**given)
    actions.publish(published_on=day, url="https://baishi.example/2024", **given)
    return submission


@pytest.mark.parametrize(
    ("kind", "handed", "public", "late"),
    [
        ("agency", IN_TIME, LAW, False),
        ("agency", LAW, LAW, False),
        ("agency", IN_TIME, LAW + timedelta(days=1), True),
        ("agency", LAW + timedelta(days=1), IN_TIME, True),
        ("government", date(2025, 4, 2), date(2025, 3, 31), False),
        ("government", IN_TIME, date(2025, 4, 1), True),
    ],
)
def test_by_the_law_an_agency_submits_and_publishes_a_government_publishes(town, kind, handed, public, late):
    """第四十九条: 提交并公布, both by 31 January; for a government only 公布, by 31 March."""
    campaign, units = campaign_of(town, kind=kind)
    published(town, units[COUNTY], public, handed=handed)
    assert standing(campaign, date(2025, 4, 10))[COUNTY].late_by_law is late


def test_what_is_missing_after_the_day_and_what_came_after_it_are_told_apart(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED)
    hand_in(town, units[SCHOOL], IN_TIME)
    returned = hand_in(town, units[BUREAU], IN_TIME)
    actions.return_report(by=town.li_qiang, submission=returned, reason="表三少一行", day=IN_TIME)
    hand_in(town, units[COUNTY], LATE, by=town.zhou_jie)
    found = standing(campaign, LATE)
    told = {name: (found[name].overdue, found[name].came_late) for name in (SCHOOL, BUREAU, COUNTY)}
    assert told == {SCHOOL: (False, False), BUREAU: (True, False), COUNTY: (False, True)}
    over = standing(campaign, LAW + timedelta(days=1))[SCHOOL]
    assert (over.overdue, over.came_late, over.published_late) == (False, False, True)


def test_nobody_is_late_by_law_in_what_is_brought_in_afterwards(town):
    """周洁 collects 2022 in spring 2025: nothing that she asks for is two years late."""
    spring = date(2025, 3, 3)
    given = {"by": town.zhou_jie, "day": spring}
    campaign = actions.open_campaign(agency=town.city, year=2022, **given)
    actions.add_units(campaign=campaign, units=[actions.NewUnit(SCHOOL, "authorised_organisation")], **given)
    assert campaign.title == "2022年度机关年报补录"
    one = standing(campaign, spring)[SCHOOL]
    assert (one.late, one.late_by_law, queries.wanted_by(one)) == (False, False, None)
    with pytest.raises(Refused, match="在发起（2025-03-03）以前"):
        actions.set_internal_day(campaign=campaign, internal_day=date(2025, 3, 1), **given)
    actions.set_internal_day(campaign=campaign, internal_day=date(2025, 4, 1), **given)
    assert standing(campaign, date(2025, 4, 2))[SCHOOL].overdue, "the office's own day is over"
    unit = UnitFacts(1, SCHOOL, "school", 7, None, "department", False, True, None, "")
    for public, late in ((date(2023, 1, 31), False), (date(2023, 2, 6), True)):
        facts = Facts(date(2023, 1, 31), True, [unit], [], {}, [], {1}, {}, {1: public}, afterwards=True)
        (one,) = worked_out(facts, spring, "")
        assert one.published_late is late, "what is known is said"


def test_what_came_in_time_and_is_corrected_later_stays_in_time(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED)
    first = published(town, units[COUNTY], IN_TIME, handed=IN_TIME)
    spring = date(2025, 3, 3)
    actions.take_back(by=town.zhou_jie, submission=first, reason="更正一格", day=spring)
    corrected = hand_in(town, units[COUNTY], spring, by=town.zhou_jie)
    waiting = standing(campaign, spring)[COUNTY]
    actions.accept(by=town.zhou_jie, submission=corrected, day=spring)
    accepted = standing(campaign, spring)[COUNTY]
    assert [(one.late, one.late_by_law) for one in (waiting, accepted)] == [(False, False)] * 2


def test_nobody_has_published_a_report_before_its_year_was_over(town):
    _, units = campaign_of(town)
    with pytest.raises(Refused, match="年度结束以前"):
        published(town, units[COUNTY], date(2024, 12, 31), handed=IN_TIME)


def test_a_locked_unit_is_opened_again_alone_with_a_reason_and_until_a_day(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(
        by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED, locks=True
    )
    with pytest.raises(Refused, match="已锁定；要提交的，请示范市云溪区人民政府办公室重新开放"):
        hand_in(town, units[SCHOOL], LATE)
    with pytest.raises(Refused, match="写明理由"):
        actions.reopen(by=town.li_qiang, unit=units[SCHOOL], reason=" ", until=LATE, day=LATE)
    actions.reopen(by=town.li_qiang, unit=units[SCHOOL], reason="系统故障", until=LATE, day=LATE)
    assert not standing(campaign, LATE)[SCHOOL].locked
    assert standing(campaign, LATE)[BUREAU].locked
    assert standing(campaign, LATE + timedelta(days=1))[SCHOOL].locked
    hand_in(town, units[SCHOOL], LATE)


def test_the_internal_day_of_a_unit_holds_for_those_below_it(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED)
    early = INTERNAL - timedelta(days=5)
    actions.set_internal_day(
        by=town.zhou_jie, campaign=campaign, internal_day=early, day=OPENED, unit=units[DISTRICT]
    )
    found = standing(campaign)
    assert {found[name].internal_day for name in (DISTRICT, BUREAU, SCHOOL)} == {early}
    assert found[COUNTY].internal_day == INTERNAL
    with pytest.raises(Refused, match="晚于法定期限"):
        actions.set_internal_day(
            by=town.zhou_jie,
            campaign=campaign,
            internal_day=LAW + timedelta(days=1),
            day=OPENED,
            reason="等等",
        )


def test_a_practice_can_never_count(town):
    campaign, units = campaign_of(town)
    tried = hand_in(town, units[SCHOOL], practice=True)
    assert standing(campaign)[SCHOOL].state == State.NOT_STARTED
    with pytest.raises(Refused, match="演练"):
        actions.accept(by=town.li_qiang, submission=tried, day=IN_TIME)
    practice, theirs = campaign_of(town, practice=True)
    actions.accept(by=town.li_qiang, submission=hand_in(town, theirs[SCHOOL]), day=IN_TIME)
    assert standing(practice)[SCHOOL].state == State.ACCEPTED
    assert queries.accepted_reports(practice) == queries.accepted_reports(campaign) == ()


def test_what_was_held_of_a_finding_in_a_practice_holds_in_the_practice_alone(town):
    """李强 tries the desk out and dismisses whatever he finds."""
    _, units = campaign_of(town)
    _, theirs = campaign_of(town, practice=True)
    made = faulty() | {"agency": SCHOOL}
    given = {"by": town.li_qiang, "day": IN_TIME}
    tries = [
        actions.submit_report(unit=theirs[SCHOOL], document=made, **given),
        actions.submit_report(unit=units[SCHOOL], document=made, practice=True, **given),
    ]
    for tried in tries:
        for one in findings.reviewed(tried).judged:
            said = {"key": one.key, "decision": "dismissed", "reason": "试一试"}
            actions.judge(submission=tried, **said, **given)
        assert not findings.open_errors(tried)
    handed = actions.submit_report(unit=units[SCHOOL], document=made, **given)
    with pytest.raises(Refused, match="还有错误"):
        actions.accept(submission=handed, **given)


def test_accepted_reports_count_and_say_whether_every_level_above_has_agreed(town):
    campaign, units = campaign_of(town)
    approve(town, units)
    found = {one.unit.name: one for one in queries.accepted_reports(campaign)}
    assert found.keys() == {BUREAU, SCHOOL}
    assert found[SCHOOL].report.cells["table3.new_received.total"] is not None
    assert not found[SCHOOL].settled
    actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    assert all(one.settled for one in queries.accepted_reports(campaign))


def test_a_unit_that_is_excused_or_merged_is_not_waited_for(town):
    campaign, units = campaign_of(town)
    actions.excuse_unit(by=town.zhou_jie, unit=units[SCHOOL], reason="年内新设，无数据", day=OPENED)
    actions.accept(by=town.li_qiang, submission=hand_in(town, units[BUREAU]), day=IN_TIME)
    assert standing(campaign)[DISTRICT].level == LevelState.READY
    actions.merge_unit(
        by=town.zhou_jie, unit=units[COUNTY], into=units[DISTRICT], reason="机构改革", day=OPENED
    )
    assert not standing(campaign, LAW + timedelta(days=1))[COUNTY].late_by_law
    with pytest.raises(Refused, match="已并入"):
        hand_in(town, units[COUNTY], by=town.he_jing)


def test_what_was_checked_by_older_rules_is_stale_until_it_is_checked_again(town, monkeypatch):
    campaign, units = campaign_of(town)
    handed = hand_in(town, units[SCHOOL])
    assert not standing(campaign)[SCHOOL].stale
    for room in ("queries", "actions.handing"):
        module = f"gongkai_web.annual.campaign.collecting.{room}.rules_version"
        monkeypatch.setattr(module, lambda: "of tomorrow")
    assert standing(campaign)[SCHOOL].stale
    assert actions.check_again(by=town.zhou_jie, campaign=campaign, day=IN_TIME) == 1
    assert not standing(campaign)[SCHOOL].stale
    assert [one.rules for one in Checking.objects.filter(submission=handed)][1:] == ["of tomorrow"]


def done_with(town):
    """Something of each kind that the trail vouches for."""
    campaign, units = campaign_of(town)
    given = {"by": town.zhou_jie, "day": IN_TIME}
    actions.set_internal_day(campaign=campaign, internal_day=INTERNAL, **given)
    approve(town, units)
    key, _ = actions.give_key(unit=units[COUNTY], until=IN_TIME, **given)
    actions.revoke_key(key=key, **given)
    last = queries.last_submission(units[SCHOOL])
    actions.remark(by=town.li_qiang, submission=last, cell="table3.granted.total", text="？", day=IN_TIME)
    wrong = actions.submit_report(
        unit=units[COUNTY], document=faulty() | {"agency": COUNTY}, reply="照登记", **given
    )
    for one in findings.reviewed(wrong).judged:
        actions.judge(submission=wrong, key=one.key, decision="confirmed", reason="", **given)
    actions.rename_unit(unit=units[SCHOOL], name="云溪区第一学校", **given)
    actions.excuse_unit(unit=units[COUNTY], reason="年内新设", **given)


def test_the_trail_vouches_for_what_was_handed_in_and_decided(town):
    done_with(town)
    assert verify().sound


@pytest.mark.parametrize(
    "planted",
    [
        "UPDATE campaign_campaign SET practice = NOT practice",
        "UPDATE campaign_unit SET excused = '不用等了' WHERE excused <> ''",
        "UPDATE campaign_unit SET name = '别的学校' WHERE name = '云溪区第一学校'",
        "UPDATE campaign_campaign SET opened_on = '2025-02-03'",
        "UPDATE campaign_internalday SET day = '2025-01-30'",
        "UPDATE campaign_internalday SET reason = '另有安排', set_on = '2025-01-03'",
        "UPDATE campaign_submission SET practice = NOT practice",
        "UPDATE campaign_submission SET name = '别的文件.json'",
        "UPDATE campaign_submission SET kind = 'pdf'",
        "UPDATE campaign_submission SET cells_digest = ''",
        "UPDATE campaign_submission SET text_digest = 'another'",
        "UPDATE campaign_checking SET errors = errors + 1",
        "UPDATE campaign_checking SET warnings = warnings + 1",
        "UPDATE campaign_checking SET notes = notes + 1",
        "UPDATE campaign_checking SET rules = '别的规则'",
        "UPDATE campaign_act SET what = 'return' WHERE what = 'accept'",
        "UPDATE campaign_act SET person_id = person_id + 1",
        "UPDATE campaign_uploadkey SET revoked_on = NULL",
        "UPDATE campaign_uploadkey SET made_on = '2024-12-31'",
        "UPDATE campaign_uploadkey SET code_digest = 'a link of somebody else'",
        "UPDATE campaign_unit SET reports = NOT reports WHERE name = '白石县'",
        "UPDATE campaign_unit SET vertical = NOT vertical WHERE name = '白石县'",
        "UPDATE campaign_unit SET kind = 'department' WHERE name = '白石县'",
        "UPDATE campaign_unit SET code = 'yunxi' WHERE name = '白石县'",
        "UPDATE campaign_unit SET agency_id = NULL WHERE name = '白石县'",
        "UPDATE campaign_unit SET former_names = '[]'",
        "UPDATE campaign_submission SET reply = '没有改' WHERE reply <> ''",
        "UPDATE campaign_verdict SET decision = 'dismissed', reason = '不是问题'",
        "UPDATE campaign_verdict SET reason = '改过的'",
        "UPDATE campaign_verdict SET agency_id = agency_id + 1",
        "UPDATE campaign_remark SET text = '写得好'",
        "UPDATE campaign_remark SET by_unit = NOT by_unit",
        "UPDATE campaign_remark SET day = '2024-12-31'",
    ],
)
def test_what_was_changed_past_the_acts_is_found(town, planted):
    done_with(town)
    with connection.cursor() as cursor:
        cursor.execute(planted)
    assert not verify().sound


def test_an_internal_day_before_the_campaign_was_begun_is_refused(town):
    campaign, _ = campaign_of(town)
    begun = campaign.opened_on
    given = {"by": town.zhou_jie, "campaign": campaign, "day": OPENED}
    with pytest.raises(Refused, match=f"在发起（{begun}）以前"):
        actions.set_internal_day(**given, internal_day=begun - timedelta(days=1))
    assert not campaign.days.exists()
