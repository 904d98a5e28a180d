"""Why is a file refused, and what should one do?

ReadingError
├── TooLarge             over a limit: size, unpacked size, cells, pages, nesting
├── Damaged              truncated or malformed
├── Protected            needs a password
├── Scanned              pages are pictures, there is no text to read
├── UnsupportedFormat
│   └── ConverterMissing LibreOffice is needed and not installed
└── ConversionFailed     LibreOffice could not open it, or took too long
"""

from __future__ import annotations

from gongkai.errors import ReadingError, UnsupportedFormat


class TooLarge(ReadingError):
    """Over a limit; nothing of it was read."""


class Damaged(ReadingError):
    """Truncated or malformed."""


class Protected(ReadingError):
    """Encrypted; without the password there is nothing to read."""


class Scanned(ReadingError):
    """Pictures of pages; there is no text, and none is guessed."""


class ConverterMissing(UnsupportedFormat):
    """LibreOffice is needed for this format and is not installed."""


class ConversionFailed(ReadingError):
    """LibreOffice could not open the file, or took too long."""


def too_large(name: str, what: str) -> TooLarge:
    return TooLarge(f"{name}：{what}，超过能读的大小，没有读；请核对是否选错了文件，或拆分后再读。")


def damaged(name: str, format_name: str, detail: str = "") -> Damaged:
    why = f"（{detail}）" if detail else ""
    return Damaged(f"{name}：{format_name} 文件已损坏或不完整{why}；请重新下载或重新导出后再读。")


def protected(name: str, format_name: str) -> Protected:
    return Protected(f"{name}：{format_name} 文件设有口令，打不开；请去掉口令另存后再读。")


def scanned(name: str, format_name: str) -> Scanned:
    return Scanned(
        f"{name}：{format_name} 的页面是扫描图片，里面没有文字，不能读；请提供可复制文字的文档或网页。"
    )


def is_panic(problem: BaseException) -> bool:
    """Whether a library in Rust stumbled over the file: its panic is no Exception."""
    return type(problem).__module__ == "pyo3_runtime"
