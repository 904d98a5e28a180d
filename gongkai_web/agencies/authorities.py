"""Who heard the reconsideration of what an agency wrote on a day of the past?

Before 2024 it could be the government of the same level or the department above, as the applicant chose (前
《行政复议法》第十二条); since then it is the government (第二十四条). Agencies merge and change their
superiors. So each former answer is kept with its last day, and old letters tell of all who were open then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongkai_web.errors import Refused

# How a letter joins those between whom the applicant chooses.
_OR = "或者"
_MOST = 2
_LINE = re.compile(r"(?P<until>\d{4}-\d{1,2}-\d{1,2})\s*[：:]\s*(?P<names>.+)")
_HOW = "应写成“2023-12-31：示范市人民政府、示范省自然资源厅”的样子：最后一日，冒号，一个或者两个机关"


def told(former: Iterable[Mapping[str, Any]], day: date) -> str:
    """Those of that day in the words of a letter; empty where the present one hears it."""
    open_then = [one for one in former if day.isoformat() <= str(one["until"])]
    first = min(open_then, key=lambda one: str(one["until"]), default=None)
    return _OR.join(first["names"]) if first else ""


def read(text: str) -> list[dict[str, Any]]:
    """From the lines of the form: `2023-12-31：甲、乙`, one a line. Raises Refused with the line."""
    found = [_line(line.strip()) for line in text.splitlines() if line.strip()]
    check(found)
    return sorted(found, key=lambda one: str(one["until"]))


def written(former: Iterable[Mapping[str, Any]]) -> str:
    """As the form shows them."""
    return "\n".join(f"{one['until']}：{'、'.join(one['names'])}" for one in former)


def check(former: Iterable[Mapping[str, Any]]) -> None:
    """Raises Refused where two speak of the same last day, or nobody or too many are named."""
    days = [str(one["until"]) for one in former]
    for day in days:
        if days.count(day) > 1:
            raise Refused(f"以前的行政复议机关有两行都到 {day}；请合成一行。")
    for one in former:
        if not 1 <= len(one["names"]) <= _MOST:
            raise Refused(
                f"到 {one['until']} 的行政复议机关写了 {len(one['names'])} 个；请写一个，或者两个供选择。"
            )


def _line(line: str) -> dict[str, Any]:
    found = _LINE.fullmatch(line)
    if not found:
        raise Refused(f"「{line}」看不懂；{_HOW}。")
    try:
        until = date.fromisoformat("-".join(part.zfill(2) for part in found["until"].split("-")))
    except ValueError:
        raise Refused(f"「{line}」的日期不存在；{_HOW}。") from None
    names = [name.strip() for name in re.split("、|或者", found["names"]) if name.strip()]
    return {"until": until.isoformat(), "names": names}
