"""What do 李强 and 周洁 learn in the morning, and what leaves the house in a mail or a calendar?"""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from gongkai import workdays
from gongkai_web.agencies.models import Person
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.corrections import actions as corrections
from gongkai_web.corrections.actions import CorrectionGiven
from gongkai_web.interaction import actions as messages
from gongkai_web.proposals import actions as proposals
from gongkai_web.schedule import actions, queries
from gongkai_web.schedule.jobs import put_summaries
from gongkai_web.schedule.mail import body, subject
from gongkai_web.schedule.notice_text import span_in
from tests.people import WANG_FANG, answer, receive, submit
from tests.web.browsers import signed_out
from tests.web.interaction.written import answered, asked
from tests.web.rectification.found import MONDAY, replied, sent

RECEIVED, DUE = date(2024, 9, 20), date(2024, 10, 23)
ADDRESS = "liqiang@example.org"
NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕示范号",
    "spans_text": "元旦 1月1日 1月3日\n春节：2027年2月5日至2月13日",
    "work_text": "1月30日、2月14日",
}


ENTER = "/office/schedule/notice/"


def seen(page: str) -> str:
    """What the button of the confirmation says was shown."""
    return re.search(r'name="confirmed" value="(\w+)"', page)[1]


@pytest.fixture
def signed_in(town):
    def client(person) -> Client:
        found = Client()
        found.force_login(person)
        return found

    return client


def numbers(found):
    return [case.registry_number for case in found]


def test_li_qiang_reads_what_is_overdue_due_soon_and_unconfirmed(town):
    late, soon = receive(town, RECEIVED), receive(town, date(2024, 9, 25))
    receive(town, date(2024, 10, 20))
    new = submit(town, date(2024, 10, 24), channel="web")
    done = answer(town, receive(town, RECEIVED), date(2024, 10, 10))
    cases.serve(case=done, by=town.li_qiang, day=date(2024, 10, 11))
    found = queries.summary(town.li_qiang, date(2024, 10, 24))
    assert (numbers(found.overdue), numbers(found.soon)) == ([late.registry_number], [soon.registry_number])
    assert numbers(found.unconfirmed) == [new.registry_number]
    assert queries.summary(town.he_jing, date(2024, 10, 24)).empty
    assert queries.summary(town.stranger, date(2024, 10, 24)).empty


def test_zhou_jie_reads_that_wang_fang_called_about_an_overdue_reply(town):
    case = receive(town, RECEIVED)
    cases.remind(case=case, day=date(2024, 10, 24))
    assert numbers(queries.summary(town.zhou_jie, date(2024, 10, 25)).reminders) == [case.registry_number]
    assert not queries.summary(town.li_qiang, date(2024, 10, 25)).reminders
    cases.handle_reminder(case=case, by=town.zhou_jie, day=date(2024, 10, 25), content="已督促")
    assert not queries.summary(town.zhou_jie, date(2024, 10, 25)).reminders


def test_one_mail_a_person_names_the_cases_and_never_the_applicant(town):
    Person.objects.filter(pk=town.li_qiang.pk).update(email=ADDRESS)
    case = receive(town, RECEIVED)
    call_command("morning", "--send", "--day", "2024-10-24", stdout=StringIO())
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "2024-10-24 办理提醒：1 件已逾期")
    assert f"{case.registry_number} {case.title}：{DUE}（含当日）前作出答复" in sent.body
    assert WANG_FANG not in sent.subject + sent.body


