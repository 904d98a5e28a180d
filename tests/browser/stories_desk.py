"""What do the stories share: days, names and papers; a request taken in at the desk; the counted report?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import expect

from tests.browser.stories_letters import Desk
from tests.people import WANG_FANG

YEAR = 2024
TITLE, WATER, LAND = "云溪路拓宽工程征地补偿方案", "云溪区供水专项规划", "第31号地块的评估报告"
RESIDENT = "11010519491231002X"
REPORT = f"/office/reports/yunxi/{YEAR}/"
MAIL = "1098765432105"
HER_ADDRESS = "示范市云溪区云溪路8号"


def counts(desk: Desk, **cells: int) -> None:
    """The tables of the annual report count the story; nothing in them disagrees."""
    desk.li.go(REPORT, re.compile("年度报告"))
    for name, number in cells.items():
        expect(desk.li.page.locator(f'[id="{name.replace("__", ".")}"]')).to_have_text(str(number))
    about_these = desk.li.main.locator("article").filter(has_text=re.compile(r" · t[34]\."))
    expect(about_these).to_have_count(0)


def take_in(desk: Desk, title: str, came: Mapping[str, Any], *, hint: str, said: str) -> None:
    """李强 enters a request on paper: 核对 says what to know beforehand, then it is registered."""
    li = desk.li
    li.go("/office/", re.compile("今天"))
    li.follow("登记新申请", "登记申请")
    form = li.form("核对")
    parts = {
        "来件": came,
        "申请人": {
            "申请人类型": "自然人",
            "姓名或者名称": WANG_FANG,
            "证件种类": "居民身份证",
            "证件号码": RESIDENT,
            "通信地址": HER_ADDRESS,
            "邮政编码": "999100",
        },
        "所需信息": {
            "所需政府信息的名称、文号或者特征描述": title,
            "获取信息的方式": "纸质",
            "获取信息的途径": "邮寄",
        },
        "确认收到": {"同时确认收到": True},
    }
    for legend, fields in parts.items():
        li.fill(form.get_by_role("group", name=legend, exact=True), fields)
    li.press("核对")
    li.reads(hint)
    li.look(f"登记 {title}")
    li.done("登记", said=said)
    li.at(title)
    desk.case = li.page.url
    desk.act("分派", {"经办人": "李强"}, button="分派")
