"""The commands `combine` and `write`: from reports to another report, and to the layouts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai import corpus
from gongkai.cli import words
from gongkai.combine import BLANKS, Combined, combine
from gongkai.errors import UsageError
from gongkai.render import SUFFIXES, remarks, write
from gongkai.report import Report

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the commands to the parser."""
    one = commands.add_parser(
        "combine", help="汇总多份年报", description="把多份年报的表二、表三、表四逐格相加，总计重新计算。"
    )
    one.add_argument("paths", nargs="+", type=Path, metavar="文件")
    one.add_argument("--agency", required=True, metavar="机关", help="汇总报告的机关名称")
    one.add_argument("--year", required=True, type=words.count, metavar="年度")
    one.add_argument(
        "--out", required=True, type=Path, metavar="文件", help="写到哪里：" + "、".join(SUFFIXES)
    )
    one.add_argument("--expect", type=Path, metavar="文件", help="应报名单，一行一个机关名称（UTF-8）")
    one.add_argument("--json", action="store_true", help="问题和每一格的来源输出为一个 JSON 文档")
    one.set_defaults(command=_combine)

    one = commands.add_parser("write", help="按法定格式写出年报", description="把年报写成法定格式的文件。")
    one.add_argument(
        "report", type=Path, metavar="年报", help="gongkai read --json 的文档，或任何读得了的年报"
    )
    one.add_argument(
        "--out", required=True, type=Path, metavar="文件", help="扩展名定格式：" + "、".join(SUFFIXES)
    )
    one.set_defaults(command=_write)


def _combine(options: argparse.Namespace) -> int:
    expected = _expected(options.expect) if options.expect else ()
    reports, status = [], 0
    for outcome in corpus.run(corpus.itself, map(corpus.Item, map(str, options.paths)), near=True):
        if outcome.result is None:
            print(outcome.problem, file=sys.stderr)
            status = 2
        else:
            reports.append(outcome.result)
    found = combine(reports, options.agency, options.year, expected)
    departed = write(found.report, options.out)
    if options.json:
        print(json.dumps(_combined_json(found), ensure_ascii=False, indent=2))
    else:
        for problem in found.problems:
            print(problem.message)
        counted = len({name for summands in found.sources.values() for name in summands})
        print(f"{options.out}：已汇总 {counted} 份，{_read_back(departed, '写出后读回一致')}")
    _tell(found.report, options.out)
    grave = [problem for problem in found.problems if problem.kind != BLANKS]
    return max(status, 1 if grave else 0)


def _expected(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}：应报名单读不了；请给出 UTF-8 文本，一行一个机关名称。") from None
    return [line.strip() for line in lines if line.strip()]


def _combined_json(found: Combined) -> dict[str, Any]:
    return {
        "problems": [
            {
                "kind": problem.kind,
                "agency": problem.agency,
                "message": problem.message,
                "left_out": problem.left_out,
            }
            for problem in found.problems
        ],
        "sources": {
            cell: {
                name: value if value is None or isinstance(value, int) else format(value, "f")
                for name, value in summands.items()
            }
            for cell, summands in found.sources.items()
        },
    }


def _write(options: argparse.Namespace) -> int:
    (report,) = corpus.reports([options.report], near=True)
    print(f"{options.out}：已写出，{_read_back(write(report, options.out), '读回与原报告一致')}")
    _tell(report, options.out)
    return 0


def _read_back(departed: Sequence[str], equal: str) -> str:
    """What was found on reading back; `equal` are the words where nothing was left out."""
    if not departed:
        return equal
    return f"表格和各部分文字读回一致；这种格式写不进去的：{'；'.join(departed)}"


def _tell(report: Report, out: Path) -> None:
    for remark in remarks(report, out.suffix):
        print(f"{out}：{remark}", file=sys.stderr)
