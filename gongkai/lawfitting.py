"""Does one form of the report fit itself: its days, its groups, its labels and their cores?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from gongkai.errors import LawError
from gongkai.form import Form, Heading, Line
from gongkai.labels import bare
from gongkai.lawfile import Node

_OF_ITS_OWN = "（"  # （一）予以公开 stands beside the groups, 1.属于国家秘密 in one


def of_a_year(node: Node, form: Form) -> Iterator[LawError]:
    """A report is of a whole year, and so is its form."""
    if (form.since.month, form.since.day) != (1, 1):
        yield node.refuse("from", f"{form.since} 不是一月一日；年报按年度编制，请写某年的一月一日。")
    if form.until and (form.until.month, form.until.day) != (12, 31):
        yield node.refuse("until", f"{form.until} 不是十二月三十一日；年报按年度编制，请写最后一年的末日。")


def of_its_rows(node: Node, form: Form) -> Iterator[LawError]:
    """What its rows and columns would be taken for."""
    yield from _ungrouped(node, form)
    for where, lines in _tables(form):
        yield from _unlike(node, where, lines)


def _ungrouped(node: Node, form: Form) -> Iterator[LawError]:
    rows = form.result_rows
    for number, row in enumerate(rows):
        beside = [one.group for one in rows[max(number - 1, 0) : number + 2] if one.group]
        if beside and not (row.group or row.whole_group or row.label.startswith(_OF_ITS_OWN)):
            yield node.refuse(
                f"table3.rows.{row.key}.group",
                f"「{row.label}」没有写 group，前后的行却在「{'、'.join(dict.fromkeys(beside))}」里；请写上，"
                "本身就是一整组的写 whole_group。",
            )


def _tables(form: Form) -> Iterator[tuple[str, Sequence[Line | Heading]]]:
    """The lists in which a label is looked for, each with its key."""
    yield "sections", form.sections
    yield "table2.rows", [row for block in form.blocks2 for row in block.rows]
    for block in form.blocks2:
        yield f"table2.{block.article}.columns", block.columns
    yield "table3.rows", form.rows3
    yield "table3.columns", form.columns3
    yield "table4.blocks", form.blocks4
    yield "table4.columns", form.columns4


def _unlike(node: Node, where: str, lines: Sequence[Line | Heading]) -> Iterator[LawError]:
    for line in lines:
        if not line.core.matches(_label(line)):
            yield node.refuse(
                f"{where}.{_key(line)}.core", f"认不出自己的标签「{_label(line)}」；请写标签里有的字样。"
            )
    for one, other in combinations(lines, 2):
        if bare(_label(one)) == bare(_label(other)):
            yield node.refuse(
                f"{where}.{_key(other)}.label",
                f"「{_label(other)}」和「{_key(one)}」的标签相同，读年报时分不开；请核对。",
            )
        elif set(one.core.patterns) & set(other.core.patterns):
            yield node.refuse(
                f"{where}.{_key(other)}.core",
                f"和「{_key(one)}」（{_label(one)}）写了同样的核心字样，读年报时分不开；请写各自独有的字样。",
            )


def _label(line: Line | Heading) -> str:
    return line.label if isinstance(line, Line) else line.heading


def _key(line: Line | Heading) -> str:
    return line.key if isinstance(line, Line) else str(line.number)
