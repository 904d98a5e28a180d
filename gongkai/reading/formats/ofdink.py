"""Which text of a page of an OFD leaves no ink that a person sees?

What is filled with nothing of its colour is not seen; white figures on the bare page are not either. White
words stand on a ground that is drawn some other way. The colour is the object's own, else that of the
drawing parameters (`DrawParam`) that it or its layer names, or of those that they are relative to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.formats.glyphs import Glyph, Rule, is_wide
from gongkai.reading.formats.wordstyles import local

_WHITE = 250  # of 255, each of the colours
_GREY, _RGB, _CMYK = 1, 3, 4  # how many numbers a colour has
_PART = re.compile(r"#[0-9a-fA-F]{1,2}|\d+(?:\.\d+)?")
_NO, _YES = frozenset({"false", "0"}), frozenset({"true", "1"})


@dataclass(slots=True)
class OfdInk:
    """What was drawn on the page so far that a white text would be seen on."""

    grounds: list[Rule] = field(default_factory=list)
    params: Mapping[str, etree._Element] = field(default_factory=dict)  # the DrawParams by their number

    def lay(self, item: etree._Element, points: Sequence[tuple[float, float]]) -> None:
        """A path or a picture through these points is drawn."""
        filled = item.get("Fill") in _YES and not (self._is_white(item) or self._is_clear(item))
        if points and (filled or local(item) == "ImageObject"):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.grounds.append(Rule(min(xs), min(ys), max(xs), max(ys)))

    def part(self, item: etree._Element, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """The characters of a text object that are seen, and those that are not."""
        stroked = item.get("Stroke") in _YES
        if not stroked and (item.get("Fill") in _NO or self._is_clear(item)):
            return [], list(glyphs)
        if stroked or not self._is_white(item):
            return list(glyphs), []
        unseen = [glyph for glyph in glyphs if not (is_wide(glyph.text) or self._is_grounded(glyph))]
        return [glyph for glyph in glyphs if glyph not in unseen], unseen

    def _is_grounded(self, glyph: Glyph) -> bool:
        x, y = glyph.centre, glyph.middle
        return any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in self.grounds)

    def _is_clear(self, item: etree._Element) -> bool:
        """Whether nothing of its colour is left."""
        return any(one.get("Alpha") == "0" for one in (item, *self._colours(item)))

    def _is_white(self, item: etree._Element) -> bool:
        for colour in self._colours(item):
            parts = [_number(one) for one in _PART.findall(colour.get("Value") or "")]
            if len(parts) == _CMYK:
                return not any(parts)
            return len(parts) in {_GREY, _RGB} and min(parts) >= _WHITE
        return False

    def _colours(self, item: etree._Element) -> list[etree._Element]:
        """What it is filled with: its own colour, else that of the nearest parameters that have one."""
        layers = (above for above in item.iterancestors() if local(above) == "Layer")
        for one in (item, *self._parameters(item), *(p for layer in layers for p in self._parameters(layer))):
            if found := [child for child in one if local(child) == "FillColor"]:
                return found
        return []

    def _parameters(self, item: etree._Element) -> Iterator[etree._Element]:
        """The parameters that the object names, and those that they are relative to, each once."""
        name, met = item.get("DrawParam"), set[str]()
        while name and name not in met and (named := self.params.get(name)) is not None:
            met.add(name)
            yield named
            name = named.get("Relative")


def _number(written: str) -> float:
    return int(written[1:], 16) if written.startswith("#") else float(written)
