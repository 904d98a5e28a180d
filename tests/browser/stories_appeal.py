"""How does the second story go: the reconsideration, the evidence of the agency, the second reply?"""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from tests.browser.stories_desk import MAIL, RESIDENT, WATER, YEAR
from tests.browser.stories_hands import Hand
from tests.browser.stories_letters import EMS, Desk, Written
from tests.browser.stories_papers import words
from tests.people import WANG_FANG


def be_reconsidered(desk: Desk) -> None:
    """Five working days by the summary procedure, as 李强 first enters it; ten by the ordinary one."""
    li, reference = desk.li, "示政复〔2024〕12号"
    filed = {
        "提起日期": date(YEAR, 4, 8),
        "案号": reference,
        "种类": "行政复议",
        "复议机关、法院": "示范市人民政府",
    }
    received = {"审理程序": "简易程序", "收到申请书、起诉状副本的日期": date(YEAR, 4, 15)}
    desk.act("登记复议、诉讼", {**filed, **received})
    due_to_answer(li, "2024-04-22")
    desk.open(WATER)
    li.follow("更正、作废登记", "更正、作废登记")
    li.main.locator(".entries li").filter(has_text="行政复议").get_by_role("link").click()
    li.at(re.compile("^更正："))
    put_right = {"怎样处理": "更正：以下面填写的内容代替", "理由": "通知书写明适用普通程序"}
    li.press("更正", {**put_right, "审理程序": "普通程序"})
    li.at(WATER)
    # The Sunday 28 April 2024 is a working day, for the holidays of May.
    due_to_answer(li, "2024-04-28")
    li.look("2-2 待答复的复议")


def due_to_answer(li: Hand, day: str) -> None:
    """The work list of the day asks for the answer by then."""
    li.go("/office/", re.compile("今天"))
    row = li.page.locator("table.work tbody tr").filter(has_text=WATER).first
    expect(row.locator("time").first).to_have_text(day)
    expect(row.locator(".act")).to_have_text("提交答复和证据")


def put_evidence_together(desk: Desk, denial: Written) -> None:
    """One button: everything with its catalogue, and pages numbered through."""
    li = desk.li
    desk.open(WATER)
    li.follow("证据成册", "证据材料")
    li.reads(
        "应于 2024-04-28（含当日）前提交书面答复和证据",
        "自 2024-04-15 收到副本起 10 个工作日",
        "逾期视为没有证据、依据",
    )
    li.done("制作证据材料", said="已制作证据材料")
    li.reads(denial.title)
    li.look("2-4 证据材料")
    bundle = li.download("合订本（PDF）")
    text = words(bundle)
    for said in ("证据", denial.title, "送达", "登记表"):
        assert said in text, said
    assert RESIDENT not in text
    assert li.download("全部文件（ZIP）").suffix == ".zip"


def reply_again(desk: Desk, denial: Written) -> None:
    """The denial is taken back by one letter, and the document is given with another: one new reply."""
    withdrawn = Written(
        "更正、撤销原答复的决定",
        "政府信息公开答复更正（撤销）决定书",
        {
            "更正或者撤销的原因": "示范市人民政府作出行政复议决定（示政复〔2024〕12号）",
            "处理方式": "予以撤销，另行作出答复",
            "纠正的内容": f"撤销对{WATER}不予公开的决定",
        },
        says=(
            denial.number,
            "2024年3月18日",
            "决定对上述答复予以撤销，另行作出答复",
            "依法另行作出答复，新的答复文书另行送达",
            "6个月",
        ),
    )
    desk.whole_way(
        "撤销原答复，另行答复", withdrawn, {**EMS, "邮件号码": MAIL}, date(YEAR, 6, 3), 签收人=WANG_FANG
    )
    desk.open(WATER)
    desk.li.reads("下一步：重新答复")
    assert entered_again(desk) == 0
    granted = Written(
        "答复书（予以公开）",
        "政府信息公开申请答复书",
        {
            "提供的政府信息": "云溪区供水专项规划（36页）",
            "提供的方式和途径": "到本机关政务公开科领取",
            "提供的时间": f"自{YEAR}年6月4日起",
        },
        says=("第三十六条第（二）项", "予以公开", "云溪区供水专项规划（36页）", "6个月"),
        hides=("不予公开",),
    )
    desk.whole_way(
        "重新答复、自行更正", granted, {**EMS, "邮件号码": MAIL}, date(YEAR, 6, 3), 签收人=WANG_FANG
    )
    desk.open(WATER)
    assert entered_again(desk) == 1


def entered_again(desk: Desk) -> int:
    """How often the course of the case says that it was replied anew."""
    return desk.li.main.locator(".timeline .what", has_text="重新答复").count()
