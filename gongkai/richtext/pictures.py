"""Which pictures does a text bring along, and which can it not bring?

A picture that comes as bytes becomes an attachment under its digest. One that stays elsewhere – on the
writer's own disk, on another site – is named in a sentence, for a text that quietly lost a picture is
published without it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from dataclasses import dataclass

from gongkai.richtext.vocabulary import digest

LARGEST = 20 * 1024 * 1024
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)
_OTHER_KINDS = (
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"RIFF", "WebP"),
)
_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*;base64,", re.IGNORECASE)
_ELSEWHERE = re.compile(r"https?:|//", re.IGNORECASE)
_LONGEST_NAME = 60
_CONTEXT = 12
_CODED = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came: its digest, its type and its bytes."""

    sha256: str
    media_type: str
    suffix: str
    data: bytes


@dataclass(slots=True)
class Pictures:
    """The pictures of one text as they come in, and sentences about those that do not."""

    brought: dict[str, Picture]
    missing: list[str]

    @classmethod
    def none_yet(cls) -> Pictures:
        """Before the first."""
        return cls({}, [])

    def from_address(self, src: str, before: str) -> str:
        """The digest of the picture at an address; empty where it cannot be brought, which is then said.

        `before`: the text in front of it, which tells the reader where it stood.
        """
        known = digest(src)
        if known:
            return known
        if src[:5].lower() == "data:":
            return self._from_data(src, before)
        if _ELSEWHERE.match(src):
            why = "图片在别的网站上，页面不引用别处的图片；请把图片存下来，在这里上传"
        else:
            why = "图片留在您的电脑里，粘贴带不过来；请在这里另行上传，或者改用导入 DOCX"
        self._lost(_name_in(src), before, why)
        return ""

    def from_bytes(self, data: bytes, name: str, before: str) -> str:
        """The digest of a picture that came as bytes; empty where no page can show it, which is then said."""
        if len(data) > LARGEST:
            self._lost(name, before, f"图片超过 {LARGEST // 1024 // 1024} MB；请缩小以后上传")
            return ""
        kind = next(((media, suffix) for start, media, suffix in _KINDS if data.startswith(start)), None)
        if kind is None:
            told = next((what for start, what in _OTHER_KINDS if data.startswith(start)), "")
            why = f"图片是 {told} 格式，网页显示不了" if told else "图片的格式认不出"
            self._lost(name, before, f"{why}；请另存为 PNG 或 JPG 以后上传")
            return ""
        key = hashlib.sha256(data).hexdigest()
        self.brought[key] = Picture(key, *kind, data)
        return key

    def lost(self, name: str, before: str, why: str) -> None:
        """Names a picture that did not come along."""
        self._lost(name, before, why)

    def _from_data(self, src: str, before: str) -> str:
        head = _DATA.match(src)
        try:
            if head is None:
                raise ValueError
            data = base64.b64decode(re.sub(r"\s+|%0A|%0D", "", src[head.end() :]), validate=True)
        except (ValueError, binascii.Error):
            self._lost("", before, "图片的数据不完整；请另行上传")
            return ""
        return self.from_bytes(data, "", before)

    def _lost(self, name: str, before: str, why: str) -> None:
        tail = " ".join(before.split())[-_CONTEXT:]
        where = f"「{tail}」后面的图片" if tail else "开头的图片"
        shown = f"（{name}）" if name else ""
        self.missing.append(f"{where}{shown}没有带入：{why}。")


def _name_in(src: str) -> str:
    """The file name in an address, without the folders of somebody's machine."""
    coded = src.partition("?")[0].partition("#")[0].encode("utf-8", "replace")
    path = _CODED.sub(lambda found: bytes([int(found[1], 16)]), coded).decode("utf-8", "replace")
    name = posixpath.basename(path.replace("\\", "/"))
    return name if 0 < len(name) <= _LONGEST_NAME and ":" not in name else ""
