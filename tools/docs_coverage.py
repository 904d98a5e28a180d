"""Which act makes the record behind each row of 功能清单, what counts it, where is it read, who tries that?

`coverage.yaml` says it by names; a name that is not there, a row that is left out or told twice is a fault,
and then no page is made.
"""

from __future__ import annotations

import ast
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai_web.figures.registry import registry
from tools.docs_tables import coded, table

ROOT = Path(__file__).resolve().parents[1]
FILE = Path(__file__).with_name("coverage.yaml")
LAST = 135
LIST = "表："  # before the words for a list, where a row has no number
NEEDED = ("acts", "counts", "page", "tests")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list. `missing`: what there is no record of; then nothing else is said.

    `acts`: below `gongkai_web`. `counts`: ids of figures, and words for lists. `tests`: file and function.
    """

    row: int
    told: str
    acts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    page: str = ""
    tests: tuple[str, ...] = ()
    missing: str = ""


def rows(said: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows of the table, with the tests by their full names."""
    said = said or yaml.safe_load(FILE.read_text(encoding="utf-8"))
    tests: Mapping[str, str] = said["tests"]
    return [
        Row(
            row=one["row"],
            told=one["told"],
            acts=tuple(one.get("acts", ())),
            counts=tuple(one.get("counts", ())),
            page=one.get("page", ""),
            tests=tuple(tests.get(name, name) for name in one.get("tests", ())),
            missing=one.get("missing", ""),
        )
        for one in said["rows"]
    ]


def faults(found: Sequence[Row]) -> list[str]:
    """What is wrong with the table, a sentence each."""
    return [*_numbering(found), *(fault for one in found for fault in _unknown(one))]


def _numbering(found: Sequence[Row]) -> Iterator[str]:
    told = Counter(one.row for one in found)
    for number in range(1, LAST + 1):
        if told[number] != 1:
            how = "没有写" if not told[number] else f"写了 {told[number]} 次"
            yield f"第 {number} 行{how}；每一行正好写一次。"
    for number in sorted(set(told) - set(range(1, LAST + 1))):
        yield f"没有第 {number} 行；功能清单从 1 到 {LAST}。"


def _unknown(one: Row) -> Iterator[str]:
    said = [name for name in NEEDED if getattr(one, name)]
    if one.missing and said:
        yield f"第 {one.row} 行写了缺什么，又写了 {'、'.join(said)}；请只留一样。"
    if one.missing:
        return
    for name in NEEDED:
        if name not in said:
            yield f"第 {one.row} 行没有写 {name}；没有登记在背后的，请写 missing。"
    for act in one.acts:
        if not is_act(act):
            yield f"第 {one.row} 行的动作 {act} 不存在；请核对名字。"
    for figure in one.counts:
        if not figure.startswith(LIST) and registry().find(figure) is None:
            yield f"第 {one.row} 行的数 {figure} 没有登记；请核对名字。"
    if one.page and one.page not in addresses():
        yield f"第 {one.row} 行的页面 {one.page} 没有地址；请核对名字。"
    for test in one.tests:
        if not is_test(test):
            yield f"第 {one.row} 行的测试 {test} 不存在；请核对文件和函数。"


def is_act(name: str) -> bool:
    """Whether an action of that name is there; `name` without `gongkai_web`."""
    module, _, function = name.rpartition(".")
    try:
        return callable(getattr(import_module(f"gongkai_web.{module}"), function, None))
    except ModuleNotFoundError:
        return False


def is_test(name: str) -> bool:
    """Whether the file has a test function of that name."""
    file, _, function = name.partition("::")
    return function.startswith("test_") and function in _functions(ROOT / file)


@functools.cache
def _functions(file: Path) -> frozenset[str]:
    if not file.is_file():
        return frozenset()
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(one.name for one in body if isinstance(one, ast.FunctionDef))


@functools.cache
def addresses() -> Mapping[str, str]:
    """Each address of the site by its name, as a pattern."""
    return dict(_walk(get_resolver().url_patterns))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], space: str = "", before: str = "/"
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else space, path)
        elif one.name:
            yield f"{space}{one.name}", path


def coverage() -> str:
    """The rows as a table. Raises ValueError for a table with faults."""
    found = rows()
    wrong = faults(found)
    if wrong:
        raise ValueError("\n".join(wrong))
    return table(("行", "要求", "动作", "数或者表", "页面", "测试"), map(_cells, found))


def missing() -> str:
    """How many rows have a record behind them, and which have none."""
    found = rows()
    without = [f"- 第 {one.row} 行，{one.told}：{one.missing}。" for one in found if one.missing]
    told = f"共 {len(found)} 行，{len(found) - len(without)} 行有登记在背后，尚无的 {len(without)} 行。"
    return "\n".join([told, "", *without]) if without else told


def _cells(one: Row) -> Sequence[object]:
    if one.missing:
        return (one.row, one.told, "尚无", "尚无", "尚无", "尚无")
    return (
        one.row,
        one.told,
        "、".join(map(coded, one.acts)),
        "、".join(map(_counted, one.counts)),
        f"{coded(one.page)} {coded(addresses()[one.page])}",
        "、".join(map(_tried, one.tests)),
    )


def _counted(name: str) -> str:
    return name if name.startswith(LIST) else f"{registry().named(name).label} {coded(name)}"


def _tried(name: str) -> str:
    file, _, function = name.partition("::")
    return f"{coded(file)} {coded(f'{function}()')}"


TABLES: dict[str, Callable[[], str]] = {"coverage": coverage, "coverage-missing": missing}
