"""Can 王芳 follow her case with code and one fact, and can nobody else?"""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.apply import actions as apply
from gongkai_web.apply.models import Attempt
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Applicant, Case, Event
from gongkai_web.cases.stored import current
from gongkai_web.errors import NotAllowed
from gongkai_web.files.models import StoredFile
from gongkai_web.imports.run import import_register
from gongkai_web.letters import actions as letters
from gongkai_web.visitors import queries
from tests.people import answer, receive, submit
from tests.web.apply.conftest import RESIDENT, Phone, errors, pdf, said, tree
from tests.web.letters.written import furnish, issued, sealed

pytestmark = pytest.mark.slow

SAME = "查询码和所填的信息对不上"


def page_of(phone, case):
    """The page of the case."""
    answer = phone.open(f"/follow/{case.pk}/")
    assert answer.status_code == 200
    return said(answer)


def bill_of(phone, case):
    """The lines of the fee."""
    rows = tree(phone.open(f"/follow/{case.pk}/")).xpath('//table[contains(@class, "apply-bill")]//tr[td]')
    return ["|".join(" ".join(cell.text_content().split()) for cell in row) for row in rows]


@pytest.mark.parametrize("fact", ["王芳", " 王 芳 ", "5678", "002X", "002x", "００２ｘ"])
def test_each_of_her_facts_opens_her_case(phone, fact):
    case, code = phone.receipt()
    for written in (code, code.lower(), code.replace("-", " ")):
        answer = phone.follow(written, fact)
        assert answer.status_code == 302
        assert answer.url == f"/follow/{case.pk}/"
    assert "等机关与您确认收到" in page_of(phone, case)


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "…", ".", "．", " ・ "])
def test_her_name_opens_it_with_whatever_dot_her_keyboard_has(phone, dot):
    case, code = phone.receipt()
    Applicant.objects.filter(case=case).update(name="阿依古丽·买买提")
    assert phone.follow(code, f"阿依古丽{dot}买买提").url == f"/follow/{case.pk}/"


@pytest.mark.parametrize("fact", ["王", "李强", "5679", "0000", "****", "13800005678x", "", "110"])
def test_a_wrong_fact_and_an_unknown_code_get_the_same_answer(phone, fact):
    _, code = phone.receipt()
    wrong = phone.follow(code, fact or "?")
    unknown = phone.follow("3333-3333-3333", fact or "?")
    assert wrong.status_code == unknown.status_code == 422
    assert SAME in errors(wrong)
    assert errors(wrong) == errors(unknown)
    assert "follow" not in wrong.cookies


def test_the_stars_of_a_number_that_is_shown_to_nobody_open_nothing(phone):
    case, code = phone.receipt()
    Applicant.objects.filter(case=case).update(masked="*******")
    assert phone.follow(code, "****").status_code == 422


def behind(network: str, code: str, fact: str):
    """The query of somebody whose network has that address."""
    return Client(REMOTE_ADDR=network).post("/follow/", {"code": code, "fact": fact})


NAT, ELSEWHERE = "10.0.0.9", "10.7.7.7"


def test_five_wrong_answers_pause_a_code_wherever_they_come_from_but_wang_fang_enters(phone):
    case, code = phone.receipt()
    for network in (NAT, NAT, NAT, ELSEWHERE, ELSEWHERE):
        assert SAME in errors(behind(network, code, "陌生人"))
    for network in (NAT, ELSEWHERE, "10.8.8.8"):
        refused = behind(network, code, "陌生人")
        assert refused.status_code == 422
        assert "这个查询码已经有 5 次没有对上" in errors(refused)
        assert "暂停查询；两项都填对的不受影响" in errors(refused)
    assert behind(NAT, code, "王芳").url == f"/follow/{case.pk}/"
    assert SAME in errors(behind(NAT, code, "王方"))


def test_an_unknown_code_pauses_like_a_known_one(phone):
    for _ in range(5):
        assert SAME in errors(behind(NAT, "4444-4444-4444", "谁"))
    assert "这个查询码已经有 5 次没有对上" in errors(behind(ELSEWHERE, "4444-4444-4444", "谁"))


