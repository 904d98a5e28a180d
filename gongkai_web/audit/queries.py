"""Is the audit trail whole, and what does it say about one subject?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai_web.audit.models import HASHED, START, AuditHead, AuditLine, digest


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer. `count` lines were sound; where `fault` is set, the chain breaks at line `position`.

    `fault`: `changed`, `missing`, `reordered`, `truncated`, `headless`. `hash` is the last sound hash: noted
    down outside this system, it proves later that nothing before it was rewritten.
    """

    count: int
    hash: str
    fault: str = ""
    position: int | None = None

    @property
    def sound(self) -> bool:
        """Whether the chain holds from the first line to the last."""
        return not self.fault

    @property
    def sentence(self) -> str:
        """The whole answer in one sentence."""
        if not self.fault:
            return f"审计记录完整：共 {self.count} 条，最后一条的摘要是 {self.hash}。"
        what = {
            "changed": "内容与写入时不同",
            "missing": "缺失",
            "reordered": "与前一条接不上，其间有记录被调换、删除或插入",
            "truncated": "起的记录缺失或多出，与链尾登记的条数和摘要不符",
            "headless": "之后的链尾登记丢失",
        }[self.fault]
        return (
            f"审计记录不完整：第 {self.position} 条{what}；此前 {self.count} 条完好。请保留现场并与备份核对。"
        )


def verify() -> Verification:
    """Walks the whole chain once, from the first line; reads line by line, keeps nothing."""
    count, last, before = 0, START, START
    lines = AuditLine.objects.order_by("position").values("position", *HASHED, "previous_hash", "hash")
    for line in lines.iterator(chunk_size=2000):
        if line["position"] != count + 1:
            return Verification(count, last, "missing", count + 1)
        if digest(line, line["previous_hash"]) != line["hash"]:
            return Verification(count, last, "changed", count + 1)
        if line["previous_hash"] != last:
            return Verification(count, last, "reordered", count + 1)
        count, last, before = count + 1, line["hash"], last
    return _end(count, last, before)


def _end(count: int, last: str, before: str) -> Verification:
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        return Verification(count, last, "headless", count) if count else Verification(0, START)
    if (head.count, head.hash) == (count, last):
        return Verification(count, last)
    if head.count == count > 0:
        # As many lines as were written, but the last is another one: only the end of the chain knows.
        return Verification(count - 1, before, "truncated", count)
    return Verification(count, last, "truncated", min(count, head.count) + 1)


def about(subject: str) -> QuerySet[AuditLine]:
    """The lines of one subject, oldest first."""
    return AuditLine.objects.filter(subject=subject).order_by("position")
