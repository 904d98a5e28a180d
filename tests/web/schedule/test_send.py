"""Is the summary of the morning sent by itself, once, and tried again where the server was down?"""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.apply.models import Draft
from gongkai_web.tasks import periodic
from gongkai_web.tasks.models import Job, Schedule
from gongkai_web.tasks.run import discover
from tests.people import receive
from tests.web.tasks.helpers import CHINA, china, work_off

THURSDAY = date(2024, 10, 24)
ADDRESSES = {"liqiang": "liqiang@example.org", "sunli": "sunli@example.org"}


@pytest.fixture(autouse=True)
def _readers(town):
    for username, address in ADDRESSES.items():
        Person.objects.filter(username=username).update(email=address)
    receive(town, date(2024, 9, 20))
    discover()
    periodic.keep(china(2024, 10, 24, 6, 0))


@pytest.fixture
def at(monkeypatch):
    """A worker comes at this moment and does what is due."""

    def come(moment) -> None:
        def localdate(value=None, *_):
            return (value or moment).astimezone(CHINA).date()

        monkeypatch.setattr(timezone, "localdate", localdate)
        periodic.tick(moment)
        work_off(moment=moment)
        work_off()

    return come


def receivers() -> list[str]:
    return sorted(one for sent in mail.outbox for one in sent.to)


def said() -> str:
    return Job.objects.filter(name="schedule.morning").latest("pk").value


def test_at_half_past_seven_every_reader_gets_one_mail(at):
    at(china(2024, 10, 24, 7, 29))
    assert receivers() == []
    at(china(2024, 10, 24, 7, 30))
    at(china(2024, 10, 24, 7, 31))
    assert receivers() == sorted(ADDRESSES.values())
    assert said() == "2024-10-24：排入 2 封。"


def test_who_comes_late_on_that_day_sends_and_says_so(at):
    at(china(2024, 10, 24, 9, 0))
    assert receivers() == sorted(ADDRESSES.values())
    assert said() == "2024-10-24：排入 2 封，迟了 1:30:00。"
    assert Schedule.objects.get(pk="schedule.morning").last_late == timedelta(minutes=90)


def test_the_summary_of_a_day_that_has_passed_is_not_sent(at):
    at(china(2024, 10, 25, 7, 0))
    assert receivers() == []
    assert said() == "2024-10-24 的提醒到第二天还没有发，不再补发。"
    at(china(2024, 10, 25, 7, 30))
    assert receivers() == sorted(ADDRESSES.values())


def test_on_a_rest_day_nothing_is_sent(at):
    at(china(2024, 10, 26, 7, 30))
    assert receivers() == []
    assert said() == "2024-10-26：排入 0 封。"


def test_without_a_mail_server_nothing_is_printed_every_morning(at, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    at(china(2024, 10, 24, 7, 30))
    assert said() == "没有设置 GONGKAI_SMTP，不发。"
    assert capsys.readouterr().out == ""


def test_the_command_and_the_schedule_send_it_once_together(at):
    call_command("morning", "--send", "--day", str(THURSDAY), stdout=StringIO())
    at(china(2024, 10, 24, 7, 30))
    out = StringIO()
    call_command("morning", "--send", "--day", str(THURSDAY), stdout=out)
    assert receivers() == sorted(ADDRESSES.values())
    assert "已发出 0 封，失败 0 封，2 人的今天已经发过。" in out.getvalue()


def test_a_mail_that_failed_is_tried_again_with_the_same_message_id(at, monkeypatch):
    tried = []
    given = locmem.EmailBackend.send_messages

    def down(backend, messages):
        tried.extend(one.extra_headers["Message-ID"] for one in messages if "sunli" in one.to[0])
        if len(tried) == 1 and "sunli" in messages[0].to[0]:
            raise OSError("连接被拒绝")
        return given(backend, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", down)
    err = StringIO()
    call_command("morning", "--send", "--day", str(THURSDAY), stdout=StringIO(), stderr=err)
    assert receivers() == [ADDRESSES["liqiang"]]
    assert (
        "发给 孙立 <sunli@example.org> 失败：第 1 次失败（OSError：连接被拒绝），稍后再试。" in err.getvalue()
    )
    work_off(moment=Job.objects.get(state="READY").run_at)
    assert receivers() == sorted(ADDRESSES.values())
    assert len(tried) == 2
    assert len(set(tried)) == 1
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 2


def test_whoever_wants_no_mail_any_more_gets_none_though_it_was_put_down(at):
    Person.objects.filter(username="sunli").update(email="")
    at(china(2024, 10, 24, 7, 30))
    assert receivers() == [ADDRESSES["liqiang"]]


def test_expired_drafts_go_at_night(at, town):
    for number, day in enumerate((date(2024, 10, 24), date(2024, 10, 25))):
        Draft.objects.create(agency=town.district, token_digest=str(number), fields={}, expires_on=day)
    at(china(2024, 10, 25, 3, 10))
    assert list(Draft.objects.values_list("token_digest", flat=True)) == ["1"]
