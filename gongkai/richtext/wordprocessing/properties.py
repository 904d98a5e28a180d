"""What do the styles of a Word document make of a paragraph and of a run in it?

A property counts where it is said nearest: at the run, in its character style, in the style of the
paragraph, in the defaults of the document; a style has what it is based on. Bold and italic are switches:
set in both styles they cancel each other (ECMA-376 part 1, 17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.formats.wordstyles import attribute, local, value_of

_OFF = frozenset({"0", "false", "off", "none"})
_SWITCHES = ("b", "i")
_MOST_BASED = 20

Said = Mapping[str, str]


@dataclass(slots=True)
class _Style:
    name: str = ""
    based: str = ""
    run: dict[str, str] = field(default_factory=dict)
    paragraph: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    root: etree._Element | None
    styles: dict[str, _Style] = field(default_factory=dict)
    default: str = ""  # of paragraphs that name no style
    _whole: dict[str, _Style] = field(default_factory=dict)

    def __post_init__(self) -> None:
        base = _Style()
        for element in () if self.root is None else self.root:
            if local(element) == "docDefaults":
                base.run = _of(element, "rPr")
                base.paragraph = _of(element, "pPr")
            elif local(element) == "style":
                key = attribute(element, "styleId") or ""
                self.styles[key] = _style(element)
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in (
                    "1",
                    "true",
                ):
                    self.default = key
        self._whole[""] = base

    def name(self, key: str) -> str:
        """What a style is called, in lower case."""
        return self.styles.get(key, _Style()).name

    def names(self, key: str) -> list[str]:
        """What a style and all that it is based on are called."""
        return [style.name for style in self._line(key)]

    def whole(self, key: str) -> _Style:
        """A style with what it is based on."""
        if key not in self._whole:
            made = _Style(self.name(key))
            for style in reversed(list(self._line(key))):
                made.run |= style.run
                made.paragraph |= style.paragraph
            self._whole[key] = made
        return self._whole[key]

    def _line(self, key: str) -> Iterator[_Style]:
        for _ in range(_MOST_BASED):
            if key not in self.styles:
                return
            yield self.styles[key]
            key = self.styles[key].based

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of the style of a paragraph."""
        properties = child(paragraph, "pPr")
        named = None if properties is None else child(properties, "pStyle")
        key = (value_of(named) or "") if named is not None else ""
        return key if key in self.styles else self.default

    def paragraph(self, paragraph: etree._Element) -> Said:
        """All that is said of a paragraph."""
        own = said(child(paragraph, "pPr"))
        return {**self._whole[""].paragraph, **self.whole(self.style_of(paragraph)).paragraph, **own}

    def run(self, run: etree._Element, style: str) -> Said:
        """All that is said of a run in a paragraph of that style."""
        properties = child(run, "rPr")
        above = self._whole[""].run | self.whole(style).run
        if properties is None:
            return above
        own = said(properties)
        named = own.pop("rStyle", "")
        character = dict(self.whole(named).run) if named in self.styles else {}
        if "hyperlink" in self.name(named):
            character.pop("u", None)  # a link is underlined as a link
        for switch in _SWITCHES:
            if switch in character and switch not in own:
                own[switch] = "1" if is_on(character[switch]) != is_on(above.get(switch, "0")) else "0"
        return {**above, **character, **own}


def _style(element: etree._Element) -> _Style:
    named = child(element, "name")
    based = child(element, "basedOn")
    return _Style(
        (value_of(named) or "").lower() if named is not None else "",
        (value_of(based) or "") if based is not None else "",
        said(child(element, "rPr")),
        said(child(element, "pPr")),
    )


def _of(element: etree._Element, name: str) -> dict[str, str]:
    return said(next((one for one in element.iter() if local(one) == name), None))


def said(properties: etree._Element | None) -> dict[str, str]:
    """The properties as names and values; those with several values as `ind.firstLine`."""
    found: dict[str, str] = {}
    for one in () if properties is None else properties:
        name = local(one)
        if name in ("ind", "rFonts", "numPr"):
            found |= _several(name, one)
        else:
            found[name] = value_of(one) or "1"
    return found


def _several(name: str, one: etree._Element) -> dict[str, str]:
    parts = {f"{name}.{str(key).rpartition('}')[2]}": str(value) for key, value in one.attrib.items()}
    return parts | {f"{name}.{local(inner)}": value_of(inner) or "" for inner in one}


def is_on(value: str) -> bool:
    """Whether a switch is on."""
    return value.lower() not in _OFF


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that name."""
    return next((one for one in element if local(one) == name), None)


def whole(text: str, default: int = 0) -> int:
    """A whole number as Word writes it; the default for anything else."""
    plain = text.removeprefix("-").partition(".")[0]
    return int(text.partition(".")[0]) if plain.isascii() and plain.isdigit() and len(plain) < 8 else default
