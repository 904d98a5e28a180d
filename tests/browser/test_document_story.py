"""Can four people publish, interpret, amend and repeal a normative document – and does 表二 follow?

李强 writes, 赵敏 heads his department, 陈静 keeps the secrets, 孙立 approves; a reader looks at her phone.
Everything is done through the pages; only the calendar is turned by hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from gongkai.booktitle import in_marks
from tests.browser.stories_desk import REPORT, YEAR
from tests.browser.stories_hands import DESKTOP, PASSWORD, PHONE, Hand
from tests.people import found_town
from tests.web.items.written import furnish

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

MEASURES, NUMBER = "云溪区停车场管理办法", f"云政规〔{YEAR}〕1号"
READING = f"《{MEASURES}》解读"
AMENDMENT, SECOND = f"关于修改《{MEASURES}》的决定", f"云政规〔{YEAR}〕2号"
REPEAL, THIRD = f"关于废止《{MEASURES}》的决定", f"云政规〔{YEAR}〕3号"


@pytest.fixture
def town(db):
    """云溪区; its four people can sign in."""
    found = furnish(found_town())
    for person in (found.li_qiang, found.zhao_min, found.chen_jing, found.sun_li):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return found


@dataclass
class Four:
    """The four at their desks."""

    li: Hand
    zhao: Hand
    chen: Hand
    sun: Hand

    def write(self, title: str, formed_on: date, body: str, **groups: Mapping[str, Any]) -> str:
        """李强 begins an item and fills in group after group: its address in the office."""
        li = self.li
        li.go("/office/items/new/", "起草")
        begun = {"标题": title, "公开属性": "主动公开", "分类": "信息公开目录", "生成日期": formed_on}
        li.press("起草", begun)
        li.at(title)
        address = li.page.url
        for group, fields in groups.items():
            li.page.goto(f"{address}write/{group}/")
            li.press("保存", fields)
            li.at(title)
        li.page.goto(f"{address}write/body/")
        li.page.get_by_role("textbox", name="正文").fill(body)
        li.press("保存")
        li.at(title)
        return address

    def publish(self, address: str, title: str, looked: str = "") -> None:
        """All four, one after the other."""
        self.li.page.goto(f"{address}submit/")
        self.li.done("送审", {"对提示的说明": looked} if looked else {}, said="已送审")
        self._approve(self.zhao, address)
        secrets = {"逐项：标题和要素": "可以公开", "逐项：正文": "可以公开"}
        basis = {"保密审查的依据": "《保守国家秘密法》第三十五条", "意见内容": "不涉密，可以公开"}
        self._approve(self.chen, address, {**basis, **secrets})
        self._approve(self.sun, address)
        self.li.page.goto(f"{address}publish/")
        self.li.done("现在发布", said="已发布")
        self.li.at(title)

    def _approve(self, one: Hand, address: str, fields: Mapping[str, Any] | None = None) -> None:
        one.page.goto(f"{address}review/")
        one.done("记下意见", {"意见": "同意", **(fields or {})}, said="已记下审查意见")

    def table(self, day: date, issued: int, repealed: int, in_force: int) -> None:
        """表二 as it was on that day."""
        self.li.go(f"/office/documents/?at={day}", "规章和规范性文件")
        self.li.reads(f"制发 {issued} 件", f"废止、失效 {repealed} 件", f"现行有效 {in_force} 件")


def made(formed_on: date) -> dict[str, Any]:
    """How a normative document came to be, by the notice of 2018."""
    return {
        "文件类型": "行政规范性文件",
        "统一登记号": f"云规登〔{YEAR}〕{formed_on.month}号",
        "征求意见及采纳情况": "征求意见 12 条，采纳 7 条",
        "合法性审核送审日期": date(YEAR, 1, 8),
        "合法性审核日期": date(YEAR, 1, 16),
        "合法性审核结论": "合法",
        "集体审议日期": date(YEAR, 1, 22),
        "解读安排": "不需要解读",
        "不解读的理由": "内容单一",
    }


def heading(number: str, genre: str) -> dict[str, Any]:
    return {"内容概述": "路内停车位的管理", "发文字号": number, "主题分类": "综合政务", "体裁": genre}


ISSUER = {"发文机关": "示范市云溪区人民政府办公室"}


def days(since: date) -> dict[str, Any]:
    return {"施行日期": since, "失效日期": date(YEAR + 5, since.month, 1)}


@pytest.fixture
def four(hand):
    """李强, 赵敏, 陈静 and 孙立 at their desks."""
    return Four(*(hand(DESKTOP, name) for name in ("liqiang", "zhaomin", "chenjing", "sunli")))


@pytest.fixture
def reader(hand):
    """Somebody at her phone."""
    return hand(PHONE)


def issue(four: Four) -> None:
    """The measures and their interpretation on one day."""
    together = {**made(date(YEAR, 3, 1)), "解读安排": "同步公开解读", "不解读的理由": ""}
    measures = four.write(
        MEASURES,
        date(YEAR, 3, 1),
        "第一条 路内停车位首小时免费。",
        heading=heading(NUMBER, "办法"),
        days=days(date(YEAR, 4, 2)),
        origin=ISSUER,
        document=together,
    )
    four.li.reads("还没有起草解读材料")
    four.li.look("1-1 起草的规范性文件")
    reading = four.write(
        READING,
        date(YEAR, 3, 1),
        "背景依据：停车矛盾突出。主要内容：首小时免费。",
        heading={"内容概述": "停车办法的解读"},
        interpretation={"解读的文件": MEASURES, "解读主体": "部门解读", "解读形式": "图解"},
    )
    four.publish(measures, MEASURES)
    four.publish(reading, READING)


def change(four: Four, title: str, number: str, day: date, **effect: str) -> None:
    """Another document that amends or repeals the measures."""
    address = four.write(
        title,
        day,
        "对停车场的管理作如下决定。",
        heading=heading(number, "决定"),
        days=days(day),
        origin=ISSUER,
        document=made(day),
        effects={**effect, "修改、废止的理由": "停车管理另有规定"},
    )
    four.publish(address, title)


def read(reader: Hand, *said: str) -> None:
    """The reader comes to the measures from the list of documents, and reads what stands on top."""
    reader.go("/documents/", "规章和行政规范性文件")
    reader.follow(MEASURES, MEASURES)
    reader.reads(*said)
    reader.follow(MEASURES, MEASURES)
    reader.reads(*said)


def test_a_normative_document_from_its_draft_to_its_repeal(four, reader, turn):
    turn(3, 4)
    four.table(date(YEAR, 3, 4), 0, 0, 0)
    issue(four)
    four.table(date(YEAR, 3, 4), 1, 0, 0)
    read(reader, f"尚未施行（{YEAR}-04-02 起施行）", NUMBER)
    reader.look("1-2 公开页面")
    reader.follow(READING, READING)
    reader.reads("解读的文件")
    reader.follow(MEASURES, MEASURES)
    turn(4, 2)
    four.table(date(YEAR, 4, 2), 1, 0, 1)

    day = turn(6, 3)
    change(four, AMENDMENT, SECOND, day, 修改的文件=NUMBER)
    four.table(day, 2, 0, 2)
    read(reader, f"已修改 {day}（{SECOND}）")
    reader.reads(f"本件自 {day} 起被")
    reader.follow(re.compile(re.escape(in_marks(AMENDMENT))), AMENDMENT)
    reader.reads(f"本件自 {day} 起修改")

    day = turn(9, 2)
    change(four, REPEAL, THIRD, day, 废止的文件=NUMBER)
    four.table(day, 3, 1, 2)
    four.li.look("1-3 表二")
    four.table(date(YEAR, 9, 1), 2, 0, 2)
    read(reader, f"已废止 {day}（{THIRD}）")
    reader.reads("停车位首小时免费")
    reader.look("1-4 废止以后")
    reader.follow(re.compile(re.escape(in_marks(REPEAL))), REPEAL)
    reader.reads(f"本件自 {day} 起废止")

    four.li.go(REPORT, re.compile("年度报告"))
    for cell, number in {"issued_count": 3, "repealed_count": 1, "effective_count": 2}.items():
        there = four.li.page.locator(f'[id="table2.normative_documents.{cell}"]')
        expect(there).to_have_text(str(number))