def test_who_was_waited_for_in_vain_is_waited_for_no_longer(town):
    case = receive(town, date(2024, 9, 2))
    cases.ask_third_party(case=case, by=town.li_qiang, day=date(2024, 9, 4), ref="1")
    cases.third_party_served(case=case, by=town.li_qiang, day=date(2024, 9, 4), ref="1")
    case.refresh_from_db()
    until, reply = case.next_on, case.due_on
    assert (until, reply) == (date(2024, 9, 26), date(2024, 10, 25))
    waiting = queries.summary(town.li_qiang, date(2024, 9, 26))
    assert (
        f"三个工作日内到期（1 件）\n· {case.registry_number} {case.title}：{until}（含当日）前登记"
        in body(waiting, "")
    )
    lapsed = queries.summary(town.li_qiang, date(2024, 9, 27))
    assert (numbers(lapsed.overdue), numbers(lapsed.soon)) == ([], [case.registry_number])
    assert f"：等待期已满，应当办理：{reply}（含当日）前作出答复" in body(lapsed, "")
    late = queries.summary(town.li_qiang, date(2024, 10, 28))
    assert (numbers(late.overdue), numbers(late.soon)) == ([case.registry_number], [])
    assert f"：{reply}（含当日）前作出答复" in body(late, "")
    assert "等待期已满" not in body(late, "")


def test_a_notice_whose_arrival_nobody_entered_is_to_be_looked_after_and_not_late(town):
    case = receive(town, date(2024, 9, 2))
    cases.decide_fee(case=case, by=town.li_qiang, day=date(2024, 9, 4), basis="pages", count=50)
    found = queries.summary(town.li_qiang, date(2024, 9, 19))
    assert (numbers(found.overdue), numbers(found.soon)) == ([], [case.registry_number])
    assert "送达还没有登记，请核实：登记收费通知送达" in body(found, "")


