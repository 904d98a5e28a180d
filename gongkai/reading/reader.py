"""Which format is this file, and what does it hold?"""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.document import from_json
from gongkai.errors import NotAReport, ReadingError
from gongkai.reading.decode import decode
from gongkai.reading.html import is_html, read_html
from gongkai.reading.text import read_text
from gongkai.reading.understanding import understand
from gongkai.report import Report


def read(path: Path) -> Report:
    """The report in that file. Raises ReadingError: one sentence that names the file."""
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{name}：找不到这个文件；请核对路径。") from None
    except OSError as problem:
        raise ReadingError(f"{name}：打不开（{problem.strerror}）；请核对路径和权限。") from None
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Report:
    """The report in these bytes, called `name` in messages. Raises ReadingError."""
    text = decode(data, name)
    if text.lstrip().startswith("{"):
        return _from_json(text, name)
    source = read_html(text, name) if is_html(text) else read_text(text, name)
    return understand(source)


def _from_json(text: str, name: str) -> Report:
    try:
        return from_json(json.loads(text))
    except json.JSONDecodeError as problem:
        raise NotAReport(
            f"{name}：不是合法的 JSON（第 {problem.lineno} 行）；请用 gongkai read --json 生成。"
        ) from None
    except ReadingError as problem:
        raise NotAReport(f"{name}：{problem}") from None
