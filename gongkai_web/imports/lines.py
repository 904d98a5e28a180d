"""Which lines below a head are requests, and what does each say once „as above“ is put into words?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.reading.formats.sheets import Sheet
from gongkai.reading.formats.xlsx import Value
from gongkai.registers.apart import of_applicant, of_reply
from gongkai.registers.cells import CellError, is_ditto, is_tick, said
from gongkai.registers.days import written_day
from gongkai_web.imports.columns import FEWEST_COLUMNS, Cells, Head
from gongkai_web.imports.words import outcome_in, plain, words

_SUM_COLUMNS = ("serial", "number", "received_on", "applicant_name", "title")
_SIGNED = (
    "填表人",
    "审核人",
    "制表人",
    "填报人",
    "制表",
    "审核",
    "负责人",
    "分管领导",
    "填表日期",
    "填报单位",
    "填报时间",
)
# What an empty cell under a merged one of the applicant stands for, where the clerk says so.
_REACHING_DOWN = (
    "applicant_name",
    "applicant",
    "applicant_kind",
    "received_on",
    "channel",
    "phone",
    "id_number",
    "address",
)
_REMEDIES = ("复议", "诉讼", "应诉")
_REPLY = ("reply", "replied_on", "letter_number", "outcome")
# A line with a single text: a remark, or a month above its rows; a name alone is a request that lacks.
_REMARK = re.compile(r".{9}|[月年]份?$|季度?$|半年$|^[注附说备]")
# Where the name of the applicant stands; of a person with an employer the employer does not ask.
_NAMES = ("applicant_name", "applicant", "organisation")
_NOTE = "没有申请人、申请内容和收到日期，看作说明"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a register. `line`: as the program numbers it; `cells`: by field; `raw`: as they stood.

    `aside`: why the line is none that asks for anything (a sum, a remark); empty for all others. `year`: of
    days without one. `told`: how cells were understood; `problems`: what of a field could not be; `blank`:
    the applicant is empty, and one stands above.
    """

    sheet: str
    line: int
    cells: dict[str, Value]
    raw: tuple[str, ...]
    aside: str = ""
    year: int | None = None
    told: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    blank: bool = False


@dataclass(slots=True)
class _Line:
    """A line while it is read: its own cells, those that reach down to it, and what was made of them."""

    cells: dict[str, Value]
    told: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def rows_of(sheet: Sheet, head: Head, year: int | None, fill: bool) -> Iterator[Row]:
    """The lines with something of their own in them, each understood as it stands below the others."""
    spread, above = _spread(sheet, head.below), dict[str, Value]()
    for line, cells in enumerate(sheet.rows[head.below :], start=head.below + 1):
        read = _row(sheet.title, line, cells, spread=spread.get(line - 1, {}), head=head, above=above)
        if read is None:
            continue
        if not read.aside:
            blank = not _name_of(read.cells)
            read = replace(read, year=year, blank=blank and bool(_name_of(above)) and "title" in read.cells)
            if fill and read.blank:
                read = _filled(read, above)
            above = read.cells
            read = _apart(read)
        yield read


def _spread(sheet: Sheet, below: int) -> dict[int, dict[int, Value]]:
    """What stands in a row because a cell above reaches down to it: by row and column."""
    found: dict[int, dict[int, Value]] = {}
    for top, bottom, column in sheet.merged:
        if top < below or column >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][column]
        for row in range(top + 1, bottom + 1):
            if value is not None and said(value):
                found.setdefault(row, {})[column] = value
    return found


def _row(
    title: str,
    line: int,
    cells: Cells,
    *,
    spread: Mapping[int, Value],
    head: Head,
    above: Mapping[str, Value],
) -> Row | None:
    """A line with something of its own in it; what reaches down from merged cells belongs to it too."""
    raw = tuple(said(cell) for cell in cells)
    own = _own(cells, raw, head)
    if set(own) <= {"serial", "number"} or _is_sample(own):
        return None
    fields = head.fields
    below = {
        fields[index]: value
        for index, value in spread.items()
        if index in fields and fields[index] not in own
    }
    alike = sum(1 for text, label in zip(raw, head.labels, strict=False) if text and text == label)
    again = alike >= max(FEWEST_COLUMNS, len(own))
    aside = "和表头相同" if again else _aside({**below, **own}, raw)
    read = _Line({**below, **own})
    if not aside:
        _as_above(read, above)
        read.told += _not_taken(raw, head)
    return Row(title, line, read.cells, raw, aside, told=tuple(read.told), problems=tuple(read.problems))


def _own(cells: Cells, raw: Sequence[str], head: Head) -> dict[str, Value]:
    """By field what the line itself says; a tick says the word of its column."""
    found: dict[str, Value] = {}
    for column in head.columns:
        value = cells[column.index] if column.index < len(raw) and raw[column.index] else None
        if not column.field or value is None:
            continue
        if column.tick:
            if is_tick(raw[column.index]):
                found[column.field] = column.tick
        else:
            found.setdefault(column.field, value)
    return found


