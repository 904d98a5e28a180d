"""How does the first story go: 王芳 applies on her phone, a third party objects, a part is blacked out?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import expect

from tests.browser.stories_desk import MAIL, RESIDENT, TITLE, YEAR
from tests.browser.stories_hands import Hand
from tests.browser.stories_letters import EMS, ONLINE, Desk, Written
from tests.browser.stories_papers import (
    NAME_AT,
    PLAN_NAME,
    SECRET,
    SECRET_AT,
    THIRD_PARTY,
    is_black,
    plan,
    words,
)
from tests.people import WANG_FANG


def apply_online(wang: Hand, attachment: bytes) -> str:
    """王芳 finds the form on her phone and hands it in; her query code."""
    wang.go("/", "政府信息公开")
    wang.page.get_by_role("link", name="依申请公开", exact=True).click()
    wang.at("申请公开政府信息")
    wang.follow("示范市云溪区人民政府办公室", re.compile("申请公开政府信息$"))
    wang.look("1-1 填写申请")
    applicant = {
        "申请人类型": "自然人（个人）",
        "姓名或者名称": WANG_FANG,
        "证件种类": "居民身份证",
        "证件号码": RESIDENT,
        "联系电话": "13800005678",
    }
    wanted = {
        "所需政府信息的名称": TITLE,
        "文号或者其他特征描述": "二〇二三年批准的那一份，含补偿标准。",
        "附件": {"name": "位置图.pdf", "mimeType": "application/pdf", "buffer": attachment},
    }
    wang.fill(wang.page.locator("#who"), applicant)
    wang.fill(wang.page.locator("#wanted"), wanted)
    wang.fill(wang.page.locator("#how"), {"要什么样的信息": "电子文档", "怎样获取": "网上查看（凭查询码）"})
    wang.press("提交申请")
    wang.at("申请已提交")
    wang.look("1-2 回执")
    code = wang.page.locator("dd.code")
    expect(code).to_have_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    return code.inner_text()


def ask_third_party(desk: Desk, turn: Callable[[int, int], date]) -> None:
    """李强 asks 赵老四 and tells 王芳 so."""
    asked = Written(
        "征求第三方意见书",
        "政府信息公开征求第三方意见书",
        {
            "第三方的姓名或者名称": THIRD_PARTY,
            "是自然人（文中称“您”）": True,
            "通信地址": "示范市云溪区北街2号",
            "邮政编码": "999101",
            "拟公开的内容": "拓宽工程征地补偿方案中您与拆迁人签订的补偿协议的摘录",
        },
        says=("第三十二条", "自收到本意见书之日起15个工作日内", "决定是否公开"),
        hides=(WANG_FANG, RESIDENT),
        recipient=THIRD_PARTY,
    )
    desk.draft("征求第三方意见", asked)
    desk.li.look("1-3 征求意见书")
    desk.decide(asked)
    desk.issue(asked)
    sheet = words(desk.li.download("第三方意见回执"))
    assert asked.number in sheet
    assert "□同意公开□不同意公开□部分同意公开" in sheet
    desk.send(asked, {**EMS, "邮件号码": MAIL}, None)
    told = Written(
        "征求意见告知书（给申请人）",
        "政府信息公开申请征求意见告知书",
        says=("正在征求意见", "所需时间不计算在答复期限内", "2024年9月3日"),
        hides=(THIRD_PARTY,),
    )
    desk.whole_way("征求第三方意见", told, ONLINE, date(YEAR, 9, 3))
    turn(9, 5)
    desk.serve(asked, date(YEAR, 9, 5), 签收人=THIRD_PARTY, 与受送达人的关系="本人")


def object_to_it(desk: Desk, turn: Callable[[int, int], date]) -> None:
    """赵老四 writes back."""
    turn(9, 12)
    objection = {"是否同意公开": "不同意公开", "理由": "身份证号码属于个人隐私，公开会给本人造成损害"}
    desk.act("登记第三方意见", objection)


def black_out(desk: Desk) -> None:
    """李强 drags a box over the number; 赵敏 looks at the preview and confirms."""
    li, zhao = desk.li, desk.zhao
    desk.open(TITLE)
    li.main.get_by_text("上传文件", exact=True).click()
    upload = {"name": PLAN_NAME, "mimeType": "application/pdf", "buffer": plan()}
    li.done("上传", {"用途": "拟提供的信息", "文件": upload}, said=f"已收存《{PLAN_NAME}》")
    li.follow("涂黑", f"涂黑：{PLAN_NAME}")
    address = li.page.url
    li.press("开始涂黑")
    li.reads("还没有标出要涂黑的地方")
    drag(li)
    li.press("标上这一处", {"不予公开的理由": "第三方合法权益", "涂黑的内容": "第三人身份证号码"})
    expect(li.main.locator(".boxes li")).to_have_count(1)
    # The name is measured and typed, as somebody without a mouse does it.
    left, top, right, bottom = (f"{100 * side:.2f}" for side in NAME_AT)
    sides = {"左边距": left, "上边距": top, "框宽": minus(right, left), "框高": minus(bottom, top)}
    li.press("标上这一处", {**sides, "不予公开的理由": "第三方合法权益", "涂黑的内容": "第三人姓名"})
    expect(li.main.locator(".boxes li")).to_have_count(2)
    li.look("1-4 涂黑")
    li.done("提交复核", said="已提交复核")
    zhao.go("/office/", re.compile("今天"))
    zhao.look("1-5 赵敏今天的事")
    zhao.follow("复核涂黑", f"涂黑：{PLAN_NAME}")
    assert zhao.page.url == address
    zhao.done("确认并生成公开版", said="公开版已生成并通过核对")


def minus(far: str, near: str) -> str:
    """The width between two sides, in percent."""
    return f"{float(far) - float(near):.2f}"


def drag(li: Hand) -> None:
    """Over the number, with the mouse."""
    sheet = li.page.locator("svg[data-draw]")
    expect(li.page.locator(".canvas img")).to_have_js_property("complete", value=True)
    sheet.scroll_into_view_if_needed()
    frame = sheet.bounding_box()
    left, top, right, bottom = SECRET_AT
    li.page.mouse.move(frame["x"] + left * frame["width"], frame["y"] + top * frame["height"])
    li.page.mouse.down()
    li.page.mouse.move(frame["x"] + right * frame["width"], frame["y"] + bottom * frame["height"], steps=4)
    li.page.mouse.up()
    expect(li.main.get_by_label("框宽")).not_to_have_value("")


def follow_to_the_end(wang: Hand, code: str, reply: Written) -> None:
    """王芳 opens her case, reads no name but her own, and takes letter and public version away."""
    wang.page.get_by_role("link", name="查询进度").click()
    wang.at("查询申请进度")
    wang.press("查询", {"查询码": code, "申请人的一项信息": WANG_FANG})
    wang.at(TITLE)
    wang.reads("机关书面征求第三方意见", "机关收到第三方的意见", "机关作出答复：", reply.number)
    wang.reads("最后一日为 2024-11-18", "最后一日为 2025-03-18", "示范市人民政府", "示范市中级人民法院")
    wang.reads_nothing_of("李强", "赵敏", "孙立", THIRD_PARTY, RESIDENT, SECRET)
    wang.look("1-7 王芳查到的")
    letter = wang.download(f"政府信息公开申请答复书 {reply.number}")
    assert letter.read_bytes() == reply.scan.read_bytes()
    public = wang.download(re.compile("^附件："))
    assert [told for told in (SECRET, THIRD_PARTY) if told in words(public)] == []
    assert SECRET.encode() not in public.read_bytes()
    assert is_black(public, SECRET_AT)
    assert is_black(public, NAME_AT)