def test_a_pause_ends_after_a_quarter_of_an_hour_and_is_not_made_longer_by_those_who_try(phone):
    _, code = phone.receipt()
    for _ in range(5):
        behind(NAT, code, "陌生人")
    counted = Attempt.objects.filter(kind="query").count()
    assert "暂停查询" in errors(behind(NAT, code, "陌生人"))
    assert Attempt.objects.filter(kind="query").count() == counted
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert SAME in errors(behind(NAT, code, "陌生人"))


def test_a_stranger_behind_the_same_network_takes_nothing_from_wang_fang(phone):
    case, code = phone.receipt()
    for number in range(12):
        assert SAME in errors(behind(NAT, f"4444-4444-44{number:02}", "谁"))
    assert SAME in errors(behind(NAT, code, "王方"))
    assert behind(NAT, code, "王芳").url == f"/follow/{case.pk}/"


def test_a_network_that_fails_without_end_is_paused_and_wang_fang_still_enters(phone, monkeypatch):
    assert queries.FAILURES_OF_ADDRESS >= 20 * queries.FAILURES
    monkeypatch.setattr(queries, "FAILURES_OF_ADDRESS", 7)
    case, code = phone.receipt()
    for number in range(7):
        assert SAME in errors(behind(NAT, f"4444-4444-444{number}", "谁"))
    assert "您所在的网络近来有 7 次没有对上" in errors(behind(NAT, "4444-4444-4499", "谁"))
    assert "您所在的网络近来有 7 次没有对上" in errors(behind(NAT, code, "王方"))
    assert SAME in errors(behind(ELSEWHERE, "4444-4444-4499", "谁"))
    assert behind(NAT, code, "王芳").url == f"/follow/{case.pk}/"
    # Her success does not wash the network clean.
    assert "您所在的网络" in errors(behind(NAT, "4444-4444-4498", "谁"))


def test_nobody_sees_a_case_without_its_code(applied, phone, town):
    other = receive(town, date(2024, 3, 1), applicant_name="刘洋", title="另一件")
    for client in (Client(), phone.client):
        pks = (applied.pk, 99999) if client is not phone.client else (other.pk, 99999)
        for pk in pks:
            for path in ("", "correction/", "withdraw/", "remind/", "letters/1/", "letters/1/1/"):
                answer = client.get(f"/follow/{pk}/{path}")
                assert answer.status_code == 404
                assert "刘洋" not in answer.content.decode()
    assert Client().post(f"/follow/{applied.pk}/withdraw/").status_code == 404
    assert not Event.objects.filter(kind="withdrawn").exists()


def test_the_query_ends_after_an_hour_and_with_the_button(applied, phone, monkeypatch):
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3599)
    assert phone.open(f"/follow/{applied.pk}/").status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + 3700)
    assert phone.open(f"/follow/{applied.pk}/").status_code == 404
    monkeypatch.undo()
    assert phone.open("/apply/receipt/").status_code == 200
    assert phone.client.post("/follow/leave/").status_code == 302
    assert phone.open(f"/follow/{applied.pk}/").status_code == 404
    assert phone.open("/apply/receipt/").status_code == 404


def test_a_forged_cookie_opens_nothing(applied, phone):
    client = Client()
    client.cookies["follow"] = f"{applied.pk} {applied.access.code_digest}:x:y"
    assert client.get(f"/follow/{applied.pk}/").status_code == 404


def test_she_reads_no_name_of_the_staff_nothing_internal_and_no_third_party(applied, phone, town, at):
    day = at(2024, 3, 6)
    li = town.li_qiang
    cases.assign(case=applied, by=town.sun_li, day=day, person=li, reason="业务分工")
    cases.note_talk(case=applied, by=li, day=day, how="电话", with_whom="王芳", content="口气激动")
    cases.record_search(case=applied, by=li, day=day, places="旧档案室", keywords="云溪路", result="有")
    cases.ask_third_party(case=applied, by=li, day=day, ref="云公开征〔2024〕1号", name="宏远公司")
    shown = page_of(phone, applied)
    assert "机关书面征求第三方意见" in shown
    for hidden in ("李强", "孙立", "业务分工", "口气激动", "旧档案室", "宏远公司", "征〔2024〕1号", RESIDENT):
        assert hidden not in phone.open(f"/follow/{applied.pk}/").content.decode()
    assert "110***********002X" in shown


