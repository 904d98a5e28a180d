"""How do the findings get into the Word file, each at its cell?

A copy of the DOCX with real Word comments: at the cell that explains the failing sums, else along the row
or at the cells that take part; findings about no cell stand at the heading. Nothing else of the file is
changed – every other part is copied byte for byte – and the copy is read back before it gets its name.
"""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gongkai.checking import SEVERITY_LABELS, Finding, by_cause, tie
from gongkai.errors import NotAReport, ReadingError, WritingError
from gongkai.form import Form, forms
from gongkai.prose.sections import find_title, heading_number
from gongkai.reading import read
from gongkai.reading.blocks import Block, GridCell, Paragraph, Source
from gongkai.reading.formats.grids import blocks_of
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sniff import Kind
from gongkai.reading.understanding import understand

AUTHOR, INITIALS = "公开核对", "核"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MOST_CELLS = 6  # a longer sum gets its comment at its total
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


def annotate(source: Path, findings: Iterable[Finding], out: Path) -> int:
    """Writes a copy of the DOCX `source` to `out` with a comment for each finding; how many comments.

    Raises ReadingError where the source cannot be read and WritingError where it is no DOCX, where `out` is
    the source itself, or where the copy does not read back equal; then nothing stands under that name.
    """
    if source.resolve() == out.resolve():
        raise WritingError(f"{out}：批注要写到另一个文件里，不能覆盖原文件；请换一个文件名。")
    before = read(source)
    package = _Package(source)
    places = _Places(package.document)
    count = 0
    for cause, following in by_cause(findings):
        for before_it, finding in (("", cause), *((f"{tie(cause, one)} ", one) for one in following)):
            for first, last in places.of(finding):
                package.comment(first, last, f"{before_it}{_text(finding)}")
                count += 1
    beside = out.with_name(f".{out.stem}-{secrets.token_hex(4)}{out.suffix or '.docx'}")
    try:
        package.save(beside)
        after = read(beside)
        if (dict(after.cells), after.sections, after.title) != (
            dict(before.cells),
            before.sections,
            before.title,
        ):
            raise WritingError(f"{out}：加批注后读回的内容与原文不一致；没有生成文件。")
        beside.replace(out)
    except ReadingError as problem:
        raise WritingError(f"{out}：加批注后的文件读不回来（{problem}）；没有生成文件。") from None
    except OSError as problem:
        raise WritingError(f"{out}：写不进去（{problem.strerror}）；请核对文件夹和权限。") from None
    finally:
        beside.unlink(missing_ok=True)
    return count


def _text(finding: Finding) -> str:
    return f"{SEVERITY_LABELS[finding.severity]}：{finding.message}（{finding.source}）"


