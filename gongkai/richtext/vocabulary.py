"""Of which elements, attributes and classes may a text of ours consist?

The list is closed: what stands here is all that a stored text can hold, whatever it was pasted or imported
from. There is no style attribute and no address of a picture elsewhere, so that a page may forbid both
(CSP). A picture is the digest of an attachment; where that can be fetched only the page that shows it
knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ALIGNED = {"center": "align-center", "right": "align-right"}  # what says nothing stands as the page sets it
INDENT = "indent"  # the first line begins two characters in
FOOTNOTES = "footnotes"
LIST_KINDS = ("1", "a", "A", "i", "I")
HEADINGS = {2: "h2", 3: "h3", 4: "h4"}  # the title of the page is its h1
SCOPES = ("col", "row")

_SHAPED = frozenset({"class"})
_CELL = frozenset({"class", "colspan", "rowspan"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "p": _SHAPED,
    "h2": _SHAPED,
    "h3": _SHAPED,
    "h4": _SHAPED,
    "ul": frozenset(),
    "ol": frozenset({"start", "type"}),
    "li": frozenset({"id"}),
    "table": frozenset(),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": _CELL | {"scope"},
    "td": _CELL,
    "strong": frozenset(),
    "em": frozenset(),
    "u": frozenset(),
    "sup": frozenset(),
    "sub": frozenset(),
    "br": frozenset(),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "figure": frozenset(),
    "figcaption": frozenset(),
    "section": _SHAPED,
}
CLASSES: Mapping[str, frozenset[str]] = {
    "p": frozenset({*ALIGNED.values(), INDENT}),
    **dict.fromkeys(("h2", "h3", "h4", "th", "td"), frozenset(ALIGNED.values())),
    "section": frozenset({FOOTNOTES}),
}
VOID = frozenset({"br", "img"})

MOST_COLUMNS = 200
MOST_SPAN = 20_000  # rows that one cell may go down
MOST_START = 9_999
DEEPEST_LIST = 9  # as deep as Word counts
DEEPEST_TABLE = 2  # a table in a cell of a table; what is deeper becomes text
_LONGEST_ADDRESS = 2_000

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_NOTE = re.compile(r"#note-([1-9][0-9]{0,3})")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_WITH_HOST = re.compile(r"https?://[^/?#\\]+(?:[/?#][^\\]*)?", re.IGNORECASE)
_OTHER = re.compile(r"(?:mailto|tel):[^\\]+", re.IGNORECASE)
_HERE = re.compile(r"/(?![/\\])[^\\]*")
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_CODED = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"}


def address(href: str) -> str:
    """The address of a link as it may be kept; empty where it leads to what no page may link to.

    Kept are http, https, mailto, tel, an attachment by its digest and a path of this site.
    """
    plain = _NO_ADDRESS.sub("", href).strip(" \u3000\u00a0")
    if not plain or len(plain) > _LONGEST_ADDRESS:
        return ""
    if _DIGEST.fullmatch(plain):
        return plain
    shape = (_WITH_HOST, _OTHER) if _SCHEME.match(plain) else (_HERE,)
    if not any(one.fullmatch(plain) for one in shape):
        return ""
    return "".join(_CODED.get(sign, sign) for sign in plain)


def digest(src: str) -> str:
    """The SHA-256 in the address of a picture of ours; empty where it is another address."""
    return src.partition(":")[2] if _DIGEST.fullmatch(src) else ""


def picture_address(sha256: str) -> str:
    """The address under which a picture stands in a text."""
    return f"sha256:{sha256}"


def note_number(href: str) -> int:
    """The number of the footnote that a link leads to; 0 for any other link."""
    found = _NOTE.fullmatch(href)
    return int(found[1]) if found else 0
