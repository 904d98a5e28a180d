"""How does a list with persons become one that may stand in public?

Column by column, as `publication.persons` says; whatever the column, a personal number in a cell is masked.
Who drops a cell that cannot be shortened leaves a stroke: nothing is guessed. The raw rows are the caller's,
who keeps them nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gongkai.errors import UsageError
from gongkai.proofing import digits
from gongkai.proofing.personal import masked, town_of, without_numbers
from gongkai.publication.persons import DROP, KEEP, WAYS, way_of

CAPTION = "名单"
_NOTHING = "—"
_SIGNS = re.compile(r"[0-9A-Za-z*×]+")
_MOBILE, _FEWEST = 11, 7
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")
_SPARED = ("·", "・", "•")


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list as it may stand in public. `changed`: how many cells by the way; `dropped`: heads left out."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changed: Mapping[str, int]
    dropped: tuple[str, ...]

    @property
    def html(self) -> str:
        """The table as a text has it, its caption first."""
        head = "".join(f"<th>{escape(one)}</th>" for one in self.heads)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        caption = f"<caption>{CAPTION}（共 {len(self.rows)} 人）</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    @property
    def said(self) -> str:
        """What was done to it, as a sentence."""
        told = [f"{WAYS[way]} {count} 处" for way, count in self.changed.items()]
        told += [f"没有公开的栏：{'、'.join(self.dropped)}"] if self.dropped else []
        return f"名单共 {len(self.rows)} 人；{'，'.join(told) or '没有需要脱敏的'}。"


def public_list(
    heads: Sequence[str], rows: Sequence[Sequence[str]], day: date, chosen: Mapping[str, str] | None = None
) -> PublicList:
    """The list, desensitised. `chosen`: by head, a stricter way than the rule's.

    Raises UsageError where nothing is left of it, or a way may not be chosen.
    """
    ways = [way_of(head, day, (chosen or {}).get(head, "")) for head in heads]
    shown = [place for place, way in enumerate(ways) if way != DROP and heads[place].strip()]
    changed: Counter[str] = Counter()
    made = []
    for row in rows:
        cells = [row[place].strip() if place < len(row) else "" for place in shown]
        public = tuple(_shown(ways[place], cell) for place, cell in zip(shown, cells, strict=True))
        changed.update(
            way
            for way, before, after in zip((ways[p] for p in shown), cells, public, strict=True)
            if before != after
        )
        made.append(public)
    if not shown or not made:
        raise UsageError("名单里没有可以公开的内容：至少要有一栏栏名和一行；请核对第一行是不是栏名。")
    dropped = [heads[place] for place, way in enumerate(ways) if way == DROP]
    return PublicList(tuple(heads[place] for place in shown), tuple(made), changed, tuple(dropped))


def has_list(text: str) -> bool:
    """Whether such a list stands in a text (in its one form)."""
    return f"<caption>{CAPTION}（共" in text


def _shown(way: str, cell: str) -> str:
    """A cell as it may stand in public; no number stands in it unmasked, whatever its column."""
    return without_numbers(_WAYS[way](cell)) if cell else ""


def _identity(cell: str) -> str:
    return _SIGNS.sub(lambda found: _hidden(found[0], digits.IDENTITY), cell)


def _account(cell: str) -> str:
    return _SIGNS.sub(lambda found: _hidden(found[0], digits.BANK), "".join(cell.split()))


def _hidden(signs: str, kind: str) -> str:
    return masked(kind, signs) if len(signs) > _FEWEST else "*" * len(signs)


def _phone(cell: str) -> str:
    """138****1234; of a number with a dash, or one that is none, the end goes."""
    return re.sub(r"[0-9][0-9\- ]{5,}[0-9]", _number, cell)


def _number(found: re.Match[str]) -> str:
    bare = re.sub(r"\D", "", found[0])
    return masked(digits.MOBILE, bare) if len(bare) == _MOBILE and bare[0] == "1" else f"{found[0][:-4]}****"


def _contact(cell: str) -> str:
    name, at, host = cell.partition("@")
    return f"{name[:1]}***{at}{host}" if at else f"{cell[:1]}***"


def _town(cell: str) -> str:
    return town_of(cell) or _NOTHING


def _year(cell: str) -> str:
    found = _YEAR.search(cell)
    return f"{found[0]}年" if found else _NOTHING


def _surname(cell: str) -> str:
    """张某某; of a name with a dot the first part is the given name: nothing but its first sign stays."""
    if any(sign in cell for sign in _SPARED):
        return f"{cell[:1]}某某"
    kept = next((name for name in _DOUBLE if cell.startswith(name)), cell[:1])
    return kept + "某" * max(len(cell) - len(kept), 1)


_WAYS: Mapping[str, Callable[[str], str]] = {
    KEEP: lambda cell: cell,
    "surname": _surname,
    "identity": _identity,
    "phone": _phone,
    "account": _account,
    "contact": _contact,
    "town": _town,
    "year": _year,
}
