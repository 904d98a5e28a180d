"""What does the prose say about the information processing fee?

Section six must report the notices sent (number and amount) and the amount collected (handbook 02 §5).
What it does not state stays None; “未收取” states that 0 was collected, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from gongkai.labels import normal
from gongkai.report import Fees

_SENTENCE_END = re.compile(r"[。；;!?]")
_NOTHING_COLLECTED = re.compile(
    r"(?:未|没有|无)(?:实际)?(?:收取|收到|产生|发生|征收)[^，,]*费|费[^，,]{0,6}(?:未|没有)(?:收取|产生)"
)
_ALL_ZERO = re.compile(r"件数(?:和|、|及)?总?金额.*?收取.*?(?:均|都|全部)(?:为|是)(?:0|零)")
_NOTICES = re.compile(r"(?:发出|制发)?收费通知(?:的件数|书)?(?:为|共)?(\d+)[件份]")
_AMOUNT = re.compile(r"总?金额(?:为|共)?([\d,]+(?:\.\d+)?)(万)?元")
_COLLECTED = re.compile(r"(?:实际)?收取(?:的)?(?:信息处理费)?(?:总?金额)?(?:为|共)?([\d,]+(?:\.\d+)?)(万)?元")
_WAN = Decimal(10_000)


def find_fees(texts: Iterable[str]) -> Fees:
    """The three figures stated in these texts."""
    count: int | None = None
    amount: Decimal | None = None
    collected: Decimal | None = None
    for sentence in (part for text in texts for part in _SENTENCE_END.split(normal(text))):
        if _ALL_ZERO.search(sentence):
            count, amount, collected = 0, Decimal(0), Decimal(0)
        elif _NOTHING_COLLECTED.search(sentence):
            collected = Decimal(0)
        if found := _NOTICES.search(sentence):
            count = int(found[1])
            if money := _AMOUNT.search(sentence, found.end()):
                amount = _yuan(money)
        if money := _COLLECTED.search(sentence):
            collected = _yuan(money)
    return Fees(count, amount, collected)


def _yuan(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", "")) * (_WAN if found[2] else 1)
