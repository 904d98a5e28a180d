"""Does a fault go from what the inspection saw to its mending, and into the quarter's bulletin?

周洁 inspects and writes, 李强 mends at 云溪区, 郑刚 approves; 何静 has nothing to do with it until the
bulletin comes to her. After each act all four open 今天: the next act stands there once, with its day and its
reason. Only the inspection itself is there beforehand: its pages were fetched by a process of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gongkai_web.oversight.inspection.models import Finding as Fault
from gongkai_web.oversight.inspection.models import Outcome, Place, Purpose, Run, RunState, State, Visit
from gongkai_web.publishing.channels import actions as channels
from tests.browser.narrow import scrolls_sideways
from tests.browser.stories_desk import YEAR
from tests.browser.stories_hands import DESKTOP, PHONE, Hand
from tests.browser.stories_papers import words
from tests.people import found_town
from tests.web.campaign.reports import tree_of
from tests.web.look.trees import find, text
from tests.web.oversight.home import client_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOME = "https://www.yunxi.example/"
EMPTY, NUMBER = "栏目“工作动态”没有内容。", f"问题{YEAR}-0001"
BULLETIN = f"{YEAR}年第二季度政府网站检查情况的通报"
STILL, MENDED = "栏目里还是空的，只加了标题", "栏目里有三条，最新一条是昨天的"
PROOF = {"name": "整改后的栏目.txt", "mimeType": "text/plain", "buffer": "栏目已有三条".encode()}
WHO = {"周洁": "zhou_jie", "李强": "li_qiang", "郑刚": "zheng_gang", "何静": "he_jing"}


@pytest.fixture
def town(db, settings, tmp_path):
    """云溪区's site, inspected on 3 June: one column is empty."""
    settings.DATA = tmp_path
    found = found_town()
    given = {"channel": "website", "name": "云溪区政府网", "address": HOME, "day": date(YEAR, 3, 4)}
    outlet = channels.open_outlet(by=found.li_qiang, agency=found.district, **given)
    at = datetime(YEAR, 6, 3, 2, tzinfo=UTC)
    run = Run.objects.create(
        outlet=outlet, day=at.date(), state=RunState.DONE, begun_at=at, ended_at=at, most=100
    )
    visit = Visit.objects.create(
        run=run,
        key="zwgk/gzdt/",
        address=f"{HOME}zwgk/gzdt/",
        purpose=Purpose.PAGE,
        shape="zwgk/gzdt/",
        state=State.DONE,
        outcome=Outcome.FINE,
        status=200,
        headers={"content-type": "text/html", "last-modified": "Mon, 04 Mar 2024 01:00:00 GMT"},
        body_hash="5e" * 32,
        at=at,
    )
    fault = Fault.objects.create(run=run, kind="column_empty", place=visit.address, what="工作动态")
    Place.objects.create(finding=fault, visit=visit, excerpt="本栏目暂无内容")
    return found


@dataclass(slots=True)
class Desks:
    """The four of them: three at a browser of their own, and what each reads on 今天."""

    hands: dict[str, Hand]
    clients: dict[str, Client]

    def show(self, subject: str, **waiting: tuple[str, ...]) -> None:
        """今天 has one row about it for each of those named, with all that is said; for the others none."""
        for name, client in self.clients.items():
            page = tree_of(client.get("/office/"))
            texts = [text(one) for one in find(page, "table.work tbody tr")]
            rows = [one for one in texts if subject in one]
            assert len(rows) == (name in waiting), (name, rows)
            missing = [said for said in waiting.get(name, ()) if said not in rows[0]]
            assert not missing, (name, missing, rows)

    def opens(self, name: str, act: str, heading: str | re.Pattern[str]) -> Hand:
        """Whoever acts goes by the row of 今天."""
        hand = self.hands[name]
        hand.go("/office/", re.compile("今天"))
        fits(hand)
        hand.follow(act, heading)
        fits(hand)
        return hand


@pytest.fixture
def desks(hand, turn, town, live_server) -> Desks:
    turn(6, 3)
    clients = {name: client_of(getattr(town, key)) for name, key in WHO.items()}
    hands = {name: hand(DESKTOP) for name in WHO if name != "何静"}
    for name, one in hands.items():
        key = settings.SESSION_COOKIE_NAME
        cookie = {"name": key, "value": clients[name].cookies[key].value, "url": live_server.url}
        one.page.context.add_cookies([cookie])
    return Desks(hands, clients)


def fits(hand: Hand) -> None:
    """Neither a phone nor a desk scrolls that page sideways."""
    for size in (PHONE, DESKTOP):
        hand.page.set_viewport_size(size)
        assert not scrolls_sideways(hand.page), (hand.page.url, size)


def test_an_empty_column_goes_from_the_inspection_to_its_mending_and_into_the_bulletin(desks, turn):
    taken_into_the_ledger(desks)
    told_with_a_term(desks)
    turn(6, 11)
    answered(desks, "已恢复栏目。")
    looked_at_again(desks, turn)
    in_the_bulletin(desks, turn)


