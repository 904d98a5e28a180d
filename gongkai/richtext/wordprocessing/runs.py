"""What line do the runs of a paragraph make: characters with their marks, links, pictures, calls of notes?

What a reader of the printed document sees: insertions are there and deletions are not, a field is what it
shows, a formula is its characters. What cannot come along is told by a code (`imported.SAID`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.formats.wordstyles import Look, WordStyles, attribute, is_grounded, local, value_of
from gongkai.richtext.document import Break, Inline, Mark, NoteMark, Text
from gongkai.richtext.pictures import Pictures
from gongkai.richtext.vocabulary import address
from gongkai.richtext.wordprocessing.drawings import Drawings, boxes_in, shown_alternative
from gongkai.richtext.wordprocessing.parts import Relation, WordFile
from gongkai.richtext.wordprocessing.properties import Styles, child, is_on, whole

_NOTHING = frozenset(
    {"rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "rubyPr", "Fallback", "softHyphen", "lastRenderedPageBreak"}
)
_GONE = frozenset({"del", "moveFrom"})
_ADDED = frozenset({"ins", "moveTo"})
_BEHIND = frozenset({"txbxContent"})
_DRAWN = frozenset({"drawing", "pict"})
_SIGNS = {"tab": "\u00a0" * 4, "ptab": "\u00a0" * 4, "noBreakHyphen": "-"}
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0FC": "✓", "F0D6": "√"}
_SPACES = re.compile(" {2,}")
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)
ENDNOTES_FROM = 1_000_000
_CONTEXT = 40


@dataclass(slots=True)
class _Field:
    """A field that is open: what it is told to show, and whether that has begun."""

    told: str = ""
    shows: bool = False


@dataclass(slots=True)
class Story:
    """A part with text: its relationships, and what is being read of it."""

    relations: dict[str, Relation]
    fields: list[_Field] = field(default_factory=list)


class Runs:
    """Reads the lines of a document; `said` gathers the codes of what did not come along."""

    def __init__(self, file: WordFile, styles: Styles, pictures: Pictures, said: set[str]) -> None:
        self.styles = styles
        self.said = said
        self.last = ""
        self._looks = WordStyles(styles.root)
        self._drawings = Drawings(file, pictures, said)

    def line(self, paragraph: etree._Element, story: Story) -> tuple[list[Inline], list[etree._Element]]:
        """The line of a paragraph, and the text boxes that hang on it."""
        reader = _Line(self, story, self.styles.style_of(paragraph), self._looks.of_paragraph(paragraph))
        reader.read(paragraph, "")
        if reader.boxes:
            self.said.add("boxes")
        return reader.line, reader.boxes

    def look(self, run: etree._Element, paragraph: Look) -> Look:
        """Whether a run is hidden, struck, raised or lowered."""
        return self._looks.of_run(run, paragraph)

    def drawn(self, element: etree._Element, story: Story) -> Iterator[Inline]:
        """The pictures in a drawing."""
        return self._drawings.images(element, story.relations, self.last)


class _Line:
    """One line as it is read."""

    def __init__(self, runs: Runs, story: Story, style: str, look: Look) -> None:
        self.runs = runs
        self.story = story
        self.style = style
        self.look = look
        self.line: list[Inline] = []
        self.boxes: list[etree._Element] = []

    def read(self, element: etree._Element, href: str) -> None:
        for one in element:
            name = local(one)
            if name == "r":
                self._run(one, href)
            elif name == "hyperlink":
                self.read(one, self._linked(one) or href)
            elif name in _GONE or name in _ADDED:
                self.runs.said.add("revisions")
                if name in _ADDED:
                    self.read(one, href)
            elif name == "oMath":
                self.runs.said.add("formulas")
                self.line.append(
                    Text("".join(str(part.text or "") for part in one.iter() if local(part) == "t"))
                )
            elif name == "sdt" and _is_prompt(one):
                continue
            elif name not in _NOTHING and len(one):
                self.read(one, href)

    def _linked(self, one: etree._Element) -> str:
        relation = self.story.relations.get(attribute(one, "id") or "")
        return self._kept(relation.target) if relation is not None and relation.outside else ""

    def _kept(self, target: str) -> str:
        kept = address(target)
        if not kept:
            self.runs.said.add("links")
        return kept

    def _run(self, run: etree._Element, href: str) -> None:
        look = self.runs.look(run, self.look)
        gone = "hidden" if look.hidden else "struck" if look.struck else ""
        if look.pale and not gone and not _is_on_ground(run):
            gone = "faint"
        marks = self._marks(run, look)
        for one in run:
            self._piece(one, marks, href, gone)

    def _marks(self, run: etree._Element, look: Look) -> frozenset[Mark]:
        said = self.runs.styles.run(run, self.style)
        marks: set[Mark] = set()
        if is_on(said.get("b", "0")):
            marks.add("strong")
        if is_on(said.get("i", "0")):
            marks.add("em")
        if is_on(said.get("u", "none")):
            marks.add("u")
        if look.level:
            marks.add("sup" if look.level == "raised" else "sub")
        return frozenset(marks)

    def _piece(self, one: etree._Element, marks: frozenset[Mark], href: str, gone: str) -> None:
        name = local(one)
        if name == "fldChar":
            self._field(attribute(one, "fldCharType") or "")
        elif name == "instrText":
            if self.story.fields:
                self.story.fields[-1].told += str(one.text or "")
        elif not all(field.shows for field in self.story.fields):
            return
        elif name == "t" or name in _SIGNS or name == "sym":
            self._text(_characters(one, name), marks, href, gone)
        elif name == "AlternateContent":
            for inner in shown_alternative(one):
                self._piece(inner, marks, href, gone)
        elif name == "ruby":
            for base in (inner for inner in one if local(inner) == "rubyBase"):
                self.read(base, href)
        else:
            self._other(one, name, gone)

    def _other(self, one: etree._Element, name: str, gone: str) -> None:
        """What stands in a run and is no text."""
        if name in ("br", "cr"):
            if attribute(one, "type") not in ("page", "column"):
                self.line.append(Break())
        elif name in ("footnoteReference", "endnoteReference"):
            number = whole(attribute(one, "id") or "")
            self.line.append(NoteMark(number + (ENDNOTES_FROM if name.startswith("end") else 0)))
        elif name == "commentReference":
            self.runs.said.add("comments")
        elif name in _DRAWN or name == "object":
            self._drawing(one, gone)

    def _text(self, text: str, marks: frozenset[Mark], href: str, gone: str) -> None:
        if gone:
            if text.strip():
                self.runs.said.add(gone)
            return
        shown = next((kept for one in self.story.fields if (kept := self._link_of(one))), href)
        self.line.append(Text(_SPACES.sub(lambda found: "\u00a0" * len(found[0]), text), marks, shown))
        if text.strip():
            self.runs.last = (self.runs.last + text)[-_CONTEXT:]

    def _field(self, kind: str) -> None:
        fields = self.story.fields
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].shows = True
        elif kind == "end" and fields:
            fields.pop()

    def _link_of(self, field: _Field) -> str:
        found = _LINK.match(field.told)
        return self._kept(found[1]) if found and "://" in found[1] else ""

    def _drawing(self, one: etree._Element, gone: str) -> None:
        if gone:
            self.runs.said.add(gone)
            return
        self.line.extend(self.runs.drawn(one, self.story))
        self.boxes.extend(boxes_in(one))


def _characters(one: etree._Element, name: str) -> str:
    if name == "t":
        return str(one.text or "")
    return _SYMBOLS.get((attribute(one, "char") or "").upper(), "") if name == "sym" else _SIGNS[name]


def _is_on_ground(run: etree._Element) -> bool:
    """Whether something may be behind a white run: a shade, a shape, the style of a table."""
    for above in run.iterancestors():
        if local(above) in _BEHIND:
            return True
        for one in above:
            if local(one) in ("pPr", "tcPr", "trPr", "tblPr") and (
                is_grounded(one) or child(one, "tblStyle") is not None
            ):
                return True
    return False


def _is_prompt(control: etree._Element) -> bool:
    """Whether a content control shows only the prompt that nobody overwrote."""
    properties = child(control, "sdtPr")
    shown = None if properties is None else child(properties, "showingPlcHdr")
    return shown is not None and is_on(value_of(shown) or "1")
