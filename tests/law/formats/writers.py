"""How is a report written down in each format? With other people's libraries, or by hand without one."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

import docx
import typst
import xlsxwriter

from tests.law.formats.builders import Table, Written, parts


def as_docx(report: Written) -> bytes:
    """A Word document with merged cells."""
    document = docx.Document()
    for part in parts(report):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(part.rows, part.columns, style="Table Grid")
        places = [list(row.cells) for row in table.rows]
        for cell in part.cells:
            first = places[cell.row][cell.column]
            if cell.high > 1 or cell.wide > 1:
                first = first.merge(places[cell.row + cell.high - 1][cell.column + cell.wide - 1])
            first.text = cell.text
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


Writing = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet, int, int], object]


def as_xlsx(report: Written, special: Mapping[str, Writing] | None = None) -> bytes:
    """A workbook with one sheet: text in single cells, tables with merged ranges, numbers as numbers.

    `special` writes the cells of these texts otherwise.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("年报")
    row = 0
    for part in parts(report):
        if isinstance(part, str):
            sheet.merge_range(row, 0, row, 9, part)
            row += 1
            continue
        for cell in part.cells:
            top, left = row + cell.row, cell.column
            value = float(cell.text) if cell.text.replace(".", "", 1).isdigit() else cell.text
            if cell.high > 1 or cell.wide > 1:
                sheet.merge_range(top, left, top + cell.high - 1, left + cell.wide - 1, "")
            if special and cell.text in special:
                special[cell.text](book, sheet, top, left)
            else:
                sheet.write(top, left, value)
        row += part.rows
    book.close()
    return buffer.getvalue()


def as_html(report: Written) -> bytes:
    """A web page with spans."""
    lines = ["<!doctype html><html><head><meta charset='utf-8'><title>年报</title></head><body>"]
    for part in parts(report):
        if isinstance(part, str):
            lines.append(f"<p>{escape(part)}</p>")
            continue
        lines.append("<table>")
        for row in range(part.rows):
            cells = [cell for cell in part.cells if cell.row == row]
            told = (
                f'<td rowspan="{cell.high}" colspan="{cell.wide}">{escape(cell.text)}</td>' for cell in cells
            )
            lines.append(f"<tr>{''.join(told)}</tr>")
        lines.append("</table>")
    return "\n".join([*lines, "</body></html>"]).encode()


def saved_as(program: str, folder: Path, data: bytes, old: str, new: str) -> bytes:
    """What LibreOffice makes of the file in another format."""
    return all_saved_as(program, folder, {"年报": data}, old, new)["年报"]


def all_saved_as(program: str, folder: Path, files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The same of several files by name, in one start, which is what takes the time."""
    sources = {name: folder / f"{number}.{old}" for number, name in enumerate(files)}
    for name, source in sources.items():
        source.write_bytes(files[name])
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", new]
    command += ["--outdir", str(folder), *map(str, sources.values())]
    subprocess.run(command, check=True, capture_output=True)
    return {name: source.with_suffix(f".{new}").read_bytes() for name, source in sources.items()}


# – PDF


def cjk_fonts() -> list[Path]:
    """The folders with a Chinese font that is installed here; [] where there is none."""
    known = sorted(Path("/usr/share/fonts").glob("**/NotoS*CJK*"))
    if not known and shutil.which("fc-match"):
        told = subprocess.run(
            ["fc-match", "-f", "%{file}|%{lang}", ":lang=zh-cn"], capture_output=True, text=True, check=False
        ).stdout
        file, _, languages = told.partition("|")
        known = [Path(file)] if "zh-cn" in languages.split("|") else []
    return sorted({file.parent for file in known})


_HEAD = """
#set page(paper: "a4", margin: (x: {margin}cm, y: 2cm), flipped: {flipped},
  numbering: {numbering}, columns: {columns})
#set text(font: ({fonts}), size: {size}pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
"""


def as_pdf(
    report: Written,
    *,
    ruled: bool = True,
    flipped: bool = False,
    numbering: str = '"— 1 —"',
    columns: int = 1,
    size: float = 9,
    inset: float = 3,
    repeat_heads: bool = False,
    special: Mapping[str, str] | None = None,
) -> bytes:
    """A PDF set by typst. `ruled` draws the tables' lines; `special` sets cells of these texts otherwise."""
    source = [
        _HEAD.format(
            margin=1.5 if ruled else 1,
            flipped=str(flipped).lower(),
            numbering=numbering,
            columns=columns,
            size=size,
            fonts='"Noto Sans CJK SC", "Noto Serif CJK SC"',
        )
    ]
    for part in parts(report):
        if isinstance(part, str):
            source.append(f"#par[{_typst(part)}]\n")
        else:
            source.append(
                _typst_table(part, "0.5pt" if ruled else "none", inset, repeat_heads, special or {})
            )
    return typst.compile("\n".join(source).encode(), font_paths=[str(folder) for folder in cjk_fonts()])


def _typst_table(
    table: Table, stroke: str, inset: float, repeat_heads: bool, special: Mapping[str, str]
) -> str:
    widths = ", ".join(f"{width}fr" for width in table.widths)
    lines = [
        f"#table(columns: ({widths}), stroke: {stroke}, inset: {inset}pt, align: center + horizon,",
    ]
    cells = [
        f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.high}, colspan: {cell.wide})"
        f"[{special.get(cell.text) or _typst(cell.text)}]"
        for cell in table.cells
    ]
    heads = [text for text, cell in zip(cells, table.cells, strict=True) if cell.row < 3]
    if repeat_heads and table.columns == 10:
        lines.append("table.header(" + ", ".join(heads) + "),")
        cells = cells[len(heads) :]
    return "\n".join([*lines, ", ".join(cells), ")"])


