"""What do 李强 and 周洁 learn in the morning, and what leaves the house in a mail or a calendar?"""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from gongkai import workdays
from gongkai_web.agencies.models import Person
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.schedule import actions, queries
from tests.people import WANG_FANG, answer, receive, submit

RECEIVED, DUE = date(2024, 9, 20), date(2024, 10, 23)
ADDRESS = "liqiang@example.org"
NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕示范号",
    "spans_text": "元旦 1月1日 1月3日\n春节：2027年2月5日至2月13日",
    "work_text": "1月30日、2月14日",
}


@pytest.fixture(autouse=True)
def as_shipped():
    yield
    workdays.install([])


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
    assert f"{case.registry_number} {case.title}：{DUE} 前作出答复" in sent.body
    assert WANG_FANG not in sent.subject + sent.body


def test_without_send_it_is_only_printed_and_nothing_to_say_is_no_mail(town):
    Person.objects.filter(pk=town.li_qiang.pk).update(email=ADDRESS)
    out = StringIO()
    call_command("morning", "--day", "2024-10-24", stdout=out)
    assert out.getvalue() == ""
    receive(town, RECEIVED)
    call_command("morning", "--day", "2024-10-24", stdout=out)
    assert "致 李强" in out.getvalue()
    assert mail.outbox == []


def test_the_calendar_carries_the_due_days_and_ends_with_its_address(town):
    case = receive(town, RECEIVED)
    address = f"/office/schedule/feed/{actions.make_feed(by=town.li_qiang)}.ics"
    answered = Client().get(address)
    (event,) = Calendar.from_ical(answered.content).walk("VEVENT")
    assert (event["DTSTART"].dt, case.registry_number in event["SUMMARY"]) == (DUE, True)
    assert WANG_FANG.encode() not in answered.content
    assert "no-store" in answered["Cache-Control"]
    actions.end_feed(by=town.li_qiang)
    assert Client().get(address).status_code == 404


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
    done = client.post("/office/schedule/notice/", {**NOTICE, "confirmed": "1"}, follow=True)
    assert "有 1 件的期限变动" in done.content.decode()
    assert Case.objects.get(pk=case.pk).due_on == date(2027, 2, 23)
    assert AuditLine.objects.filter(act="holidays.enter_notice").count() == 1
    assert case.registry_number in signed_in(town.li_qiang).get("/office/schedule/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"spans_text": "春节"}, "应写成"),
        ({"spans_text": "春节 2月30日"}, "不是日期"),
        ({"year": "2026"}, "已随软件提供"),
        ({"number": ""}, "必填"),
        ({"work_text": "2月10日"}, "调休上班的周末"),
    ],
)
def test_a_notice_that_cannot_be_keeps_what_was_typed(town, signed_in, changes, said):
    given = {**NOTICE, **changes, "confirmed": "1"}
    shown = signed_in(town.zhou_jie).post("/office/schedule/notice/", given).content.decode()
    assert said in shown
    assert "1月30日" in shown or "work_text" in changes
    assert not AuditLine.objects.filter(act="holidays.enter_notice").exists()


def test_li_qiang_is_told_who_may_enter_it(town, signed_in):
    assert signed_in(town.li_qiang).get("/office/schedule/notice/").status_code == 403
