"""Is an attachment what the end of its name says, and is there anything in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.pages.facts import Found, Seen
from gongkai.proofing.weblink import weblink

_BEGINNINGS = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)  # fmt: skip
_OLD = frozenset({"ole", "zip", "rtf", "html", "xml"})  # the old programs open all of these
_FIT: Mapping[str, frozenset[str]] = {
    "pdf": frozenset({"pdf"}), "ofd": frozenset({"zip"}), "zip": frozenset({"zip"}),
    "rar": frozenset({"rar", "zip"}), "7z": frozenset({"7z"}),
    "docx": frozenset({"zip", "ole"}), "xlsx": frozenset({"zip", "ole"}),
    "pptx": frozenset({"zip", "ole"}),
    "doc": _OLD, "xls": _OLD, "ppt": _OLD, "wps": _OLD, "et": _OLD, "dps": _OLD,
}  # fmt: skip
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<script|<body)", re.IGNORECASE)
_OFFICE = b"schemas-microsoft-com:office"
_NAMES = {"zip": "ZIP", "ole": "旧版 Office", "pdf": "PDF", "html": "网页", "rtf": "RTF"}
_HEAD = 1024


def ending(address: str) -> str:
    """The end of the name of a file that may be attached; empty where it is a page."""
    name = weblink(address).path.rpartition("/")[2]
    end = name.rpartition(".")[2].lower() if "." in name else ""
    return end if end in _FIT else ""


def file_faults(seen: Seen) -> Iterator[Found]:
    """A file that is empty, or another than it is called. What nobody knows is no fault."""
    end = ending(seen.address) or ending(seen.final)
    if not end:
        return
    shown = seen.address[:200]
    if not seen.body and not seen.cut:
        yield Found("attachment_empty", seen.address, shown, shown)
        return
    kind = kind_of(seen.body)
    if kind and kind not in _FIT[end]:
        yield Found(
            "attachment_false_type", seen.address, f"{shown}（其实是{_NAMES.get(kind, kind)}）", shown
        )


def kind_of(body: bytes) -> str:
    """What the first bytes are; empty where nobody can tell."""
    if b"%PDF-" in body[:_HEAD]:
        return "pdf"
    for beginning, kind in _BEGINNINGS:
        if body.startswith(beginning):
            return kind
    head = body[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "xml" if _OFFICE in body else "html"
    return "xml" if head.lstrip().startswith(b"<?xml") else ""
