"""What stands on the papers of the stories, and which papers do people bring along?"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import typst
from lxml import etree
from PIL import Image, ImageDraw

import gongkai.fonts

THIRD_PARTY = "赵老四"
SECRET = "110101199003071234"
PLAN_NAME = "征地补偿方案.pdf"
# Where name and number stand on the sheet of 210 × 297 mm: left, top, right, bottom in parts of the page.
NAME_AT = (0.399, 0.247, 0.478, 0.27)
SECRET_AT = (70 / 210, 84 / 297, 145 / 210, 94 / 297)
_FONTS = [Path(gongkai.fonts.__file__).parent]
_PLAN = f"""
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set document(title: "云溪路拓宽工程征地补偿方案", author: "云溪区自然资源局")
#set text(font: "Gongkai Song", size: 14pt, lang: "zh")
#place(top + left, dx: 25mm)[#text(size: 18pt)[云溪路拓宽工程征地补偿方案]]
#place(top + left, dy: 20mm)[一、补偿标准：每平方米一千二百元。]
#place(top + left, dy: 30mm)[二、搬迁奖励：每户一万元。]
#place(top + left, dy: 50mm)[三、补偿协议摘录（乙方：{THIRD_PARTY}）]
#place(top + left, dy: 61mm)[乙方身份证号：]
#place(top + left, dx: 47mm, dy: 61mm)[{SECRET}]
#place(top + left, dy: 72mm)[乙方住房面积：八十六平方米。]
"""
_SCANNED = 1.5  # dots for each point of the paper
_SPACES = re.compile(r"\s+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plan() -> bytes:
    """The document that 王芳 asks for: one page, with the number of a third party on it."""
    return typst.compile(_PLAN.encode(), font_paths=_FONTS)


def proof() -> bytes:
    """A map of one page that 王芳 attaches."""
    text = '#set page(width: 148mm, height: 105mm)\n#set text(font: "Gongkai Song")\n云溪路东段位置示意图'
    return typst.compile(text.encode(), font_paths=_FONTS)


def words(paper: Path) -> str:
    """The text of a PDF or DOCX without any white space."""
    data = paper.read_bytes()
    if paper.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found = [
                node.text or ""
                for name in parts.namelist()
                if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)
                for node in etree.fromstring(parts.read(name)).iter(f"{_W}t")
            ]
        return _SPACES.sub("", "".join(found))
    with pypdfium2.PdfDocument(data) as sheets:
        return _SPACES.sub("", "".join(sheet.get_textpage().get_text_range() for sheet in sheets))


def scanned(paper: Path) -> Path:
    """The printed letter with a seal on it, as it comes back from the scanner: a PDF of pictures."""
    with pypdfium2.PdfDocument(paper) as sheets:
        pictures = [sheet.render(scale=_SCANNED).to_pil().convert("RGB") for sheet in sheets]
    last = ImageDraw.Draw(pictures[-1])
    width, height = pictures[-1].size
    last.ellipse((width - 330, height - 420, width - 130, height - 220), outline=(200, 0, 0), width=6)
    there = paper.with_name(f"{paper.stem} 盖章扫描.pdf")
    pictures[0].save(there, "PDF", resolution=_SCANNED * 72, save_all=True, append_images=pictures[1:])
    return there


def is_black(paper: Path, box: tuple[float, float, float, float]) -> bool:
    """Whether that part of the first page is one black block, and the page as a whole is not."""
    with pypdfium2.PdfDocument(paper) as sheets:
        sheet = sheets[0].render(scale=1).to_pil().convert("L")
    width, height = sheet.size
    left, top, right, bottom = box
    part: Image.Image = sheet.crop(
        (int(left * width) + 1, int(top * height) + 1, int(right * width) - 1, int(bottom * height) - 1)
    )
    return part.getextrema()[1] < 30 and sum(sheet.resize((1, 1)).getextrema()) > 300
