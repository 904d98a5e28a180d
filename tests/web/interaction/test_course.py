"""留言: terms, who handles it, transfers, “没有解决”, satisfaction, and that nothing is over by its age."""

import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import Asked, count, split
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.interaction import actions, figures, jobs, queries
from gongkai_web.interaction.actions import MessageGiven
from gongkai_web.interaction.models import Attempt, Message, Question, Solved
from gongkai_web.interaction.pages import asking, questions
from gongkai_web.interaction.pages.act_forms import TransferForm
from gongkai_web.interaction.pages.rows import marks_of, work_row
from gongkai_web.interaction.pages.similar import similar
from gongkai_web.schedule import actions as schedule
from gongkai_web.tasks import periodic
from gongkai_web.visitors import effort
from tests.web.interaction.written import (
    FAULT,
    MENDED,
    MONDAY,
    answered,
    approved,
    asked,
    client_of,
    drafted,
    sent,
    worked,
)

YEAR = Period.of_year(2026)
TOLD = {"publish": False, "what": "", "where": "", "looked": "只告知本人"}


def complained(town, **changes):
    """王芳 complains of 云溪区 to the city, which supervises it."""
    given = {"kind": "complaint", "about": town.district, "page": "", "title": "没有按期答复"}
    return sent(town, agency=town.city, **{**given, **changes})


@pytest.mark.parametrize(
    ("kind", "due"),
    [("fault", "2026-06-04"), ("consultation", "2026-06-08"), ("suggestion", "2026-06-23")],
)
def test_each_kind_is_due_by_its_own_term(town, kind, due):
    # 19 June 2026 is the Dragon Boat Festival: fifteen working days end on the 23rd.
    assert str(sent(town, kind=kind).due_on) == due


def test_the_day_explains_itself_to_whoever_wrote_and_to_the_office(town):
    message = asked(town, date(2026, 6, 15))
    page = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    assert "为什么是这一天" in page
    assert "端午" in page


def test_a_complaint_goes_to_whoever_stands_above_the_agency(town):
    assert complained(town).agency == town.city
    with pytest.raises(Refused, match="主管部门或者上一级机关办理（《条例》第四十七条"):
        sent(town, kind="complaint", about=town.district, page="")
    page = client_of().get(reverse("interaction:form", args=["complaint"])).content.decode()
    assert town.district.name in page
    assert f'value="{town.city.slug}"' not in page  # nobody stands above it here


def test_an_answer_to_a_complaint_is_never_public(town):
    message = complained(town)
    with pytest.raises(Refused, match="不公开"):
        drafted(town, message, by=town.zheng_gang)
    drafted(town, message, by=town.zheng_gang, **{**TOLD, "what": "已责令答复", "where": "答复书"})
    actions.decide_answer(message=message, by=town.zheng_gang, day=MONDAY, approve=True)  # he is alone there
    message.refresh_from_db()
    assert (message.status, message.public) == ("answered", False)


def test_a_consultation_is_public_only_where_whoever_wrote_agrees(town):
    with pytest.raises(Refused, match="没有同意公开"):
        drafted(town, asked(town, may_publish=False))
    assert answered(town, asked(town)).public


def test_another_agency_gets_number_and_term(town):
    message = sent(town)
    given = {"message": message, "day": MONDAY, "reason": "停车场由县里管"}
    with pytest.raises(NotAllowed):
        actions.transfer(by=town.he_jing, to=town.county, **given)
    actions.transfer(by=town.li_qiang, to=town.county, **given)
    number, due = message.registry_number, message.due_on
    message.refresh_from_db()
    assert (message.agency, message.registry_number, message.due_on) == (town.county, number, due)
    assert not queries.visible(town.li_qiang, MONDAY).exists()
    assert list(queries.waiting(town.he_jing, MONDAY)) == [message]
    answered_there = drafted(town, message, by=town.he_jing)
    assert answered_there.kind == "drafted"
    assert verify().sound


