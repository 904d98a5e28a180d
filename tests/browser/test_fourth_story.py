"""Can people live the story of a third party who stays silent, up to the second instance of a lawsuit?

王芳 asks on her phone, 李强 handles, 孙立 heads the office and decides. From act to act the lists of today
are asked: the next act stands once, at whose turn it is, with its day;
and 王芳 reads nothing that has not left.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.stories_desk import MAIL, TITLE, YEAR, counts
from tests.browser.stories_hands import DESKTOP, PASSWORD, PHONE, Hand
from tests.browser.stories_letters import EMS, ONLINE, Desk, Written
from tests.browser.stories_online import apply_online, ask_third_party
from tests.browser.stories_papers import THIRD_PARTY, proof
from tests.people import WANG_FANG, found_town
from tests.web.letters.written import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COURT, HIGHER = "示范市云溪区人民法院", "示范市中级人民法院"


@pytest.fixture
def town(db):
    """云溪区, whose letters 孙立 signs; 李强 and 孙立 can sign in."""
    found = found_town()
    furnish(found, steps=["head"])
    for person in (found.li_qiang, found.sun_li):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return found


@pytest.fixture
def desk(hand):
    """李强 writes, 孙立 decides."""
    return Desk(hand(DESKTOP, "liqiang"), hand(DESKTOP, "sunli"), YEAR)


def next_is(desk: Desk, who: Hand, act: str, day: date | None = None) -> None:
    """On the list of today of whose turn it is the case stands once, with that act and its day.

    Whoever else may do it sees the same act, never another one, and never twice; of a letter that somebody
    else writes for a case that is nobody's, that the case can be assigned.
    """
    for one in (desk.li, desk.zhao):
        one.go("/office/", re.compile("今天"))
        rows = one.page.locator("table.work tbody tr").filter(has_text=TITLE)
        if one is who:
            expect(rows).to_have_count(1)
            expect(rows.locator(".act")).to_have_text(act)
            expect(rows.locator("time").first).to_have_text(day.isoformat() if day else re.compile(str(YEAR)))
        else:
            assert rows.count() <= 1
            assert {said.strip() for said in rows.locator(".act").all_inner_texts()} <= {act, "", "分派"}


def reads_now(wang: Hand, code: str, *told: str, nothing_of: tuple[str, ...] = ()) -> None:
    """王芳 asks by her code what has become of it."""
    wang.page.goto("/follow/")
    if wang.page.get_by_label("查询码").count():
        wang.press("查询", {"查询码": code, "申请人的一项信息": WANG_FANG})
    wang.at(TITLE)
    wang.reads(*told)
    wang.reads_nothing_of("李强", "孙立", THIRD_PARTY, *nothing_of)


@pytest.mark.long
def test_a_silent_third_party_disclosure_lawsuit_second_instance(desk, hand, turn):
    turn(8, 30)
    wang, li = hand(PHONE), desk.li
    code = apply_online(wang, proof())
    turn(9, 2)
    li.go("/office/", re.compile("今天"))
    li.follow(TITLE, TITLE)
    desk.case = li.page.url
    desk.act("确认收到", {"怎样确认": "电话", "与谁确认": f"{WANG_FANG}，13800005678"}, button="确认收到")
    next_is(desk, li, "作出答复")
    turn(9, 3)
    ask_third_party(desk, turn)
    # What she does not open would be one more thing to do: 改用邮寄.
    reads_now(wang, code, "机关书面征求第三方意见")
    wang.download(re.compile("征求意见告知书"))
    turn(9, 29)
    # 赵老四's last day was 27 September: the agency decides, on the day that the deduction left it.
    next_is(desk, li, "作出答复")
    reply = disclosed(desk, wang, code)
    turn(9, 30)
    told = told_to_third_party(desk)
    answered(desk, wang, code, reply)
    turn(10, 9)
    desk.serve(told, date(YEAR, 10, 9), 签收人=THIRD_PARTY, 与受送达人的关系="本人")
    sued(desk, turn)
    counts(desk, table3__granted__natural_person=1, table4__litigation_direct__upheld=1)


def disclosed(desk: Desk, wang: Hand, code: str) -> Written:
    """The reply is written and signed; it has not left, and 王芳 reads nothing of it."""
    reply = Written(
        "答复书（予以公开）",
        "政府信息公开申请答复书",
        {"提供的政府信息": "征地补偿方案（36页）"},
        says=("第三十六条第（二）项", "予以公开", "6个月"),
        hides=(THIRD_PARTY, "不予公开"),
        encloses="征地补偿方案：每亩按公布的标准补偿。",
    )
    desk.draft("作出答复", reply)
    next_is(desk, desk.li, "接着起草")
    desk.li.go(reply.address, reply.title)
    desk.decide(reply)
    desk.numbers += 1
    reply.number = f"云公开〔{YEAR}〕{desk.numbers}号"
    desk.li.go(reply.address, f"{reply.title} {reply.number}")
    desk.take_papers(reply)
    reads_now(wang, code, "机关书面征求第三方意见", nothing_of=("机关作出答复",))
    return reply


def told_to_third_party(desk: Desk) -> Written:
    """赵老四 is told what will be disclosed, and why, before the reply leaves."""
    told = Written(
        "公开决定告知书（给第三方）",
        "政府信息公开决定告知书",
        {
            "第三方的姓名或者名称": THIRD_PARTY,
            "是自然人（文中称“您”）": True,
            "通信地址": "示范市云溪区北街2号",
            "邮政编码": "999101",
            "决定公开的理由": "所涉补偿标准是公共资金的使用情况，公开不会损害您的合法权益",
        },
        says=("没有提出意见", "决定予以公开"),
        hides=(WANG_FANG,),
        recipient=THIRD_PARTY,
    )
    return desk.whole_way("将公开决定告知第三方", told, {**EMS, "邮件号码": MAIL}, None)


def answered(desk: Desk, wang: Hand, code: str, reply: Written) -> None:
    """The reply leaves, arrives on her page, and is the headline there; she takes it away."""
    desk.li.go(reply.address, f"{reply.title} {reply.number}")
    desk.send(reply, ONLINE, None)
    reads_now(wang, code, reply.number, "示范市人民政府")
    wang.download(f"政府信息公开申请答复书 {reply.number}")


def sued(desk: Desk, turn) -> None:
    """She sues at once, since what she got is not what she asked for; two instances are one lawsuit."""
    turn(10, 21)
    filed = {"提起日期": date(YEAR, 10, 15), "案号": "（2024）云行初7号", "种类": "未经复议直接起诉"}
    first = {**filed, "复议机关、法院": COURT}
    desk.act("登记复议、诉讼", {**first, "收到申请书、起诉状副本的日期": date(YEAR, 10, 21)})
    next_is(desk, desk.li, "提交答复和证据", date(YEAR, 11, 5))
    desk.act("提交答复和证据", {"提交了什么": "答辩状、证据目录和证据 9 件"})
    turn(12, 2)
    desk.act("登记复议、诉讼结果", {"结果": "结果维持", "决定、裁判的内容": "驳回原告的诉讼请求"})
    turn(12, 16)
    second = {"审级": "二审", "本审级的案号": "（2024）示行终9号", "法院": HIGHER}
    desk.act("登记二审、再审", {**second, "收到上诉状、再审申请书副本的日期": date(YEAR, 12, 16)})
    desk.li.look("4-1 二审")
    turn(12, 30)
    desk.act("登记复议、诉讼结果", {"结果": "结果维持", "决定、裁判的内容": "驳回上诉，维持原判"})
    desk.open(TITLE)
    desk.li.look("4-2 二审以后")
