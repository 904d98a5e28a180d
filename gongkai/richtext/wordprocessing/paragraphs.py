"""What is a paragraph of a Word document: text, a heading, a title, a caption, a point of a list?

By its style and its outline level; where a document has neither, by what GB/T 9704 gives headings: 一、 in
黑体, （一） in 楷体, the title centred in 二号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from gongkai.reading.formats.wordstyles import local
from gongkai.richtext.document import Align, Image, Inline, Line, Paragraph, Text, plain
from gongkai.richtext.wordprocessing.numbering import Number
from gongkai.richtext.wordprocessing.properties import Said, Styles, child, whole

Role = Literal["", "title", "number", "caption", "figure", "table", "header", "more", "contents"]
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"title|标题|公文标题|文件标题"), "title"),
    (re.compile(r"文号"), "number"),
    (re.compile(r"caption|题注"), "caption"),
    (re.compile(r"图题"), "figure"),
    (re.compile(r"表题"), "table"),
    (re.compile(r"表头"), "header"),
    (re.compile(r"list continue ?[1-9]?"), "more"),
    (re.compile(r"toc [1-9]|toc heading|目录 ?[1-9]?"), "contents"),
)
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
_LEAST_INDENT = 300  # twentieths of a point
_LEAST_CHARACTERS = 100  # hundredths of a character
_TITLE_SIZE = 40  # half points: 小二 is 36, 二号 44
_BY_FACE = (
    (re.compile("黑体|hei", re.IGNORECASE), re.compile(r"[一二三四五六七八九十]+、[^。；！？]{1,40}"), 2),
    (re.compile("楷体|kai", re.IGNORECASE), re.compile(r"（[一二三四五六七八九十]+）[^。；！？]{1,40}"), 3),
)


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as it was read; `deep`: how deep a paragraph that goes on with a point stands."""

    line: Line
    level: int = 0
    align: Align = ""
    indent: bool = False
    role: Role = ""
    number: Number | None = None
    deep: int = 0

    def paragraph(self) -> Paragraph:
        """As a paragraph of a text, its number in front."""
        label = self.number.label if self.number is not None else ""
        line = (Text(label), *self.line) if label else self.line
        return Paragraph(line, self.level, self.align, self.indent)

    def is_empty(self) -> bool:
        """Whether a reader sees nothing of it."""
        return not any(not isinstance(one, Text) or one.text.strip() or "u" in one.marks for one in self.line)

    def is_picture(self) -> bool:
        """Whether there is a picture in it and nothing else."""
        images = sum(isinstance(one, Image) for one in self.line)
        return (
            images == 1
            and not plain(self.line).strip()
            and all(isinstance(one, Image | Text) for one in self.line)
        )


def read_of(
    line: list[Inline], paragraph: etree._Element, styles: Styles, said: Said, number: Number | None
) -> Read:
    """The paragraph with that line; `said`: what is said of it."""
    style = styles.style_of(paragraph)
    names = styles.names(style)
    role, deep = _role(names)
    align = _ALIGNS.get(said.get("jc", ""), "")
    read = Read(tuple(line), _level(said, names), align, _indent(said) and not align, role, number, deep)
    if read.is_empty():
        return read
    face, size = _face(paragraph, styles, style)
    if not role and not read.level and align == "center" and size >= _TITLE_SIZE and number is None:
        return replace(read, role="title")
    return replace(read, level=_level_by_face(read, face)) if not read.level and not role else read


def _role(names: list[str]) -> tuple[Role, int]:
    for name in names:
        for shape, role in _ROLES:
            if shape.fullmatch(name):
                return role, int(name[-1]) if role == "more" and name[-1].isdigit() else 1
    return "", 0


def _level(said: Said, names: list[str]) -> int:
    found = next((hit for name in names if (hit := _HEADING.fullmatch(name))), None)
    outline = int(found[1]) if found else whole(said.get("outlineLvl", ""), 9) + 1
    return min(outline + 1, 4) if 1 <= outline <= 9 else 0


def _indent(said: Said) -> bool:
    characters = whole(said.get("ind.firstLineChars", ""))
    points = whole(said.get("ind.firstLine", ""))
    return characters >= _LEAST_CHARACTERS or (not characters and points >= _LEAST_INDENT)


def _face(paragraph: etree._Element, styles: Styles, style: str) -> tuple[str, int]:
    """The Chinese face of a paragraph, where all of it has one, and the size of its largest characters."""
    looks = [styles.run(run, style) for run in _runs(paragraph)]
    faces = {look.get("rFonts.eastAsia", look.get("rFonts.ascii", "")) for look in looks}
    return faces.pop() if len(faces) == 1 else "", max(
        (whole(look.get("sz", "")) for look in looks), default=0
    )


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    for one in paragraph:
        if local(one) == "r":
            text = child(one, "t")
            if text is not None and (text.text or "").strip():
                yield one
        elif local(one) in ("ins", "hyperlink", "smartTag", "sdt", "sdtContent"):
            yield from _runs(one)


def _level_by_face(read: Read, face: str) -> int:
    text = plain(read.paragraph().line).strip()
    return next((level for name, shape, level in _BY_FACE if name.search(face) and shape.fullmatch(text)), 0)