def test_the_calendar_shows_the_reply_once_the_third_party_was_waited_for_in_vain(town, monkeypatch):
    case = receive(town, date(2024, 9, 2))
    cases.ask_third_party(case=case, by=town.li_qiang, day=date(2024, 9, 4), ref="1")
    cases.third_party_served(case=case, by=town.li_qiang, day=date(2024, 9, 4), ref="1")
    case.refresh_from_db()
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    shown = {}
    for day in (date(2024, 9, 26), date(2024, 9, 27)):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=day, **__: day)
        (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
        shown[day.day] = (event["DTSTART"].dt, event["SUMMARY"].split("：")[0])
    assert shown == {26: (date(2024, 9, 26), "登记第三方意见"), 27: (case.due_on, "作出答复")}


def test_without_send_it_is_only_printed_and_nothing_to_say_is_no_mail(town):
    Person.objects.filter(pk=town.li_qiang.pk).update(email=ADDRESS)
    out = StringIO()
    call_command("morning", "--day", "2024-10-24", stdout=out)
    assert out.getvalue() == "没有要说的：填写了电子邮箱的在任人员 1 人（在办公页面“日程”里填写）。\n"
    receive(town, RECEIVED)
    call_command("morning", "--day", "2024-10-24", stdout=out)
    assert "致 李强" in out.getvalue()
    assert mail.outbox == []


def test_the_calendar_carries_the_due_days_and_ends_with_its_address(town, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: RECEIVED)
    case = receive(town, RECEIVED)
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    answered = Client().get(address)
    (event,) = Calendar.from_ical(answered.content).walk("VEVENT")
    assert (event["DTSTART"].dt, case.registry_number in event["SUMMARY"]) == (DUE, True)
    assert WANG_FANG.encode() not in answered.content
    assert "no-store" in answered["Cache-Control"]
    actions.end_feed(by=town.li_qiang)
    assert Client().get(address).status_code == 404


def test_what_is_overdue_stands_on_today_in_the_calendar_and_says_since_when(town, monkeypatch):
    receive(town, RECEIVED)
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    late = DUE + timedelta(days=5)
    for today, shown in ((DUE, DUE), (late, late)):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=today: day)
        (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (shown, shown + timedelta(days=1))
    assert event["SUMMARY"].startswith("逾期，作出答复：")
    assert f"{DUE}（含当日）前作出答复，已经逾期" in event["DESCRIPTION"]
    (alarm,) = event.walk("VALARM")
    assert (alarm["DESCRIPTION"], alarm["TRIGGER"].dt) == ("已经逾期", timedelta(hours=9))


def test_a_new_address_ends_the_old_one_and_only_a_digest_is_kept(town):
    old, new = actions.make_feed(by=town.li_qiang), actions.make_feed(by=town.li_qiang)
    assert queries.person_of(old) is None
    assert queries.person_of(new) == town.li_qiang
    assert new not in town.li_qiang.feed_key.digest


def test_zhou_jie_enters_the_notice_sees_the_working_days_and_the_cases_that_moved(town, signed_in):
    case = receive(town, date(2027, 1, 20))
    client = signed_in(town.zhou_jie)
    shown = client.post("/office/schedule/notice/", NOTICE).content.decode()
    # By hand: 261 weekdays of 2027, less 1 January and six of 春节, and two weekends worked.
    assert "共有 <strong>256</strong> 个工作日" in shown
    assert "核对无误" in shown
    assert "端午 <time" in " ".join(shown.split())
    unseen = client.post("/office/schedule/notice/", {**NOTICE, "confirmed": "1"})
    assert "核对无误" in unseen.content.decode()
    changed = {**NOTICE, "work_text": "1月30日", "confirmed": seen(shown)}
    assert "共有 <strong>255</strong> 个工作日" in client.post(ENTER, changed).content.decode()
    assert not AuditLine.objects.filter(act="holidays.enter_notice").exists()
    done = client.post(ENTER, {**NOTICE, "confirmed": seen(shown)}, follow=True)
    assert "有 1 件的答复期限变动" in done.content.decode()
    assert Case.objects.get(pk=case.pk).due_on == date(2027, 2, 23)
    assert AuditLine.objects.filter(act="holidays.enter_notice").count() == 1
    assert case.registry_number in signed_in(town.li_qiang).get("/office/schedule/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"spans_text": "春节"}, "应写成"),
        ({"spans_text": "春节 2月30日"}, "不是日期"),
        ({"year": "2025"}, "已随软件提供"),
        ({"number": ""}, "必填"),
        ({"work_text": "2月10日"}, "调休上班的周末"),
        ({"work_text": "1月30日、春节前的周末"}, "认不出"),
        ({"spans_text": "春节 2月5日（周六）"}, "2027-02-05 是星期五"),
        ({"spans_text": "春节：2月5日至11日放假，共8天"}, "写明 8 天，起止却是 7 天"),
        ({"spans_text": "春节 2月5日 2月11日 另有 3 天"}, "应写成"),
        ({"spans_text": "春节 至11日"}, "没有写月份"),
        ({"spans_text": "春节 2月5日 2月11日 另有 2月19日 1 天"}, "里的「另有 2月19日 1 天」认不出"),
        ({"spans_text": "春节 2月5日至11日，鼓励休息，2月20日上班"}, "里的「鼓励休息，2月20日上班」认不出"),
        ({"spans_text": "春节：2月11日至2月5日，共7天"}, "最后一天 2027-02-05 早于第一天 2027-02-11"),
    ],
)
def test_a_notice_that_cannot_be_keeps_what_was_typed(town, signed_in, changes, said):
    given = {**NOTICE, **changes, "confirmed": "1"}
    answered = signed_in(town.zhou_jie).post("/office/schedule/notice/", given)
    shown = answered.content.decode()
    assert (answered.status_code, said in shown) == (422, True)
    assert "1月30日" in shown or "work_text" in changes
    assert not AuditLine.objects.filter(act="holidays.enter_notice").exists()


def test_the_words_of_the_notice_itself_are_read(town, signed_in):
    pasted = (
        "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
        "二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。"
        "1月30日（周六）、2月20日（周六）上班。\n"
        "五、端午节：6月9日（周三）放假，共1天。"
    )
    given = {**NOTICE, "spans_text": pasted, "work_text": ""}
    client = signed_in(town.zhou_jie)
    client.post(ENTER, {**given, "confirmed": seen(client.post(ENTER, given).content.decode())})
    known = workdays.calendar()
    off = [date(2027, 1, 3), date(2027, 2, 5), date(2027, 2, 11), date(2027, 6, 9)]
    assert [known.day(day).name for day in off] == ["元旦", "春节", "春节", "端午节"]
    assert known.is_workday(date(2027, 2, 12))
    assert known.is_workday(date(2027, 1, 30))
    assert known.is_workday(date(2027, 2, 20))


