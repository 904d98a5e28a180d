"""Why did no answer come: it failed, which says something of the other side, or it was not asked?"""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """How it failed, as people are told."""

    NAME = "域名解析不了"
    LOOKUP = "本机的域名服务没有及时答复"
    CONNECTION = "连接不上"
    TIME = "超过时限没有答复"
    CERTIFICATE = "证书有问题，浏览器会拦下"
    EXPIRED = "证书已经过期，浏览器会拦下"
    LOOP = "一再转到别处，没有尽头"
    ANSWER = "答复不成样子"


# What may be our own line as well as the other side.
PERHAPS_OURS = frozenset({Failure.NAME, Failure.CONNECTION, Failure.TIME})
# What says nothing of whether it can be opened.
UNSURE = frozenset({Failure.LOOKUP, Failure.CERTIFICATE, Failure.EXPIRED, Failure.ANSWER})


class Failed(Exception):
    """Nothing came that can be read. `seconds`: so long it was asked."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.seconds = 0.0


class NotAsked(Exception):
    """It was not asked, or may not be: nothing is known of it. The sentence says why."""
