"""The commands `read` and `check`: what does a report say, and what is wrong with it?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.checking import ERROR, SEVERITY_LABELS, check, worst
from gongkai.cli import words
from gongkai.document import to_json
from gongkai.errors import ReadingError
from gongkai.reading import read
from gongkai.report import MISSING_TABLE, Report

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the commands to the parser."""
    one = commands.add_parser("read", help="读年报，一份一行", description="读任何支持格式的年报。")
    one.add_argument("paths", nargs="+", type=Path, metavar="文件")
    one.add_argument("--json", action="store_true", help="一份输出一个 JSON 文档，多份输出 JSON 行")
    one.add_argument("--provenance", action="store_true", help="JSON 里写明每一格读自哪里")
    one.set_defaults(command=_read)

    one = commands.add_parser("check", help="读并核对，一处一行", description="读年报并逐条核对。")
    one.add_argument("paths", nargs="+", type=Path, metavar="文件")
    one.add_argument("--previous", type=Path, metavar="文件", help="上一年度的报告，用来核对结转")
    one.add_argument("--json", action="store_true", help="每处问题一行 JSON")
    one.set_defaults(command=_check)


def _read(options: argparse.Namespace) -> int:
    several, status = len(options.paths) > 1, 0
    for path in options.paths:
        report = _try_reading(path)
        if report is None:
            status = 2
            continue
        if options.json:
            document = to_json(report, provenance=options.provenance)
            print(json.dumps(document, ensure_ascii=False, indent=None if several else 2))
        else:
            print(f"{path}：{_headline(report)}")
        status = max(status, _tell_lost_tables(path, report))
    return status


def _check(options: argparse.Namespace) -> int:
    previous = read(options.previous) if options.previous else None
    status = 0
    for path in options.paths:
        report = _try_reading(path)
        if report is None:
            status = 2
            continue
        findings = check(report, previous)
        for finding in findings:
            if options.json:
                print(json.dumps({"file": str(path), **finding.to_json()}, ensure_ascii=False))
            else:
                label = SEVERITY_LABELS[finding.severity]
                print(f"{path}：{label} {finding.message}（{finding.rule}，{finding.source}）")
        if not findings and not options.json:
            print(f"{path}：✓ {_headline(report)}，没有发现问题")
        status = max(
            status, 1 if worst(findings) == ERROR else 0, _tell_lost_tables(path, report, quiet=True)
        )
    return status


def _try_reading(path: Path) -> Report | None:
    try:
        return read(path)
    except ReadingError as problem:
        print(problem, file=sys.stderr)
        return None


def _tell_lost_tables(path: Path, report: Report, *, quiet: bool = False) -> int:
    """2 where a whole table could not be read: what was not read was not checked either."""
    lost = [note for note in report.notes if note.cell is None and note.code == MISSING_TABLE]
    if not quiet:
        for note in lost:
            print(f"{path}：{note.message}", file=sys.stderr)
    return 2 if lost else 0


def _headline(report: Report) -> str:
    known = sum(value is not None for value in report.cells.values())
    who = f"{report.agency or '（机关不明）'} {report.year or '（年度不明）'} 年度"
    flows = [
        f"{label}{report.cells[cell]}"
        for label, cell in (
            ("新收", "table3.new_received.total"),
            ("结转来", "table3.carried_over_in.total"),
            ("办结", "table3.results_total.total"),
            ("结转下年", "table3.carried_over_out.total"),
        )
        if report.cells.get(cell) is not None
    ]
    told = "、".join(flows) or "申请件数读不出"
    return f"{who}（{report.form} 年格式），{known}/{len(report.cells)} 格，{told}"