def _typst(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "#$*_[]<>@`\\=-+/~." else sign for sign in text)


# – OFD, by hand after GB/T 33190


_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM_A_COLUMN_UNIT = 9.5
_LINE = 7.0


class _OfdPages:
    """Pages being filled from top to bottom, in millimetres."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.y = 20.0

    def room(self, high: float) -> None:
        if self.y + high > 280:
            self.pages.append([])
            self.y = 20.0

    def text(
        self, x: float, base: float, text: str, size: float = 3.2, *, drawn: str = "", inside: str = ""
    ) -> None:
        """`drawn`: further attributes of the object; `inside`: what stands in it before its characters."""
        steps = " ".join(str(size if ord(sign) > 255 else size / 2) for sign in text[:-1])
        self.pages[-1].append(
            f'<ofd:TextObject ID="1" Boundary="{x} {base - size} {len(text) * size + 1} {size + 1}" '
            f'Font="1" Size="{size}" {drawn}>{inside}<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">'
            f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
        )

    def ground(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        self.pages[-1].append(
            f'<ofd:PathObject ID="1" Boundary="{x} {y} {wide} {high}" Fill="true" Stroke="false">'
            f'<ofd:FillColor Value="{colour}"/>'
            f"<ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</ofd:AbbreviatedData>"
            "</ofd:PathObject>"
        )

    def picture(self, x: float, y: float, wide: float, high: float) -> None:
        box = f"{x} {y} {wide} {high}"
        self.pages[-1].append(f'<ofd:ImageObject ID="1" Boundary="{box}" ResourceID="1"/>')

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        box = f"{x} {y} {max(to_x - x, 0.1)} {max(to_y - y, 0.1)}"
        self.pages[-1].append(
            f'<ofd:PathObject ID="1" Boundary="{box}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0 L {to_x - x} {to_y - y}</ofd:AbbreviatedData></ofd:PathObject>"
        )


WHITE_INK, WHITE_INK_BELOW = 71, 72  # the drawing parameters of white, and those that are relative to them
Drawing = Callable[[_OfdPages, float, float, float], object]


def as_ofd(report: Written, special: Mapping[str, Drawing] | None = None) -> bytes:
    """An OFD with text and path objects; tables row by row over page breaks.

    `special` draws the cells of these texts otherwise, from a place on, in a size.
    """
    pages = _OfdPages()
    for part in parts(report):
        if isinstance(part, Table):
            _ofd_table(pages, part, special or {})
            continue
        for start in range(0, len(part), 50):
            pages.room(_LINE)
            pages.text(20, pages.y + 4, part[start : start + 50])
            pages.y += _LINE
    return _ofd_package(pages.pages)


def _ofd_table(pages: _OfdPages, table: Table, special: Mapping[str, Drawing]) -> None:
    total = sum(table.widths)
    edges = [15 + 180 * sum(table.widths[:index]) / total for index in range(table.columns + 1)]
    size = 1.9 if table.columns > 10 else 2.4
    tops: dict[int, tuple[int, float]] = {}
    for row in range(table.rows):
        pages.room(_LINE)
        tops[row] = (len(pages.pages) - 1, pages.y)
        pages.y += _LINE
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.high):
            page, top = tops[row]
            pages_here = _on(pages, page)
            left, right = edges[cell.column], edges[cell.column + cell.wide]
            pages_here.line(left, top, left, top + _LINE)
            pages_here.line(right, top, right, top + _LINE)
            if row == cell.row or tops[row - 1][0] != page:
                pages_here.line(left, top, right, top)
            if row == cell.row + cell.high - 1 or tops[row + 1][0] != page:
                pages_here.line(left, top + _LINE, right, top + _LINE)
        page, top = tops[cell.row]
        fits = max(1, int((edges[cell.column + cell.wide] - edges[cell.column] - 0.6) / size))
        text = cell.text
        if text in special:
            special[text](_on(pages, page), edges[cell.column] + 0.4, top + size * 1.5, size)
            continue
        if text.replace(".", "").isdigit():
            fits *= 2
        small = min(size, (cell.high * _LINE - 1) / max(1, -(-len(text) // fits)))
        fits = max(fits, int(fits * size / small))
        for index, start in enumerate(range(0, len(text), fits)):
            _on(pages, page).text(
                edges[cell.column] + 0.4, top + small * (index + 1), text[start : start + fits], small
            )
    pages.y += 3


def _on(pages: _OfdPages, page: int) -> _OfdPages:
    view = _OfdPages()
    view.pages = pages.pages[: page + 1]
    return view


def _ofd_package(pages: Sequence[Sequence[str]]) -> bytes:
    entries = "".join(
        f'<ofd:Page ID="{index + 10}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        for index in range(len(pages))
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
            f"<ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
        )
        package.writestr(
            "Doc_0/PublicRes.xml",
            f'<ofd:Res {_NS} BaseLoc="Res"><ofd:DrawParams><ofd:DrawParam ID="{WHITE_INK}">'
            '<ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
            f'<ofd:DrawParam ID="{WHITE_INK_BELOW}" Relative="{WHITE_INK}" LineWidth="0.5"/>'
            "</ofd:DrawParams></ofd:Res>",
        )
        for index, items in enumerate(pages):
            package.writestr(
                f"Doc_0/Pages/Page_{index}/Content.xml",
                f'<ofd:Page {_NS}><ofd:Content><ofd:Layer ID="2" Type="Body">{"".join(items)}</ofd:Layer>'
                "</ofd:Content></ofd:Page>",
            )
    return buffer.getvalue()