def test_a_complaint_is_not_passed_to_the_agency_complained_of(town):
    message = complained(town)
    offered = TransferForm(message=message, today=MONDAY).fields["to"].queryset
    assert town.county in offered
    assert town.district not in offered
    with pytest.raises(Refused, match=f"举报的是{town.district.name}，不能转给它办理"):
        actions.transfer(message=message, by=town.zheng_gang, day=MONDAY, to=town.district, reason="由它答复")


def test_what_nobody_has_received_is_a_list(town):
    new, taken = sent(town), sent(town, title="另一处错误")
    actions.assign(message=taken, by=town.li_qiang, day=MONDAY, handler=town.li_qiang, unit="信息科")
    page = client_of(town.zhou_jie).get(reverse("interaction:messages"), {"show": "new"}).content.decode()
    assert new.title in page
    assert taken.title not in page
    assert "还没有人接收" in page


def test_what_was_promised_and_who_is_not_satisfied_are_lists(town):
    promised = answered(town, sent(town), visible_on=date(2026, 6, 10))
    unhappy = answered(town, sent(town, title="另一处错误"))
    actions.rate(message=unhappy, day=MONDAY, satisfied="no")
    office = client_of(town.zhou_jie)
    for show, there, said in (
        ("promised", promised, "改动 2026-06-10 起看得到"),
        ("unhappy", unhappy, "评价不满意"),
    ):
        page = office.get(reverse("interaction:messages"), {"show": show}).content.decode()
        assert said in page
        assert [one.title in page for one in (promised, unhappy)] == [there == promised, there == unhappy]


def test_a_promised_change_stands_on_today_with_its_day_until_it_is_done(town):
    """周洁 sees no work in it: 李强 answered, and 李强 sees to it."""
    day = date(2026, 6, 10)
    message = answered(town, sent(town), visible_on=day)
    assert (queries.waiting(town.li_qiang, MONDAY).get(), message.due_on) == (message, date(2026, 6, 4))
    assert not queries.waiting(town.zhou_jie, MONDAY)
    client, act = client_of(town.li_qiang), reverse("interaction:changed", args=[message.pk])
    today = client.get(reverse("desk:home")).content.decode()
    assert f"答应的改动 {day} 起看得到" in today
    assert act in today
    late = work_row(message, town.li_qiang, date(2026, 6, 12), {message.agency_id}, ())
    assert (late.due_on, late.pressing, late.marks[0].state) == (day, True, "late")
    assert client.post(act, {"day": str(MONDAY), "looked": "看过停车页"}).status_code == 302
    assert act not in client.get(reverse("desk:home")).content.decode()
    message.refresh_from_db()
    assert queries.may_rate(message, MONDAY)  # it can be seen earlier than was promised
    assert "已经登记在 2026-06-01 完成" in client.post(act, {"day": str(MONDAY)}).content.decode()
    actions.reopen(message=message, day=MONDAY, words="第二页还是 8 元")
    again = answered(town, message, visible_on=day)
    assert again in queries.promised(queries.visible(town.li_qiang, MONDAY))
    assert verify().sound


def test_the_last_day_of_the_term_is_within_it(town):
    """Due on 4 June: not overdue, and answered in time on that day; both from the day after."""
    last, after = date(2026, 6, 4), date(2026, 6, 5)
    in_time, late = sent(town), sent(town)
    seen = queries.visible(town.li_qiang, last)
    assert (in_time.due_on, late.due_on) == (last, last)
    assert not queries.overdue(seen, last)
    assert set(queries.overdue(seen, after)) == {in_time, late}
    answered(town, in_time, last)
    answered(town, late, after)
    named = {one.id: one for one in figures.FIGURES}
    assert count(named["messages.answered"], Scope.of(town.district), YEAR) == 2
    assert count(named["messages.in_time"], Scope.of(town.district), YEAR) == 1


def test_what_was_not_promised_cannot_be_done(town):
    message = answered(town, sent(town))
    with pytest.raises(Refused, match="没有写改动哪天起看得到"):
        actions.note_changed(message=message, by=town.li_qiang, day=MONDAY)
    assert not queries.waiting(town.li_qiang, MONDAY)


