"""Who is reminded of what while the reports of a year are collected, on 今天 and by the morning mail?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.reading.formats.sheets import sheets
from gongkai.reading.formats.sniff import Kind
from gongkai_web.annual.actions import Frozen, release_sum
from gongkai_web.annual.campaign import jobs
from gongkai_web.annual.campaign.collecting import actions, mailing, queries, work
from gongkai_web.annual.campaign.collecting.models import Act, Checking
from gongkai_web.annual.campaign.collecting.pages.work import work_rows
from gongkai_web.annual.campaign.collecting.work import Task
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.schedule import mail
from gongkai_web.schedule.queries import summary
from tests.people import found
from tests.web.campaign.reports import signed_in, tree_of
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
    report_of,
)
from tests.web.look.trees import find, text


class Numbered:
    """A job with its key."""

    key = "campaign.send_reminder:1"


@pytest.fixture
def opened(town):
    campaign, units = campaign_of(town)
    actions.set_internal_day(by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, day=OPENED)
    return units


def todo(person, day):
    """Task, unit or count, and day of each."""
    every = work.work(person, day, [tuple(work.running(person, day))])
    return [(one.task, one.unit.name if one.unit else one.count, one.due) for one in every]


def test_a_unit_is_asked_to_hand_in_and_to_correct(town, opened):
    assert todo(town.he_jing, IN_TIME) == [(Task.HAND_IN, COUNTY, INTERNAL)]
    handed = hand_in(town, opened[COUNTY], by=town.he_jing)
    assert todo(town.he_jing, IN_TIME) == []
    given = {"submission": handed, "reason": "请补正", "day": IN_TIME}
    actions.return_report(by=town.zhou_jie, until=LATE, **given)
    assert todo(town.he_jing, IN_TIME) == [(Task.CORRECT, COUNTY, LATE)]


def test_the_office_above_decides_reminds_and_approves_its_level(town, opened):
    assert todo(town.li_qiang, IN_TIME) == [(Task.HAND_IN, DISTRICT, INTERNAL)]
    handed = [hand_in(town, opened[name]) for name in (BUREAU, SCHOOL)]
    assert (Task.DECIDE, 2, INTERNAL) in todo(town.li_qiang, IN_TIME)
    for one in handed:
        actions.accept(by=town.li_qiang, submission=one, day=IN_TIME)
    assert (Task.APPROVE_LEVEL, DISTRICT, INTERNAL) in todo(town.li_qiang, IN_TIME)
    actions.approve_level(by=town.li_qiang, unit=opened[DISTRICT], day=IN_TIME)
    assert todo(town.zhou_jie, IN_TIME)[:1] == [(Task.ACCEPT_LEVEL, DISTRICT, INTERNAL)]
    assert (Task.REMIND, 2, INTERNAL) in todo(town.zhou_jie, LATE), "云溪区 and 白石县 themselves"


def to_open(person, day):
    """The offices that have a campaign to open, with the year and the last day."""
    found = work.work(person, day, [(), tuple(work.openers(person, day))])
    assert {one.task for one in found} <= {Task.OPEN}
    return [(one.campaign.agency, one.campaign.year, one.due) for one in found]


def test_the_supervising_office_is_asked_to_open_one_from_december_to_the_day_of_the_law(town):
    asked = [(town.city, 2024, LAW)]
    days = (date(2024, 11, 30), date(2024, 12, 1), IN_TIME, LAW, date(2025, 2, 1))
    assert [to_open(town.zhou_jie, day) for day in days] == [[], asked, asked, asked, []]
    assert to_open(town.he_jing, IN_TIME) == [], "nobody reports to 白石县"
    campaign_of(town)
    assert to_open(town.zhou_jie, IN_TIME) == []
    assert to_open(town.li_qiang, IN_TIME) == [], "云溪区 stands in the city's list"


def test_the_row_leads_to_the_form_filled_in(town, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2024, 12, 2))
    client = signed_in(town.zhou_jie)
    page = tree_of(client.get(reverse("desk:home")))
    (link,) = [one for one in find(page, "table.work a") if text(one) == "发起"]
    form = tree_of(client.get(link.get("href")))
    assert [one.get("value") for one in find(form, "input[name=year]")] == ["2024"]


def test_what_waits_for_the_office_that_collects_has_its_rows(town):
    bare = actions.open_campaign(by=town.zhou_jie, agency=town.city, year=2024, day=OPENED, kind="government")
    assert (Task.LIST, 1, bare.statutory_day) in todo(town.zhou_jie, IN_TIME)
    _, units = campaign_of(town)
    for name in (DISTRICT, COUNTY):
        actions.accept(by=town.zhou_jie, submission=hand_in(town, units[name], by=town.zhou_jie), day=IN_TIME)
    assert (Task.ENTER_PUBLISHED, 2, LAW) in todo(town.zhou_jie, IN_TIME)
    assert Task.ADD_UP not in [one[0] for one in todo(town.zhou_jie, IN_TIME)]
    for name in (BUREAU, SCHOOL):
        actions.accept(by=town.li_qiang, submission=hand_in(town, units[name]), day=IN_TIME)
    actions.approve_level(by=town.li_qiang, unit=units[DISTRICT], day=IN_TIME)
    actions.accept_level(by=town.zhou_jie, unit=units[DISTRICT], day=IN_TIME)
    of_government = date(2025, 3, 31)  # 第四十九条第二款; the units' own day says nothing of the sum
    assert (Task.ADD_UP, 4, of_government) in todo(town.zhou_jie, IN_TIME)
    handed = queries.last_submission(units[COUNTY])
    Checking(submission=handed, rules="旧规则", errors=0, warnings=0, notes=0, day=IN_TIME).save()
    assert (Task.CHECK_AGAIN, 1, LAW) in todo(town.zhou_jie, IN_TIME)


def test_the_office_of_a_government_is_reminded_of_its_governments_report_until_it_is_public(town, opened):
    """Nobody holds an office at 示范市人民政府 itself: whoever keeps its reports sees the day."""
    march = date(2025, 3, 31)
    expected = (Task.GOVERNMENT, 1, march)
    assert expected in todo(town.zhou_jie, IN_TIME)
    assert expected in todo(town.zhou_jie, date(2025, 4, 2)), "it is not less due once the day is over"
    assert expected not in todo(town.zhou_jie, date(2026, 1, 5)), "its year is long past"
    assert not [one for one in todo(town.he_jing, IN_TIME) if one[0] == Task.GOVERNMENT]
    every = work.work(town.zhou_jie, IN_TIME, [tuple(work.running(town.zhou_jie, IN_TIME))])
    (row,) = work_rows([one for one in every if one.task == Task.GOVERNMENT], IN_TIME)
    assert row.about == "示范市人民政府的本级政府年报还没有公布"
    assert row.act.href == reverse("aggregation:sum", args=[opened[COUNTY].campaign_id, 0])
    city = found(town.operator, "示范市人民政府", "shifan-gov", "government")
    frozen = Frozen(report_of(opened[COUNTY]), "", IN_TIME, "郑刚", "")
    release_sum(by=town.zheng_gang, government=city, office=town.city, year=2024, frozen=frozen, day=IN_TIME)
    assert expected not in todo(town.zhou_jie, IN_TIME)


def test_an_office_that_collects_nothing_here_has_a_row_of_its_own_for_its_government(town):
    """云溪区 collects nothing here, and stands on nobody's list: the day of its government holds."""

    def rows(person, day):
        found = work.work(person, day, [(), (), tuple(work.owing(person, day))])
        return [(one.about, one.due_on, one.act.href) for one in work_rows(found, day)]

    march = date(2025, 3, 31)
    new = f"{reverse('collecting:new')}?agency={town.district.pk}&year=2024&kind=government"
    asked = [("示范市云溪区人民政府的本级政府年报还没有公布", march, new)]
    days = [date(2024, 12, 31), date(2025, 1, 1), march, date(2025, 4, 1)]
    assert [rows(town.li_qiang, day) for day in days] == [[], asked, asked, []]
    assert work.lists(town.li_qiang, march)[2].found() == (town.district,)
    assert rows(town.stranger, IN_TIME) == []
    assert b'value="government" selected' in signed_in(town.li_qiang).get(new).content
    actions.open_campaign(by=town.li_qiang, agency=town.district, year=2024, day=IN_TIME)
    assert rows(town.li_qiang, IN_TIME) == [], "the row of the campaign says it"


