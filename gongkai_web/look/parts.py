"""Of what are the pages composed? The small parts as plain facts: a view fills them, a tag draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai_web.look.marks import Mark

# The longest bar leaves room for its number behind it, the shortest is still seen. Percent of the width.
LONGEST, SHORTEST = 76.0, 0.4
# So much of what somebody said stands in a line of a list; the rest stands on its page.
MOST_SAID = 120
_GRAVEST_FIRST = ("error", "warning", "note")

BarRow = tuple[str, int | Decimal, str | None]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without `href` only words."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column of a table. A number stands at the right edge; a hidden head is only heard.

    `href` orders the rows by it; `order` says how they are now: ascending, descending, or "" for neither.
    """

    label: str
    number: bool = False
    hidden: bool = False
    href: str = ""
    order: str = ""

    @property
    def shape(self) -> str:
        """The order as a sign behind the word."""
        return {"ascending": "▲", "descending": "▼"}.get(self.order, "")


def columns(heads: str | Sequence[str | Column], pick: str = "") -> tuple[Column, ...]:
    """The heads of a table, from “文件、年度、#错误” or from a row of such words or of whole columns.

    `#` marks a column of numbers; `pick` is what the boxes before the rows are for, where there are any.
    """
    words = heads.split("、") if isinstance(heads, str) else heads
    named = tuple(
        word if isinstance(word, Column) else Column(word.removeprefix("#"), number=word.startswith("#"))
        for word in words
        if word
    )
    return (Column(pick, hidden=True), *named) if pick else named


@dataclass(frozen=True, slots=True)
class NavItem:
    """One of the words of navigation. List only what exists."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The same as a page shows, in another form: a feed, a file of data."""

    label: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The meta tags of a page (handbook 05 §2.4). Empty ones are not written.

    `others`: where the same is found in another form.
    """

    column_name: str = ""
    column_type: str = ""
    column_description: str = ""
    column_keywords: str = ""
    article_title: str = ""
    pub_date: date | None = None
    content_source: str = ""
    description: str = ""
    keywords: str = ""
    author: str = ""
    image: str = ""
    url: str = ""
    others: tuple[OtherForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the headline: `value` as it is read (“1,333”, “96.4%”)."""

    value: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A row of a sheet: label, number as it is read or the words in its place, unit, and what it opens.

    `under`: a part of the row above; `parts`: where its parts are shown, if not here.
    """

    label: str
    shown: str
    unit: str = ""
    href: str = ""
    id: str = ""
    under: bool = False
    parts: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as drawn. `width` in percent of the drawing; `number` where the number is written."""

    label: str
    text: str
    href: str
    width: str
    number: str


def bars(rows: Sequence[BarRow], unit: str = "") -> tuple[Bar, ...]:
    """Bars from rows of label, value (0 or more) and address. Raises ValueError for a negative value."""
    negative = next((row for row in rows if row[1] < 0), None)
    if negative:
        raise ValueError(f"条形图「{negative[0]}」的值是 {negative[1]}；只能画零和正数。")
    most = max((row[1] for row in rows), default=0)
    return tuple(_bar(label, value, href, most, unit) for label, value, href in rows)


def _bar(label: str, value: int | Decimal, href: str | None, most: int | Decimal, unit: str) -> Bar:
    share = float(value / most) if most else 0.0
    width = max(share * LONGEST, SHORTEST) if value else 0.0
    return Bar(label, f"{value:,}{unit}", href or "", f"{width:.2f}%", f"{width + 1:.2f}%")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A document in a list: title, day, document number, agency, validity."""

    title: str
    href: str
    day: date | None = None
    number: str = ""
    agency: str = ""
    mark: Mark | None = None

    @property
    def about(self) -> str:
        """Whose document it is, and which."""
        return " · ".join(word for word in (self.number, self.agency) if word)


@dataclass(frozen=True, slots=True)
class Element:
    """One line of the table of elements at the head of an item (索引号, 发文机关 …)."""

    label: str
    value: str
    href: str = ""
    mark: Mark | None = None

    @property
    def shown(self) -> str:
        """The value; a dash where there is neither value nor mark, or a link that would have no words."""
        return self.value or ("" if self.mark and not self.href else "—")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that was done. `state` is a key of marks.STATES or empty, `word` what is said of it where
    that is not the usual one; `letters` are its papers.
    """

    day: date
    title: str
    person: str = ""
    note: str = ""
    state: str = ""
    letters: tuple[Link, ...] = ()
    word: str = ""

    @property
    def mark(self) -> Mark | None:
        """The state as a mark, where there is one."""
        return Mark(self.state, self.word) if self.state else None


@dataclass(frozen=True, slots=True)
class NextAct:
    """What comes next: its name, one button (`label`, `href`) and how its due day stands."""

    title: str
    label: str = ""
    href: str = ""
    marks: tuple[Mark, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the work list: due day, subject, who, and the one next act.

    `href`: "" where whoever reads it may not open it.
    `key` and `number`: what the box before the row sends and is called, where rows are ticked.
    """

    title: str
    href: str
    marks: tuple[Mark, ...]
    due_on: date | None = None
    about: str = ""
    who: str = ""
    act: Link | None = None
    pressing: bool = False
    key: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding beside its table. `severity`: error, warning or note; `sides` the two sums that differ.

    `number` is the mark of the cells in question; `cells` lead back to them (`#` and the cell's id).
    `following` is what follows from it, folded under it; each of these says in `tie` how it hangs on it.
    """

    number: int
    severity: str
    subject: str
    sentence: str
    sides: tuple[str, ...] = ()
    difference: str = ""
    source: str = ""
    rule: str = ""
    cells: tuple[Link, ...] = ()
    following: tuple[FindingView, ...] = ()
    tie: str = ""

    @property
    def mark(self) -> Mark:
        """The severity as a mark."""
        return Mark(self.severity)

    @property
    def ties(self) -> str:
        """How much follows, by how it hangs on it."""
        count = Counter(one.tie for one in self.following)
        return "、".join(f"{tie} {number} 处" for tie, number in count.items())

    @property
    def folded(self) -> str:
        """The same, and how much of it is graver than the cause itself."""
        told, graver = self.ties, Counter(map(_severity, self.following))
        above = [Mark(one) for one in _GRAVEST_FIRST[: _GRAVEST_FIRST.index(self.severity)] if graver[one]]
        if not above:
            return told
        return f"{told}，其中 {'、'.join(f'{one.shape} {one.text} {graver[one.state]} 处' for one in above)}"


def _severity(finding: FindingView) -> str:
    return finding.severity