def test_nothing_is_over_by_its_age(town):
    message = sent(town, date(2024, 6, 3))
    assert list(queries.overdue(queries.visible(town.li_qiang, MONDAY), MONDAY)) == [message]
    page = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    assert "逾期" in page
    assert "超过考核红线 2024-07-03" in page


def test_who_has_not_been_helped_opens_it_again_with_a_new_term(town):
    message = answered(town, sent(town))
    actions.reopen(message=message, day=date(2026, 6, 8), words="第二页还是 8 元")
    message.refresh_from_db()
    assert (message.status, message.rounds, str(message.due_on)) == ("open", 2, "2026-06-11")
    assert list(queries.waiting(town.li_qiang, MONDAY)) == [message]
    with pytest.raises(Refused, match="不能登记「没有解决"):
        actions.reopen(message=message, day=date(2026, 6, 8), words="再一次")


def browser_at(message, key):
    """王芳's browser, in which the message stands open."""
    client = client_of()
    given = {"code": queries.CODES.codes_of(key)[0], "number": message.registry_number}
    client.post(reverse("interaction:follow"), given)
    return client


def opened(message, key):
    """The page of whoever wrote it, by the code of their form."""
    return browser_at(message, key).get(reverse("interaction:mine", args=[message.pk])).content.decode()


def test_who_wrote_reads_all_that_the_answer_says(town):
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key), end="partly", reason="公示牌明年更换")
    page = opened(message, key)
    assert [words in page for words in (MENDED["what"], MENDED["where"], "公示牌明年更换")] == [True] * 3


def test_the_red_line_of_the_inspections_is_for_the_office_and_for_the_first_round(town):
    key, words = queries.CODES.new_submission_key(), "考核红线"
    message = sent(town, date(2024, 6, 3), key=key)
    assert words not in opened(message, key)
    assert words in "".join(mark.text for mark in marks_of(message, MONDAY, inside=True))
    message = answered(town, message, date(2024, 6, 4))
    actions.reopen(message=message, day=date(2026, 5, 29), words="又写成 8 元")
    message.refresh_from_db()
    assert words not in "".join(mark.text for mark in marks_of(message, MONDAY, inside=True))


def test_the_last_answer_can_be_read_with_its_day_while_it_is_seen_to_again(town):
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key))
    actions.reopen(message=message, day=date(2026, 6, 8), words="第二页还是 8 元")
    mine = opened(message, key)
    assert "上一次的答复" in mine
    assert "您已经再次提出，正在办理" in mine
    assert MENDED["answer"] in mine
    assert reverse("interaction:again", args=[message.pk]) not in mine
    public = client_of().get(reverse("interaction:answer", args=[message.pk])).content.decode()
    inside = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    for page in (mine, public, inside):
        assert re.search(r"<dt>上一次办结</dt>\s*<dd>已改", page)
        assert "<dt>办结</dt>" not in page
        assert "<dt>答复日期</dt>" not in page
    assert re.search(rf'class="hint">{town.district.name}　\s*(<[^>]+>)?2026-06-01', public)


def test_what_is_seen_to_again_stands_after_what_is_answered(town):
    """The day is empty then, and databases differ about where that stands."""
    again, done = (answered(town, sent(town, title=title)) for title in ("一", "二"))
    actions.reopen(message=again, day=MONDAY, words="没有改")
    assert list(queries.listed()) == [done, again]


@pytest.mark.parametrize(
    ("kind", "asked_for", "left_out"),
    [
        (
            "consultation",
            "「部分解答」「不能解答」的必填",
            ["改了什么", "在哪里可以看到", "改动哪天起看得到"],
        ),
        ("fault", "「部分已改」「不属实」的必填", []),
        ("suggestion", "「部分采纳」「未采纳」的必填", []),
    ],
)
def test_the_draft_asks_in_the_words_of_its_type(town, kind, asked_for, left_out):
    message = sent(town, kind=kind, may_publish=True)
    page = client_of(town.li_qiang).get(reverse("interaction:draft", args=[message.pk])).content.decode()
    assert asked_for in page
    assert [
        label for label in ("改了什么", "在哪里可以看到", "改动哪天起看得到") if label not in page
    ] == left_out


