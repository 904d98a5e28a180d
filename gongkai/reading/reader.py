"""Which format is this file, and what does it hold?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from gongkai.errors import NotAReport, ReadingError, UnsupportedFormat
from gongkai.reading.blocks import Grid, Source
from gongkai.reading.decode import decode
from gongkai.reading.formats import limits, mht
from gongkai.reading.formats.docx import read_docx
from gongkai.reading.formats.legacy import read_legacy
from gongkai.reading.formats.ofd import read_ofd
from gongkai.reading.formats.pdf import read_pdf
from gongkai.reading.formats.refusals import damaged, is_panic, protected, too_large
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.formats.xlsx import read_workbook
from gongkai.reading.given import report_in
from gongkai.reading.html import is_html, read_html
from gongkai.reading.marks import seen_blocks
from gongkai.reading.text import read_text
from gongkai.reading.understanding import understand
from gongkai.report import Report

_REFUSED = {
    Kind.PICTURE: "这是图片，里面没有文字，不能读；请提供可复制文字的文档或网页。",
    Kind.SLIDES: "这是演示文稿，不是年报的文档；请提供 Word、Excel、PDF、OFD 或网页。",
    Kind.ARCHIVE: "这是压缩包，不是一份年报；请用 gongkai read 逐份读，或先解压。",
    Kind.OTHER_ARCHIVE: "这种压缩包打不开，只认 ZIP；请先解压再读。",
}


def read(path: Path) -> Report:
    """The report in that file. Raises ReadingError: one sentence that names the file."""
    return read_bytes(bytes_of(path), str(path))


def bytes_of(path: Path) -> bytes:
    """What stands in the file. Raises ReadingError where it cannot be opened or is too large."""
    name = str(path)
    try:
        size = path.stat().st_size
        if size > limits.LARGEST_FILE:
            raise too_large(name, f"文件有 {size // limits.MEGABYTE} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{name}：找不到这个文件；请核对路径。") from None
    except OSError as problem:
        raise ReadingError(f"{name}：打不开（{problem.strerror}）；请核对路径和权限。") from None


def read_bytes(data: bytes, name: str) -> Report:
    """The report in these bytes, called `name` in messages. Raises ReadingError."""
    try:
        kind = sniff(data)
        if kind is Kind.TEXT:
            text = _text(data, name)
            if text.lstrip().startswith("{"):
                return _from_json(text, name)
            return understand(_bounded(_blocks_of_text(text, name)))
        return understand(_bounded(_blocks(data, name, kind)))
    except RecursionError:
        raise too_large(name, "内容嵌套过深") from None
    except MemoryError:
        raise too_large(name, "内容多到内存放不下") from None


def blocks(data: bytes, name: str) -> Source:
    """The blocks of a file of any format but JSON. Raises ReadingError."""
    kind = sniff(data)
    return _blocks_of_text(_text(data, name), name) if kind is Kind.TEXT else _blocks(data, name, kind)


def _blocks(data: bytes, name: str, kind: Kind) -> Source:
    if kind in _REFUSED:
        raise UnsupportedFormat(f"{name}：{_REFUSED[kind]}")
    if kind is Kind.LOCKED_OFFICE:
        raise protected(name, kind.value)
    try:
        return _as_seen(_parsed(data, name, kind))
    except (ReadingError, MemoryError, RecursionError):
        raise
    except Exception as problem:  # whatever a parser of a foreign format stumbles over is the file's fault
        raise damaged(name, kind.value, type(problem).__name__) from None
    except BaseException as problem:
        if not is_panic(problem):
            raise
        raise damaged(name, kind.value) from None


def _parsed(data: bytes, name: str, kind: Kind) -> Source:
    if kind is Kind.MARKUP_ARCHIVE:
        return _blocks_of_text(_text(mht.page_of(data, name), name), name)
    if kind is Kind.PDF:
        return read_pdf(data, name)
    if kind is Kind.DOCX:
        return read_docx(data, name)
    if kind is Kind.OFD:
        return read_ofd(data, name)
    if kind in (Kind.XLSX, Kind.XLS, Kind.ODS):
        return read_workbook(data, name, kind)
    return read_legacy(data, name, kind)


def _text(data: bytes, name: str) -> str:
    if len(data) > limits.LARGEST_TEXT:
        raise too_large(name, f"文本有 {len(data) // limits.MEGABYTE} MB")
    return decode(data, name)


def _blocks_of_text(text: str, name: str) -> Source:
    return _as_seen(read_html(text, name) if is_html(text) else read_text(text, name))


def _as_seen(source: Source) -> Source:
    """The source without characters that have no shape, whatever the format."""
    return replace(source, blocks=tuple(seen_blocks(source.blocks)))


def _bounded(source: Source) -> Source:
    cells = sum(len(row) for block in source.blocks if isinstance(block, Grid) for row in block.rows)
    if cells > limits.MOST_CELLS:
        raise too_large(source.file, f"表格有 {cells} 格")
    return source


def _from_json(text: str, name: str) -> Report:
    try:
        return report_in(text)
    except json.JSONDecodeError as problem:
        raise NotAReport(
            f"{name}：不是合法的 JSON（第 {problem.lineno} 行）；请用 gongkai read --json 生成。"
        ) from None
    except ReadingError as problem:
        raise NotAReport(f"{name}：{problem}") from None
