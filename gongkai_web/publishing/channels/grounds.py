"""By what may a site or an account go off line, come back or be closed? By an agreement, and after a notice.

国办发〔2017〕47号: who supervises agrees, the home page tells its readers for thirty days, then it ends. The
procedure itself is kept in a register; what it must show stands here, so that no way leads around it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.lawfile import load
from gongkai_web.errors import Refused

FILE = Path(__file__).parent / "limits.yaml"


@dataclass(frozen=True, slots=True)
class Days:
    """How long a closing is announced, and how long a site may rest."""

    notice: int
    rest: int


@dataclass(frozen=True, slots=True)
class Grounds:
    """Who agreed, when, and since when the public was told. `short_reason`: why for less than is usual."""

    approved_by: str
    approved_on: date | None
    notice_from: date | None = None
    notice_until: date | None = None
    short_reason: str = ""

    def require_agreed(self, day: date) -> None:
        """Nothing changes before somebody agreed to it."""
        if self.approved_on is None:
            raise Refused("还没有同意日期，不能办结；请一起填写审批单位和同意日期。")
        if self.approved_on > day:
            raise Refused(f"办结日期 {day} 早于同意日期 {self.approved_on}；请核对日期。")

    def require_announced(self, day: date) -> None:
        """Closed on that day: the notice stood long enough, or somebody says why not."""
        until = min(self.notice_until or day, day)
        shown = (until - self.notice_from).days + 1 if self.notice_from else 0
        if shown < days().notice and not self.short_reason:
            said = f"公告了 {shown} 日" if self.notice_from else "没有登记公告"
            raise Refused(
                f"关停以前{said}，一般不少于 {days().notice} 日；确实较短的，请写公告期较短的理由。"
            )


@functools.cache
def days() -> Days:
    """The numbers of days of the file."""
    node = load(FILE, FILE.parent)
    found = Days(node.integer("closing_notice_days", least=1), node.integer("rest_days", least=1))
    node.done()
    return found