def test_the_office_is_spoken_to_as_the_office(town):
    form = reverse("interaction:new", args=["consultation"])
    page = client_of(town.li_qiang).get(form).content.decode()
    assert [words in page for words in ("怎样称呼您", "您认为最接近的", "只告诉我")] == [False] * 3
    assert "不同意，或者没有问到" in page


def test_an_agency_of_which_nobody_here_takes_complaints_is_explained(town):
    page = client_of().get(reverse("interaction:form", args=["complaint"])).content.decode()
    assert "请直接向它的上一级行政机关或者政府信息公开工作主管部门提出" in page


def test_satisfaction_is_asked_once_and_not_before_the_change_can_be_seen(town):
    message = answered(town, sent(town), visible_on=date(2026, 6, 10))
    assert not queries.may_rate(message, date(2026, 6, 9))
    with pytest.raises(Refused, match="起才看得到"):
        actions.rate(message=message, day=date(2026, 6, 9), satisfied="yes")
    assert queries.may_rate(message, date(2026, 6, 10))
    actions.rate(message=message, day=date(2026, 6, 10), satisfied="yes", words="改得很快")
    message.refresh_from_db()
    assert not queries.may_rate(message, date(2026, 6, 11))
    with pytest.raises(Refused, match="只有一次"):
        actions.rate(message=message, day=date(2026, 6, 11), satisfied="no")


@pytest.mark.parametrize(("satisfied", "is_told"), [("yes", False), ("no", True)])
def test_who_is_not_satisfied_is_told_how_to_ask_again(town, satisfied, is_told):
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key))
    rating = reverse("interaction:rate", args=[message.pk])
    page = browser_at(message, key).post(rating, {"satisfied": satisfied}, follow=True).content.decode()
    assert "谢谢您的评价。" in page
    assert ("没有解决的，可以按“没有解决”再次提出。" in page) is is_told


def test_a_rating_that_is_refused_gives_back_what_was_said(town):
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key))
    client, rating = browser_at(message, key), reverse("interaction:rate", args=[message.pk])
    refused = client.post(rating, {"satisfied": "", "words": "改得很快"})
    assert refused.status_code == 422
    assert re.search(r'<textarea id="words"[^>]*>\s*改得很快</textarea>', refused.content.decode())
    other = Client(enforce_csrf_checks=True)
    other.cookies = client.cookies
    stale = other.post(rating, {"satisfied": "partly", "words": "改得很快"}).content.decode()
    assert '<option value="partly" selected>' in stale


def test_no_control_character_is_kept_of_what_was_typed(town):
    """PostgreSQL keeps no NUL in a text: the page would fail."""
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key))
    client = browser_at(message, key)
    said = {"satisfied": "yes", "words": "改得\x00很快"}
    assert client.post(reverse("interaction:rate", args=[message.pk]), said).status_code == 302
    again = reverse("interaction:again", args=[message.pk])
    assert client.post(again, {"words": "又错\x00了"}).status_code == 302
    kept = [one.data["words"] for one in message.events.order_by("position") if "words" in one.data]
    assert kept == ["改得很快", "又错了"]


def test_the_office_enters_what_came_another_way(town):
    page = reverse("interaction:new", args=["fault"])
    fields = {name: value for name, value in FAULT.items() if name != "kind"}
    given = {**fields, "day": "2026-05-29", "channel": "national", "outside_number": "2026-5501"}
    client = client_of(town.li_qiang)
    assert client.post(page, {**given, "agency": "yunxi", "may_publish": "no"}).status_code == 302
    message = Message.objects.get()
    assert (message.channel, message.outside_number) == ("national", "2026-5501")
    assert str(message.due_on) == "2026-06-03"
    assert message.code_digest is None