def test_the_reply_is_told_only_when_it_has_left_the_house(applied, phone, town, at):
    day = at(2024, 3, 20)
    cases.reply(
        case=applied,
        by=town.li_qiang,
        day=day,
        outcome="denied_state_secret",
        reason="涉密",
        article="第十四条",
    )
    assert "机关正在发出答复" in page_of(phone, applied)
    assert "国家秘密" not in page_of(phone, applied)
    cases.dispatch(case=applied, by=town.li_qiang, day=day, way="post", number="EX123456789CN")
    assert "国家秘密" in page_of(phone, applied)
    assert "EX123456789CN" in page_of(phone, applied)


def test_she_answers_a_correction_notice_and_the_term_begins_anew(applied, phone, town, at):
    day = at(2024, 3, 6)
    li = town.li_qiang
    cases.ask_correction(case=applied, by=li, day=day, until=date(2024, 3, 22), items="请写明是哪一路段")
    cases.serve_correction(case=applied, by=li, day=day)
    assert "请写明是哪一路段；期限到 2024-03-22" in page_of(phone, applied)
    at(2024, 3, 12)
    address = f"/follow/{applied.pk}/correction/"
    assert "请写明是哪一路段" in said(phone.open(address))
    refused = phone.client.post(address, {"content": " ", "materials": pdf("路段图.pdf")})
    assert refused.status_code == 422
    assert "补正的内容不能为空" in errors(refused)
    assert "已收到：路段图.pdf" in said(refused)
    bad = SimpleUploadedFile("图.exe", b"MZ" + bytes(500))
    refused = phone.client.post(address, {"content": "东段，一标", "materials": bad})
    assert "补正材料：《图.exe》不是可以收的文件类型" in errors(refused)
    assert tree(refused).xpath('//*[@aria-invalid="true"]/@id') == ["materials"]
    assert tree(phone.open(address)).xpath('//input[@name="title"]/@value') == [applied.title]
    done = phone.client.post(address, {"title": applied.title, "content": "东段，一标"})
    assert done.status_code == 302
    assert "title" not in applied.events.get(kind="correction.received").data
    applied.refresh_from_db()
    assert (applied.description, applied.due_on) == ("东段，一标", date(2024, 4, 10))
    assert StoredFile.objects.get().purpose == "correction"
    assert "2024-03-12 起重新计算" in page_of(phone, applied)


def test_she_corrects_the_name_of_what_she_wants_and_letters_cite_it(applied, phone, town, at):
    day, clearer = at(2024, 3, 6), "云溪路东段一标 2023 年的征地补偿方案"
    cases.ask_correction(case=applied, by=town.li_qiang, day=day, until=date(2024, 3, 22), items="哪一路段")
    cases.serve_correction(case=applied, by=town.li_qiang, day=day)
    at(2024, 3, 12)
    address = f"/follow/{applied.pk}/correction/"
    refused = phone.client.post(address, {"title": "长" * 301, "content": "东段"})
    assert "名称有 301 字，最多 300 字" in errors(refused)
    assert tree(refused).xpath('//input[@name="title"]/@value') == ["长" * 301]
    done = phone.client.post(address, {"title": f" {clearer}\n", "content": "东段，一标"})
    assert done.status_code == 302
    applied.refresh_from_db()
    assert (applied.title, applied.description) == (clearer, "东段，一标")
    assert current(applied).content == clearer
    assert phone.client.post(address, {"content": "东段，一标"}).status_code == 302
    assert Event.objects.filter(kind="correction.received").count() == 1


def test_no_material_comes_in_where_no_correction_is_waited_for(applied, phone):
    answer = phone.client.post(f"/follow/{applied.pk}/correction/", {"content": "x", "materials": pdf()})
    assert answer.status_code == 302
    assert StoredFile.objects.count() == 0


