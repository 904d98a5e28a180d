"""What is left of some HTML when nothing in it can harm a reader?

nh3 reads it as a browser would and drops what is not on its list (`tree`); what remains is read as a text
(`markup`), brought into its one form (`settle`) and written anew from the closed vocabulary (`serialise`).
Cleaning what is clean changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.errors import ReadingError
from gongkai.richtext.document import Block, Document
from gongkai.richtext.imported import Imported, remarks_of
from gongkai.richtext.markup import Reader
from gongkai.richtext.pictures import Pictures
from gongkai.richtext.serialise import html_of
from gongkai.richtext.settle import settled
from gongkai.richtext.tree import Element, tree_of

_LOWER = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
LARGEST = 24 * 1024 * 1024  # of HTML with the pictures in it


def clean(html: str) -> str:
    """The HTML as one of our texts; `cleaned` also gives its pictures and tells what that left out."""
    return cleaned(html).html


def cleaned(html: str) -> Imported:
    """The HTML as one of our texts, with its pictures and what it could not keep. Raises ReadingError."""
    return of_tree(tree_within(html))


def tree_within(html: str) -> Element:
    """The elements of some HTML. Raises ReadingError where it is larger than any text is."""
    if len(html) > LARGEST:
        raise ReadingError(
            f"粘贴的内容有 {len(html) // 1024 // 1024} MB，超过 {LARGEST // 1024 // 1024} MB；"
            "请分几次粘贴，或者另存为 DOCX 再导入。"
        )
    return tree_of(html)


def of_tree(tree: Element, said: set[str] | None = None) -> Imported:
    """What the elements mean; `said`: the codes of what was left out before."""
    _lower_headings(tree)
    pictures = Pictures.none_yet()
    reader = Reader(pictures, said=said or set())
    blocks = reader.blocks(tree)
    document = settled(blocks, reader.notes)
    return Imported(
        html=html_of(document),
        pictures=tuple(pictures.brought.values()),
        missing=tuple(pictures.missing),
        remarks=remarks_of(reader.said),
    )


def _lower_headings(tree: Element) -> None:
    """Below the title of the page: where the HTML has an h1 of its own, each heading is one lower."""
    headings = [one for one in tree.walk() if one.name in _LOWER]
    if any(one.name == "h1" for one in headings):
        for one in headings:
            one.name = _LOWER[one.name]


def document_of(html: str) -> Document:
    """A stored text as blocks and lines, for whoever writes it out."""
    reader = Reader(Pictures.none_yet())
    return settled(reader.blocks(tree_within(html)), reader.notes)


def settled_html(blocks: tuple[Block, ...], notes: Mapping[int, tuple[Block, ...]]) -> str:
    """Blocks and footnotes, from wherever, as one of our texts."""
    return html_of(settled(blocks, notes))
