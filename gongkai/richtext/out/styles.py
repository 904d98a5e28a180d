"""Which styles has a text as a Word document, and which parts besides its body?

GB/T 9704 as for letters: title 方正小标宋 二号, text 仿宋 三号 on lines of 28.95 points, headings 黑体
and 楷体. The names of the styles say what a paragraph is, so that a document of ours that comes back is
read as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from gongkai.official import ERHAO, PLAIN_FONT, SANHAO, language, typeset
from gongkai.richtext.document import Listing
from gongkai.richtext.vocabulary import DEEPEST_LIST

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
FACES = {1: "黑体", 2: "楷体_GB2312", 3: BODY_FONT}
FALL_BACKS = {
    TITLE_FONT: "SimSun",
    BODY_FONT: "FangSong",
    PLAIN_FONT: "SimSun",
    FACES[1]: "SimHei",
    FACES[2]: "KaiTi",
}
LINE = 28.95
HEADING = {2: "Heading1", 3: "Heading2", 4: "Heading3"}
CELL, HEAD, GAP = "GongkaiCell", "GongkaiHead", "GongkaiGap"
CAPTION_OF_TABLE, CAPTION_OF_FIGURE = "GongkaiTableCaption", "GongkaiFigureCaption"
NOTE, NUMBER = "GongkaiNote", "GongkaiNumber"
MORE = [f"ListContinue{deep or ''}" for deep in (0, *range(2, DEEPEST_LIST + 1))]
_NAMES = {
    CELL: "表格文字",
    HEAD: "表头",
    GAP: "表后",
    CAPTION_OF_TABLE: "表题",
    CAPTION_OF_FIGURE: "图题",
    NOTE: "footnote text",
    NUMBER: "文号",
}
_KEPT = (
    *("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"),
    *("Default Paragraph Font", "Normal Table", "No List", "Hyperlink"),
)
_XIAOSI, _XIAOWU = Pt(12), Pt(9)
_FIRST, _STEP = 640, 480  # twentieths of a point: where a list begins, by how much a deeper one stands in
_FORMATS = {
    "": "bullet",
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def names() -> set[str]:
    """What the styles are called that stay in the document."""
    more = {f"List Continue{f' {deep}' if deep > 1 else ''}" for deep in range(1, DEEPEST_LIST + 1)}
    return {*_KEPT, *_NAMES.values(), *more}


def set_styles(document: Any) -> None:
    """Gives the document the styles of an official one."""
    styles = document.styles
    normal = styles["Normal"]
    typeset(normal.font, BODY_FONT, SANHAO)
    _spaced(normal, Pt(LINE))
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    language(normal)
    _plain(styles["Title"])
    typeset(styles["Title"].font, TITLE_FONT, ERHAO)
    _spaced(styles["Title"], Pt(36), after=Pt(LINE * 0.6))
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, face in FACES.items():
        heading = styles[f"Heading {level}"]
        _plain(heading)
        typeset(heading.font, face, SANHAO)
        _spaced(heading, Pt(LINE))
        heading.paragraph_format.first_line_indent = SANHAO * 2
        heading.paragraph_format.keep_with_next = True
    _own(styles)


def _own(styles: Any) -> None:
    centred = WD_ALIGN_PARAGRAPH.CENTER
    for key, size, line, align in (
        (CELL, _XIAOSI, Pt(18), WD_ALIGN_PARAGRAPH.LEFT),
        (HEAD, _XIAOSI, Pt(18), WD_ALIGN_PARAGRAPH.LEFT),
        (GAP, _XIAOSI, None, WD_ALIGN_PARAGRAPH.LEFT),
        (CAPTION_OF_TABLE, _XIAOSI, Pt(20), centred),
        (CAPTION_OF_FIGURE, _XIAOSI, Pt(20), centred),
        (NOTE, _XIAOWU, None, WD_ALIGN_PARAGRAPH.LEFT),
        (NUMBER, SANHAO, Pt(LINE), centred),
    ):
        style = _added(styles, key, _NAMES[key])
        typeset(style.font, FACES[1] if key == HEAD else BODY_FONT if key == NUMBER else PLAIN_FONT, size)
        _spaced(style, line, after=Pt(LINE / 2) if key == NUMBER else Pt(0))
        style.paragraph_format.alignment = align
    for deep, key in enumerate(MORE):
        style = _added(styles, key, f"List Continue{f' {deep + 1}' if deep else ''}")
        style.paragraph_format.left_indent = Pt((_FIRST + (deep + 1) * _STEP) / 20)
    if "Hyperlink" not in {style.name for style in styles}:
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.underline = True


def _added(styles: Any, key: str, name: str) -> Any:
    if name in {style.name for style in styles}:
        styles[name].delete()
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), key)
    style.base_style = styles["Normal"]
    return style


def _plain(style: Any) -> None:
    """Takes away what the template's style brings."""
    style.font.color.rgb, style.font.bold, style.font.italic = RGBColor(0, 0, 0), False, False
    paragraph, run = style.element.get_or_add_pPr(), style.element.get_or_add_rPr()
    for parent, unwanted in ((paragraph, ("w:pBdr", "w:contextualSpacing")), (run, ("w:spacing", "w:kern"))):
        for name in unwanted:
            for found in parent.findall(qn(name)):
                parent.remove(found)


def _spaced(style: Any, line: Pt | None, *, after: Pt = Pt(0)) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(0), after
    if line is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, line


# – parts of their own


def part_of(document: Any, kind: str) -> Part:
    """A new part of the document (`numbering`, `footnotes`), still empty."""
    made = Part(PackURI(f"/word/{kind}.xml"), f"{_MAIN}.{kind}+xml", b"", document.part.package)
    document.part.relate_to(made, f"{_RELATIONS}/{kind}")
    return made


def fill(part: Part, xml: str) -> None:
    """Writes the part."""
    part._blob = f"{_XML}{xml}".encode()


@dataclass(frozen=True, slots=True)
class Defined:
    """A list with how deep it stands; in a cell lists stand at the edge."""

    listing: Listing
    deep: int
    in_cell: bool


def numbering_xml(lists: list[Defined], spaces: str) -> str:
    """The definitions of the lists, one for each: it begins where it begins."""
    abstract, numbers = [], []
    for number, one in enumerate(lists, 1):
        levels = "".join(_level(one, level) for level in range(DEEPEST_LIST))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        abstract.append(f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>')
        numbers.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    return f"<w:numbering {spaces}>{''.join(abstract)}{''.join(numbers)}</w:numbering>"


def _level(one: Defined, level: int) -> str:
    kind = one.listing.kind
    text = f"%{level + 1}." if kind else "•"
    start = one.listing.start if level == one.deep else 1
    left = (0 if one.in_cell else _FIRST) + (level + 1) * _STEP
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{_FORMATS[kind]}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )
