"""What was found in a file, where, and how is it said without repeating what must not get out?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.prose.personal_data import (
    BANK,
    ESTATE_WORDS,
    HOME_WORDS,
    IDENTITY,
    MISTYPED,
    MOBILE,
    mistyped_identity_numbers,
    personal_data,
)

_SPOTS = 3
_LONGEST = 30
_MOST = 300  # findings of one kind in a file; what is beyond is counted as one
_DIGITS = re.compile(r"[0-9][0-9 \-]{4,}[0-9Xx]")
# A home, not the seat of an office: said to be one, or with a flat in it.
_HOME = re.compile(
    rf"(?:{HOME_WORDS})[:：\s为是]{{0,3}}[\u4e00-\u9fff]{{2,}}"
    rf"|[\u4e00-\u9fff]{{2,}}(?:{ESTATE_WORDS})[\u4e00-\u9fff0-9A-Za-z\-]{{0,12}}(?:室|户|号楼|单元)"
)
_OF_NUMBER = {
    IDENTITY: "identity_number",
    MISTYPED: "identity_number_mistyped",
    MOBILE: "mobile_number",
    BANK: "bank_card",
}
HOME = "住址"
WHOLE = "全文"  # the area of what belongs to no sheet and no page
REST = "其余各处"  # the area of what is beyond the most of one kind


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of a kind (`law/outgoing.yaml`): where, how often, and what it looks like, masked."""

    kind: str
    where: str
    excerpt: str = ""
    count: int = 1


class Gathered:
    """Findings as they come in; those of one kind in one area become one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._areas: Counter[str] = Counter()

    def add(self, kind: str, area: str, spot: str = "", text: str = "", count: int = 1) -> None:
        """Something in an area (a sheet, a page), at a spot of it (a cell)."""
        key = kind, area
        if key not in self._found and self._areas[kind] >= _MOST:
            key = kind, REST
        self._areas[kind] += key not in self._found
        spots = self._found.setdefault(key, [])
        self._counts[key] = self._counts.get(key, 0) + count
        if len(spots) < _SPOTS:
            spots.append((spot, masked(text)))

    def add_private(self, text: str, area: str, spot: str = "") -> None:
        """The personal data in a text that is in plain sight."""
        self.add_private_in((text,), area, spot)

    def add_private_in(self, readings: Iterable[str], area: str, spot: str = "") -> None:
        """The same in a text that can be read in more than one way; what several tell is told once."""
        told: Counter[tuple[str, str]] = Counter()
        for text in readings:
            told |= Counter(private(text))
        for (kind, shown), count in told.items():
            self.add(kind, area, spot, shown, count)

    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order in which they came."""
        return tuple(
            Finding(
                kind, _place(area, spots, self._counts[kind, area]), _said(spots), self._counts[kind, area]
            )
            for (kind, area), spots in self._found.items()
        )


def private(text: str) -> Iterable[tuple[str, str]]:
    """The personal data in a text: kind of finding, and how it looks, masked."""
    for one in (*personal_data(text), *mistyped_identity_numbers(text)):
        yield _OF_NUMBER[one.kind], one.masked
    home = _HOME.search(text)
    if home:
        yield "home_address", f"{home[0][:6]}…"


def masked(text: str) -> str:
    """The beginning of a text on one line, its long numbers but for their ends."""
    line = " ".join(text.split())
    line = _DIGITS.sub(lambda found: f"{found[0][:3]}…{found[0][-2:]}", line[: 4 * _LONGEST])
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def told_private(texts: Iterable[str]) -> str:
    """Which personal data stand in texts that nobody sees, in words; empty where none."""
    names = {code: name for name, code in _OF_NUMBER.items()} | {"home_address": HOME}
    kinds = dict.fromkeys(names[kind] for text in texts for kind, _ in private(text))
    return f"含{'、'.join(kinds)}" if kinds else ""


def _place(area: str, spots: list[tuple[str, str]], count: int) -> str:
    named = [spot for spot, _ in spots if spot]
    if not named:
        return area
    more = f"等 {count} 处" if count > len(named) else ""
    return f"{area}：{'、'.join(dict.fromkeys(named))}{more}"


def _said(spots: list[tuple[str, str]]) -> str:
    return "；".join(dict.fromkeys(text for _, text in spots if text))