@pytest.mark.parametrize(
    ("year", "line", "first", "last", "work"),
    [
        (2025, "一、元旦：1月1日（周三）放假1天，不调休。", "2025-01-01", "2025-01-01", []),
        (
            2024,
            "二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
            "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。",
            "2024-02-10",
            "2024-02-17",
            ["2024-02-04", "2024-02-18"],
        ),
        (
            2019,
            "一、元旦：12月30日至1月1日放假调休，共3天。12月29日（星期六）上班。",
            "2018-12-30",
            "2019-01-01",
            ["2018-12-29"],
        ),
        (2027, "元旦：12月31日（周四）至1月2日（周六）放假，共3天", "2026-12-31", "2027-01-02", []),
        (2019, "元旦：2018年12月30日至2019年1月1日，共3天。", "2018-12-30", "2019-01-01", []),
    ],
)
def test_what_notices_have_said_is_read(year, line, first, last, work):
    said = span_in(line, year)
    assert [day.isoformat() for day in said.span[1:]] == [first, last]
    assert [day.isoformat() for day in said.work] == work


def test_zhou_jie_mends_a_notice_from_what_is_on_file(town, signed_in):
    client = signed_in(town.zhou_jie)
    client.post(ENTER, {**NOTICE, "confirmed": seen(client.post(ENTER, NOTICE).content.decode())})
    assert "?year=2027" in client.get("/office/schedule/").content.decode()
    shown = client.get(f"{ENTER}?year=2027").content.decode()
    assert "春节 2027-02-05 2027-02-13" in shown
    assert "2027-01-30、2027-02-14" in shown


def test_zhou_jie_amends_the_running_year_from_the_notice_on_file(town, signed_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 9, 1))
    client, year = signed_in(town.zhou_jie), 2026
    assert f"?year={year}" in client.get("/office/schedule/").content.decode()
    shown = client.get(f"{ENTER}?year={year}").content.decode()
    known = workdays.calendar().notice(year)
    name, first, last = known.spans[-1]
    line = f"{name} {first} {last}"
    assert line in shown
    spans = "\n".join(" ".join(map(str, span)) for span in known.spans[:-1])
    work = "、".join(day.isoformat() for day in sorted(known.work))
    given = {
        "year": str(year),
        "number": "国办发明电示范2号",
        "spans_text": f"{spans}\n{name} {first} {last + timedelta(days=2)}",
        "work_text": work,
    }
    told = client.post(ENTER, given).content.decode()
    assert "只有这些日子变动" in told
    assert "→ 放假" in told
    client.post(ENTER, {**given, "confirmed": seen(told)})
    assert AuditLine.objects.get(act="holidays.enter_notice").detail["amends"] is True


def test_zhou_jie_enters_the_days_of_a_region_beside_those_of_the_country(town, signed_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 4, 13))
    here, client = receive(town, date(2026, 4, 10)), signed_in(town.zhou_jie)
    given = {
        "year": "2026",
        "agency": str(town.district.pk),
        "number": "示政办〔2026〕1号",
        "spans_text": "地方节日 4月16日 4月17日",
        "work_text": "",
    }
    told = client.post(ENTER, given).content.decode()
    assert "在全国的安排以外" in told
    assert "这些法定节日没有写放假" not in told
    done = client.post(ENTER, {**given, "confirmed": seen(told)}, follow=True).content.decode()
    assert "有 1 件的答复期限变动" in done
    assert "地方放假日（示政办〔2026〕1号）" in done
    why = signed_in(town.li_qiang).get(f"/office/cases/{here.pk}/why/").content.decode()
    assert "地方节日" in why


def test_zhou_jie_sees_both_notices_of_a_region_and_what_the_second_changes(town, signed_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 4, 13))
    client = signed_in(town.zhou_jie)
    first = {
        "year": "2026",
        "agency": str(town.district.pk),
        "number": "示政办〔2026〕1号",
        "spans_text": "地方节日 4月16日 4月17日",
        "work_text": "",
    }
    client.post(ENTER, {**first, "confirmed": seen(client.post(ENTER, first).content.decode())})
    second = {**first, "number": "示政办〔2026〕2号", "spans_text": "", "work_text": "4月17日"}
    told = client.post(ENTER, second).content.decode()
    assert "以前登记的其他日子照旧" in told
    assert "放假（地方节日） → 上班" in told
    client.post(ENTER, {**second, "confirmed": seen(told)})
    page = client.get("/office/schedule/").content.decode()
    assert ("示政办〔2026〕1号" in page, "示政办〔2026〕2号" in page) == (True, True)


