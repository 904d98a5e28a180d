"""What can be wrong with the trail, and how is it said?"""

from __future__ import annotations

from dataclasses import dataclass

_CHAINED = {
    "changed": "内容与写入时不同",
    "missing": "缺失",
    "reordered": "与前一条接不上，其间有记录被调换、删除或插入",
    "unsealed": "不是本系统写的（没有用密钥封印，或者封印它的密钥不在 GONGKAI_IDENTITY_KEY 里）",
    "truncated": "起的记录缺失或多出，与链尾登记的条数和摘要不符",
    "headless": "之后的链尾登记丢失",
    "forged": "处的链尾登记不是本系统写的",
    "anchored": "与锚定时登记的不符，其后的记录曾被重写或者截短",
    "expected": "与另外保存的条数和摘要不符，此前的记录曾被重写或者截短",
}
_KEPT = {
    "untold": "没有写入它的操作记录，是绕过程序加进去的",
    "differs": "与操作记录不同",
    "gone": "有操作记录而本身不见了",
    "lost": "整条链不见了",
    "foreign": "没有开立的记录",
}
# As many are printed as somebody reads.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: at a place of a chain, or with the `fields` of a record in a ledger."""

    kind: str
    chain: str = ""
    place: int | None = None
    ledger: str = ""
    key: str = ""
    fields: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wrong, in one sentence."""
        if self.kind in _CHAINED:
            return f"链 {self.chain} 第 {self.place} 条{_CHAINED[self.kind]}。"
        fields = f"（{'、'.join(self.fields)}）" if self.fields else ""
        what = f"{self.ledger} {self.key}" if self.ledger else f"链 {self.chain}"
        return f"{what}{fields}：{_KEPT[self.kind]}。"


@dataclass(frozen=True, slots=True)
class End:
    """The end of a chain: how many lines, and the hash of the last."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: `count` lines in `chains` and `compared` records, and what is wrong.

    `ends`: the end of each chain up to which it is whole. Noted down outside this system, they prove later
    that nothing before them was rewritten.
    """

    count: int
    compared: int
    ends: dict[str, End]
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def sentence(self) -> str:
        """The whole answer: one sentence, or one for each fault."""
        if self.sound:
            return (
                f"审计记录完整：{len(self.ends)} 条链共 {self.count} 条记录，"
                f"与其所记的 {self.compared} 项内容一致。"
            )
        said = [fault.sentence for fault in self.faults[:SHOWN]]
        more = len(self.faults) - len(said)
        rest = [f"……还有 {more} 处。"] if more else []
        return "\n".join(
            [f"审计记录不完整，共 {len(self.faults)} 处；请保留现场并与备份核对。", *said, *rest]
        )
