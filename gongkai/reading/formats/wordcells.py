"""What stands in the paragraphs of a Word document: text as it looks, and in cells what is no text?

A picture in the line, an object, a field without a result, a prompt that nobody overwrote are marked in a
cell, so that it is not blank. In running text they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from gongkai.reading.formats.wordstyles import PLAIN, Look, WordStyles, is_grounded, local, value_of
from gongkai.reading.marks import FIELD, FORMULA, OBJECT, PICTURE, PROMPT, SYMBOL, Level, Run, shown, unread
from gongkai.reading.values import without_decoration

GONE = frozenset({"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr", "Fallback"})
BOX = "txbxContent"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"drawing", "pict"})
_GROUNDED = frozenset({"pPr", "tcPr"})
_LEVELS: dict[str, Level] = {"sup": "raised", "sub": "lowered"}  # of formulas


class WordText:
    """The text of paragraphs and cells, by the styles of a document."""

    def __init__(self, root: etree._Element, styles: etree._Element | None) -> None:
        self.styles = WordStyles(styles)
        self.prompts = next(root.iter("{*}showingPlcHdr"), None) is not None

    def paragraph(self, paragraph: etree._Element) -> str:
        """The visible text of a paragraph, without that of text boxes in it."""
        look = self.styles.of_paragraph(paragraph)
        return shown([run for run in self._runs(paragraph, look) if run.text], in_cell=False)

    def line(self, paragraph: etree._Element) -> list[Run]:
        """The runs of a paragraph in a cell, with the marks of what is no text."""
        look = self.styles.of_paragraph(paragraph)
        runs = list(self._runs(paragraph, look, in_cell=True))
        if self.prompts and _is_prompt(paragraph):
            return [Run(unread(PROMPT, "".join(run.text for run in runs)))]
        return [replace(run, pale=False) for run in runs] if _is_on_ground(paragraph, runs) else runs

    def _runs(self, element: etree._Element, look: Look, *, in_cell: bool = False) -> Iterator[Run]:
        for child in element:
            tag = local(child)
            if tag == "t":
                yield Run(child.text or "", bool(look.struck), look.level or "", bool(look.pale))
            elif tag in _SIGNS:
                yield Run(_SIGNS[tag])
            elif tag in GONE or tag == BOX:
                continue
            elif in_cell and (mark := _mark(child, tag)):
                yield Run(mark)
            elif tag == "r":
                own = self.styles.of_run(child, look)
                if not own.hidden:
                    yield from self._runs(child, own, in_cell=in_cell)
            elif in_cell and self.prompts and tag == "sdt" and _shows_prompt(child):
                text = "".join(run.text for run in self._runs(child, PLAIN))
                yield Run(unread(PROMPT, text))
            elif len(child):
                level = _LEVELS.get(tag)
                inside = look if level is None else replace(look, level=level)
                yield from self._runs(child, inside, in_cell=in_cell)


def cell_text(runs: list[Run], cell: etree._Element) -> str:
    """The text of a cell; where there is none, the mark of a field without a result."""
    text = without_decoration(shown(runs, in_cell=True))
    return text if text.strip() else _field(cell)


def _is_on_ground(paragraph: etree._Element, runs: Iterable[Run]) -> bool:
    """Whether pale runs stand in a cell or paragraph with a ground of its own."""
    if not any(run.pale for run in runs):
        return False
    around = (one for box in (paragraph, *paragraph.iterancestors()) for one in box)
    return any(local(one) in _GROUNDED and is_grounded(one) for one in around)


def _mark(element: etree._Element, tag: str) -> str:
    """The mark of a picture that stands in the line, of an object, of a letter of a symbol font."""
    if tag in _DRAWN:
        return unread(PICTURE) if _is_in_line(element) and not _has_box(element) else ""
    if tag == "object":
        return unread(OBJECT)
    return unread(SYMBOL) if tag == "sym" else ""


def _is_in_line(drawn: etree._Element) -> bool:
    """Whether it takes part in the line; what floats may be a seal over half the page."""
    if local(drawn) == "pict":
        return not any("absolute" in (one.get("style") or "") for one in drawn.iter())
    return any(local(one) == "inline" for one in drawn)


def _has_box(drawn: etree._Element) -> bool:
    return any(local(one) == BOX for one in drawn.iter())


def _field(cell: etree._Element) -> str:
    """The mark of a field or a formula that shows nothing; a list shows what is chosen in it."""
    for one in cell.iter():
        tag = local(one)
        if tag == "ffData":
            return _chosen(one) or unread(FIELD)
        if tag in {"instrText", "fldSimple"}:
            told = one.text or next((str(value) for value in one.attrib.values()), "")
            return unread(FORMULA, told)
    return ""


def _chosen(data: etree._Element) -> str:
    entries = [value_of(one) or "" for one in data.iter() if local(one) == "listEntry"]
    number = next((value_of(one) or "" for one in data.iter() if local(one) == "result"), "0")
    return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""


def _shows_prompt(control: etree._Element) -> bool:
    properties = (one for one in control if local(one) == "sdtPr")
    return any(local(one) == "showingPlcHdr" for some in properties for one in some)


def _is_prompt(paragraph: etree._Element) -> bool:
    return any(local(one) == "sdt" and _shows_prompt(one) for one in paragraph.iterancestors())
