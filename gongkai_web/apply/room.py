"""How much may people hand in whom nobody knows?

From one network address so much in an hour, and so much in all that is only put aside: who is unknown can
fill neither the disk nor the backups. What is refused is said at its file, and everything typed stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Sum

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.apply import codes
from gongkai_web.apply.models import Attempt, Draft, DraftFile
from gongkai_web.visitors.queries import AN_HOUR

KIND = "bytes"
MOST_DRAFTS = 20_000  # of at most 100,000 signs each (`application`)
DRAFTS_FULL = "本站暂存的草稿已经太多，这一份没有存；填写的内容还在页面上，可以直接提交，或者打印申请表邮寄。"


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes may still come, and the sentence for whatever is larger."""

    left: int
    why: str


def room(address: str, now: datetime, *, aside: bool) -> Room:
    """What may still come from that address; `aside`: it is only put into a draft."""
    of_address = Room(
        settings.GONGKAI_APPLY_MB_PER_HOUR * MEGABYTE - _sent_within_hour(address, now),
        f"同一网络一小时内最多上传 {settings.GONGKAI_APPLY_MB_PER_HOUR} MB；请过一会儿再上传，或者把它邮寄。",
    )
    if not aside:
        return of_address
    of_drafts = Room(
        settings.GONGKAI_DRAFTS_MAX_MB * MEGABYTE - _lying_in_drafts(),
        "本站暂存的文件已经太多；请在提交申请时一并上传，或者把它邮寄。",
    )
    return min(of_address, of_drafts, key=lambda one: one.left)


def drafts_are_full() -> bool:
    """Whether no new draft is kept now."""
    return Draft.objects.count() >= MOST_DRAFTS


def _sent_within_hour(address: str, now: datetime) -> int:
    sent = Attempt.objects.filter(kind=KIND, key=codes.address_digest(address), at__gt=now - AN_HOUR)
    return int(sent.aggregate(all=Sum("amount"))["all"] or 0)


def _lying_in_drafts() -> int:
    return int(DraftFile.objects.aggregate(all=Sum("size"))["all"] or 0)