def test_she_reads_that_her_reason_is_waited_for(applied, phone, town, at):
    day = at(2024, 3, 6)
    cases.ask_reason(case=applied, by=town.li_qiang, day=day, facts="86件", until=date(2024, 3, 20))
    shown = page_of(phone, applied)
    assert "等您说明理由" in shown
    assert "期限到 2024-03-20；请按说明理由告知书写明的方式回复机关" in shown
    cases.receive_reason(case=applied, by=town.li_qiang, day=day, content="研究需要", reasonable=True)
    assert "等机关答复" in page_of(phone, applied)


def test_what_was_handed_in_at_the_counter_was_confirmed_with_nobody(town, phone, at):
    day = at(2024, 3, 4)
    case = receive(town, day, channel="counter")
    assert phone.follow(apply.issue_code(case=case, by=town.li_qiang, day=day)).status_code == 302
    assert "机关收到您的申请" in page_of(phone, case)
    assert "机关与您确认收到" not in page_of(phone, case)


@pytest.mark.parametrize("channel", ["网上", "平信", "挂号信"])
def test_what_came_in_with_a_register_tells_of_no_confirmation_that_never_was(town, phone, at, channel):
    day = at(2024, 3, 6)
    register = (
        f"收到日期,申请人,申请人类型,提交方式,申请内容,备注\n2024-03-04,王芳,自然人,{channel},路灯合同,催过"
    )
    import_register(register.encode(), "登记簿.csv", agency=town.district, by=town.li_qiang, today=day)
    case = Case.objects.get()
    assert phone.follow(apply.issue_code(case=case, by=town.li_qiang, day=day), "王芳").status_code == 302
    assert "机关收到您的申请" in page_of(phone, case)
    assert "机关与您确认收到" not in page_of(phone, case)
    assert "催过" not in page_of(phone, case)


@pytest.mark.parametrize(
    ("channel", "told"),
    [("registered_post", "机关收到您的申请"), ("email", "机关与您确认收到申请")],
)
def test_only_what_must_be_confirmed_by_both_sides_is_told_as_confirmed(town, phone, at, channel, told):
    day = at(2024, 3, 4)
    case = submit(town, day, channel=channel)
    cases.confirm_receipt(case=case, by=town.li_qiang, day=day, how="电话", with_whom="王芳")
    assert phone.follow(apply.issue_code(case=case, by=town.li_qiang, day=day), "王芳").status_code == 302
    assert told in page_of(phone, case)


def test_the_fee_is_told_tier_by_tier_with_its_last_day_and_how_to_pay(applied, phone, town, at):
    agencies.set_particulars(
        by=town.sun_li, agency=town.district, day=date(2024, 3, 4), payment="扫码缴入国库"
    )
    day = at(2024, 3, 8)
    cases.decide_fee(case=applied, by=town.li_qiang, day=day, basis="pages", count=120)
    cases.serve_fee_notice(case=applied, by=town.li_qiang, day=day)
    shown = page_of(phone, applied)
    assert "按量计收，共 1100 元；最后一日 2024-04-08" in shown
    bill = bill_of(phone, applied)
    assert "第 31–100 页|10|70|700" in bill
    assert "第 101–120 页|20|20|400" in bill
    assert "合计|||1100" in bill
    assert "扫码缴入国库" in shown
    at(2024, 3, 12)
    cases.pay_fee(case=applied, by=town.li_qiang, day=date(2024, 3, 12), amount=1100)
    assert "已于 2024-03-12 缴清" in page_of(phone, applied)


