"""What does the prose say about the information processing fee?

Section six must report the notices sent (number and amount) and the amount collected (handbook 02 §5).
What it does not state stays None; “未收取” states that 0 was collected, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from gongkai.prose.wording import plain
from gongkai.report import Fees

_SENTENCE_END = re.compile(r"[。;!?\n]")
_ABOUT = re.compile(r"费|收费|收取|实收")
_NOTHING_COLLECTED = re.compile(
    r"(?:未|没有|无)(?:实际|向申请人)?(?:收取|收到|产生|发生|征收)[^,]*费|费[^,]{0,6}(?:未|没有)(?:收取|产生|发生)"
)
_NOTHING_SENT = re.compile(r"(?:未|没有|无)(?:发出|制发|发送|下达|送达)[^,]{0,12}收费通知")
_ALL_ZERO = re.compile(
    r"件数(?:和|、|及|与)?(?:通知)?总?金额.*?(?:收取|实收).*?(?:均|都|全部)(?:为|是)(?:0|零)"
)
_NOTICES = re.compile(r"收费通知书?(?:的?(?:总?件数|份数|数量))?(?:为|共|是|共计)?:?(\d+|零)[件份个]")
_AMOUNT = re.compile(r"(?<!收取)(?<!收取的)(?<!实收)总?金额(?:为|共|是|共计)?:?([\d,]+(?:\.\d+)?|零)(万)?元")
_COLLECTED = re.compile(
    r"(?:收取|实收|收到)(?:的)?(?:政府)?(?:信息(?:公开)?(?:信息)?处理费)?(?:用)?(?:的?总?金额)?"
    r"(?:为|共|是|共计)?:?([\d,]+(?:\.\d+)?|零)(万)?元"
)
_WAN = Decimal(10_000)


def find_fees(texts: Iterable[str]) -> Fees:
    """The three figures stated in these texts, in yuan."""
    count: int | None = None
    amount: Decimal | None = None
    collected: Decimal | None = None
    for sentence in _sentences(texts):
        if _ALL_ZERO.search(sentence):
            count, amount, collected = 0, Decimal(0), Decimal(0)
        elif _NOTHING_COLLECTED.search(sentence):
            collected = Decimal(0)
        if _NOTHING_SENT.search(sentence):
            count, amount = 0, Decimal(0)
        if found := _NOTICES.search(sentence):
            count = 0 if found[1] == "零" else int(found[1])
            if money := _AMOUNT.search(sentence, found.end()):
                amount = _yuan(money)
        if money := _COLLECTED.search(sentence):
            collected = _yuan(money)
    return Fees(count, amount, collected)


def speaks_of_fees(texts: Iterable[str]) -> bool:
    """Whether the fee for processing information is mentioned at all, in whatever words."""
    return any(
        re.search(r"处理费|信息公开[^。]{0,10}费|收费|收取[^。,]{0,12}费", plain(text)) for text in texts
    )


def _sentences(texts: Iterable[str]) -> list[str]:
    return [
        sentence
        for text in texts
        for line in text.split("\n")
        if _ABOUT.search(line) or "費" in line
        for sentence in _SENTENCE_END.split(plain(line))
    ]


def _yuan(found: re.Match[str]) -> Decimal:
    if found[1] == "零":
        return Decimal(0)
    return Decimal(found[1].replace(",", "")) * (_WAN if found[2] else 1)