def taken_into_the_ledger(desks: Desks) -> None:
    """周洁 takes what the inspection saw into the ledger: the evidence goes with it."""
    zhou = desks.hands["周洁"]
    zhou.go("/office/inspection/", "检查网站")
    zhou.follow("云溪区政府网", re.compile("网站检查"))
    fits(zhou)
    zhou.done("登记到整改台账", said="新登记 1 条")
    fits(zhou)
    desks.show(EMPTY, 周洁=(NUMBER, "待通知", "发整改通知"))


def told_with_a_term(desks: Desks) -> None:
    """The unit learns of it by the notice, which has a day."""
    zhou = desks.hands["周洁"]
    zhou.follow(EMPTY, EMPTY)
    zhou.reads("本栏目暂无内容", f"{HOME}zwgk/gzdt/", "示范市云溪区人民政府办公室")
    zhou.page.get_by_text("响应头和内容摘要").click()
    zhou.reads("last-modified: Mon, 04 Mar 2024", "5e" * 32)
    fits(zhou)
    zhou.follow("发整改通知", "发整改通知")
    fits(zhou)
    zhou.done(
        "登记",
        {"整改期限": date(YEAR, 6, 17), "文号": "示政办督〔2024〕3号"},
        said="2024-06-17 前（含当日）整改",
    )
    fits(zhou)
    desks.show(EMPTY, 李强=(NUMBER, "2024-06-17", "回复整改情况"))


def answered(desks: Desks, words: str) -> None:
    li = desks.opens("李强", "回复整改情况", "回复整改情况")
    li.done("登记", {"整改情况": words, "佐证": PROOF}, said="已回复")
    li.reads(PROOF["name"], words)
    desks.show(EMPTY, 周洁=(NUMBER, "待复核", "复核", f"李强回复：{words}"))


def looked_at_again(desks: Desks, turn: Any) -> None:
    """The first mending is none; the second is, and closes it."""
    turn(6, 13)
    zhou = desks.opens("周洁", "复核", "复核")
    zhou.done(
        "登记",
        {"复核结果": "没有整改，退回", "看到了什么": STILL, "退回的，新的整改期限": date(YEAR, 6, 24)},
        said="已登记复核结果",
    )
    desks.show(EMPTY, 李强=("2024-06-24", "回复整改情况", f"没有整改，退回（{STILL}）"))
    turn(6, 20)
    answered(desks, "已发三条。")
    turn(6, 21)
    zhou = desks.opens("周洁", "复核", "复核")
    zhou.done("登记", {"复核结果": "已经整改", "看到了什么": MENDED}, said="已登记复核结果")
    zhou.reads("已整改 2024-06-21", "退回", "1 次")
    fits(zhou)
    desks.show(EMPTY)


def in_the_bulletin(desks: Desks, turn: Any) -> None:
    """Counted by 周洁, approved by 郑刚, signed for at each unit."""
    turn(7, 10)
    zhou = desks.hands["周洁"]
    zhou.go("/office/bulletins/", "通报")
    zhou.follow("起草通报", "起草通报")
    fits(zhou)
    zhou.press(
        "登记",
        {
            "种类": "季度通报",
            "期间的第一天": date(YEAR, 4, 1),
            "期间的最后一天": date(YEAR, 6, 30),
            "标题": BULLETIN,
            "公开范围": "只发各单位",
        },
    )
    zhou.at(BULLETIN)
    zhou.reads("发现问题1个，通知整改1个", "完成整改1个，其中按期1个；还没有整改0个")
    fits(zhou)
    zhou.click(zhou.main.locator("p", has_text="本期发现问题").get_by_role("link").first)
    zhou.reads(NUMBER)
    fits(zhou)
    zhou.page.go_back()
    desks.show(BULLETIN, 周洁=("起草中", "送审"))
    zhou = desks.opens("周洁", "送审", BULLETIN)
    zhou.done("送审", said="已送审")
    desks.show(BULLETIN, 郑刚=("待审核", "审核", "2024-04-01 至 2024-06-30"))
    zheng = desks.opens("郑刚", "审核", "审核通报")
    zheng.reads("发现问题1个，通知整改1个")
    zheng.done("登记", {"审核": "同意", "意见": "同意印发。"}, said="已审核")
    desks.show(BULLETIN, 周洁=("待印发", "印发"))
    zhou = desks.opens("周洁", "印发", "印发通报")
    zhou.done("登记", {"文号": "示政办〔2024〕7号"}, said="已印发")
    fits(zhou)
    waits = ("待签收", "签收", "2024-07-10 印发")
    desks.show(BULLETIN, 李强=waits, 何静=waits)
    li = desks.opens("李强", "签收", BULLETIN)
    said = "发现问题1个，通知整改1个，反复出现的0个；完成整改1个，其中按期1个；还没有整改0个"
    li.reads(said, "云溪区政府网", "示政办〔2024〕7号")
    for paper in ("通报（DOCX）", "通报（PDF）"):
        assert said in words(li.download(paper)), paper
    li.done("示范市云溪区人民政府办公室签收", said="已签收")
    desks.show(BULLETIN, 何静=waits)
    zhou.page.reload()
    zhou.reads("李强", "未签收")
    fits(zhou)