def test_nobody_is_told_how_to_pay_once_the_request_is_over(applied, phone, town, at):
    agencies.set_particulars(
        by=town.sun_li, agency=town.district, day=date(2024, 3, 4), payment="扫码缴入国库"
    )
    day, by = at(2024, 3, 8), {"case": applied, "by": town.li_qiang}
    cases.decide_fee(**by, day=day, basis="pages", count=120)
    cases.serve_fee_notice(**by, day=day)
    at(2024, 4, 12)
    over = {"outcome": "other_fee_overdue", "reason": "逾期未缴费", "article": "《信息处理费管理办法》"}
    cases.reply(**by, day=date(2024, 4, 9), **over)
    cases.serve(**by, day=date(2024, 4, 10), way="in_person")
    assert "扫码缴入国库" not in page_of(phone, applied)
    cases.pay_fee(**by, day=date(2024, 4, 11), amount=1100)
    cases.refund_fee(**by, day=date(2024, 4, 12), reason="本件不再处理")
    assert "已于 2024-04-11 缴清，2024-04-12 已退还" in page_of(phone, applied)


@pytest.mark.parametrize(("place", "amount"), [(11, 100), (12, 100), (30, 100), (31, 200)])
def test_by_items_only_her_own_place_in_the_month_is_charged(applied, phone, town, at, place, amount):
    day = at(2024, 3, 8)
    cases.decide_fee(case=applied, by=town.li_qiang, day=day, basis="items", count=place, on_paper=True)
    assert bill_of(phone, applied) == [f"第 {place} 件|{amount}|1|{amount}", f"合计|||{amount}"]


def test_she_withdraws_after_a_page_that_asks_once_more(applied, phone):
    address = f"/follow/{applied.pk}/withdraw/"
    assert "撤回以后不能恢复" in said(phone.open(address))
    applied.refresh_from_db()
    assert applied.status != "withdrawn"
    assert phone.client.post(address, {"content": "已经找到"}).status_code == 302
    applied.refresh_from_db()
    assert applied.status == "withdrawn"
    shown = page_of(phone, applied)
    assert "您撤回申请" in shown
    assert "撤回申请 结束查询" not in shown
    assert phone.client.post(address).status_code == 302
    assert Event.objects.filter(kind="withdrawn").count() == 1


def test_she_calls_the_supervising_office_only_when_the_reply_is_overdue(applied, phone, town, at):
    address = f"/follow/{applied.pk}/remind/"
    at(2024, 4, 1)
    assert "反映" not in page_of(phone, applied)
    assert "不能按逾期反映" in errors(phone.client.post(address))
    assert phone.open(address).url == f"/follow/{applied.pk}/"
    today = at(2024, 4, 8)
    assert "向示范市人民政府办公室反映" in page_of(phone, applied)
    assert phone.client.post(address).status_code == 302
    applied.refresh_from_db()
    assert applied.reminded_on == today
    assert "2024-04-08 已向示范市人民政府办公室反映逾期，等待处理" in page_of(phone, applied)
    assert "补充说明后反映" not in page_of(phone, applied)
    assert phone.client.post(address).status_code == 302
    assert Event.objects.filter(kind="reminded").count() == 1
    cases.handle_reminder(case=applied, by=town.zhou_jie, day=at(2024, 4, 9), content="已督促，李强疏忽")
    shown = page_of(phone, applied)
    assert "示范市人民政府办公室已于 2024-04-09 处理您的反映" in shown
    assert "李强" not in shown


def test_a_reply_that_is_kept_in_the_drawer_is_no_reply(applied, phone, town, at):
    """第三十三条、第五十一条: registered on 2024-03-28, due on 2024-04-01, and still in the house in May."""
    address = f"/follow/{applied.pk}/remind/"
    day = at(2024, 3, 28)
    answer(town, applied, day, "unavailable_not_held")
    assert "已过答复期限" not in page_of(phone, applied)
    assert "不能按逾期反映" in errors(phone.client.post(address))
    today = at(2024, 5, 20)
    shown = page_of(phone, applied)
    assert "已过答复期限" in shown
    assert "也可以依法申请行政复议或者提起行政诉讼" in shown
    assert "本机关不掌握" not in shown
    assert "反映" in str(phone.open(address).content, "utf-8")
    assert phone.client.post(address).status_code == 302
    applied.refresh_from_db()
    assert applied.reminded_on == today
    cases.dispatch(case=applied, by=town.li_qiang, day=at(2024, 5, 21), way="post", on_paper=True)
    assert "已过答复期限" not in page_of(phone, applied)