def reminded(town, *units, **changes):
    return actions.remind(**{"by": town.li_qiang, "units": units, "way": "mail", "day": IN_TIME, **changes})


def test_a_unit_outside_is_reminded_by_mail_and_it_is_entered(town, opened, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    school = opened[SCHOOL]
    with pytest.raises(Refused, match="没有登记联系邮箱"):
        reminded(town, school)
    with pytest.raises(Refused, match="不是邮箱地址"):
        actions.set_contact(by=town.li_qiang, unit=school, email="学校", phone="", day=IN_TIME)
    contact = {"email": "office@school.example", "phone": "010-1234"}
    actions.set_contact(by=town.li_qiang, unit=school, **contact, day=IN_TIME)
    with pytest.raises(NotAllowed):
        reminded(town, school, by=town.he_jing)
    (made,) = reminded(town, school, said="有问题请打电话")
    jobs.send_reminder.func(Numbered(), made.pk)
    (mail_,) = mailoutbox
    assert (mail_.to, mail_.subject) == (["office@school.example"], "催报：2024年度机关年报报送")
    for said in (f"请在 {INTERNAL} 以前", f"法定期限是 {LAW}", "有问题请打电话", "上传链接"):
        assert said in mail_.body
    hand_in(town, school)
    with pytest.raises(Refused, match="已经交了"):
        reminded(town, school)
    assert verify().sound
    with connection.cursor() as cursor:
        cursor.execute("UPDATE campaign_reminder SET day = '2025-01-02'")
    assert [one.ledger for one in verify().faults] == ["催报"]


def test_a_mail_names_no_day_that_is_over_as_one_to_keep(town, opened):
    school, given = opened[SCHOOL], {"by": town.li_qiang, "unit": opened[SCHOOL]}
    actions.set_contact(**given, email="office@school.example", phone="", day=IN_TIME)
    (late,) = reminded(town, school, way="phone", day=LATE)
    assert f"应报日期 {INTERNAL} 已过，请尽快报送" in mailing.message_of(late)[1]
    assert "以前（含当日）" not in mailing.message_of(late)[1]
    actions.reopen(**given, reason="系统故障", until=LAW, day=LATE)
    assert f"请在 {LAW} 以前（含当日）报送" in mailing.message_of(late)[1]


def test_a_unit_that_is_locked_gets_no_mail_before_it_is_opened_again(town, opened, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    school, given = opened[SCHOOL], {"by": town.li_qiang, "unit": opened[SCHOOL]}
    locks = {"campaign": school.campaign, "internal_day": INTERNAL, "locks": True, "day": IN_TIME}
    actions.set_internal_day(by=town.zhou_jie, **locks, reason="过期锁定")
    actions.set_contact(**given, email="office@school.example", phone="", day=IN_TIME)
    with pytest.raises(Refused, match=f"「{SCHOOL}」已锁定.*请先重新开放"):
        reminded(town, school, day=LATE)
    assert reminded(town, school, way="phone", day=LATE)
    actions.reopen(**given, reason="系统故障", until=LAW, day=LATE)
    assert reminded(town, school, day=LATE)


def test_how_far_the_units_are_is_worked_out_once_for_all_that_are_reminded(town, opened):
    with CaptureQueriesContext(connection) as found:
        reminded(town, opened[SCHOOL], opened[BUREAU], way="phone")
    of_acts = f'FROM "{Act._meta.db_table}"'
    asked = [one["sql"] for one in found if one["sql"].find(of_acts) == one["sql"].find("FROM ") != -1]
    assert len(asked) == 1


def test_without_a_mail_server_the_list_is_printed_and_the_call_is_entered(
    town, opened, monkeypatch, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    monkeypatch.setattr(timezone, "localdate", lambda *_: LATE)
    school, client = opened[SCHOOL], signed_in(town.li_qiang)
    client.post(reverse("collecting:act", args=[school.pk, "contact"]), {"email": "", "phone": "010-1234"})
    at = reverse("collecting:reminders", args=[school.campaign_id])
    page = client.get(at).content.decode()
    for said in ("没有设置邮件服务器", "010-1234", SCHOOL, BUREAU):
        assert said in page
    assert COUNTY not in page, "the city reminds 白石县"
    refused = client.post(at, {"units": [school.pk], "way": "mail"})
    assert (refused.status_code, "请打印名单" in refused.content.decode()) == (422, True)
    client.post(at, {"units": [school.pk], "way": "phone", "said": "王老师接的"})
    assert f"{LATE} 电话" in client.get(at).content.decode()
    page = text(find(tree_of(client.get(reverse("collecting:unit", args=[school.pk]))), "main")[0])
    assert "催报（电话）" in page
    assert "010-1234：王老师接的" in page
    file = client.get(reverse("collecting:reminders_file", args=[school.campaign_id]))
    rows = sheets(file.content, "名单.xlsx", Kind.XLSX)[0].rows
    assert [row[:4] for row in rows if row[0] == SCHOOL] == [[SCHOOL, "未开始", str(INTERNAL), "010-1234"]]


def test_nobody_else_is_reminded_nor_anybody_of_years_long_past(town, opened):
    assert todo(town.stranger, IN_TIME) == []
    assert todo(town.he_jing, date(2027, 1, 10)) == []


def test_the_home_of_the_office_and_the_mail_say_it(town, opened, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: IN_TIME)
    page = tree_of(signed_in(town.he_jing).get(reverse("desk:home")))
    tables = [one for one in find(page, "table.work") if "年报报送" in text(find(one, "caption")[0])]
    assert f"{COUNTY}：还没有提交" in text(tables[0])
    assert reverse("collecting:unit", args=[opened[COUNTY].pk]) in [
        link.get("href") for link in find(tables[0], "a")
    ]
    found = summary(town.he_jing, IN_TIME)
    assert not found.empty
    assert f"2024年度机关年报报送：{COUNTY}：还没有提交（{INTERNAL} 以前，含当日）" in mail.body(
        found, "example.cn"
    )
