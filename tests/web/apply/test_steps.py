"""Is 王芳 told by mail that there is something to see, once for each step, and nothing else?"""

from datetime import date

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from gongkai_web.apply.jobs import send_step, tell_steps
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Applicant
from gongkai_web.letters import actions as letters
from gongkai_web.tasks.models import Job, State
from tests.people import answer, receive
from tests.web.letters.written import furnish, issued, sealed
from tests.web.tasks.helpers import work_off

DAY = date(2024, 3, 5)


def look() -> list[str]:
    """Five minutes pass; the subjects of the mails that came."""
    mail.outbox.clear()
    tell_steps.enqueue()
    work_off()
    return [one.subject for one in mail.outbox]


@pytest.fixture
def told(applied, at):
    """王芳's case; that it was received she has been told."""
    at(2024, 3, 5)
    assert look() == ["政府信息公开申请 2024-0001 有新的进展"]
    return applied


def test_one_mail_a_step_and_none_twice(told, town):
    assert look() == []
    cases.ask_correction(case=told, by=town.li_qiang, day=DAY, items="写明哪一年的方案")
    assert len(look()) == 1
    assert look() == []


def test_the_mail_says_where_to_look_and_nothing_of_what(told, town, settings):
    settings.GONGKAI_SITE = {**settings.GONGKAI_SITE, "domain": "gk.example.org"}
    cases.ask_correction(case=told, by=town.li_qiang, day=DAY, items="写明哪一年的方案")
    look()
    (sent,) = mail.outbox
    assert sent.to == ["wangfang@example.org"]
    assert "http://gk.example.org/follow/" in sent.body
    for word in ("王芳", told.title, "补正", told.agency.name, "方案"):
        assert word not in sent.subject + sent.body


def test_what_is_inside_the_house_and_what_she_did_herself_is_told_to_nobody(told, town):
    answer(town, told, DAY)
    cases.record_search(
        case=told, by=town.li_qiang, day=DAY, places="档案室", keywords="云溪路", result="查到"
    )
    assert look() == []
    cases.dispatch(case=told, by=town.li_qiang, day=DAY, way="post", number="1")
    assert len(look()) == 1


def test_what_she_answers_or_withdraws_on_the_site_is_no_news_to_her(told, town):
    cases.ask_correction(case=told, by=town.li_qiang, day=DAY, items="写明哪一年的方案")
    assert len(look()) == 1
    cases.answer_correction(case=told, day=DAY, description="2023 年的方案")
    cases.withdraw_online(case=told, day=DAY)
    assert look() == []


def test_a_letter_is_told_when_it_leaves_and_with_its_event_once(town, at):
    day = at(2024, 9, 10)
    furnish(town)
    case = receive(town, date(2024, 8, 29))
    Applicant.objects.filter(case=case).update(email="wangfang@example.org")
    look()
    reply = sealed(town, issued(town, case, "L12", "reply", day, way="online"), day)
    assert look() == []
    letters.dispatch(letter=reply, by=town.li_qiang, day=day, way="online")
    assert len(look()) == 1
    assert look() == []


def test_a_day_that_is_put_right_is_no_second_step(told, town):
    asked = cases.ask_correction(case=told, by=town.li_qiang, day=DAY, items="写明年份")
    assert len(look()) == 1
    cases.replace_event(
        case=told, by=town.li_qiang, day=DAY, event=asked, reason="写错", new_day=date(2024, 3, 4)
    )
    assert look() == []


def test_old_papers_that_are_entered_today_are_told_to_nobody(told, town, at):
    today = at(2024, 3, 29)
    cases.extend(
        case=told, by=town.li_qiang, day=DAY, days=20, approved_by=town.sun_li, reason="内容多", today=today
    )
    assert look() == []


def test_without_an_address_or_a_server_nothing_is_put_down(told, town, settings):
    Job.objects.all().delete()
    Applicant.objects.update(email="")
    cases.ask_correction(case=told, by=town.li_qiang, day=DAY)
    assert look() == []
    assert not Job.objects.filter(name=send_step.name).exists()
    Applicant.objects.update(email="wangfang@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    look()
    assert not Job.objects.filter(name=send_step.name).exists()


def test_each_of_two_is_told_apart_and_one_address_once(told, town):
    Applicant.objects.filter(case=told).update(email="wangfang@example.org")
    for position, address in ((8, "zhao@example.org"), (9, "WangFang@example.org")):
        Applicant.objects.create(case=told, position=position, role="joint", name="赵老四", email=address)
    cases.ask_correction(case=told, by=town.li_qiang, day=DAY)
    look()
    assert sorted(one.to for one in mail.outbox) == [["wangfang@example.org"], ["zhao@example.org"]]


def test_a_server_that_is_down_hinders_no_act_and_the_mail_is_tried_again_and_noted(told, town, monkeypatch):
    def down(*_):
        raise OSError("服务器没有应答")

    with monkeypatch.context() as context:
        context.setattr(locmem.EmailBackend, "send_messages", down)
        cases.ask_correction(case=told, by=town.li_qiang, day=DAY)
        assert look() == []
    job = Job.objects.get(name=send_step.name, state=State.READY)
    assert "没有应答" in job.error
    lines = AuditLine.objects.filter(act="apply.tell_step").count()
    Job.objects.update(run_at=job.enqueued_at)
    work_off()
    assert len(mail.outbox) == 1
    assert AuditLine.objects.filter(act="apply.tell_step").count() == lines + 1
