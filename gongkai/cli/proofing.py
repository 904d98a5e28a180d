"""The command `proof`: what is to be mended in these texts before they are published?"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli import words
from gongkai.errors import ReadingError, UsageError
from gongkai.proofing.checklist import Habits, Part, checklist, item_of, proof
from gongkai.proofing.filetext import file_text
from gongkai.proofing.finding import BLOCK, LEVEL_LABELS, Finding
from gongkai.proofing.language import Language, learnt
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.protected import own_phrases
from gongkai.proofing.words import own_words
from gongkai.reading.decode import decode
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.html import is_html
from gongkai.reading.reader import bytes_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_CHINA = timezone(timedelta(hours=8))
_COLUMNS = {"写错的": "wrong", "对的": "right", "理由": "reason", "级别": "level", "例外": "except"}


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser(
        "proof",
        help="公开前检查文字",
        description="公开以前检查文字：个人信息、写错的词、固定表述、链接。一处一行。",
    )
    one.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="文件",
        help="网页、文本、Word、Excel、PDF、OFD，或者信息的 JSON",
    )
    one.add_argument("--day", type=words.day, metavar="日期", help="按哪一天的规则检查，默认今天（中国时间）")
    one.add_argument(
        "--words", type=Path, metavar="文件.csv", help="本机关的词表，各列：写错的、对的、理由、级别、例外"
    )
    one.add_argument("--phrases", type=Path, metavar="文件", help="本机关的固定表述，一行一个（UTF-8）")
    one.add_argument(
        "--intranet",
        action="append",
        default=[],
        metavar="域名",
        help="本机关内网域名的结尾，如 inner.shifan.gov.cn",
    )
    one.add_argument(
        "--approved",
        action="append",
        type=Path,
        default=[],
        metavar="文件夹",
        help="本机关已经批准的文件，拿来比较用字（一个文件夹或者一个文件）",
    )
    one.add_argument("--json", action="store_true", help="一处一行 JSON")
    one.set_defaults(command=_proof)


def _proof(options: argparse.Namespace) -> int:
    habits = Habits(
        _own_words(options.words),
        _own_phrases(options.phrases),
        tuple(options.intranet),
        _approved(options.approved) if options.approved else None,
    )
    day = options.day or datetime.now(_CHINA).date()
    status = 0
    for path in options.paths:
        try:
            found, text = _of_file(path, day, habits)
        except ReadingError as problem:
            print(problem, file=sys.stderr)
            status = 2
            continue
        for line in _lines(path, found, text, as_json=options.json):
            print(line)
        if any(one.level == BLOCK for one in found):
            status = max(status, 1)
    return status


def _of_file(path: Path, day: date, habits: Habits) -> tuple[tuple[Finding, ...], str]:
    """What was found in a file, and the text in which it was found; none of an item, which has several."""
    data = bytes_of(path)
    text = decode(data, str(path)) if sniff(data) is Kind.TEXT else None
    if text is not None and text.lstrip().startswith("{"):
        return _of_item(path, text, day, habits), ""
    if text is not None and is_html(text):
        return proof([Part("body", "网页", text, page=True)], day, habits), text
    said = text if text is not None else file_text(data, str(path))
    return proof([Part("text", "文件", said)], day, habits), said


def _of_item(path: Path, text: str, day: date, habits: Habits) -> tuple[Finding, ...]:
    try:
        content = json.loads(text)
        return checklist(item_of(content, content.get("attachment_texts", {})), day, habits)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        told = f"第 {problem.lineno} 行" if isinstance(problem, json.JSONDecodeError) else str(problem)
        raise ReadingError(
            f"{path}：不是一条信息的 JSON（{told}）；应有 title、body、attachments 等项。"
        ) from None


def _lines(path: Path, found: tuple[Finding, ...], text: str, *, as_json: bool) -> Iterator[str]:
    if as_json:
        for one in found:
            yield json.dumps({"file": str(path), **one.to_json()}, ensure_ascii=False)
        return
    ends = [place for place, sign in enumerate(text) if sign == "\n"]
    for one in found:
        where = f"第 {bisect_right(ends, one.start - 1) + 1} 行：" if text else ""
        yield f"{path}：{where}{LEVEL_LABELS[one.level]} {one.message}〔{one.code}〕"
    if not found:
        yield f"{path}：没有查出问题"


# With these a spreadsheet begins a formula: the office writes such a cell behind an apostrophe.
_SPREADSHEET_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _own_words(path: Path | None) -> tuple[Any, ...]:
    if path is None:
        return ()
    rows = csv.DictReader(_utf8(path).splitlines())
    if not {"写错的", "对的"} <= set(rows.fieldnames or ()):
        raise UsageError(f"{path}：词表的第一行应是栏名，至少有“写错的”“对的”；可用：{'、'.join(_COLUMNS)}。")
    return own_words([_in_english(row) for row in rows])


def _in_english(row: Mapping[str, str | None]) -> dict[str, str]:
    return {key: _as_written(row.get(column) or "") for column, key in _COLUMNS.items()}


def _as_written(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _SPREADSHEET_SIGNS else cell


def _own_phrases(path: Path | None) -> tuple[Any, ...]:
    return own_phrases(line for line in _utf8(path).splitlines() if line.strip()) if path else ()


def _approved(paths: list[Path]) -> Language:
    """How the agency writes, from files of its own; what cannot be read is said and left out."""
    passages = []
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if not file.is_file():
                continue
            try:
                passages.append(plain_passage("text", "文件", file_text(bytes_of(file), str(file))))
            except ReadingError as problem:
                print(problem, file=sys.stderr)
    if not passages:
        raise UsageError(f"参数 --approved：{paths[0]} 里没有读得出文字的文件；请核对路径。")
    return learnt(passages)


def _utf8(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}：读不了；请给出 UTF-8 的文件。") from None
