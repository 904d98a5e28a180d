"""Any text, and any HTML, for tests that hold for all of them."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import strategies as st

from gongkai.richtext.document import (
    Break,
    Cell,
    Document,
    Figure,
    Image,
    Item,
    Listing,
    NoteMark,
    Paragraph,
    Table,
    Text,
)
from gongkai.richtext.serialise import html_of
from gongkai.richtext.settle import settled

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005"
    "0001a5f645400000000049454e44ae426082"
)

OTHER = PIXEL[:-12] + b"\x00\x00\x00\x00tEXt" + bytes(4) + PIXEL[-12:]
PICTURES = {sha256(data).hexdigest(): data for data in (PIXEL, OTHER)}
_DIGESTS = sorted(PICTURES)

_TEXT = st.text(alphabet="公开政府信息a1，。 \u3000\u00a0<>&\"'\u200b", min_size=1, max_size=8)
_MARKS = st.frozensets(st.sampled_from(["strong", "em", "u", "sup", "sub"]), max_size=2)
_HREFS = st.sampled_from(
    ["", "", "", "https://www.example.gov.cn/a?b=1&c=2", "/zwgk/1", "mailto:a@example.gov.cn"]
)
_INLINE = st.one_of(
    st.builds(Text, _TEXT, _MARKS, _HREFS),
    st.builds(Text, _TEXT, _MARKS, _HREFS),
    st.just(Break()),
    st.builds(NoteMark, st.integers(1, 3)),
    st.builds(Image, st.sampled_from(_DIGESTS), st.sampled_from(["", "示意图"])),
)
_LINE = st.lists(_INLINE, max_size=4).map(tuple)
_ALIGN = st.sampled_from(["", "", "center", "right"])
_PARAGRAPH = st.builds(Paragraph, _LINE, st.sampled_from([0, 0, 2, 3, 4]), _ALIGN, st.booleans())


def _nested(inner):
    block = st.one_of(_PARAGRAPH, inner)
    item = st.builds(Item, st.lists(block, max_size=3).map(tuple))
    cell = st.builds(
        Cell, st.lists(block, max_size=2).map(tuple), st.integers(1, 3), st.integers(1, 3), st.booleans()
    )
    rows = st.lists(st.lists(cell, max_size=3).map(tuple), max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            Listing,
            st.lists(item, max_size=3).map(tuple),
            st.sampled_from(["", "1", "a", "A", "i", "I"]),
            st.integers(1, 4),
        ),
        st.builds(Table, rows, st.integers(0, 2), _LINE),
        st.builds(Figure, st.builds(Image, st.just(_DIGESTS[0]), st.just("图")), _LINE),
    )


_BLOCKS = st.lists(st.recursive(_PARAGRAPH, _nested, max_leaves=8), max_size=5).map(tuple)
_NOTES = st.dictionaries(st.integers(1, 3), st.lists(_PARAGRAPH, max_size=2).map(tuple), max_size=3)


@st.composite
def texts(draw) -> Document:
    """Any text in its settled form, and what it settled from is of no account."""
    return settled(draw(_BLOCKS), draw(_NOTES))


@st.composite
def drafts(draw) -> str:
    """The HTML of blocks that nobody settled."""
    return html_of(Document(draw(_BLOCKS), tuple(draw(_NOTES).values())))


_NAMES = [
    *("p", "div", "h1", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "caption"),
    *("b", "i", "u", "s", "sup", "a", "span", "br", "img", "section", "figure", "figcaption", "center"),
    *("svg", "math", "script", "style", "template", "noscript", "form", "pre", "hr", "select", "title"),
    *("textarea", "o:p", "v:shape", "xml", "mtext", "mglyph"),
]
_PARTS = st.one_of(
    st.sampled_from([f"<{name}>" for name in _NAMES]),
    st.sampled_from([f"</{name}>" for name in _NAMES]),
    st.sampled_from(
        [
            '<a href="javascript:x">',
            '<a href="#note-1">',
            '<a href="https://www.example.gov.cn/">',
            '<li id="note-1">',
            '<section class="footnotes">',
            '<td colspan="3" rowspan=2>',
            '<p style="text-align:center;font-weight:bold">',
            '<p class="indent align-right">',
            "<span style='mso-hide:all'>",
            '<img src="data:image/png;base64,iVBORw0KGgo=" onerror=x>',
            f'<img src="sha256:{"c" * 64}" alt="图">',
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?xml ",
            "&nbsp;&nbsp;",
            "&#x202e;",
            "\u3000\u3000",
        ]
    ),
    _TEXT,
)
ANY_HTML = st.lists(_PARTS, max_size=25).map("".join)
