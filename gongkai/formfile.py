"""How does a file of `law/forms/` become a form, and what is refused in it?

A file is a whole form, or the changes of an earlier one (`extends`, read by `changes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.changes import over
from gongkai.formparts import (
    COUNTED_IN,
    FLOW,
    KINDS,
    MARKS,
    ROLES,
    TEXT,
    Block,
    Cell,
    Form,
    Heading,
    Line,
    short,
)
from gongkai.labels import core
from gongkai.lawbook import Lawbook
from gongkai.lawfile import Node

_OWN = ("key", "extends", "from", "until", "source")  # what a form never takes from the one that it extends


def whole(node: Node, nodes: Mapping[str, Node]) -> Node:
    """The file of a form with all that it takes from the earlier one that it extends."""
    if "extends" not in node:
        return node
    base = _base(node, nodes)
    return over(whole(base, nodes), node, apart=_OWN)


def _base(node: Node, nodes: Mapping[str, Node]) -> Node:
    """The form that is extended: one that begins earlier, so that no two can extend each other."""
    key, since = node.text("extends"), node.day("from")
    earlier = "、".join(name for name, base in nodes.items() if base.day("from") < since) or "（没有）"
    if key not in nodes:
        raise node.refuse("extends", f"没有「{key}」这个格式；可用：{earlier}。")
    base = nodes[key]
    if base.day("from") >= since:
        raise node.refuse(
            "extends",
            f"本格式自 {since} 起，「{key}」自 {base.day('from')} 起；只能在更早的格式上改，"
            f"请核对 from，或者改用：{earlier}。",
        )
    return base


def form_in(book: Lawbook, node: Node) -> Form:
    key, since, until, source = node.text("key"), *_days(node), book.source(node)
    node.text("extends", default="")
    sections = tuple(_heading(entry) for entry in node.children("sections"))
    two, three, four = node.child("table2"), node.child("table3"), node.child("table4")
    blocks2 = tuple(_block(entry) for entry in two.children("blocks"))
    groups = {entry.text("key"): _label(entry) for entry in three.children("groups")}
    rows3, columns3 = _lines(three, "rows", groups=groups), _lines(three, "columns")
    unsplit3 = _lines(three, "unsplit", groups=groups) if "unsplit" in three else ()
    _refuse_doubtful(three, rows3, unsplit3)
    blocks4, columns4 = _lines(four, "blocks"), _lines(four, "columns")
    left_out = three.texts("left_out")
    if not set(left_out) <= set(groups):
        raise three.refuse("left_out", f"应为 groups 里的键：{'、'.join(groups)}。")
    note, result_head = three.text("note"), three.text("result_head")
    for table in (two, three, four):
        table.text("heading")
        table.done()
    node.done()
    tables = (_cells2(blocks2), _cells3(rows3, columns3), _cells4(blocks4, columns4))
    return Form(
        key,
        since,
        until,
        source,
        sections,
        blocks2,
        rows3,
        unsplit3,
        groups,
        left_out,
        columns3,
        note,
        result_head,
        blocks4,
        columns4,
        {cell.id: cell for table in tables for cell in table},
        {cell.id: cell for cell in _texts2(blocks2)},
        {cell.id: cell for cell in _cells3(unsplit3, columns3)},
        _row_names([row for block in blocks2 for row in block.rows], rows3, blocks4),
    )


def _row_names(*tables: Iterable[Line]) -> dict[str, str]:
    names = zip((2, 3, 4), ("表二", "表三", "表四"), tables, strict=True)
    return {f"table{n}.{row.key}": f"{name}「{short(row.label)}」" for n, name, rows in names for row in rows}


def _days(node: Node) -> tuple[date, date | None]:
    since, until = node.day("from"), node.day("until") if "until" in node else None
    if until and until < since:
        raise node.refuse("until", f"{until} 早于 from 的 {since}。")
    return since, until


def _label(node: Node) -> str:
    label = node.text("label")
    node.done()
    return label


def _refuse_doubtful(node: Node, rows: Iterable[Line], unsplit: Iterable[Line]) -> None:
    """Refuses a row that stands twice, and a sum of rows that are not there, or are there beside it."""
    keys = [row.key for row in rows]
    for key in keys:
        if keys.count(key) > 1:
            raise node.refuse("rows", f"「{key}」出现两次；每一行只能写一次。")
    for row in rows:
        if set(row.sum_of) & set(keys) - {row.key}:
            raise node.refuse("rows", f"「{row.key}」的 sum_of 里有本格式自己的行，会计两遍。")
    for line in unsplit:
        if not line.sum_of or not set(line.sum_of) <= set(keys) or line.key in keys:
            raise node.refuse("unsplit", f"「{line.key}」的 sum_of 应为本格式的行，它自己不能是本格式的行。")


def _heading(node: Node) -> Heading:
    heading = Heading(node.integer("number", least=1), node.text("heading"), core(node.texts("core")))
    node.done()
    return heading


def _block(node: Node) -> Block:
    texts = _lines(node, "texts", kinds=(TEXT,)) if "texts" in node else ()
    block = Block(node.text("article"), _lines(node, "columns"), _lines(node, "rows"), texts)
    node.done()
    return block


def _lines(
    node: Node, key: str, kinds: tuple[str, ...] = KINDS, groups: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """The lines of a list; those of table 三, which have `groups`, say what they are (`role`)."""
    lines, in_roles, groups = [], groups is not None, groups or {}
    for entry in node.children(key):
        group = entry.text("group", allowed=list(groups)) if "group" in entry else ""
        whole = entry.text("whole_group", allowed=list(groups)) if "whole_group" in entry else ""
        lines.append(
            Line(
                entry.text("key"),
                entry.text("label"),
                core(entry.texts("core")),
                groups[group] if group else entry.text("over", default=""),
                entry.text("kind", default="count", allowed=kinds),
                _role(entry) if in_roles else FLOW,
                entry.texts("accepted", default=()),
                group,
                whole,
                entry.texts("sum_of", default=()),
                _marks(entry),
                core(entry.texts("cut", default=())),
                entry.texts("told_in_parts", default=()),
                entry.texts("prose", default=()),
                entry.text("unit", default=COUNTED_IN),
            )
        )
        entry.done()
    return tuple(lines)


def _role(node: Node) -> str:
    """Never guessed: a row of results that passed for 新收 was summed up nowhere."""
    if "role" not in node:
        allowed = "、".join(f"{role}（{label}）" for role, label in ROLES.items())
        raise node.refuse("role", f"「{node.text('label')}」这一行没有写 role；应为：{allowed}。")
    return node.text("role", allowed=ROLES)


def _marks(node: Node) -> tuple[str, ...]:
    marks = node.texts("marks", default=())
    unknown = [mark for mark in marks if mark not in MARKS]
    if unknown:
        raise node.refuse("marks", f"「{unknown[0]}」不在允许的值之内：{'、'.join(MARKS)}。")
    return marks


def _cells2(blocks: tuple[Block, ...]) -> list[Cell]:
    cells, row_number = [], 0
    for block in blocks:
        for row in block.rows:
            row_number += 1
            for number, column in enumerate(block.columns, start=1):
                label = f"表二「{row.label}·{column.label}」"
                cell = f"table2.{row.key}.{column.key}"
                place = (row_number, number)
                cells.append(Cell(cell, 2, row.key, column.key, column.kind, label, *place, column.unit))
    return cells


def _texts2(blocks: tuple[Block, ...]) -> list[Cell]:
    """The cells of words, each behind the numbers of its row."""
    return [
        Cell(
            f"table2.{row.key}.{column.key}",
            2,
            row.key,
            column.key,
            TEXT,
            f"表二「{row.label}·{column.label}」",
            1 + [line.key for other in blocks for line in other.rows].index(row.key),
            len(block.columns) + number,
        )
        for block in blocks
        for row in block.rows
        for number, column in enumerate(block.texts, start=1)
    ]


def _cells3(rows: tuple[Line, ...], columns: tuple[Line, ...]) -> list[Cell]:
    return [
        Cell(
            f"table3.{row.key}.{column.key}",
            3,
            row.key,
            column.key,
            "count",
            f"表三「{short(row.label)}·{column.label}」",
            row_number,
            column_number,
        )
        for row_number, row in enumerate(rows, start=1)
        for column_number, column in enumerate(columns, start=1)
    ]


def _cells4(blocks: tuple[Line, ...], columns: tuple[Line, ...]) -> list[Cell]:
    return [
        Cell(
            f"table4.{block.key}.{column.key}",
            4,
            block.key,
            column.key,
            "count",
            f"表四「{block.label}·{column.label}」",
            1,
            index * len(columns) + number,
        )
        for index, block in enumerate(blocks)
        for number, column in enumerate(columns, start=1)
    ]
