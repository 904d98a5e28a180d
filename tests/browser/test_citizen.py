"""Can 王芳 do all of it on her phone: find, apply for what is missing, follow, read, ask, ask again and rate?

She begins at the home page, and goes by what she can read: links, labels and buttons. What the office does
between is done by its acts; 李强's and 赵敏's pages have stories of their own.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.interaction.models import Message
from gongkai_web.letters.actions import dispatch as send
from tests.browser.stories_desk import RESIDENT, YEAR
from tests.browser.stories_hands import PHONE, Hand
from tests.people import WANG_FANG, found_town
from tests.web.interaction.written import approved, drafted
from tests.web.items.written import furnish, published
from tests.web.letters import written as letters

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE = "示范市云溪区人民政府办公室"
MEASURES, HALF = "云溪区路内停车泊位管理办法", "停车泊位管理"
WANTED = "云溪路地下管线综合图"
QUESTION = "老年卡在哪里办理"
GROUPS = ("一、申请人", "二、所需信息", "三、获取信息的方式、途径")


@pytest.fixture
def town(db):
    """云溪区, which publishes and writes letters."""
    found = found_town()
    letters.furnish(found)
    return furnish(found)


def test_who_looks_for_something_gets_to_the_end_of_it(town, hand, turn):
    body = "<p>路内停车位首小时免费。</p>"
    content = {"title": MEASURES, "body": body, "formed_on": date(YEAR, 8, 19), "channels": ["website"]}
    published(town, turn(8, 20), content=content)
    wang = hand(PHONE)
    find(wang)
    code = apply(wang, turn)
    follow(wang, town, turn, code)
    number, code = ask(wang, turn)
    read_ask_again_and_rate(wang, town, turn, number, code)


def search(wang: Hand, words: str) -> None:
    """By the field that stands on top of every page."""
    form = wang.page.get_by_role("search").first
    form.get_by_label("搜索").fill(words)
    wang.click(form.get_by_role("button", name="搜索"))


def find(wang: Hand) -> None:
    """The document by half its title."""
    wang.go("/", "政府信息公开")
    search(wang, HALF)
    wang.follow(re.compile(MEASURES), MEASURES)
    wang.reads("首小时免费")
    wang.look("1 找到的文件")


def apply(wang: Hand, turn) -> str:
    """For what nobody published: her words stand in the form already. The code of her case."""
    turn(8, 30)
    search(wang, WANTED)
    wang.follow("向掌握它的机关申请", "申请公开政府信息")
    wang.follow(OFFICE, re.compile("申请公开政府信息$"))
    who, wanted, how = (wang.page.get_by_role("group", name=name) for name in GROUPS)
    expect(wanted.get_by_label("所需政府信息的名称")).to_have_value(WANTED)
    applicant = {
        "申请人类型": "自然人（个人）",
        "姓名或者名称": WANG_FANG,
        "证件种类": "居民身份证",
        "证件号码": RESIDENT,
        "联系电话": "13800005678",
    }
    wang.fill(who, applicant)
    wang.fill(wanted, {"文号或者其他特征描述": "二〇二三年竣工测量的那一份。"})
    wang.fill(how, {"要什么样的信息": "电子文档", "怎样获取": "网上查看（凭查询码）"})
    wang.press("提交申请")
    wang.at("申请已提交")
    wang.look("2 申请的回执")
    return code_of(wang)


def code_of(wang: Hand) -> str:
    """What stands under 查询码 on a receipt."""
    code = re.compile(r"^\s*[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\s*$")
    return wang.main.get_by_role("definition").filter(has_text=code).inner_text()


def follow(wang: Hand, town, turn, code: str) -> None:
    """Received, then answered: she looks twice."""
    case = Case.objects.get()
    cases.confirm_receipt(case=case, by=town.li_qiang, day=turn(9, 2))
    look_up(wang, code)
    wang.reads("答复期限")
    day = turn(9, 10)
    reply = letters.sealed(town, letters.issued(town, case, "L12", "reply", day, way="online"), day)
    send(letter=reply, by=town.li_qiang, day=day, way="online")
    look_up(wang, code)
    wang.reads("已答复", "本机关不掌握", "申请行政复议")
    assert wang.download("下载答复").read_bytes().startswith(b"%PDF")
    wang.look("3 答复")


def look_up(wang: Hand, code: str) -> None:
    """From the home page to her case."""
    wang.go("/", "政府信息公开")
    wang.follow("查询申请进度", "查询申请进度")
    wang.press("查询", {"查询码": code, "申请人的一项信息": WANG_FANG})
    wang.at(WANTED)


def ask(wang: Hand, turn) -> tuple[str, str]:
    """A question: its number and its code."""
    turn(9, 12)
    to_answers(wang)
    wang.follow("我要留言", "留言")
    wang.follow("咨询", "咨询")
    written = {
        "写给哪个机关": OFFICE,
        "标题": QUESTION,
        "内容": "带什么材料？周末办不办？",
        "可不可以公开": "可以，去掉个人信息以后公开",
    }
    wang.press("提交", written)
    wang.at("留言已提交")
    wang.look("4 留言的回执")
    number = wang.main.get_by_role("definition").filter(has_text=re.compile("^留言")).inner_text()
    return number, code_of(wang)


def to_answers(wang: Hand) -> None:
    """From the home page to 互动交流."""
    wang.go("/", "政府信息公开")
    wang.click(wang.page.get_by_role("link", name="互动交流", exact=True).first)
    wang.at("互动交流")


def read_ask_again_and_rate(wang: Hand, town, turn, number: str, code: str) -> None:
    """The first answer does not help; the second does, and she says so."""
    day, told = (
        turn(9, 13),
        {"what": "", "where": "", "public_title": QUESTION, "public_question": "带什么材料？"},
    )
    message = Message.objects.get()
    assert message.registry_number == number
    drafted(town, message, day, answer="带身份证到街道办事处办理。", **told)
    approved(town, message, day)
    to_answers(wang)
    wang.follow("我要留言", "留言")
    wang.follow("查询留言", "查询留言")
    wang.press("查询", {"查询码": code, "留言编号": number})
    wang.at(QUESTION)
    wang.reads("带身份证到街道办事处办理")
    wang.follow("没有解决", "没有解决")
    wang.press("再次提出", {"哪里没有解决": "没有说周末办不办。"})
    wang.told("已再次提出")
    message.refresh_from_db()
    day = turn(9, 14)
    drafted(town, message, day, answer="带身份证；周六上午也办理。", **told)
    approved(town, message, day)
    wang.page.reload()
    wang.reads("周六上午也办理")
    wang.done("提交评价", {"评价": "满意"}, said="谢谢您的评价")
    wang.look("5 评价以后")
    message.refresh_from_db()
    assert (message.satisfied, message.rounds) == ("yes", 2)
    assert date(YEAR, 9, 14) == message.answered_on
