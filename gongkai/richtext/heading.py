"""Does a text begin with its own title once more, which the page has above it already?"""

from __future__ import annotations

import re
from html import unescape

_FIRST = re.compile(r"<(p|h[2-4])(?: class=\"[^\"]*\")?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# A block that holds more than its words is not thrown away with them.
_MORE = ("<img", "<sup")


def without_heading(html: str, title: str) -> str:
    """A text of ours without the lines at its beginning that together say its title; else as it is."""
    wanted, said, at = "".join(title.split()), "", 0
    while wanted and said != wanted:
        first = _FIRST.match(html, at)
        if first is None or any(tag in first[2] for tag in _MORE):
            return html
        said += "".join(unescape(_TAG.sub("", first[2])).split())
        if not wanted.startswith(said):
            return html
        at = first.end()
    return html[at:]