def test_a_wrong_entry_is_void_and_what_whoever_wrote_said_is_not(town):
    message = answered(town, sent(town))
    event = message.events.last()
    actions.void_event(message=message, by=town.li_qiang, day=MONDAY, event=event, reason="选错了办结方式")
    message.refresh_from_db()
    assert (message.status, message.public) == ("review", False)
    approved(town, message)
    again = actions.reopen(message=message, day=MONDAY, words="没有改")
    with pytest.raises(Refused, match="不能作废"):
        actions.void_event(message=message, by=town.li_qiang, day=MONDAY, event=again, reason="误点")


def test_the_register_has_the_columns_of_the_rule(town):
    answered(town, sent(town))
    sheet = client_of(town.li_qiang).get(reverse("interaction:register"), {"show": "every"}).content
    head, row = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=True))
    assert found["收到时间"] == found["答复时间"] == MONDAY
    assert (found["是否按期"], found["办结"], found["是否公开"]) == ("按期", "已改", "公开")
    assert MENDED["what"] in found["整改情况"]


def test_messages_are_counted_by_kind_end_and_in_time(town):
    answered(town, sent(town))
    late = answered(town, sent(town), date(2026, 6, 9))
    answered(town, asked(town), end="unfounded", reason="没有规定", **TOLD)
    sent(town)
    actions.rate(message=late, day=date(2026, 6, 9), satisfied="no")
    scope = Scope.of(town.district)
    found = {one.id.partition(".")[2]: count(one, scope, YEAR) for one in figures.FIGURES}
    wanted = {
        "received": 4,
        "answered": 3,
        "in_time": 2,
        "rated": 1,
        "satisfied": 0,
        "public": 2,
        "waiting": 1,
    }
    wanted |= {"faults_received": 3, "faults_answered": 2, "faults_in_time": 1, "mailbox_in_time": 1}
    assert {name: found[name] for name in wanted} == wanted
    ends = split({"n": Asked(figures.ENDED, YEAR)}, scope, [figures.END])
    assert {key: one["n"] for (key,), one in ends.items() if one["n"]} == {"done": 2, "unfounded": 1}


def test_what_is_answered_already_is_shown_before_it_is_sent(town):
    told = {**TOLD, "publish": True, "public_title": "老年卡怎样办理", "public_question": "要什么材料？"}
    first = answered(town, asked(town), **told)
    address = reverse("interaction:answer", args=[first.pk])
    for words in ("请问老年卡在哪里办理？", "老年卡怎样办理才好呢", "老年卡办理要多久"):
        assert [row.href for row in similar(words, MONDAY)] == [address], words
    assert [row.href for row in similar("优待证哪办理", MONDAY)] == [address]  # as the search has it
    assert similar("公交改道", MONDAY) == []
    client, form = client_of(), reverse("interaction:form", args=["consultation"])
    given = {"agency": "yunxi", "title": "老年卡怎样办理呢", "text": "要什么材料", "may_publish": "yes"}
    given["submission_key"] = queries.CODES.new_submission_key()
    given["effort"] = worked(given["submission_key"])
    shown = client.post(form, given).content.decode()
    assert address in shown
    assert Message.objects.count() == 1
    assert client.post(form, {**given, "solved": "1"})["Location"] == reverse("interaction:solved")
    assert (Solved.objects.count(), Message.objects.count()) == (1, 1)
    assert client.post(form, {**given, "looked": "1"})["Location"] == reverse("interaction:receipt")
    assert Message.objects.count() == 2


def test_that_both_are_suggestions_does_not_make_them_alike(town):
    told = {**TOLD, "publish": True, "public_title": "听取改厕的意见建议", "public_question": "有什么建议？"}
    first = answered(town, asked(town), **told)
    assert similar("建议多建充电桩", MONDAY) == []
    (found,) = similar("改厕的建议", MONDAY)
    assert found.href == reverse("interaction:answer", args=[first.pk])


