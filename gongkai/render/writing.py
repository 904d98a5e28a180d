"""How does a report leave in a layout of the reader's choice, and is the file right?

`write` puts the file beside its name, reads it back, compares it with the report cell by cell, and only then
gives it its name. `rendered` is the same for callers that want bytes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from gongkai.document import from_json, to_json
from gongkai.errors import ReadingError, WritingError
from gongkai.reading import read_bytes
from gongkai.render import docx, html, pdf, text, xlsx
from gongkai.render.layout import UNREADABLE_MARK, lost_cells
from gongkai.render.pages import Pages, pages
from gongkai.render.readback import departures, differences
from gongkai.report import Report

TARGETS: dict[str, Callable[[Pages], bytes]] = {
    ".docx": docx.render,
    ".pdf": pdf.render,
    ".html": html.render,
    ".xlsx": xlsx.render,
    ".txt": text.render,
}
SUFFIXES = (*TARGETS, ".json")
_MOST_TOLD = 3


def write(report: Report, out: Path) -> tuple[str, ...]:
    """Writes the report to `out` in the layout that its suffix names; replaces a file of that name.

    Returns what the report holds and the file does not say, as phrases; () where both are equal.

    Raises WritingError where the suffix is unknown, the folder cannot be written, or what was written does
    not read back equal; then nothing stands under that name, or what stood there before.
    """
    data = _bytes(report, out.suffix.lower())
    beside = out.with_name(f".{out.stem}-{secrets.token_hex(4)}{out.suffix.lower()}")
    try:
        beside.write_bytes(data)
        again = _compare(report, beside.read_bytes(), out.suffix.lower(), str(out))
        beside.replace(out)
        return tuple(departures(report, again))
    except OSError as problem:
        raise WritingError(f"{out}：写不进去（{problem.strerror}）；请核对文件夹和权限。") from None
    finally:
        beside.unlink(missing_ok=True)


def rendered(report: Report, suffix: str) -> bytes:
    """The report as a file of that kind (`.docx` …), read back and compared. Raises WritingError."""
    data = _bytes(report, suffix.lower())
    _compare(report, data, suffix.lower(), f"年度报告{suffix}")
    return data


def remarks(report: Report, suffix: str) -> list[str]:
    """What whoever passes the file on should know: cells that stand as lost, characters without a font."""
    printed = pages(report)
    lost = len(lost_cells(printed.tables))
    said = [f"有 {lost} 格读不出，写作{UNREADABLE_MARK}，没有当作零。"] if lost else []
    if suffix.lower() == ".pdf" and (signs := pdf.without_font(printed)):
        shown = "".join(signs[:10])
        held = f"随软件附带的字库里没有「{shown}」等 {len(signs)} 个字"
        said.append(f"{held}，用的是本机的字体。")
    return said


def _bytes(report: Report, suffix: str) -> bytes:
    if suffix == ".json":
        return (json.dumps(to_json(report), ensure_ascii=False, indent=2) + "\n").encode()
    if suffix not in TARGETS:
        raise WritingError(f"不会写「{suffix or '没有扩展名'}」这种文件；可用：{'、'.join(SUFFIXES)}。")
    return TARGETS[suffix](pages(report))


def _compare(report: Report, data: bytes, suffix: str, name: str) -> Report:
    """The report as it was read back. Raises WritingError where it is another one.

    JSON carries everything, also that a section is not there; whoever reads it works out the prose anew.
    """
    try:
        if suffix == ".json":
            read_bytes(data, name)
            again = from_json(json.loads(data))
            found = [] if to_json(again) == to_json(report) else ["JSON 文档读回后有出入"]
        else:
            again = read_bytes(data, name)
            found = list(islice(differences(report, again), _MOST_TOLD))
    except ReadingError as problem:
        raise WritingError(f"{name}：写出的文件读不回来（{problem}）；没有生成文件。") from None
    if found:
        raise WritingError(f"{name}：写出后读回与原报告不一致——{'；'.join(found)}；没有生成文件。")
    return again
