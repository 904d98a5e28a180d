"""Does each act of the procedure go through its own form, and is nothing typed lost when it is refused?"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.letters import letter_kinds
from gongkai.outcomes import outcome_groups, outcomes
from gongkai.procedure.facts import Status
from gongkai.procedure.machine import acts
from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.stored import current
from gongkai_web.casework.act_forms import FORMS
from tests.people import answer, receive, submit
from tests.web.casework.conftest import Desk, errors, said, tree
from tests.web.files.made import plan

pytestmark = pytest.mark.slow

RECEIVED = date(2024, 3, 1)  # due on 2024-03-29


@pytest.fixture
def case(town, at):
    at(2024, 3, 15)
    return receive(town, RECEIVED)


def last(case) -> Event:
    return Event.objects.filter(case=case).order_by("position").last()


def test_every_act_of_the_procedure_has_its_form():
    assert set(FORMS) == set(acts())


# – before the reply


def test_li_qiang_confirms_the_receipt_of_a_fax(town, desk, at):
    at(2024, 3, 4)
    case = submit(town, RECEIVED, channel="fax")
    desk.done(case, "confirm_receipt", "2024-03-04", how="电话", with_whom="王芳")
    assert case.received_on == date(2024, 3, 4)
    assert last(case).data == {"how": "电话", "with_whom": "王芳"}


def test_how_and_with_whom_a_fax_was_confirmed_must_be_said(town, desk, at):
    at(2024, 3, 4)
    case = submit(town, RECEIVED, channel="fax")
    page = tree(desk.see(case, "casework:act", "confirm_receipt"))
    assert page.xpath('//input[@name="with_whom"]/@value') == ["王芳"]
    refused = desk.fill(case, "confirm_receipt", "2024-03-04")
    assert (refused.status_code, case.received_on) == (422, None)


def test_what_is_handed_in_at_the_counter_is_received_that_day_and_no_other(town, desk, at):
    at(2024, 3, 4)
    case = submit(town, RECEIVED, channel="counter")
    form = tree(desk.see(case, "casework:act", "confirm_receipt"))
    assert form.xpath('//input[@name="day"]/@value') == ["2024-03-01"]
    refused = desk.fill(case, "confirm_receipt", "2024-03-04")
    assert refused.status_code == 422
    assert "提交之日为收到之日" in errors(refused)
    desk.done(case, "confirm_receipt", "2024-03-01")


def test_li_qiang_gives_the_case_to_zhao_min_with_himself_as_stand_in(town, desk, case):
    desk.done(case, "assign", "2024-03-15", person=town.zhao_min.pk, stand_in=town.li_qiang.pk)
    assert (case.handler, case.stand_in) == (town.zhao_min, town.li_qiang)
    assert "赵敏" in said(desk.see(case))


def test_nobody_of_another_county_is_on_the_list_of_people(town, desk, case):
    assert "何静" not in said(desk.see(case, "casework:act", "assign"))
    refused = desk.fill(case, "assign", "2024-03-15", person=town.he_jing.pk)
    assert "请从列表中选一项" in errors(refused)


def test_a_talk_with_the_applicant_is_kept(desk, case):
    desk.done(case, "note_talk", "2024-03-14", how="电话", with_whom="王芳", content="要 2023 年的补偿方案")
    assert "要 2023 年的补偿方案" in said(desk.see(case))


def test_a_request_for_two_things_becomes_two_cases(desk, case):
    fields = {"title_1": "补偿方案", "title_2": "补偿款发放表", "title_3": "", "reason": "两件事"}
    desk.done(case, "split_case", "2024-03-15", **fields)
    assert case.split
    assert sorted(part.title for part in case.parts.all()) == ["补偿方案", "补偿款发放表"]


def test_one_more_row_keeps_the_rows_that_are_filled(desk, case):
    more = desk.fill(case, "split_case", "2024-03-15", title_1="补偿方案", title_4="其他", prefill="1")
    page = tree(more)
    assert page.xpath('//input[@name="title_1"]/@value') == ["补偿方案"]
    assert page.xpath('//input[@name="title_5"]')
    assert not page.xpath('//*[@class="errors"]')


def test_the_correction_from_the_notice_to_the_answer(desk, case):
    desk.done(case, "ask_correction", "2024-03-05", items="请写明年份", until="2024-03-20")
    assert case.status == Status.WAITING_CORRECTION
    desk.done(case, "serve_correction", "2024-03-06")
    desk.done(case, "receive_correction", "2024-03-12", description="2023 年的方案")
    assert case.description == "2023 年的方案"
    assert case.due_on == date(2024, 4, 10)  # twenty working days anew, 清明 off, 04-07 worked


def test_a_late_correction_notice_is_shown_with_its_flag_and_entered_only_where_it_happened(desk, case):
    page = desk.see(case, "casework:act", "ask_correction")
    assert "如实补登" in said(page)
    assert "起草文书" not in said(page)
    refused = desk.fill(case, "ask_correction", "2024-03-14", items="请写明年份")
    assert refused.status_code == 422
    assert "七个工作日" in errors(refused) or "7 个工作日" in errors(refused)
    assert tree(refused).xpath('//input[@name="truly"]')
    assert "请写明年份" in tree(refused).xpath('//textarea[@name="items"]')[0].text_content()
    assert not current(case).correction
    desk.done(case, "ask_correction", "2024-03-14", items="请写明年份", truly="on")
    assert "correction-late" in case.flags


def test_the_search_is_recorded(desk, case):
    given = {"places": "规划科、档案室", "keywords": "云溪路 征地", "result": "没有"}
    desk.done(case, "record_search", "2024-03-11", methods="系统检索", **given)
    assert current(case).searched


def test_a_third_party_is_asked_served_and_answers(desk, case):
    desk.done(case, "ask_third_party", "2024-03-04", ref="征〔2024〕1号", name="示范建设公司")
    assert case.status == Status.CONSULTING
    desk.done(case, "third_party_served", "2024-03-05", ref="征〔2024〕1号")
    refused = desk.fill(case, "answer_third_party", "2024-03-12", ref="征〔2024〕1号", consent="")
    assert "请选择一项" in errors(refused)
    desk.done(case, "answer_third_party", "2024-03-12", ref="征〔2024〕1号", consent="no", reason="商业秘密")
    assert last(case).data["consent"] is False
    assert "意见：不同意" in said(desk.see(case))


def test_the_sheet_of_the_third_party_is_entered_as_it_was_ticked_and_kept(desk, case):
    desk.done(case, "ask_third_party", "2024-03-04", ref="征1", name="示范建设公司")
    desk.done(case, "third_party_served", "2024-03-05", ref="征1")
    page = tree(desk.see(case, "casework:act", "answer_third_party"))
    offered = [one.text_content() for one in page.xpath('//select[@name="consent"]/option[@value!=""]')]
    (printed,) = [
        one for one in letter_kinds().on(date(2024, 3, 4))["P10"].paragraphs if "意见：" in one.text
    ]
    assert all(f"□{word}" in printed.text for word in offered)
    assert len(offered) == printed.text.count("□")
    refused = desk.fill(case, "answer_third_party", "2024-03-12", ref="征1", consent="partly")
    assert "请写明不同意公开的部分" in errors(refused)
    scan = SimpleUploadedFile("回执.pdf", plan(), "application/pdf")
    given = {"consent": "partly", "reason": "报价部分是商业秘密", "sheet": scan}
    desk.done(case, "answer_third_party", "2024-03-12", ref="征1", **given)
    assert "意见：部分同意" in said(desk.see(case))
    assert "回执.pdf" in said(desk.see(case))
    desk.done(case, "reply", "2024-03-14", outcome="partially_granted", reason="报价", article="第三十七条")
    assert "objection-overridden" not in [one.code for one in current(case).notes]


def test_another_agency_is_asked_served_and_answers(desk, case):
    desk.done(case, "ask_agency", "2024-03-04", ref="函1", name="示范市财政局")
    desk.done(case, "agency_served", "2024-03-05", ref="函1")
    desk.done(case, "answer_agency", "2024-03-12", ref="函1", consent="yes")
    assert last(case).data["consent"] is True


def test_an_agency_that_did_not_make_it_is_asked_until_a_day_and_its_silence_says_nothing(desk, case):
    form = {"ref": "函2", "name": "示范市档案馆", "co_producer": "no"}
    refused = desk.fill(case, "ask_agency", "2024-03-04", **form)
    assert "请写明请对方回复的日期" in errors(refused)
    desk.done(case, "ask_agency", "2024-03-04", until="2024-03-20", **form)
    assert not current(case).open_consultations[0].co_producer
    page = said(desk.see(case, "casework:act", "agency_served"))
    assert "示范市档案馆 函2（2024-03-04 发出）" in page
    term = said(desk.see(case, "casework:why_date", "opinion-1"))
    assert "2024-03-20 届满" in term
    assert "不答复不等于同意" in term
    assert "共同制作机关：否" in said(desk.see(case))


def test_so_many_requests_need_a_reason_and_may_be_delayed(desk, case):
    desk.done(case, "ask_reason", "2024-03-05", facts="一个月内四十件", until="2024-03-12")
    desk.done(case, "receive_reason", "2024-03-12", content="用于研究", reasonable="yes")
    desk.done(case, "delay", "2024-03-14", until="2024-05-31", reason="数量多")
    assert case.delayed_until == date(2024, 5, 31)


def test_sun_li_approves_an_extension_that_the_law_allows(town, desk, sign_in, case):
    page = desk.see(case, "casework:act", "extend")
    assert tree(page).xpath('//select[@name="approved_by"]/option[@value!=""]/text()') == ["孙立"]
    desk = Desk(sign_in(town.sun_li))
    refused = desk.fill(
        case, "extend", "2024-03-15", days="21", approved_by=town.sun_li.pk, reason="案情复杂"
    )
    assert "最长不超过 20 个工作日" in errors(refused)
    assert "案情复杂" in tree(refused).xpath('//textarea[@name="reason"]')[0].text_content()
    desk.done(case, "extend", "2024-03-15", days="20", approved_by=town.sun_li.pk, reason="案情复杂")
    assert case.due_on == date(2024, 4, 28)
    page = said(desk.see(case))
    assert "同意人：孙立" in page
    assert "纸面上同意" not in page


def test_an_extension_in_the_name_of_a_head_who_did_not_act_here_was_agreed_on_paper(town, desk, case):
    given = {"days": "20", "approved_by": town.sun_li.pk, "reason": "案情复杂"}
    refused = desk.fill(case, "extend", "2024-03-15", **given)
    assert refused.status_code == 422
    assert "本站没有孙立同意的记录" in errors(refused)
    assert "案情复杂" in tree(refused).xpath('//textarea[@name="reason"]')[0].text_content()
    assert case.events.filter(kind="extended").count() == 0
    desk.done(case, "extend", "2024-03-15", **given, truly="on")
    assert case.flags == []
    assert "同意人：孙立；纸面上同意，本站没有记录：是" in said(desk.see(case))


def test_both_that_nobody_agreed_here_and_that_it_is_too_long_are_said_at_once(town, desk, case):
    given = {"days": "21", "approved_by": town.sun_li.pk, "reason": "案情复杂"}
    refused = errors(desk.fill(case, "extend", "2024-03-15", **given))
    assert "本站没有孙立同意的记录" in refused
    assert "最长不超过 20 个工作日" in refused


def test_another_head_than_the_one_who_acts_is_not_named_in_her_stead(town, sign_in, case):
    other = agencies.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    agencies.appoint(
        by=town.operator,
        person=other,
        agency=town.district,
        role="head",
        since=date(2024, 3, 1),
        reason="启用本系统以前已任职",
    )
    given = {"days": "5", "approved_by": other.pk, "reason": "案情复杂"}
    refused = errors(Desk(sign_in(town.sun_li)).fill(case, "extend", "2024-03-15", **given))
    assert "本站没有吴浩同意的记录，有记录的是孙立" in refused


def test_zhao_min_is_nobody_who_approves_an_extension(town, desk, case):
    refused = desk.fill(case, "extend", "2024-03-15", days="5", approved_by=town.zhao_min.pk, reason="复杂")
    assert refused.status_code == 422
    assert "请从列表中选一项" in errors(refused)


def test_who_was_not_yet_head_on_that_day_did_not_approve_it(town, desk, case):
    late = agencies.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    since = date(2024, 3, 11)
    agencies.appoint(
        by=town.operator,
        person=late,
        agency=town.district,
        role="head",
        since=since,
        reason="启用本系统以前已任职",
    )
    refused = desk.fill(case, "extend", "2024-03-08", days="5", approved_by=late.pk, reason="案情复杂")
    assert refused.status_code == 422
    assert "不是示范市云溪区人民政府办公室的公开机构负责人" in errors(refused)
    assert "案情复杂" in tree(refused).xpath('//textarea[@name="reason"]')[0].text_content()


def test_an_extension_told_in_time_is_entered_after_the_due_day(town, desk, case, at):
    at(2024, 4, 8)
    assert "如实补登" in said(desk.see(case))
    given = {"days": "10", "approved_by": town.sun_li.pk, "reason": "案情复杂"}
    desk.done(case, "extend", "2024-03-28", **given, truly="on")
    assert case.extended_by == 10
    assert case.flags == []


def test_the_fee_is_reckoned_before_it_is_decided_and_then_paid(town, desk, case):
    for _ in range(11):
        receive(town, date(2024, 3, 1))
    late = Case.objects.order_by("-pk")[0]
    shown = desk.see(late, "casework:act", "decide_fee")
    assert tree(shown).xpath('//input[@name="count"]/@value') == ["12"]
    assert "应收 100 元" in said(shown)
    tried = desk.fill(late, "decide_fee", "2024-03-15", basis="pages", count="50", prefill="1")
    assert "50 页，应收 200 元" in said(tried)
    assert not late.events.filter(kind="fee.decided").exists()
    free = desk.fill(case, "decide_fee", "2024-03-15", basis="pages", count="30")
    assert "不收费" in errors(free)
    desk.done(late, "decide_fee", "2024-03-11", basis="items", count="12")
    assert late.fee_amount == 100
    desk.done(late, "serve_fee_notice", "2024-03-12")
    desk.done(late, "pay_fee", "2024-03-14", amount="100")
    assert late.fee_paid_on == date(2024, 3, 14)


def test_a_fee_that_is_not_paid_ends_with_its_letter_and_nothing_is_overdue(desk, case, at):
    desk.done(case, "decide_fee", "2024-03-11", basis="pages", count="50")
    desk.done(case, "serve_fee_notice", "2024-03-12")
    at(2024, 5, 15)
    (upper,) = tree(desk.see(case)).xpath('//section[@class="next"]')
    assert upper.xpath(".//a/@href") == [f"/office/letters/cases/{case.pk}/reply/new/?kind=L22"]
    words = " ".join(upper.text_content().split())
    assert "下一步：起草不再处理告知书（逾期未缴费）" in words
    assert "申请人的期限 2024-04-10 已经届满" in words
    assert "逾期 " not in words
    letters = tree(desk.client.get(f"/office/letters/cases/{case.pk}/reply/new/"))
    assert [link for link in letters.xpath("//main//a/@href") if "kind=" in link] in ([], ["?kind=L22"])
    assert "不再处理告知书（逾期未缴费）" in letters.text_content()


def test_a_fee_that_comes_after_the_lapse_is_entered_and_given_back(town, desk, case, at):
    desk.done(case, "decide_fee", "2024-03-11", basis="pages", count="50")
    desk.done(case, "serve_fee_notice", "2024-03-12")
    at(2024, 5, 15)
    by = {"case": case, "by": town.li_qiang}
    over = {"outcome": "other_fee_overdue", "reason": "逾期未缴费", "article": "《信息处理费管理办法》"}
    cases.reply(**by, day=date(2024, 4, 11), **over)
    cases.serve(**by, day=date(2024, 4, 12), way="in_person")
    assert "/acts/pay_fee/" in desk.see(case).content.decode()
    desk.done(case, "pay_fee", "2024-04-15", amount="200")
    shown = said(desk.see(case))
    assert "下一步：退还费用" in shown
    assert "缴费期限到 2024-04-10，2024-04-15 才缴清" in shown
    form = desk.see(case, "casework:act", "refund_fee")
    assert tree(form).xpath('//input[@name="reason"]/@value') == ["缴费期限届满以后缴纳，本件不再处理"]
    desk.done(case, "refund_fee", "2024-04-18", reason="缴费期限届满以后缴纳，本件不再处理")
    assert (case.fee_refunded_on, case.next_act) == (date(2024, 4, 18), "close")


def test_a_fee_paid_in_time_and_known_too_late_is_answered_anew(town, desk, case, at):
    desk.done(case, "decide_fee", "2024-03-11", basis="pages", count="50")
    desk.done(case, "serve_fee_notice", "2024-03-12")
    at(2024, 4, 15)
    by = {"case": case, "by": town.li_qiang}
    over = {"outcome": "other_fee_overdue", "reason": "逾期未缴费", "article": "《信息处理费管理办法》"}
    cases.reply(**by, day=date(2024, 4, 11), **over)
    cases.serve(**by, day=date(2024, 4, 12), way="in_person")
    refused = desk.fill(case, "pay_fee", "2024-04-10", amount="200")
    assert "此后已经办理的因此要标明" in said(refused)
    desk.done(case, "pay_fee", "2024-04-10", amount="200", truly="on")
    assert (case.next_act, case.next_on) == ("reply_again", date(2024, 5, 10))


def test_letters_that_do_not_fit_the_case_are_not_offered(desk, case):
    def offered():
        page = tree(desk.client.get(f"/office/letters/cases/{case.pk}/reply/new/"))
        return [link.removeprefix("?kind=") for link in page.xpath('//ul[@class="list"]//a/@href')]

    assert "L01" in offered()
    assert not {"L15", "L21", "L22"} & set(offered())
    desk.done(case, "ask_correction", "2024-03-05", until="2024-03-14", items="文号")
    desk.done(case, "serve_correction", "2024-03-05")
    assert offered() == ["L21", "L01", "L02", "L03"]
    desk.done(case, "receive_correction", "2024-03-14", description="2023年的")
    assert "L15" in offered()


def test_wang_fang_withdraws_and_the_case_ends_with_a_letter(desk, case):
    desk.done(case, "withdraw", "2024-03-14", reason="不需要了")
    assert case.status == Status.WITHDRAWN
    page = tree(desk.see(case, "casework:act", "reply"))
    assert page.xpath('//select[@name="outcome"]//option[@selected]/@value') == ["other_misc"]


# – the reply


@pytest.mark.parametrize(("act", "first"), [("confirm_receipt", "确认收到"), ("reply", "起草文书")])
def test_the_page_of_an_act_has_one_primary_button(town, desk, at, case, act, first):
    """A telephone call needs no letter; a reply is its letter."""
    at(2024, 3, 4)
    subject = submit(town, RECEIVED, channel="fax") if act == "confirm_receipt" else case
    page = tree(desk.see(subject, "casework:act", act))
    assert [one.text for one in page.xpath('//main//*[@class="button"]')] == [first]
    assert f"/office/letters/cases/{subject.pk}/{act}/new/" in page.xpath("//main//a/@href")
    assert "第三十一条）。依据" not in page.text_content()


def test_the_outcomes_stand_as_in_table_three_with_their_rows(desk, case):
    page = tree(desk.see(case, "casework:act", "reply"))
    assert len(page.xpath('//select[@name="outcome"]/optgroup')) == len(outcome_groups())
    rows = page.xpath('//select[@name="outcome"]/optgroup/option')
    assert len(rows) == len(outcomes())
    assert rows[0].text.endswith("（一）予以公开（表三第 3 行）")
    assert rows[-1].text.endswith("3.其他（表三第 23 行）")


def test_the_article_of_an_outcome_is_filled_in_and_the_rest_stays(desk, case):
    given = {"outcome": "unavailable_requires_creation", "letter_number": "云公开〔2024〕7号", "prefill": "1"}
    page = tree(desk.fill(case, "reply", "2024-03-14", **given))
    assert page.xpath('//input[@name="article"]/@value') == ["《条例》第三十八条"]
    assert page.xpath('//input[@name="letter_number"]/@value') == ["云公开〔2024〕7号"]
    assert page.xpath('//input[@name="day"]/@value') == ["2024-03-14"]
    assert not page.xpath('//*[@class="errors"]')


def test_the_letter_can_be_drafted_from_the_form(desk, case):
    (link,) = tree(desk.see(case, "casework:act", "reply")).xpath('//main//p[@class="buttons"]/a[1]/@href')[
        :1
    ]
    assert link == reverse("letters:new", args=[case.pk, "reply"])
    assert "起草文书" not in said(desk.see(case, "casework:act", "note_talk"))


def test_an_own_article_is_not_written_over(desk, case):
    given = {"outcome": "granted", "article": "《条例》第三十六条第（二）项", "prefill": "1"}
    page = tree(desk.fill(case, "reply", "2024-03-14", **given))
    assert page.xpath('//input[@name="article"]/@value') == ["《条例》第三十六条第（二）项"]


def test_a_duplicate_names_the_earlier_letter(town, desk, case):
    answer(town, case, date(2024, 3, 8), letter_number="云公开〔2024〕3号")
    again = receive(town, date(2024, 3, 11))
    page = tree(desk.fill(again, "reply", "2024-03-14", outcome="not_processed_duplicate", prefill="1"))
    reason = page.xpath('//textarea[@name="reason"]')[0].text_content()
    assert "云公开〔2024〕3号" in reason
    assert "2024-03-08" in reason


def test_a_refused_reply_keeps_everything(desk, case):
    given = {
        "outcome": "denied_internal_affairs",
        "reason": "",
        "article": "第十六条",
        "letter_number": "7号",
    }
    refused = desk.fill(case, "reply", "2024-03-14", **given)
    assert refused.status_code == 422
    assert "须写明理由" in errors(refused)
    page = tree(refused)
    assert page.xpath('//select[@name="outcome"]//option[@selected]/@value') == ["denied_internal_affairs"]
    assert page.xpath('//input[@name="letter_number"]/@value') == ["7号"]


def test_the_agency_in_charge_is_named_and_nothing_is_passed_on(desk, case):
    desk.done(
        case,
        "reply",
        "2024-03-14",
        outcome="unavailable_not_held",
        reason="不属于本机关负责公开",
        article="第三十六条第（五）项",
        agency_named="示范市自然资源局",
        agency_contact="0000-1234567",
    )
    assert last(case).data["agency_named"] == "示范市自然资源局"
    assert Case.objects.count() == 1


def test_a_late_reply_asks_whether_it_happened_on_paper(desk, case, at):
    at(2024, 4, 15)
    given = {"outcome": "granted", "letter_number": "云公开〔2024〕9号"}
    refused = desk.fill(case, "reply", "2024-04-10", **given)
    assert "已经逾期" in errors(refused)
    assert tree(refused).xpath('//input[@name="letter_number"]/@value') == ["云公开〔2024〕9号"]
    assert tree(refused).xpath('//input[@name="truly"][@type="checkbox"]')
    case.refresh_from_db()
    assert case.concluded_on is None
    desk.done(case, "reply", "2024-04-10", truly="on", **given)
    assert case.flags == ["reply-late"]
    assert "已经逾期" in said(desk.see(case))


def test_a_day_to_come_is_refused(desk, case):
    refused = desk.fill(case, "reply", "2024-03-18", outcome="granted")
    assert "2024-03-18 还没有到" in errors(refused)
    assert tree(refused).xpath('//div[@class="field wrong"]/input/@name') == ["day"]


# – after it


def test_from_dispatch_to_the_archive(desk, town, case):
    answer(town, case, date(2024, 3, 8), outcome="denied_internal_affairs")
    desk.done(case, "dispatch", "2024-03-08", way="post", number="EX123456789CN")
    desk.done(case, "serve", "2024-03-11", way="post", receiver="王芳")
    desk.done(case, "close", "2024-03-12")
    desk.done(case, "archive", "2024-03-13", volume="2024-12", place="二楼档案室")
    assert case.status == Status.ARCHIVED
    desk.done(case, "reassess", "2024-03-15", open_now="no", content="仍属内部事务", next_on="2025-03-14")
    assert case.reassess_on == date(2025, 3, 14)


def test_an_appeal_from_the_copy_to_the_second_reply(desk, town, case):
    answer(town, case, date(2024, 3, 4))
    cases.serve(case=case, by=town.li_qiang, day=date(2024, 3, 4))
    given = {"ref": "云复〔2024〕1号", "kind": "reconsideration", "procedure": "summary"}
    desk.done(case, "file_appeal", "2024-03-05", received_on="2024-03-06", organ="示范市人民政府", **given)
    assert case.next_act == "answer_appeal"
    assert case.next_on == date(2024, 3, 13)
    there = reverse("bundles:bundle", args=[case.pk, "云复〔2024〕1号"])
    (link,) = tree(desk.see(case, "casework:act", "answer_appeal")).xpath(f'//main//a[@href="{there}"]')
    assert link.text == "云复〔2024〕1号：证据成册"
    assert desk.client.get(there).status_code == 200
    page = desk.fill(case, "answer_appeal", "2024-03-14", ref="云复〔2024〕1号", content="答复书、证据目录")
    assert "逾期视为没有证据" in errors(page)
    desk.done(case, "answer_appeal", "2024-03-13", ref="云复〔2024〕1号", content="答复书、证据目录")
    desk.done(case, "conclude_appeal", "2024-03-14", ref="云复〔2024〕1号", result="corrected")
    desk.done(
        case, "reply_again", "2024-03-15", outcome="partially_granted", reason="区分", article="第三十七条"
    )
    assert case.outcome == "granted"
    assert case.appeals.get().result == "corrected"
    assert case.next_act == "dispatch"


def test_the_day_by_which_a_new_reply_was_ordered_leads_on(desk, town, case):
    answer(town, case, date(2024, 3, 4))
    cases.serve(case=case, by=town.li_qiang, day=date(2024, 3, 4))
    desk.done(case, "file_appeal", "2024-03-05", ref="复1", kind="reconsideration")
    ordered = {"result": "corrected", "redo": "yes", "reply_until": "2024-04-15"}
    desk.done(case, "conclude_appeal", "2024-03-14", ref="复1", **ordered)
    assert (case.next_act, case.next_on) == ("reply_again", date(2024, 4, 15))
    assert "责令重新答复：是；重新答复期限：2024-04-15" in said(desk.see(case))
    assert "重新答复（复1）：2024-04-15 届满" in said(desk.see(case, "casework:why_date", "owed"))


# – who may


def test_an_unknown_act_is_no_page(desk, case):
    assert desk.fill(case, "forget", "2024-03-15").status_code == 404


def test_an_act_out_of_turn_says_why_and_offers_no_form(desk, case):
    page = desk.see(case, "casework:act", "archive")
    assert page.status_code == 409
    assert "不能办理「归档」" in said(page)
    assert not tree(page).xpath('//input[@name="volume"]')


def test_an_act_that_became_impossible_meanwhile_keeps_what_was_typed(desk, town, case):
    answer(town, case, date(2024, 3, 8))
    late = desk.fill(case, "record_search", "2024-03-14", places="档案室", keywords="征地", result="没有")
    assert late.status_code == 409
    assert "已经答复" in errors(late)
    assert tree(late).xpath('//input[@name="keywords"]/@value') == ["征地"]
    assert last(case).kind == "replied"


def test_zhao_min_and_sun_li_may_do_what_li_qiang_may(town, case, sign_in):
    for person in (town.zhao_min, town.sun_li):
        address = reverse("casework:act", args=[case.pk, "note_talk"])
        given = {"day": "2024-03-15", "how": "电话", "content": "问了进度"}
        assert sign_in(person).post(address, given).status_code == 302


def test_zhou_jie_reads_but_does_nothing_except_handle_a_reminder(town, case, sign_in, at):
    at(2024, 4, 8)
    client = sign_in(town.zhou_jie)
    page = client.get(reverse("casework:case", args=[case.pk]))
    assert page.status_code == 200
    assert not tree(page).xpath('//*[@class="acts"]//a')
    assert not tree(page).xpath('//section[@class="next"]//a')
    for act in ("reply", "note_talk", "assign"):
        address = reverse("casework:act", args=[case.pk, act])
        assert client.get(address).status_code == 403
        assert client.post(address, {"day": "2024-04-08", "content": "x"}).status_code == 403
    cases.remind(case=case, day=date(2024, 4, 8), content="还没有收到答复")
    page = client.get(reverse("casework:case", args=[case.pk]))
    (link,) = tree(page).xpath('//*[@class="acts"]//a/@href')
    assert client.post(link, {"day": "2024-04-08", "content": "已督促"}).status_code == 302
    assert current(case).reminded_on is None


def test_the_agency_does_not_supervise_itself(town, desk, case, sign_in, at):
    at(2024, 4, 8)
    cases.remind(case=case, day=date(2024, 4, 8))
    agencies.appoint(
        by=town.operator,
        person=town.sun_li,
        agency=town.district,
        role="supervisor",
        since=date(2024, 1, 1),
        reason="启用本系统以前已任职",
    )
    address = reverse("casework:act", args=[case.pk, "handle_reminder"])
    for client in (desk.client, sign_in(town.sun_li)):
        assert client.get(address).status_code == 403


def test_he_jing_and_a_stranger_find_nothing_and_nobody_is_asked_to_sign_in(town, case, sign_in):
    addresses = [
        reverse("casework:act", args=[case.pk, "reply"]),
        reverse("casework:undo", args=[case.pk]),
        reverse("casework:why", args=[case.pk]),
    ]
    for address in addresses:
        assert sign_in(town.he_jing).get(address).status_code == 404
        assert sign_in(town.stranger).get(address).status_code == 404
        assert sign_in().get(address).url == f"/sign-in/?next={address}"
    answer_ = sign_in(town.he_jing).post(addresses[0], {"day": "2024-03-15", "outcome": "granted"})
    assert answer_.status_code == 404
    case.refresh_from_db()
    assert case.outcome == ""


# – what was done unlawfully on paper is entered with 如实补登, and marked


def entered_on_paper(desk, case, act, day, **fields):
    """The page has the form; sent it asks for the tick, and with the tick it is entered."""
    assert "如实补登" in said(desk.see(case, "casework:act", act))
    refused = desk.fill(case, act, day, **fields)
    assert refused.status_code == 422
    assert tree(refused).xpath('//input[@name="truly"]')
    return desk.done(case, act, day, **fields, truly="on")


def test_a_reply_that_left_before_the_objector_was_told_is_entered(town, desk, case):
    desk.done(case, "ask_third_party", "2024-03-04", ref="三1", name="示范建设公司")
    desk.done(case, "third_party_served", "2024-03-05", ref="三1")
    desk.done(case, "answer_third_party", "2024-03-11", ref="三1", consent="no", reason="商业秘密")
    desk.done(case, "reply", "2024-03-12", outcome="granted")
    entered_on_paper(desk, case, "dispatch", "2024-03-13", way="post")
    assert case.flags == ["disclosed-untold"]


def test_a_delay_without_any_reasons_is_entered(desk, case):
    entered_on_paper(desk, case, "delay", "2024-03-13", until="2024-04-30", reason="数量多")
    assert case.flags == ["delay-unasked"]


def test_an_extension_that_was_told_while_the_correction_was_awaited_is_entered(town, desk, case):
    desk.done(case, "ask_correction", "2024-03-05", items="请写明年份", until="2024-03-20")
    given = {"days": "10", "approved_by": town.sun_li.pk, "reason": "案情复杂"}
    entered_on_paper(desk, case, "extend", "2024-03-13", **given)
    assert case.flags == ["told-while-waiting"]


def test_a_reply_before_the_fee_was_paid_is_entered(desk, case):
    desk.done(case, "decide_fee", "2024-03-05", basis="pages", count="50")
    desk.done(case, "serve_fee_notice", "2024-03-06")
    entered_on_paper(desk, case, "reply", "2024-03-12", outcome="granted")
    assert case.flags == ["fee-unpaid"]


def test_a_fee_for_twenty_free_pages_and_a_denial_without_a_reason_are_entered(desk, case):
    free = {"basis": "pages", "count": "20"}
    assert "填写收费通知写的金额" in errors(desk.fill(case, "decide_fee", "2024-03-05", **free))
    desk.done(case, "decide_fee", "2024-03-05", **free, amount="200", truly="on")
    desk.done(case, "reply", "2024-03-12", outcome="denied_internal_affairs", truly="on")
    assert case.flags == ["fee-amount", "fee-unpaid", "reply-unreasoned"]


def test_a_third_party_that_nobody_served_is_not_silent_and_its_true_service_is_entered_later(desk, case, at):
    desk.done(case, "ask_third_party", "2024-03-04", ref="三1", name="示范建设公司")
    at(2024, 4, 2)
    refused = desk.fill(case, "reply", "2024-03-29", outcome="granted")
    assert refused.status_code == 422
    assert "没有第三方（三1）收到征求意见书的登记" in errors(refused)
    desk.done(case, "reply", "2024-03-29", outcome="granted", truly="on")
    assert case.flags == ["third-party-unserved"]
    desk.done(case, "dispatch", "2024-04-01", way="post")
    late = desk.fill(case, "third_party_served", "2024-03-20", ref="三1")
    assert "意见期限尚未届满就决定公开" in errors(late)
    desk.done(case, "third_party_served", "2024-03-20", ref="三1", truly="on")
    assert case.flags == ["consultation-open"]