def test_one_address_sends_so_many_and_what_was_typed_stays(town, settings):
    settings.GONGKAI_MESSAGES_PER_HOUR = 1
    client, form = client_of(), reverse("interaction:form", args=["fault"])
    fields = {name: value for name, value in FAULT.items() if name != "kind"}
    given = {**fields, "agency": "yunxi", "may_publish": "no"}
    keys = [queries.CODES.new_submission_key() for _ in range(2)]
    answers = [
        client.post(form, {**given, "submission_key": key, "effort": worked(key), "looked": "1"})
        for key in keys
    ]
    assert [one.status_code for one in answers] == [302, 422]
    assert "提交得太多" in answers[1].content.decode()
    assert FAULT["text"] in answers[1].content.decode()
    assert client.post(form, {**given, "submission_key": keys[0], "looked": "1"}).status_code == 302


def test_a_question_is_answered_from_what_was_approved_and_counted(town):
    told = {**TOLD, "publish": True, "public_title": "老年卡怎样办理", "public_question": "要什么材料？"}
    first = answered(town, asked(town), **told)
    client, page = client_of(), reverse("interaction:questions")
    reply = client.post(page, {"question": "请问老年卡在哪里办理？"}).content.decode()
    assert first.answer in reply
    nothing = client.post(page, {"question": "公交改道"}).content.decode()
    assert "没有找到合适的答复" in nothing
    assert reverse("interaction:form", args=["consultation"]) in nothing
    assert client.get(page).status_code == client.post(page, {"question": " "}).status_code == 200
    assert [one.agency for one in Question.objects.order_by("pk")] == [town.district, None]
    asked_of = [count(figures.QUESTIONS, scope, YEAR) for scope in (EVERYWHERE, Scope.of(town.district))]
    assert asked_of == [2, 1]


def test_one_address_looks_up_so_many_and_then_writes_all_the_same(town, settings, monkeypatch):
    settings.GONGKAI_MESSAGES_PER_HOUR = 1
    searched = []
    monkeypatch.setattr(asking, "similar", lambda words, day, group: searched.append(words) or [])
    client, form = client_of(), reverse("interaction:form", args=["consultation"])
    key = queries.CODES.new_submission_key()
    given = {"agency": "yunxi", "title": "老年卡怎样办理", "text": "要什么材料", "may_publish": "yes"}
    given |= {"submission_key": key, "effort": worked(key)}
    first = client.post(form, {"title": "老\x00年卡" * 100, "look": "1"})
    refused = client.post(form, {**given, "look": "1"})
    assert [first.status_code, refused.status_code] == [200, 422]
    assert asking.LOOKED_TOO_OFTEN in refused.content.decode()
    assert "要什么材料" in refused.content.decode()
    assert client.post(form, given)["Location"] == reverse("interaction:receipt")
    assert searched == [("老年卡" * 100)[:200]]


def test_one_address_asks_so_many_questions_and_the_last_stays(town, settings, monkeypatch):
    settings.GONGKAI_MESSAGES_PER_HOUR = 1
    searched = []
    monkeypatch.setattr(questions, "hits_like", lambda words, *_, **__: searched.append(words) or [])
    client, page = client_of(), reverse("interaction:questions")
    assert client.post(page, {"question": "老年卡怎样办理"}).status_code == 200
    refused = client.post(page, {"question": "公交改道"})
    assert refused.status_code == 422
    assert questions.TOO_MANY in refused.content.decode()
    assert 'value="公交改道"' in refused.content.decode()
    assert (searched, Question.objects.count()) == (["老年卡怎样办理"], 1)


def test_the_office_reads_what_no_agency_answered_with_its_own(town):
    """李强 learns what is asked in vain; what fitted another agency's answer is not his to read."""
    for agency in (town.district, None, town.county):
        actions.note_question(day=MONDAY, agency=agency)
        actions.note_solved(kind="consultation", day=MONDAY, agency=agency)
    for figure in (figures.QUESTIONS, figures.SOLVED):
        found = figure.subject.visible(town.li_qiang, MONDAY).order_by("pk")
        assert [one.agency for one in found] == [town.district, None], figure.id