def test_a_notice_typed_after_the_session_ended_comes_back(town, signed_in):
    client = signed_in(town.zhou_jie)
    signed_out(client, town.zhou_jie)
    assert client.post(ENTER, NOTICE).url.startswith("/sign-in/")
    client.force_login(town.zhou_jie)
    shown = client.get(ENTER).content.decode()
    assert "春节：2027年2月5日至2月13日" in shown
    assert not AuditLine.objects.filter(act="holidays.enter_notice").exists()


def test_li_qiang_says_where_his_morning_mail_goes_and_ends_it(town, signed_in):
    client = signed_in(town.li_qiang)
    assert client.post("/office/schedule/mail/", {"email": "liqiang@"}).status_code == 422
    long = f"{'l' * 60}@{'.'.join(['example' * 8] * 4)}.org"
    assert len(long) > 254
    assert client.post("/office/schedule/mail/", {"email": long}).status_code == 422
    client.post("/office/schedule/mail/", {"email": ADDRESS})
    receive(town, RECEIVED)
    call_command("morning", "--send", "--day", "2024-10-24", stdout=StringIO())
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert ADDRESS not in str(AuditLine.objects.get(act="schedule.set_mail_address").detail)
    client.post("/office/schedule/mail/", {"email": ""})
    call_command("morning", "--send", "--day", "2024-10-24", stdout=StringIO())
    assert len(mail.outbox) == 1


def test_on_a_rest_day_and_after_the_term_of_office_nothing_is_sent(town):
    Person.objects.filter(pk=town.li_qiang.pk).update(email=ADDRESS)
    receive(town, RECEIVED)
    out = StringIO()
    call_command("morning", "--send", "--day", "2024-10-26", stdout=out)
    assert "2024-10-26 是休息日，不发" in out.getvalue()
    assert mail.outbox == []
    assert list(queries.readers(date(2024, 10, 24))) == [town.li_qiang]
    town.li_qiang.offices.update(until=date(2024, 10, 23))
    assert list(queries.readers(date(2024, 10, 24))) == []


def test_corrections_due_and_proposals_to_decide_are_in_the_mail(town):
    given = CorrectionGiven(WANG_FANG, "低保档案", "出生年份错", "户口簿")
    corrections.register_correction(by=town.li_qiang, agency=town.district, day=RECEIVED, given=given)
    found = queries.summary(town.li_qiang, date(2024, 10, 24))
    assert "1 件更正申请到期" in subject(found)
    assert "更正2024-0001 低保档案：2024-10-23（含当日）前处理并告知" in body(found, "")
    assert WANG_FANG not in body(found, "")
    case = receive(town, date(2024, 10, 20))
    proposals.propose(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 10, 24),
        title="低保标准",
        cases=[case],
        by_applicant=True,
        proposer_name=WANG_FANG,
    )
    assert "低保标准：待审核" in body(queries.summary(town.sun_li, date(2024, 10, 24)), "")


def test_messages_due_are_in_the_mail_and_their_titles_are_not(town):
    """A title is 王芳's own words: a mail may lie open."""
    title = f"{WANG_FANG}问老年卡怎样办理"
    question = asked(town, date(2024, 10, 18), title=title)
    answered(town, asked(town, date(2024, 10, 18)), date(2024, 10, 18), what="", where="")
    asked(town, date(2024, 10, 24), title="还早")
    found = queries.summary(town.li_qiang, date(2024, 10, 24))
    assert [one.pk for one in found.messages] == [question.pk]
    assert "1 件留言到期" in subject(found)
    line = f"{question.registry_number} 咨询：{question.due_on}（含当日）前答复"
    assert line in body(found, "")
    assert title not in body(found, "")
    late = queries.summary(town.li_qiang, question.due_on + timedelta(days=3))
    assert f"{line}，已经逾期" in body(late, "")
    assert queries.summary(town.he_jing, date(2024, 10, 24)).messages == []


