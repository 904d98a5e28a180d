"""What does the file say that the checks write: which pages, of which release, what broke?

{"day": "2026-03-02", "release": "0.1.0", "pages": [{"page": "portal/home.html", "broken": ["label"]}]}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai_web.errors import Refused

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the checks. `pages`: the rules that each kind of page broke."""

    digest: str
    day: date
    release: str
    pages: Mapping[str, tuple[str, ...]]


def read(data: bytes) -> Run:
    """The run. Raises Refused for what is no file of results."""
    try:
        found = json.loads(data)
        day, release = date.fromisoformat(found["day"]), str(found["release"])
        listed = [(str(one["page"]), _rules(one)) for one in found["pages"]]
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused("这不是无障碍检查的结果文件；请用 make accessible 写出的文件。") from problem
    pages = dict(listed)
    if not listed or len(pages) < len(listed) or any(len(page) > _LONGEST for page in pages):
        raise Refused("结果文件里没有页面，或者同一种页面写了两次；请重新检查，用写出的文件。")
    return Run(hashlib.sha256(data).hexdigest(), day, release[:40], pages)


def _rules(one: Mapping[str, Any]) -> tuple[str, ...]:
    broken = one["broken"]
    if not isinstance(broken, list):
        raise TypeError(broken)
    return tuple(sorted({str(rule) for rule in broken}))