def _not_taken(raw: Sequence[str], head: Head) -> Iterator[str]:
    """What the line says in columns that no case is made of; a remedy has its own place in the case."""
    left = [one for one in head.columns if not one.field and one.index < len(raw)]
    written = [(one.label, raw[one.index]) for one in left if plain(raw[one.index]) not in {*words().no, ""}]
    for label, text in written:
        if any(word in label for word in _REMEDIES):
            yield f"“{label}”写“{text}”，没有登记；请登记以后在该件的“复议、诉讼”登记"
    others = [label for label, _ in written if not any(word in label for word in _REMEDIES)]
    if others:
        yield f"没有导入的列：{'、'.join(others)}"


def _as_above(read: _Line, above: Mapping[str, Value]) -> None:
    """同上 and 〃 become what stands above; where nothing does, that is told."""
    for name, value in list(read.cells.items()):
        text = said(value)
        if not is_ditto(text):
            continue
        if name in above:
            read.cells[name] = above[name]
            read.told.append(f"“{words().label(name)}”写“{text}”，照上一行读作“{said(above[name])}”")
        else:
            read.problems.append((name, f"写“{text}”，上一行这一列却是空的；请写明"))


def _filled(read: Row, above: Mapping[str, Value]) -> Row:
    """The applicant's particulars from the row above, where the line leaves them empty."""
    taken = {name: above[name] for name in _REACHING_DOWN if name in above and name not in read.cells}
    return replace(
        read,
        cells={**read.cells, **taken},
        blank=False,
        told=(*read.told, f"申请人空着，照上一行读作“{_name_of(taken)}”"),
    )


def _name_of(cells: Mapping[str, Value]) -> str:
    return next((said(cells[name]) for name in _NAMES if name in cells), "")


# – several facts in one cell


def _apart(read: Row) -> Row:
    cells, told = dict(read.cells), list(read.told)
    _applicant_apart(cells)
    _reply_apart(cells, told, read.year)
    return replace(read, cells=cells, told=tuple(told))


def _applicant_apart(cells: dict[str, Value]) -> None:
    name = next((one for one in _NAMES if one in cells), "")
    if not name:
        return
    found = of_applicant(said(cells.pop(name)))
    cells["applicant_name"] = found.name
    for key, value in (("phone", found.phone), ("id_number", found.id_number), ("contact", found.contact)):
        if value:
            cells.setdefault(key, value)


def _reply_apart(cells: dict[str, Value], told: list[str], year: int | None) -> None:
    """Number, day and outcome out of the cells that hold more than their own."""
    after = _day(cells.get("received_on"), year)
    for name in _REPLY:
        value = cells.get(name)
        if value is None or _is_its_own(name, value, year):
            continue
        found = of_reply(said(value), year, after)
        if name != "reply" and not (found.day or (found.number and name != "letter_number")):
            continue
        del cells[name]
        rest = "" if plain(found.rest) in words().noise else found.rest
        for key, part in (("letter_number", found.number), ("replied_on", found.day), ("outcome", rest)):
            if part and (key != "outcome" or name in {"reply", "outcome"} or outcome_in(rest)):
                cells.setdefault(key, part)
        told.append(f"“{words().label(name)}”写“{said(value)}”，拆开来读")


def _is_its_own(name: str, value: Value, year: int | None) -> bool:
    return name == "replied_on" and _day(value, year) is not None


def _day(value: Value | None, year: int | None) -> date | None:
    try:
        found = written_day(value, year)
    except CellError:
        return None
    return found.day if found else None


# – lines that ask for nothing


def _is_sample(own: Mapping[str, Value]) -> bool:
    """The row of the template that shows how it is filled in."""
    return any(said(own.get(key)).startswith("示例") for key in ("serial", "number"))


def _is_sum(known: Mapping[str, Value]) -> bool:
    """A sum: its word stands where a request has its number, day, name or title; name or title is none."""
    told = {key: plain(said(known.get(key))) for key in _SUM_COLUMNS}
    sums = words().sums
    lacks = any(not told[key] or told[key] in sums for key in ("applicant_name", "title"))
    return lacks and not sums.isdisjoint(told.values())


def _aside(known: Mapping[str, Value], raw: Sequence[str]) -> str:
    """Why this is no request: a sum, or a line below the table (填表人、审核人), or of a month."""
    texts = [text for text in raw if text]
    if _is_sum(known):
        return "是合计行"
    if (len(set(texts)) == 1 and _REMARK.search(texts[0])) or any(
        text.startswith(_SIGNED) and (":" in text or "：" in text) for text in texts
    ):
        return "只有一句话，看作说明"
    if {*_NAMES, "title"} & set(known):
        return ""
    return "" if _day(known.get("received_on"), 2000) else _NOTE
