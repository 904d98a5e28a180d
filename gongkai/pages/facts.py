"""What came from an address, and what was found in it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of an address. What could not be told is never held against anybody."""

    FINE = "fine"
    FAULT = "fault"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came from an address. `final`: the address at the end of its redirects; `cut`: there was more.

    `headers` by name in lower case; several of one name are lines of one value.
    """

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    final: str = ""
    cut: bool = False

    @property
    def content_type(self) -> str:
        """What the server says that it is, without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML, as it says or as it begins."""
        if self.content_type:
            return self.content_type in {"text/html", "application/xhtml+xml"}
        return self.body.lstrip()[:1] == b"<"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault: of which kind, at which place, with what stands there.

    `place` is the same on each page that has the fault from one template: faults of one kind at one place are
    one. `what` completes the sentence of the kind; `weight`: how often it counts.
    """

    kind: str
    place: str
    what: str = ""
    excerpt: str = ""
    weight: int = 1

    @property
    def key(self) -> str:
        """Under which it is recognised when it is found again."""
        return f"{self.kind}|{self.place}"


_REFUSED = frozenset({401, 403, 405, 406, 407, 408, 409, 412, 418, 423, 425, 429, 451, 503})
NOT_MODIFIED = 304
_LEAST_OK, _LEAST_ELSEWHERE, _LEAST_WRONG = 200, 300, 400


def verdict_of(status: int) -> Verdict:
    """What a status says of whether there is something. A refusal, a challenge, a wait: nothing."""
    if _LEAST_OK <= status < _LEAST_ELSEWHERE or status == NOT_MODIFIED:
        return Verdict.FINE
    wrong = status >= _LEAST_WRONG and status not in _REFUSED
    return Verdict.FAULT if wrong else Verdict.UNTOLD