def test_a_dispatch_that_is_entered_late_goes_before_her_word_to_the_supervising_office(
    applied, phone, town, at
):
    answer(town, applied, at(2024, 3, 28), "unavailable_not_held")
    today = at(2024, 5, 20)
    cases.remind(case=applied, day=today)
    sent = date(2024, 3, 29)
    cases.dispatch(case=applied, by=town.li_qiang, day=sent, way="post", number="1", today=today)
    applied.refresh_from_db()
    assert (applied.dispatched_on, applied.reminded_on) == (sent, today)
    assert "已过答复期限" not in page_of(phone, applied)


def test_the_remedies_open_now_stand_with_their_last_days(applied, phone, town, at):
    day = at(2024, 3, 20)
    agencies.set_particulars(
        by=town.sun_li,
        agency=town.district,
        day=day,
        reconsideration_authority="示范市人民政府",
        court="示范市中级人民法院",
    )
    given = {"reason": "经检索没有", "article": "第三十六条第（四）项"}
    cases.reply(case=applied, by=town.li_qiang, day=day, outcome="unavailable_not_held", **given)
    assert "不服的" not in page_of(phone, applied)
    cases.dispatch(case=applied, by=town.li_qiang, day=day, way="post", number="EX123456789CN")
    assert "60日内向示范市人民政府申请行政复议。" in page_of(phone, applied)
    assert "最后一日为" not in page_of(phone, applied)
    cases.serve(case=applied, by=town.li_qiang, day=at(2024, 3, 22), way="post", receiver="王芳")
    shown = page_of(phone, applied)
    assert "60日内向示范市人民政府申请行政复议；最后一日为 2024-05-21" in shown
    assert "向示范市中级人民法院提起行政诉讼；最后一日为 2024-09-23" in shown
    at(2024, 5, 22)
    shown = page_of(phone, applied)
    assert "行政复议；最后一日" not in shown
    assert "最后一日为 2024-09-23" in shown
    at(2024, 9, 24)
    assert "不服的" not in page_of(phone, applied)


def test_a_denial_must_first_go_to_reconsideration(applied, phone, town, at):
    day = at(2024, 3, 20)
    given = {"reason": "涉密", "article": "第十四条"}
    cases.reply(case=applied, by=town.li_qiang, day=day, outcome="denied_state_secret", **given)
    cases.serve(case=applied, by=town.li_qiang, day=day, way="in_person", receiver="王芳")
    shown = page_of(phone, applied)
    assert "先申请行政复议" in shown
    assert "最后一日为 2024-05-20" in shown
    at(2024, 5, 21)
    assert "不服的" not in page_of(phone, applied)


def test_the_parts_of_a_split_case_open_with_the_same_code(applied, phone, town, at):
    day = at(2024, 3, 6)
    parts = cases.split_case(
        case=applied,
        by=town.li_qiang,
        day=day,
        parts=[cases.Part("补偿方案"), cases.Part("评估报告")],
        reason="一事一申请",
    )
    assert "拆成 2 件" in page_of(phone, applied)
    assert "评估报告" in page_of(phone, parts[1])
    assert Client().get(f"/follow/{parts[1].pk}/").status_code == 404


def test_who_came_by_post_gets_a_code_from_the_office(town, phone, at):
    day = at(2024, 3, 4)
    case = receive(town, day)
    with pytest.raises(NotAllowed):
        apply.issue_code(case=case, by=town.he_jing, day=day)
    lost = apply.issue_code(case=case, by=town.li_qiang, day=day)
    assert phone.follow(lost).status_code == 302
    fresh = apply.issue_code(case=case, by=town.li_qiang, day=day)
    assert phone.open(f"/follow/{case.pk}/").status_code == 404
    assert SAME in errors(phone.follow(lost, "王芳"))
    assert phone.follow(fresh, "王芳").status_code in (302, 422)
    assert Case.objects.count() == 1


