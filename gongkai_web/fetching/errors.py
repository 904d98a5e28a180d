"""Why did no answer come: it failed, which says something of the other side, or it was not asked?"""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """How it failed, as people are told."""

    NAME = "域名解析不了"
    CONNECTION = "连接不上"
    TIME = "超过时限没有答复"
    CERTIFICATE = "证书有问题，浏览器会拦下"
    LOOP = "一再转到别处，没有尽头"
    ANSWER = "答复不成样子"


class Failed(Exception):
    """Nothing came that can be read."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class NotAsked(Exception):
    """It was not asked, or may not be: nothing is known of it. The sentence says why."""
