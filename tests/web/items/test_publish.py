"""Does what was approved go out, and nothing else, when it should?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import actions, answers, queries
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Item
from tests.web.items.written import (
    CONTENT,
    DAY,
    again,
    approved,
    decide,
    drafted,
    fresh,
    keep_secrets,
    listed,
    published,
    submitted,
)

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RENAMED = date(2026, 6, 1)


def read(item) -> str:
    """What the public reads of it."""
    return queries.text_of(queries.live().get(pk=item.pk).live)["body"]


def test_what_three_people_approved_is_read_by_the_public_word_for_word(office):
    item = published(office)
    assert read(item) == CONTENT["body"]
    assert (item.state, item.published_on, item.index_number) == (State.LIVE, DAY, "yunxi/2026-00001")
    assert item.agency_name == "示范市云溪区人民政府办公室"
    assert queries.visible(AnonymousUser(), DAY).get() == item


def test_numbers_follow_each_other_in_the_year_in_which_it_was_formed(office):
    numbers = [published(office).index_number for _ in range(2)]
    old = published(office, content={"formed_on": date(2025, 12, 30)}, looked="转来得晚")
    assert [*numbers, old.index_number] == ["yunxi/2026-00001", "yunxi/2026-00002", "yunxi/2025-00001"]


def test_it_does_not_go_out_before_the_last_approval(office):
    edition = submitted(office)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    with pytest.raises(Refused, match="“审查中”，不能发布"):
        actions.publish(edition=edition, by=office.sun_li, day=DAY)
    assert not queries.live().exists()


def test_only_staff_of_the_agency_publish(office):
    edition = approved(office)
    for person in (office.he_jing, office.zhou_jie, office.chen_jing, office.operator):
        with pytest.raises(NotAllowed):
            actions.publish(edition=edition, by=person, day=DAY)


def test_while_another_text_is_reviewed_the_public_reads_the_old_one(office):
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    changed = {"body": "<p>首两小时免费。</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=changed, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert read(item) == CONTENT["body"]
    assert fresh(item).state == State.LIVE
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    assert read(item) == CONTENT["body"]
    actions.publish(edition=edition, by=office.li_qiang, day=date(2026, 3, 9))
    item = fresh(item)
    assert read(item) == changed["body"]
    assert (item.published_on, item.changed_on) == (DAY, date(2026, 3, 9))
    assert item.index_number == "yunxi/2026-00001"


def test_the_public_reads_of_a_change_unless_it_is_a_minor_one(office):
    item = published(office)
    for note in ("", "减免对象增加残疾人"):
        edition = actions.begin(item=fresh(item), by=office.li_qiang, day=DAY)
        values = {"summary": f"收费标准{note}", "change_note": note}
        actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="heading", values=values, seen=1)
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
        decide(office.zhao_min, edition)
        keep_secrets(office.chen_jing, edition)
        decide(office.sun_li, edition)
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert Publication.objects.filter(item=item).count() == 3
    assert [one.note for one in answers.history(item)] == ["", "减免对象增加残疾人"]


def test_there_is_one_text_on_its_way_beside_the_live_one(office):
    item = published(office)
    actions.begin(item=item, by=office.li_qiang, day=DAY)
    with pytest.raises(Refused, match="第 2 版由李强起草，现在是“起草”；请在那一份上修改"):
        actions.begin(item=item, by=office.zhao_min, day=DAY)


def test_at_its_time_it_goes_out_by_itself(office):
    edition = approved(office)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    assert again(edition).stage == Stage.SCHEDULED
    assert actions.publish_due(NOON - timedelta(minutes=1)) == []
    assert not queries.live().exists()
    (made,) = actions.publish_due(NOON)
    assert (made.day, made.late_minutes, made.person_name) == (date(2026, 3, 3), 0, "定时发布")
    assert queries.live().get() == edition.item
    assert actions.publish_due(NOON + timedelta(minutes=8)) == []


@pytest.mark.parametrize(("minutes", "late"), [(9, 0), (10, 10)])
def test_what_goes_out_two_ticks_after_its_time_is_late(office, minutes, late):
    edition = approved(office)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    (made,) = actions.publish_due(NOON + timedelta(minutes=minutes))
    assert made.late_minutes == late


def test_a_late_tick_publishes_and_says_so(office):
    edition = approved(office)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    (made,) = actions.publish_due(NOON + timedelta(minutes=95))
    assert (made.planned_for, made.late_minutes) == (NOON, 95)
    line = AuditLine.objects.filter(act="items.publish").get()
    assert "迟了 95 分钟" in line.reason
    assert line.actor_name == "系统"


def test_an_edit_takes_the_time_back(office):
    edition = approved(office)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    values = {"body": "<p>改动</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    assert actions.publish_due(NOON + timedelta(hours=1)) == []
    assert fresh(edition.item).scheduled is None
    assert again(edition).stage == Stage.DRAFTING


def test_a_time_that_is_over_is_refused_and_one_can_be_taken_back(office):
    edition = approved(office)
    with pytest.raises(Refused, match="2026-03-03 12:00 已经过了"):
        actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    actions.unschedule(edition=edition, by=office.li_qiang, day=DAY)
    assert actions.publish_due(NOON) == []
    assert again(edition).stage == Stage.APPROVED


def test_what_is_public_does_not_become_inside_before_it_is_withdrawn(office):
    item, given = published(office), {"by": office.li_qiang, "day": DAY}
    edition = actions.begin(**given, item=item)
    kept = {"attribute": "on_request", "attribute_reason": "过程性信息", "reassess_on": date(2027, 3, 1)}
    actions.edit(**given, edition=edition, group="attribute", values=kept, seen=1)
    actions.submit(**given, edition=again(edition))
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    with pytest.raises(Refused, match="已经公开；要改为不公开的，请先撤回"):
        actions.keep_inside(**given, edition=again(edition))
    assert queries.live().get() == item


def test_what_is_not_to_be_public_is_settled_inside_and_looked_at_again(office):
    kept = {"attribute": "on_request", "attribute_reason": "过程性信息", "reassess_on": date(2027, 3, 1)}
    edition = approved(office, content=kept)
    with pytest.raises(Refused, match="“依申请公开”的不能发布"):
        actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    item = actions.keep_inside(edition=edition, by=office.li_qiang, day=DAY)
    assert (item.state, item.look_again_on, item.due_on) == (State.INSIDE, date(2027, 3, 1), None)
    assert not queries.live().exists()
    assert queries.to_look_at_again(office.li_qiang, date(2027, 3, 1)).get() == item
    assert not queries.to_look_at_again(office.li_qiang, date(2027, 2, 28)).exists()


def test_what_was_settled_inside_can_become_public_by_another_review(office):
    kept = {"attribute": "withheld", "attribute_reason": "内部事务", "reassess_on": date(2027, 3, 1)}
    item = actions.keep_inside(edition=approved(office, content=kept), by=office.li_qiang, day=DAY)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    values = {"attribute": "proactive", "attribute_reason": "", "reassess_on": ""}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="attribute", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    item = fresh(item)
    assert (item.state, item.inside, queries.live().get()) == (State.LIVE, None, item)


def test_it_keeps_the_name_that_its_agency_bore_and_says_the_new_one(office):
    item = published(office)
    assert answers.agency_banner(item) == ""
    agencies.rename_agency(
        by=office.operator,
        agency=office.district,
        name="示范市云溪区政务公开办公室",
        day=RENAMED,
        reason="机构改革",
    )
    item = fresh(item)
    assert item.agency_name == "示范市云溪区人民政府办公室"
    assert answers.agency_banner(item) == "示范市云溪区人民政府办公室现名示范市云溪区政务公开办公室。"
    edition = actions.begin(item=item, by=office.li_qiang, day=RENAMED)
    changed = {"body": "<p>首两小时免费。</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=RENAMED, group="body", values=changed, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=RENAMED)
    decide(office.zhao_min, edition, RENAMED)
    keep_secrets(office.chen_jing, edition, RENAMED)
    decide(office.sun_li, edition, RENAMED)
    actions.publish(edition=edition, by=office.li_qiang, day=RENAMED)
    # The name is that of the day on which it was first public, whatever is published of it later.
    assert fresh(item).agency_name == "示范市云溪区人民政府办公室"


def test_it_was_due_twenty_working_days_after_it_was_formed(office):
    assert published(office).due_on == date(2026, 3, 26)  # 2 月 28 日（星期六）调休上班
    reposted = {"origin": "reposted", "source_name": "中国政府网", "source_url": "https://www.gov.cn/x"}
    listed(office)
    assert published(office, content=reposted).due_on is None


def test_an_old_text_is_taken_up_again_in_one_act_and_decided_anew(office):
    item = published(office)
    first = item.live
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.edit(
        edition=edition, by=office.li_qiang, day=DAY, group="body", values={"body": "<p>新</p>"}, seen=1
    )
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    taken = actions.take_up(snapshot=first, by=office.li_qiang, day=DAY, reason="恢复原来的标准")
    edition = queries.under_way(item)
    assert (edition.stage, taken.digest, taken.pk != first.pk) == (Stage.IN_REVIEW, first.digest, True)
    assert read(item) == "<p>新</p>"
    with pytest.raises(Refused, match="不能发布"):
        actions.publish(edition=edition, by=office.sun_li, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    assert read(item) == CONTENT["body"]


def test_what_was_said_of_a_text_when_it_was_new_is_not_said_again(office):
    item = published(office, content={"change_note": "增加减免的对象"})
    given = {"snapshot": item.live, "by": office.li_qiang, "day": DAY, "reason": "恢复原来的标准"}
    actions.take_up(**given, change_note="恢复原来的标准")
    edition = queries.under_way(item)
    assert edition.content["change_note"] == "恢复原来的标准"
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="再等等")
    actions.take_up(**given)
    assert queries.under_way(item).content["change_note"] == ""


def test_what_came_in_under_a_key_comes_in_once(office):
    first = drafted(office, entry_key="oa-2026-18").item
    assert drafted(office, entry_key="oa-2026-18").item == first
    assert Item.objects.count() == 1