def test_the_letters_to_her_can_be_taken_away_and_no_others(phone, town, at):
    day = at(2024, 9, 10)
    furnish(town)
    case = receive(town, date(2024, 9, 2))
    assert phone.follow(apply.issue_code(case=case, by=town.li_qiang, day=day)).status_code == 302
    asked = sealed(town, issued(town, case, "P08", "ask_third_party", day), day)
    letters.dispatch(letter=asked, by=town.li_qiang, day=day, way="in_person")
    reply = sealed(town, issued(town, case, "L12", "reply", day), day)
    address = f"/follow/{case.pk}/letters/{reply.pk}/"
    assert phone.open(address).status_code == 404
    letters.dispatch(letter=reply, by=town.li_qiang, day=day, way="in_person")
    assert reply.number in page_of(phone, case)
    taken = phone.open(address)
    assert taken.status_code == 200
    assert taken.content.startswith(b"%PDF")
    assert quote(f"{reply}.pdf") in taken.headers["Content-Disposition"]
    assert "no-store" in taken.headers["Cache-Control"]
    assert phone.open(f"/follow/{case.pk}/letters/{asked.pk}/").status_code == 404
    assert "赵老四" not in phone.open(f"/follow/{case.pk}/").content.decode()
    assert Client().get(address).status_code == 404


def test_the_whole_story_from_a_refused_page_to_the_remedies(phone, town, at):
    refused = phone.apply(title="", proof=pdf())
    link = tree(refused).xpath('//*[contains(@class, "apply-draft")]//a/@href')[0]
    again = Phone()
    answer = again.press(again.open(link), title="云溪路拓宽工程的征地补偿方案")
    assert answer.status_code == 302
    code = tree(again.open(answer.url)).xpath('//*[@class="code"]/text()')[0]
    case, li = Case.objects.get(), town.li_qiang
    assert again.follow(code, "002X").status_code == 302
    assert "等机关与您确认收到" in page_of(again, case)
    cases.confirm_receipt(case=case, by=li, day=at(2024, 3, 4), how="电话", with_whom="王芳")
    assert "应于 2024-04-01" in page_of(again, case)
    cases.ask_correction(case=case, by=li, day=at(2024, 3, 6), until=date(2024, 3, 20), items="哪一路段")
    cases.serve_correction(case=case, by=li, day=date(2024, 3, 6))
    at(2024, 3, 11)
    again.client.post(f"/follow/{case.pk}/correction/", {"content": "东段"})
    assert "应于 2024-04-09" in page_of(again, case)
    given = {"reason": "经检索没有", "article": "第三十六条第（四）项"}
    day = at(2024, 3, 20)
    cases.reply(case=case, by=li, day=day, outcome="unavailable_not_held", **given)
    cases.serve(case=case, by=li, day=day, way="online", receiver="王芳")
    shown = page_of(again, case)
    assert "机关作出答复：" in shown
    assert "最后一日为 2024-05-20" in shown
    assert [file.purpose for file in StoredFile.objects.all()] == ["identity_proof"]


def test_nobody_waits_for_her_once_the_term_to_pay_is_over(applied, phone, town, at):
    day = at(2024, 3, 8)
    cases.decide_fee(case=applied, by=town.li_qiang, day=day, basis="pages", count=120)
    cases.serve_fee_notice(case=applied, by=town.li_qiang, day=day)
    at(2024, 4, 8)
    assert "等您缴费" in page_of(phone, applied)
    at(2024, 4, 9)
    shown = page_of(phone, applied)
    assert "缴费期限已经届满，等机关告知" in shown
    assert "等您缴费" not in shown
    assert "逾期 1 个工作日" not in shown


def test_nor_once_the_term_to_correct_is_over_and_good_reasons_are_still_heard(applied, phone, town, at):
    day = at(2024, 3, 8)
    cases.ask_correction(case=applied, by=town.li_qiang, day=day, until=date(2024, 3, 22), items="文号")
    cases.serve_correction(case=applied, by=town.li_qiang, day=day)
    at(2024, 3, 25)
    shown = page_of(phone, applied)
    assert "补正期限已经届满，等机关告知" in shown
    assert "有正当理由的，请与机关联系" in shown
    assert "等您补正" not in shown
