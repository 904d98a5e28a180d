"""What text stands in what Word or WPS laid on the clipboard?

Both write HTML that only they read as it is meant: lists are paragraphs with a number in a span, footnotes
are links to the foot of the page, the look stands in a style sheet by class. Here the elements become what
HTML has for it; then the paste is cleaned like any other.
"""

from __future__ import annotations

from gongkai.richtext.clean import of_tree, tree_within
from gongkai.richtext.imported import Imported
from gongkai.richtext.looks import properties
from gongkai.richtext.stylesheets import spell_out
from gongkai.richtext.tree import Element
from gongkai.richtext.wordlists import make_lists
from gongkai.richtext.wordnotes import make_footnotes

_COMMENTS = frozenset({"comment-list", "comment"})
_CALLS_COMMENT = frozenset({"msocomanchor", "MsoCommentReference"})
_TITLES = frozenset({"MsoTitle"})


def paste(html: str) -> Imported:
    """The text that was pasted. Raises ReadingError where it is larger than any text is."""
    tree = tree_within(html)
    said: set[str] = set()
    spell_out(tree, html)
    _settle_revisions(tree, said)
    make_footnotes(tree)
    make_lists(tree)
    return of_tree(tree, said)


def _settle_revisions(tree: Element, said: set[str]) -> None:
    """The text as if all changes were accepted, without the comments on it."""
    for element in tree.walk():
        if any(_is_gone(child, said) for child in element.elements()):
            element.children = [
                child for child in element.children if isinstance(child, str) or not _is_gone(child, said)
            ]
        for child in element.elements():
            if child.name == "ins":
                said.add("revisions")
                child.name = "span"
            elif child.name == "p" and _TITLES & set(child.get("class").split()):
                child.name = "h1"


def _is_gone(element: Element, said: set[str]) -> bool:
    if element.name == "del":
        said.add("revisions")
        return True
    comment = properties(element).get("mso-element") in _COMMENTS or (
        _CALLS_COMMENT & set(element.get("class").split()) != set()
    )
    if comment:
        said.add("comments")
    return comment
