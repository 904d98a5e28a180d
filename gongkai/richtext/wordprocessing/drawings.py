"""Which pictures and text boxes does a drawing of Word hold?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from gongkai.reading.formats.wordstyles import attribute, local
from gongkai.richtext.document import Image, Inline
from gongkai.richtext.pictures import Pictures
from gongkai.richtext.wordprocessing.parts import Relation, WordFile
from gongkai.richtext.wordprocessing.properties import whole

_BOX = "txbxContent"
_LEAST_CUT = 500  # thousandths of a hundredth: less is rounding
_OUTSIDE = "图片只是链接在别处，没有存进文件；请在 Word 里把它嵌入，或者另行上传"
_ABSENT = "文件里没有这张图片，可能保存时坏了；请另行上传"


class Drawings:
    """Takes the pictures out of the drawings of a document."""

    def __init__(self, file: WordFile, pictures: Pictures, said: set[str]) -> None:
        self._file = file
        self._pictures = pictures
        self._said = said

    def images(
        self, drawn: etree._Element, relations: Mapping[str, Relation], before: str
    ) -> Iterator[Inline]:
        """The pictures of a drawing; `before`: the text in front of it."""
        alt = _alt(drawn)
        found = False
        for one in _outside_boxes(drawn):
            name = local(one)
            if name == "srcRect" and any(whole(attribute(one, side) or "") > _LEAST_CUT for side in "ltrb"):
                self._said.add("cropped")
            if name in ("blip", "imagedata"):
                found = True
                yield from self._image(one, relations, alt, before)
        if local(drawn) == "object" or (not found and next(boxes_in(drawn), None) is None):
            self._said.add("objects")

    def _image(
        self, one: etree._Element, relations: Mapping[str, Relation], alt: str, before: str
    ) -> Iterator[Inline]:
        key = attribute(one, "embed") or attribute(one, "id") or attribute(one, "link") or ""
        relation = relations.get(key)
        if relation is None and not key:
            return  # an empty frame
        if relation is not None and relation.outside:
            self._pictures.lost("", before, _OUTSIDE)
            return
        name = posixpath.basename(relation.target) if relation else ""
        data = self._file.package.read(relation.target) if relation else None
        if data is None:
            self._pictures.lost(name, before, _ABSENT)
            return
        sha256 = self._pictures.from_bytes(data, name, before)
        if sha256:
            yield Image(sha256, alt)


def boxes_in(drawn: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, of two alternatives the one that is shown."""
    for one in drawn:
        if local(one) == _BOX:
            yield one
        elif local(one) == "AlternateContent":
            for inner in shown_alternative(one):
                yield from [inner] if local(inner) == _BOX else boxes_in(inner)
        elif len(one):
            yield from boxes_in(one)


def shown_alternative(alternatives: etree._Element) -> list[etree._Element]:
    """What stands in the first of some alternatives."""
    choices = [one for one in alternatives if local(one) == "Choice"]
    rest = [one for one in alternatives if local(one) == "Fallback"]
    return list((choices or rest)[0]) if choices or rest else []


def _outside_boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    for one in drawn:
        if local(one) == "AlternateContent":
            for inner in shown_alternative(one):
                yield from _outside_boxes(inner)
        elif local(one) != _BOX and isinstance(one.tag, str):
            yield one
            yield from _outside_boxes(one)


def _alt(drawn: etree._Element) -> str:
    """What the writer said instead of the picture; the name that Word gives it says nothing."""
    for one in drawn.iter():
        if local(one) == "docPr":
            return attribute(one, "descr") or ""
        if local(one) == "shape":
            return attribute(one, "alt") or ""
    return ""
