"""The command `compare`: what is different between two reports?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import corpus
from gongkai.cli import words
from gongkai.compare import Change, compare

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_MOST_SHOWN = 120


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser("compare", help="比较两份年报，一处一行", description="逐格逐句比较两份年报。")
    one.add_argument("old", type=Path, metavar="旧")
    one.add_argument("new", type=Path, metavar="新")
    one.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    one.set_defaults(command=_compare)


def _compare(options: argparse.Namespace) -> int:
    found = compare(*corpus.reports([options.old, options.new], near=True))
    if options.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return 0
    for change in (*found.facts, *found.cells):
        print(_line(change))
    for passage in found.passages:
        old, new = _short(passage.old), _short(passage.new)
        told = f"「{old}」改为「{new}」" if old and new else f"删去「{old}」" if old else f"增加「{new}」"
        print(f"{passage.heading}：{told}")
    if found.same:
        print("两份年报的各格和正文没有不同")
    return 0


def _line(change: Change) -> str:
    return f"{change.label}：{change.old} → {change.new}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