# – where a finding belongs


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the document with its row among all rows and its column, from 0."""

    element: Element
    row: int
    column: int


class _Places:
    """The cells of the form and the headings in the document."""

    def __init__(self, root: Element) -> None:
        self.space = etree.QName(root).namespace
        self.grid = {(cell.row, cell.column): cell for cell in self._all_cells(root)}
        self.layout: Form = list(forms().values())[-1]
        self.cells: dict[str, _Cell] = {}
        self._learn_cells(root)
        self.headings: dict[int, Element] = {}
        self.title: Element | None = None
        self.first: Element | None = None
        self._learn_headings(root)

    def of(self, finding: Finding) -> list[tuple[Element, Element]]:
        """First and last paragraph of each comment of the finding."""
        wanted = (finding.suspect,) if finding.suspect else finding.cells
        known = [self.cells[cell] for cell in wanted if cell in self.cells]
        if not known:
            heading = self._heading(finding)
            return [(heading, heading)] if heading is not None else []
        in_one_row = len({cell.row for cell in known}) == 1
        if in_one_row:
            known.sort(key=lambda cell: cell.column)
            return [(self._paragraph(known[0], 0), self._paragraph(known[-1], -1))]
        if len(known) > _MOST_CELLS:
            known = known[-1:]
        return [(self._paragraph(cell, 0), self._paragraph(cell, -1)) for cell in known]

    def _heading(self, finding: Finding) -> Element | None:
        tables = [int(cell[5]) for cell in finding.cells if cell.startswith("table") and cell[5:6].isdigit()]
        number = finding.where.table if finding.where else next(iter(tables), 0)
        own = self.headings.get(number)
        return own if own is not None else self.title if self.title is not None else self.first

    def _paragraph(self, cell: _Cell, which: int) -> Element:
        return cell.element.findall(self._name("p"))[which]

    def _name(self, tag: str) -> str:
        return f"{{{self.space}}}{tag}"

    def _all_cells(self, root: Element) -> Iterator[_Cell]:
        for number, row in enumerate(root.iter(self._name("tr"))):
            column = self._count(row, "trPr/gridBefore", 0)
            for cell in self._own(row, "tc"):
                merge = cell.find(f"{self._name('tcPr')}/{self._name('vMerge')}")
                begins = merge is None or merge.get(self._name("val")) == "restart"
                if begins and cell.find(self._name("p")) is not None and cell.find(self._name("tbl")) is None:
                    yield _Cell(cell, number, column)
                column += self._count(cell, "tcPr/gridSpan", 1)

    def _own(self, row: Element, tag: str) -> Iterator[Element]:
        """The children of that name, also through content controls."""
        for child in row:
            if child.tag == self._name(tag):
                yield child
            elif child.tag in (self._name("sdt"), self._name("sdtContent"), self._name("customXml")):
                yield from self._own(child, tag)

    def _count(self, element: Element, path: str, default: int) -> int:
        found = element.find("/".join(map(self._name, path.split("/"))))
        digits = (found.get(self._name("val")) or "") if found is not None else ""
        return max(default, int(digits)) if digits.isascii() and digits.isdigit() else default

    def _blocks(self, root: Element) -> Iterator[Block]:
        """Text and tables in order; the rows of all tables are numbered through the whole document."""
        by_table: dict[Element, dict[int, list[GridCell]]] = {}
        for cell in self.grid.values():
            table = next(cell.element.iterancestors(self._name("tbl")))
            row = by_table.setdefault(table, {}).setdefault(cell.row, [])
            row.append(GridCell(cell.row, cell.column, self._words(cell.element)))
        for element in root.iter(self._name("p"), self._name("tbl")):
            if element in by_table:
                yield from blocks_of(by_table[element].values())
            elif element.tag == self._name("p") and not self._in_table(element):
                yield Paragraph("".join(self._runs(element)))

    def _in_table(self, paragraph: Element) -> bool:
        return next(paragraph.iterancestors(self._name("tbl")), None) is not None

    def _words(self, element: Element) -> str:
        paragraphs = ("".join(self._runs(paragraph)) for paragraph in element.iter(self._name("p")))
        return "\n".join(text for text in paragraphs if text.strip())

    def _runs(self, paragraph: Element) -> Iterator[str]:
        for text in paragraph.iter(self._name("t")):
            if next(text.iterancestors(self._name("del"), self._name("moveFrom")), None) is None:
                yield text.text or ""

    def _learn_cells(self, root: Element) -> None:
        """Understood like any file; the places lead back, as the rows are numbered through."""
        try:
            report = understand(Source("", tuple(self._blocks(root))))
        except NotAReport:
            return  # no table of the form: every finding goes to a heading
        self.layout = report.layout
        for name, place in report.places.items():
            cell = self.grid.get((place.row - 1, place.column - 1))
            if cell is not None:
                self.cells[name] = cell

    def _learn_headings(self, root: Element) -> None:
        for paragraph in root.iter(self._name("p")):
            text = "".join(self._runs(paragraph)).strip()
            if not text:
                continue
            self.first = paragraph if self.first is None else self.first
            number = heading_number(text, self.layout)
            if number:
                self.headings.setdefault(number, paragraph)
            elif self.title is None and not self.headings and find_title([text]):
                self.title = paragraph


# – the file


class _Package:
    """A DOCX whose main part gets marks and whose comments part grows."""

    def __init__(self, source: Path) -> None:
        try:
            with zipfile.ZipFile(source) as archive:
                Package(source.read_bytes(), str(source), Kind.DOCX.value).check_total()
                self.members = [(info, archive.read(info)) for info in archive.infolist()]
            self.main = self._main_part()
            self.document = self._xml(self.main)
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
            raise self._no_document(source) from None
        if etree.QName(self.document).localname != "document":  # a workbook is a package too
            raise self._no_document(source)
        self.space = etree.QName(self.document).namespace or ""
        self.relations_name = self._relations_of(self.main)
        self.relations = self._xml(self.relations_name)
        self.comments_name, self.is_new = self._comments_part()
        self.comments = (
            etree.Element(self._name("comments"), nsmap={"w": self.space})
            if self.is_new
            else self._xml(self.comments_name)
        )
        taken = [int(comment.get(self._name("id"), "0")) for comment in self.comments]
        self.next_id = max(taken, default=-1) + 1

    @staticmethod
    def _no_document(source: Path) -> WritingError:
        return WritingError(f"{source}：不是 DOCX 文档，不能加批注；请先另存为 DOCX。")

    def comment(self, first: Element, last: Element, text: str) -> None:
        """Adds a comment from the start of one paragraph to the end of another."""
        number = str(self.next_id)
        self.next_id += 1
        entry = etree.SubElement(self.comments, self._name("comment"))
        for key, value in (("id", number), ("author", AUTHOR), ("initials", INITIALS)):
            entry.set(self._name(key), value)
        run = etree.SubElement(etree.SubElement(entry, self._name("p")), self._name("r"))
        words = etree.SubElement(run, self._name("t"))
        words.text = text
        words.set(_XML_SPACE, "preserve")
        has_properties = len(first) > 0 and first[0].tag == self._name("pPr")
        first.insert(1 if has_properties else 0, self._mark("commentRangeStart", number))
        last.append(self._mark("commentRangeEnd", number))
        etree.SubElement(last, self._name("r")).append(self._mark("commentReference", number))

    def save(self, out: Path) -> None:
        """Writes the package; parts that were not touched are the same bytes."""
        changed: dict[str, bytes] = {self.main: _bytes(self.document)}
        if len(self.comments):
            changed[self.comments_name] = _bytes(self.comments)
            if self.is_new:
                changed |= self._announced()
        known = {info.filename for info, _ in self.members}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info, data in self.members:
                archive.writestr(info, changed.get(info.filename, data), info.compress_type)
            for name in changed.keys() - known:
                archive.writestr(zipfile.ZipInfo(name), changed[name], zipfile.ZIP_DEFLATED)

    def _announced(self) -> Mapping[str, bytes]:
        """The relation to the new part, and its content type."""
        taken = {relation.get("Id") for relation in self.relations}
        own = next(f"rId{number}" for number in range(1, 100_000) if f"rId{number}" not in taken)
        strict = self.space.startswith("http://purl.oclc.org")
        etree.SubElement(
            self.relations,
            f"{{{_RELATIONS}}}Relationship",
            Id=own,
            Type=f"{_STRICT if strict else _TRANSITIONAL}/comments",
            Target=self.comments_name.rpartition("/")[2],
        )
        types = self._xml("[Content_Types].xml")
        etree.SubElement(
            types, f"{{{_TYPES}}}Override", PartName=f"/{self.comments_name}", ContentType=_COMMENTS_TYPE
        )
        return {self.relations_name: _bytes(self.relations), "[Content_Types].xml": _bytes(types)}

    def _comments_part(self) -> tuple[str, bool]:
        folder = self.main.rpartition("/")[0]
        for relation in self.relations:
            if (relation.get("Type") or "").endswith("/comments"):
                target = relation.get("Target") or ""
                return (target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"), False
        names = {info.filename for info, _ in self.members}
        free = (f"{folder}/comments{number or ''}.xml" for number in range(1000))
        return next(name for name in free if name not in names), True

    def _main_part(self) -> str:
        for relation in self._xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
        raise KeyError("officeDocument")

    def _relations_of(self, part: str) -> str:
        folder, _, name = part.rpartition("/")
        return f"{folder}/_rels/{name}.rels"

    def _xml(self, name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        data = next((data for info, data in self.members if info.filename == name), None)
        if data is None:
            raise KeyError(name)
        return etree.fromstring(data, parser)

    def _mark(self, tag: str, number: str) -> Element:
        return etree.Element(self._name(tag), {self._name("id"): number})

    def _name(self, tag: str) -> str:
        return f"{{{self.space}}}{tag}"


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