def test_what_an_answer_promised_is_in_the_mail_and_the_calendar_until_it_is_done(town, monkeypatch):
    """李强 promised a change by 8 November: he is told three working days before, and when it is late."""
    promised, seen = date(2024, 11, 8), date(2024, 10, 21)
    message = answered(town, asked(town, date(2024, 10, 18)), seen, visible_on=promised)
    mornings = {day: queries.summary(town.li_qiang, day) for day in (seen, date(2024, 11, 6))}
    assert [len(one.messages) for one in mornings.values()] == [0, 1]
    line = f"{message.registry_number} 咨询：{promised}（含当日）前完成答应的改动"
    assert line in body(mornings[date(2024, 11, 6)], "")
    late = queries.summary(town.li_qiang, date(2024, 11, 11))
    assert f"{line}，已经逾期" in body(late, "")
    monkeypatch.setattr(timezone, "localdate", lambda *_: seen)
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert (event["DTSTART"].dt, str(event["SUMMARY"])) == (
        promised,
        f"完成答应的改动：{message.registry_number} 咨询",
    )
    messages.note_changed(message=message, by=town.li_qiang, day=date(2024, 11, 8), looked="看过")
    assert queries.summary(town.li_qiang, date(2024, 11, 11)).messages == []


def test_faults_to_mend_are_in_the_mail_of_working_mornings_until_the_unit_replies(town):
    """周洁 keeps the ledger of the city: she reads what is overdue. A title may be somebody's own words."""
    finding = sent(town)
    due = finding.due_on
    assert due.isoweekday() <= 5
    mornings = {day: queries.summary(town.li_qiang, day) for day in (MONDAY, due, due + timedelta(days=1))}
    assert [len(one.findings) for one in mornings.values()] == [0, 1, 1]
    line = f"{finding.registry_number} {finding.agency.name}：{due}（含当日）前整改、回复"
    assert f"{line}\n" in body(mornings[due], "")
    assert finding.title not in body(mornings[due], "")
    late = mornings[due + timedelta(days=1)]
    assert f"{line}，已经逾期" in body(late, "")
    assert "1 件问题整改到期" in subject(late)
    assert queries.summary(town.zhou_jie, due).findings == []
    assert queries.summary(town.zhou_jie, late.day).findings == [finding]
    assert queries.summary(town.he_jing, late.day).findings == []
    Person.objects.filter(pk=town.li_qiang.pk).update(email="li@yunxi.example")
    saturday = due + timedelta(days=6 - due.isoweekday())
    assert [len(put_summaries(day)) for day in (due, saturday)] == [1, 0]
    replied(town, finding, due)
    assert queries.summary(town.li_qiang, late.day).findings == []


def test_the_calendar_carries_the_days_of_messages(town, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: RECEIVED)
    question = asked(town, RECEIVED)
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert event["DTSTART"].dt == question.due_on
    assert event["SUMMARY"] == f"答复：{question.registry_number} 咨询"
    assert event["UID"].startswith(f"message-{question.pk}@")


def test_what_is_only_no_longer_provisional_is_not_called_a_new_day(town):
    case = receive(town, date(2026, 12, 7))
    assert (case.due_on, case.provisional) == (date(2027, 1, 5), True)
    actions.enter_and_recompute(
        by=town.zhou_jie,
        day=date(2026, 12, 8),
        year=2027,
        number="国办发明电〔2026〕示范号",
        spans=[("元旦", date(2027, 1, 1), date(2027, 1, 3))],
        work=[],
    )
    said = body(queries.summary(town.li_qiang, date(2026, 12, 8)), "")
    assert "答复期限仍为 2027-01-05，不再暂定" in said


def test_li_qiang_is_told_who_may_enter_it(town, signed_in):
    assert signed_in(town.li_qiang).get("/office/schedule/notice/").status_code == 403
