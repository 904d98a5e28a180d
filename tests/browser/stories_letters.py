"""How does a letter go through the pages: draft, step, issue, seal, dispatch, service?

李强 writes, 赵敏 decides. The papers are taken away as PDF and DOCX and must say what the story says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.stories_hands import Hand
from tests.browser.stories_papers import scanned, words
from tests.people import WANG_FANG

# Clicks from 起草文书 until it is served: taking the PDF to the seal is one, 登记送达 of the post another.
MOST = {"网上送达": 10, "邮寄送达": 11}
EMS = {"送达方式": "邮寄送达", "邮件种类": "邮政特快专递（EMS）"}
ONLINE = {"送达方式": "网上送达"}


@dataclass(slots=True)
class Written:
    """A letter of the story. `says`: what PDF and DOCX must contain, `hides`: what they must not.

    `encloses`: the text of the file that goes with it, handed in on its form.
    """

    kind: str
    title: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    says: Sequence[str] = ()
    hides: Sequence[str] = ()
    recipient: str = WANG_FANG
    address: str = ""
    number: str = ""
    scan: Path | None = None
    clicks: int = 0
    encloses: str = ""


@dataclass(slots=True)
class Desk:
    """李强 and 赵敏 at the case with that number of its page; `numbers` counts the series of the year."""

    li: Hand
    zhao: Hand
    year: int
    case: str = ""
    numbers: int = 0

    def open(self, title: str) -> None:
        """The page of the case."""
        self.li.go(self.case, title)

    def act(self, label: str, fields: Mapping[str, Any], *, button: str = "登记") -> None:
        """An act that is entered directly, from the page of the case."""
        self.li.page.goto(self.case)
        self.li.follow(label, label)
        self.li.done(button, fields, said=f"已登记：{label}。")

    # – a letter

    def draft(self, act: str, letter: Written) -> None:
        """From the page of the case over the act to the form of that letter, and its text."""
        self.li.page.goto(self.case)
        self.li.follow(act, act)
        letter.clicks = -self._clicks()
        self.li.follow("起草文书", re.compile("^起草："))
        # Where only one letter serves the act there is nothing to choose.
        choice = self.li.main.get_by_role("link", name=letter.kind, exact=True)
        drafting = self.li.page.locator("h1", has_text=f"起草：{letter.kind}")
        expect(choice.or_(drafting)).to_be_visible()
        if choice.is_visible():
            self.li.click(choice)
        self.li.at(f"起草：{letter.kind}")
        if letter.encloses:
            file = {"name": "提供的信息.txt", "mimeType": "text/plain", "buffer": letter.encloses.encode()}
            self.li.done("上传", {"拟提供的信息": file}, said="并选为附件")
        self.li.done("生成文书", letter.fields, said="已起草；请核对全文后送审。")
        letter.address = self.li.page.url
        expect(self.li.main.locator(".finding")).to_have_count(0)

    def decide(self, letter: Written) -> None:
        """李强 hands it in; 赵敏 finds it on her list of today, agrees and issues it in one."""
        self.li.done("送审", said="已送审。")
        self.zhao.go("/office/", re.compile("今天"))
        self._row(self.zhao, letter)
        self.zhao.at(letter.title)
        assert self.zhao.page.url == letter.address
        self.zhao.done("同意并签发", {"意见": "同意。"}, said="已同意并签发")

    def issue(self, letter: Written) -> None:
        """Its number is the next of the series; PDF and DOCX say what they must."""
        self.numbers += 1
        letter.number = f"云公开〔{self.year}〕{self.numbers}号"
        self.li.go("/office/", re.compile("今天"))
        self._row(self.li, letter)
        self.li.at(f"{letter.title} {letter.number}")
        self.take_papers(letter)
        letter.clicks += 1  # of the two papers that the story takes, the seal needs the PDF alone

    def take_papers(self, letter: Written) -> None:
        """PDF and DOCX, by their links; the PDF is stamped and scanned."""
        printed = self.li.download(re.compile("^PDF（打印盖章用）"))
        for paper in (printed, self.li.download("DOCX")):
            text = words(paper)
            missing = [said for said in (letter.number, letter.recipient, *letter.says) if said not in text]
            assert not missing, f"{paper.name} 没有 {missing}：{text}"
            found = [said for said in letter.hides if said in text]
            assert not found, f"{paper.name} 里有 {found}"
        letter.scan = scanned(printed)

    def send(self, letter: Written, way: Mapping[str, Any], served: date | None, **proof: str) -> None:
        """Seal and dispatch; the envelope and 送达回证 where it goes by post; service where it is known."""
        self.li.done("收存盖章件", {"盖章后的扫描件": letter.scan}, said="盖章件已收存")
        self.li.done("登记发出", way, said="已登记发出。")
        if way["送达方式"] == "邮寄送达":
            assert letter.recipient in words(self.li.download("信封"))
            assert letter.number in words(self.li.download("送达回证"))
        if way["送达方式"] == "网上送达":
            self.li.reads("网上送达：到达本站查询页")
        elif served:
            self.serve(letter, served, **proof)

    def _clicks(self) -> int:
        return self.li.clicks + self.zhao.clicks

    def _row(self, hand: Hand, letter: Written) -> None:
        """The letter stands once on the list of today of whoever must act; they open it there.

        Behind ten that are due before it, it stands on the list of all of them; where no term runs, it lies
        under what is folded away.
        """
        rows = hand.page.locator("table.work tbody tr").filter(has_text=letter.title)
        if not rows.count():
            hand.click(hand.page.get_by_role("link", name=re.compile("^“待我处理”共 .*查看全部$")))
        folded = hand.page.locator("details").filter(has=rows)
        if folded.count():
            hand.click(folded.locator("summary"))
        expect(rows).to_have_count(1)
        hand.click(rows.locator(".act a"))

    def serve(self, letter: Written, day: date, **proof: str) -> None:
        """It arrived."""
        self.li.go(letter.address, f"{letter.title} {letter.number}")
        self.li.done("登记送达", {"送达日期": day, **proof}, said="已登记送达。")

    def whole_way(
        self, act: str, letter: Written, way: Mapping[str, Any], served: date | None, **proof: str
    ) -> Written:
        """From the draft to the service, where all of that happens on one day."""
        self.draft(act, letter)
        self.decide(letter)
        self.issue(letter)
        self.send(letter, way, served, **proof)
        letter.clicks += self._clicks()
        assert letter.clicks <= MOST[way["送达方式"]]
        return letter
