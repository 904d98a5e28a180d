"""Can people live four whole stories of 依申请公开 on the site, from the first page to the annual report?

王芳 sits at her phone, 李强 and 赵敏 at their desks. Everything is done through the pages; only the calendar
is turned by hand, the first thirty requests of the third story are registered at once, and so is what comes
before the lawsuit of the fourth. The second and third are played by `make test-long`.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.cases.models import Case
from tests.browser.stories_appeal import be_reconsidered, put_evidence_together, reply_again
from tests.browser.stories_desk import (
    HER_ADDRESS,
    LAND,
    MAIL,
    RESIDENT,
    TITLE,
    WATER,
    YEAR,
    counts,
    take_in,
)
from tests.browser.stories_hands import DESKTOP, PASSWORD, PHONE
from tests.browser.stories_letters import EMS, ONLINE, Desk, Written
from tests.browser.stories_online import (
    apply_online,
    ask_third_party,
    black_out,
    follow_to_the_end,
    object_to_it,
)
from tests.browser.stories_papers import SECRET, THIRD_PARTY, proof
from tests.people import WANG_FANG, answer, found_town, receive
from tests.web.letters.written import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db):
    """云溪区, whose letters 赵敏 reviews; 李强 and 赵敏 can sign in."""
    found = found_town()
    furnish(found, steps=["reviewer"])
    for person in (found.li_qiang, found.zhao_min):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return found


@pytest.fixture
def desk(hand):
    """李强 and 赵敏 at their desks."""
    return Desk(hand(DESKTOP, "liqiang"), hand(DESKTOP, "zhaomin"), YEAR)


# – 1. online, partly granted after a third party's objection


def test_online_partly_granted_after_a_third_partys_objection(desk, hand, turn):
    turn(8, 30)
    wang = hand(PHONE)
    code = apply_online(wang, proof())
    turn(9, 2)
    li = desk.li
    li.go("/office/", re.compile("今天"))
    li.follow(TITLE, TITLE)
    desk.case = li.page.url
    desk.act("确认收到", {"怎样确认": "电话", "与谁确认": f"{WANG_FANG}，13800005678"}, button="确认收到")
    turn(9, 3)
    ask_third_party(desk, turn)
    object_to_it(desk, turn)
    turn(9, 13)
    black_out(desk)
    turn(9, 18)
    reply = Written(
        "答复书（部分公开）",
        "政府信息公开申请答复书",
        {
            "予以公开的部分": "征地补偿方案的补偿标准、搬迁奖励",
            "第十五条": True,
            "不予公开的理由": "涉及个人隐私，第三方不同意公开，公开会对其合法权益造成损害",
        },
        says=(
            "第三十七条",
            "予以部分公开",
            "第三人身份证号码",
            "第三人姓名",
            "先向示范市人民政府申请行政复议",
        ),
        hides=(THIRD_PARTY, SECRET),
    )
    desk.whole_way("作出答复", reply, ONLINE, date(YEAR, 9, 18))
    desk.open(TITLE)
    li.look("1-6 办完的申请件")
    follow_to_the_end(wang, code, reply)
    counts(desk, table3__partially_granted__natural_person=1, table3__new_received__natural_person=1)


# – 2. posted, denied, reconsidered, corrected


@pytest.mark.long
def test_posted_denied_reconsidered_corrected(desk, turn):
    li = desk.li
    turn(3, 5)
    came = {"提交方式": "挂号信、特快专递", "提交日期": date(YEAR, 3, 4)}
    take_in(desk, WATER, came, hint="没有发现重复、相同的申请", said="收到申请之日 2024-03-04")
    li.reads("应于 2024-04-01")
    turn(3, 18)
    denial = Written(
        "不予公开决定书（过程性信息）",
        "政府信息公开申请不予公开决定书",
        {"过程稿": True, "理由": "是规划审批中尚未定稿的送审稿，公开会影响正常决策"},
        says=(
            "第十六条第二款",
            "决定对上述信息不予公开",
            "应当自收到本决定之日起60日内先向示范市人民政府申请行政复议",
        ),
        hides=("6个月",),
    )
    desk.whole_way("作出答复", denial, {**EMS, "邮件号码": MAIL}, None)
    turn(3, 20)
    desk.serve(denial, date(YEAR, 3, 20), 签收人=WANG_FANG, 与受送达人的关系="本人")
    li.look("2-1 决定书送达以后")
    turn(4, 15)
    be_reconsidered(desk)
    turn(4, 22)
    put_evidence_together(desk, denial)
    turn(4, 26)
    desk.act("提交答复和证据", {"提交了什么": "行政复议答复书、证据目录和证据 9 件"})
    turn(5, 30)
    desk.act("登记复议、诉讼结果", {"结果": "结果纠正", "决定、裁判的内容": "撤销原决定，责令重新作出答复"})
    turn(6, 3)
    reply_again(desk, denial)
    desk.open(WATER)
    li.look("2-3 重新答复以后")
    counts(
        desk,
        table3__denied_process_information__natural_person=1,
        table3__granted__natural_person=0,
        table4__reconsideration__corrected=1,
        table4__reconsideration__total=1,
    )


# – 3. frequent requests, fee, lapse


@pytest.fixture
def thirty_before(town):
    """Thirty requests of 王芳's in May, all received."""
    someone = ApplicantGiven(
        name=WANG_FANG, id_kind="resident_id", id_number=RESIDENT, address=HER_ADDRESS, postcode="999100"
    )
    for number in range(1, 31):
        day = date(YEAR, 5, 6 + number // 4)
        given = RequestGiven(
            channel="counter",
            applicant_kind="natural_person",
            applicants=(someone,),
            title=f"第{number}号地块的评估报告",
        )
        case = cases.register_request(by=town.li_qiang, agency=town.district, day=day, given=given)
        cases.confirm_receipt(case=case, by=town.li_qiang, day=day)


@pytest.mark.long
def test_frequent_requests_fee_lapse(thirty_before, desk, turn):
    li = desk.li
    turn(5, 20)
    hint = "第 31 件；按件计收应收 200 元，可以收取，不是必须"
    came = {"提交方式": "当面提交", "提交日期": date(YEAR, 5, 20)}
    take_in(desk, LAND, came, hint=hint, said="收到申请之日 2024-05-20")
    turn(5, 22)
    notice = charge(desk)
    turn(5, 24)
    desk.serve(notice, date(YEAR, 5, 24), 签收人=WANG_FANG, 与受送达人的关系="本人")
    desk.open(LAND)
    li.reads("2024-06-24")
    turn(6, 24)
    lapse_too_early(desk)
    lapsed = Written(
        "不再处理告知书（逾期未缴费）",
        "政府信息公开申请不再处理告知书",
        says=(notice.number, "2024年5月24日", "2024年6月24日届满", "视为您放弃申请", "不再处理", "6个月"),
    )
    turn(6, 25)
    desk.whole_way("作出答复", lapsed, {**EMS, "邮件号码": MAIL}, None)
    turn(6, 27)
    desk.serve(lapsed, date(YEAR, 6, 27), 签收人=WANG_FANG, 与受送达人的关系="本人")
    desk.open(LAND)
    li.reads("信息处理费", "200")
    li.look("3-3 逾期未缴费")
    counts(
        desk,
        table3__new_received__natural_person=31,
        table3__other_fee_overdue__natural_person=1,
        table3__carried_over_out__natural_person=30,
    )
    li.look("3-4 年度报告")
    address = li.main.get_by_role("link", name="JSON（表四计本年审结和年末未审结）").get_attribute("href")
    fees = li.page.request.get(address).json()["fees"]
    assert (fees["notice_count"], fees["notice_amount_yuan"], fees["collected_amount_yuan"]) == (
        1,
        "200",
        "0",
    )


def charge(desk: Desk) -> Written:
    """试算 by the tariff: 100 yuan from the eleventh, 200 from the thirty-first; then the notice."""
    li = desk.li
    li.page.goto(desk.case)
    li.follow("决定收费并通知", "决定收费并通知")
    for count, amount in (("10", "不收费"), ("30", "应收 100 元"), ("31", "应收 200 元")):
        li.press("试算", {"计费方式": "按件：同一申请人本月在本机关累计", "数量": count})
        li.reads(f"本月第 {count} 件，{amount}")
    notice = Written(
        "收费通知",
        "政府信息公开信息处理费收费通知",
        {"计费方式": "按件计收"},
        says=(
            "第四十二条",
            "人民币200元",
            "自收到本通知次日起20个工作日内缴纳",
            "视为放弃申请",
            "第11至30件每件100元，第31件200元",
        ),
        hides=("行政复议",),
    )
    desk.draft("决定收费并通知", notice)
    li.look("3-2 收费通知")
    desk.decide(notice)
    desk.issue(notice)
    desk.send(notice, {**EMS, "邮件号码": MAIL}, None)
    return notice


def lapse_too_early(desk: Desk) -> None:
    """On the last day itself only what happened on paper is entered: sent as new, the reply is refused."""
    li = desk.li
    desk.open(LAND)
    expect(li.main.get_by_role("link", name="作出答复", exact=True)).to_have_count(0)
    li.page.goto(f"{desk.case}acts/reply/")
    li.at("作出答复")
    li.refused("2024-06-24")
    li.reads("不能新发")
    li.press("登记答复", {"办理结果": "2.申请人逾期未按收费通知要求缴纳费用"})
    li.at("作出答复")
    li.refused("2024-06-24")


# – 4. the third party silent, disclosed, a lawsuit to the second instance


def silent_and_disclosed(town) -> Case:
    """Asked on 6 March and silent for fifteen working days; told of the disclosure, then disclosed."""
    case = receive(town, date(YEAR, 3, 4))
    by = {"case": case, "by": town.li_qiang}
    cases.ask_third_party(**by, day=date(YEAR, 3, 6), ref="甲", name=THIRD_PARTY)
    cases.third_party_served(**by, day=date(YEAR, 3, 7), ref="甲")
    cases.tell_third_party(**by, day=date(YEAR, 4, 1), ref="甲")
    answer(town, case, date(YEAR, 4, 2), reason="第三方逾期未提出意见，本机关决定公开")
    cases.dispatch(**by, day=date(YEAR, 4, 3), way="post")
    cases.serve(**by, day=date(YEAR, 4, 7), way="post")
    return case


@pytest.mark.long
def test_third_party_silent_disclosed_sued_to_the_second_instance(town, desk, turn):
    turn(5, 20)
    case = silent_and_disclosed(town)
    li, title = desk.li, case.title
    desk.case = f"/office/cases/{case.pk}/"
    first = "（2024）示01行初7号"
    filed = {"提起日期": date(YEAR, 5, 10), "案号": first, "种类": "未经复议直接起诉"}
    desk.act("登记复议、诉讼", {**filed, "收到申请书、起诉状副本的日期": date(YEAR, 5, 15)})
    li.go("/office/", re.compile("今天"))
    row = li.page.locator("table.work tbody tr").filter(has_text=title).first
    expect(row.locator("time").first).to_have_text("2024-05-30")
    expect(row.locator(".act")).to_have_text("提交答复和证据")
    li.look("4-1 待答辩的诉讼")
    desk.act("提交答复和证据", {"提交日期": date(YEAR, 5, 20), "提交了什么": "答辩状、证据目录"})
    turn(7, 1)
    judged = {"审结日期": date(YEAR, 6, 28), "结果": "结果维持", "裁判生效的日期": date(YEAR, 7, 1)}
    desk.act("登记复议、诉讼结果", judged)
    counts(desk, table4__litigation_direct__upheld=1, table4__litigation_direct__total=1)
    turn(7, 16)
    desk.act(
        "登记二审、再审",
        {"上诉、再审的日期": date(YEAR, 7, 12), "审级": "二审", "本审级的案号": "（2024）示行终9号"},
    )
    counts(desk, table4__litigation_direct__pending=1, table4__litigation_direct__total=1)
    desk.open(title)
    li.reads(first)
    li.look("4-2 二审中")
    turn(9, 20)
    desk.act("登记复议、诉讼结果", {"审结日期": date(YEAR, 9, 18), "结果": "结果维持"})
    counts(desk, table4__litigation_direct__upheld=1, table4__litigation_direct__total=1)
    desk.open(title)
    li.look("4-3 二审审结")
    result = li.main.locator("dd").filter(has_text=re.compile(r"^\s*结果维持\s*$")).first
    edges = "one => [one, one.closest('main')].map(part => part.getBoundingClientRect().right)"
    shown, page = result.evaluate(edges)
    assert shown <= page