def test_a_form_that_is_sent_at_once_waits_without_a_script_and_loses_nothing(town, monkeypatch):
    client, form = client_of(), reverse("interaction:form", args=["fault"])
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(form).content.decode())[1]
    fields = {name: value for name, value in FAULT.items() if name != "kind"}
    given = {**fields, "agency": "yunxi", "may_publish": "no", "looked": "1", "opened": opened}
    given["submission_key"] = opened.partition(":")[0]
    for number in ("", "1" * 30, "-1", "七"):
        answer = client.post(form, {**given, "effort": number})
        assert answer.status_code == 422
    assert effort.NOT_YET in answer.content.decode()
    assert FAULT["text"] in answer.content.decode()
    monkeypatch.setattr(effort, "WAIT", -1)
    assert client.post(form, {**given, "opened": "x:y:z"}).status_code == 422
    assert client.post(form, given).status_code == 302


def test_a_code_is_not_found_by_trying(town):
    key = queries.CODES.new_submission_key()
    message = sent(town, key=key)
    client, follow = client_of(), reverse("interaction:follow")
    for _ in range(6):
        page = client.post(
            follow, {"code": "ACDE-ACDE-ACDE", "number": message.registry_number}
        ).content.decode()
    assert "暂停查询" in page
    right = {"code": queries.CODES.code_of(key), "number": "2026-1"}
    assert client.post(follow, right).status_code == 302


def test_who_only_failed_is_forgotten_at_night(town):
    follow = reverse("interaction:follow")
    client_of().post(follow, {"code": "ACDE-ACDE-ACDE", "number": "2026-1"})
    assert Attempt.objects.exists()
    assert periodic.registry["interaction.forget"].cron == "20 3 * * *"
    jobs.forget.func()
    assert Attempt.objects.exists()  # of this hour
    Attempt.objects.update(at=timezone.now() - timedelta(hours=25))
    jobs.forget.func()
    assert not Attempt.objects.exists()


def test_what_is_missing_is_said_at_once(town):
    with pytest.raises(Refused, match="缺少内容"):
        sent(town, text=" ")
    with pytest.raises(Refused, match="网页的地址"):
        sent(town, page="")
    with pytest.raises(Refused, match="公共企事业单位的名称"):
        sent(town, kind="enterprise", page="")
    given = MessageGiven(**FAULT)
    with pytest.raises(NotAllowed):
        actions.register_message(by=town.zhou_jie, agency=town.district, day=MONDAY, given=given)


def test_a_term_that_is_ours_is_explained_and_cited_to_nobody(town):
    """It binds the office by its own word: the table of its days names no rule for it."""
    key = queries.CODES.new_submission_key()
    mine = opened(asked(town, key=key), key)
    assert "为什么是这一天" in mine
    assert "本系统口径" not in mine


def test_a_term_that_runs_anew_says_when_it_came_in_and_when_it_began_again(town):
    key = queries.CODES.new_submission_key()
    message = answered(town, sent(town, key=key))
    actions.reopen(message=message, day=date(2026, 6, 8), words="第二页还是 8 元")
    mine = opened(message, key)
    said = re.sub(r"<[^>]+>", "", mine)
    assert "2026-06-01 收到；2026-06-08 起重新计算" in said
    assert "06-08起算" in said
    assert "06-08收到" not in said


def test_a_notice_of_days_off_moves_the_days_of_the_messages_under_way(town):
    waiting = asked(town, date(2026, 12, 28))
    done = answered(town, asked(town, date(2026, 12, 28), title="已经答复的"), date(2026, 12, 28))
    assert (str(waiting.due_on), str(done.due_on)) == ("2027-01-05", "2027-01-05")
    moved = schedule.enter_and_recompute(
        by=town.zhou_jie,
        day=date(2026, 12, 29),
        year=2027,
        number="国办发明电〔2026〕示范号",
        spans=[("元旦", date(2027, 1, 1), date(2027, 1, 4))],
        work=[],
    )
    waiting.refresh_from_db()
    assert (str(waiting.due_on), moved.messages) == ("2027-01-06", 1)
    assert verify().sound
