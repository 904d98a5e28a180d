"""The commands `read` and `check`: what does a report say, and what is wrong with it?

All are read by `corpus` in processes of their own. What is said about a file is put together next to its
report (`_tell_reading`, `_tell_findings`), so that only lines travel back.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai import confined, corpus, dataset
from gongkai.annotate import annotate
from gongkai.checking import ERROR, SEVERITY_LABELS, Finding, by_cause, check, rules_version, tie, worst
from gongkai.cli import words
from gongkai.cli.outputs import Output, names_done, output
from gongkai.cli.previous import previous_report
from gongkai.cli.progress import Progress
from gongkai.corpus import Item, Outcome
from gongkai.document import to_json
from gongkai.errors import UsageError
from gongkai.flat.columns import Column
from gongkai.form import forms
from gongkai.reading import read
from gongkai.report import BLANK, MISSING_TABLE, TWO_REPORTS, UNREADABLE, Report

if TYPE_CHECKING:
    from argparse import _SubParsersAction

Check = Callable[[Report], list[Finding]]
CELLS = "cells"  # a row for each cell
_FEW = 8  # files that are not worth the start of a process


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said about one file: lines, warnings, the status, and rows for an output file."""

    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    status: int = 0
    rows: tuple[dict[str, Any], ...] = field(default=())


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the commands to the parser."""
    one = commands.add_parser(
        "read", help="读年报，一份一行", description="读任何支持格式的年报；文件夹和 ZIP 逐份读。"
    )
    _add_common(one)
    one.add_argument("--json", action="store_true", help="一份输出一个 JSON 文档，多份输出 JSON 行")
    one.add_argument("--provenance", action="store_true", help="JSON 里写明每一格读自哪里")
    one.add_argument("--cells", action="store_true", help="--out 的文件一格一行（逐格数据集），不是一份一行")
    one.add_argument("--resume", action="store_true", help="接着写 .jsonl：已经写在里面的文件不再读")
    one.set_defaults(command=_read)

    one = commands.add_parser("check", help="读并核对，一处一行", description="读年报并逐条核对。")
    _add_common(one)
    one.add_argument(
        "--previous",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="上一年度的报告，用来核对结转；本年由几个单位合并的，各写一次，各数相加",
    )
    one.add_argument("--published", type=words.day, metavar="日期", help="公布日期，用来核对是否按期公布")
    one.add_argument(
        "--kind",
        choices=("department", "government"),
        help="部门（1月31日前公布）或本级政府（3月31日前）；默认按机关名称判断",
    )
    one.add_argument(
        "--annotate", type=Path, metavar="文件.docx", help="另存一份带批注的 DOCX（只核对一份时）"
    )
    one.add_argument("--json", action="store_true", help="每处问题一行 JSON")
    one.set_defaults(command=_check, resume=False)


def _add_common(parser: words.Parser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件")
    parser.add_argument("--jobs", type=words.count, metavar="个数", help="同时用几个进程，默认 1")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="文件",
        help="写入 .jsonl、.csv、.xlsx 或 .parquet（须装 gongkai[parquet]）",
    )


def _read(options: argparse.Namespace) -> int:
    several = not _is_one(options.paths)
    tell = functools.partial(
        _tell_reading,
        as_json=options.json,
        provenance=options.provenance,
        indent=None if several else 2,
        rows=CELLS if options.cells else _row_style(options.out),
    )
    if options.cells and (options.resume or not options.out):
        raise UsageError("参数 --cells：要和 --out 文件 一起用，不能和 --resume 一起用。")
    columns = list(dataset.COLUMNS) if options.cells else _columns_of_reports()
    return _told(options, tell, columns if options.out else [])


def _check(options: argparse.Namespace) -> int:
    checked = functools.partial(
        check,
        previous=previous_report(options.previous),
        published_on=options.published,
        agency_kind=options.kind,
    )
    if options.annotate:
        _annotate(options, checked)
    tell = functools.partial(
        _tell_findings, checked=checked, as_json=options.json, rows=_row_style(options.out)
    )
    return _told(options, tell, _COLUMNS_OF_FINDINGS)


def _annotate(options: argparse.Namespace, checked: Check) -> None:
    """The copy with comments; what is printed is the same as without it."""
    if not _is_one(options.paths):
        raise UsageError("参数 --annotate：一次只能批注一份 DOCX；请只给一个文件。")
    (source,) = options.paths
    count = confined.call(_annotated, source, options.annotate, checked, name=str(source), near=True)
    print(f"已另存 {options.annotate}，批注 {count} 处", file=sys.stderr)


def _annotated(source: Path, out: Path, checked: Check) -> int:
    return annotate(source, checked(read(source)), out)


def _row_style(out: Path | None) -> str:
    """How the rows for the output file look: none, documents or flat."""
    return "" if out is None else "documents" if out.suffix.lower() == ".jsonl" else "flat"


def _is_one(paths: list[Path]) -> bool:
    return len(paths) == 1 and corpus.is_single(paths[0])


# – the run


def _told(options: argparse.Namespace, tell: Callable[[str, Report], Told], columns: list[Column]) -> int:
    """Reads everything, says what is to be said in the order of the files; returns the status."""
    if options.jobs == 0:
        raise UsageError("参数 --jobs：至少要用 1 个进程。")
    if options.resume and options.out is None:
        raise UsageError("参数 --resume：要和 --out 文件.jsonl 一起用。")
    into = output(options.out, columns, resume=options.resume) if options.out else None
    done = names_done(options.out) if options.resume else set()
    todo = [item for item in corpus.items(options.paths) if item.name not in done] if done else None
    progress = Progress(lambda: sum(1 for _ in (todo or corpus.items(options.paths))))
    status, whole = 0, False
    try:
        for outcome in _outcomes(
            tell, todo if todo is not None else corpus.items(options.paths), options.jobs
        ):
            with progress.step():
                status = max(status, _say(outcome, into))
        whole = True
    finally:
        progress.end()
        if into is not None:
            into.close(whole=whole)
    return status


def _outcomes(
    tell: Callable[[str, Report], Told], todo: Iterable[Item], jobs: int | None
) -> Iterator[Outcome[Told]]:
    """A few files are read by a copy of this process, many by processes that begin anew: each may crash."""
    walk = iter(todo)
    first = list(islice(walk, _FEW + 1))
    if jobs in (None, 1) and len(first) <= _FEW:
        return corpus.run(tell, first, near=True)
    return corpus.run(tell, chain(first, walk), jobs=jobs or 1)


def _say(outcome: Outcome[Told], into: Output | None) -> int:
    told = outcome.result
    if told is None:
        print(outcome.problem, file=sys.stderr)
        return 2
    for line in told.lines:
        print(line)
    for warning in told.warnings:
        print(warning, file=sys.stderr)
    if into is not None:
        for row in told.rows:
            into.write(row)
    return told.status


# – what is said about one file


def _tell_reading(
    name: str, report: Report, *, as_json: bool, provenance: bool, indent: int | None, rows: str
) -> Told:
    lost = _lost_tables(report)
    beside = [note.message for note in report.notes if note.code == TWO_REPORTS]
    warnings = tuple(f"{name}：{message}" for message in (*lost, *beside))
    status = 2 if lost else 0
    document = to_json(report, provenance=provenance) if as_json or rows == "documents" else {}
    if rows == "documents":
        return Told((), warnings, status, ({"file": name, **document},))
    if rows == CELLS:
        return Told((), warnings, status, tuple(dataset.rows(report, dataset.Origin(name))))
    if rows:
        return Told((), warnings, status, (_flat(name, report),))
    line = (
        json.dumps(document, ensure_ascii=False, indent=indent) if as_json else f"{name}：{_headline(report)}"
    )
    return Told((line,), warnings, status)


def _tell_findings(name: str, report: Report, *, checked: Check, as_json: bool, rows: str) -> Told:
    try:
        findings = checked(report)
    except UsageError as problem:  # the report of the year before is none of this one's
        raise UsageError(f"{name}：{problem}") from None
    # What was not read was not checked either.
    status = 2 if _lost_tables(report) else 1 if worst(findings) == ERROR else 0
    documents = tuple({"file": name, **finding.to_json()} for finding in findings)
    if rows:
        flat = documents if rows == "documents" else tuple(map(_flat_finding, documents))
        return Told((), (), status, flat)
    if as_json:
        return Told(tuple(json.dumps(document, ensure_ascii=False) for document in documents), (), status)
    lines = [
        f"{name}：{mark}{_sentence(finding)}"
        for cause, following in by_cause(findings)
        for mark, finding in (("", cause), *((f"　└ {tie(cause, one)} ", one) for one in following))
    ]
    return Told((*lines, f"{name}：{_verdict(report, findings)}"), (), status)


def _sentence(finding: Finding) -> str:
    label = SEVERITY_LABELS[finding.severity]
    return f"{label} {finding.message}（{finding.rule}，{finding.source}）"


def _verdict(report: Report, findings: Sequence[Finding]) -> str:
    """What all of it comes to for this file, and by which rules."""
    by = f"（规则集 {rules_version()}）"
    lost = _lost_tables(report)
    if not findings and not lost:
        return f"✓ {_headline(report)}，没有发现问题{by}"
    causes = [cause for cause, _ in by_cause(findings)]
    counted = [
        f"{label} {count} 处"
        for severity, label in SEVERITY_LABELS.items()
        if (count := sum(finding.severity == severity for finding in findings))
    ]
    told = "、".join(counted) or "没有发现问题"
    folded = f"，归为 {len(causes)} 个原因" if len(causes) < len(findings) else ""
    grave = worst(findings) == ERROR
    words = "没有核对完，有的表没有读到" if lost else "有错误，改正以前不得公布" if grave else "没有错误"
    return f"结论：{_headline(report)}；{words}；{told}{folded}{by}"


def _lost_tables(report: Report) -> list[str]:
    return [note.message for note in report.notes if note.cell is None and note.code == MISSING_TABLE]


def _headline(report: Report) -> str:
    who = f"{report.agency or '（机关不明）'} {report.year or '（年度不明）'} 年度"
    if report.narrative:
        return f"{who}（2018 年度及以前的报告，没有法定表格），文字 {len(report.sections)} 部分"
    form = f"{report.form} 年格式" if report.form_told else "没有读到表格，格式不明"
    known = sum(value is not None for value in report.cells.values())
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
    return f"{who}（{form}），{known}/{len(report.cells)} 格，{told}"


# – rows of flat files

_COLUMNS_OF_FINDINGS = [
    Column(name)
    for name in (
        *("file", "id", "rule", "severity", "class", "cells", "expected", "actual", "message", "source"),
        *("because", "rules_version"),
    )
]


def _columns_of_reports() -> list[Column]:
    """A column for each cell of every form, after what tells the report."""
    about = [
        *map(Column, ("file", "form", "agency")),
        Column("year", "count"),
        *map(Column, ("title", "period_from", "period_to")),
        Column("fees.notice_count", "count"),
        Column("fees.notice_amount_yuan", "money"),
        Column("fees.collected_amount_yuan", "money"),
        *(Column(f"notes.{code}", "count") for code in ("blank", "unreadable")),
    ]
    cells: dict[str, Column] = {}
    for layout in forms().values():
        for cell in layout.cells.values():
            cells.setdefault(cell.id, Column(cell.id, "money" if cell.kind == "money" else "count"))
        cells |= {cell: Column(cell) for cell in layout.texts}
    return [*about, *cells.values()]


def _flat(name: str, report: Report) -> dict[str, Any]:
    first, last = report.period or (None, None)
    codes = [note.code for note in report.notes]
    return {
        "file": name,
        "form": report.form if report.form_told else None,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "period_from": first,
        "period_to": last,
        "fees.notice_count": report.fees.notice_count,
        "fees.notice_amount_yuan": report.fees.notice_amount_yuan,
        "fees.collected_amount_yuan": report.fees.collected_amount_yuan,
        "notes.blank": codes.count(BLANK),
        "notes.unreadable": codes.count(UNREADABLE),
        **report.cells,
        **report.texts,
    }


def _flat_finding(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"cells": " ".join(document["cells"])}
