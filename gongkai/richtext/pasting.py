"""Is what stands in the field of a form HTML or plain text, and what text is it?

A browser without script hands over what was typed: plain lines, in which each is a paragraph. With it, or
from another program, HTML comes; what Word and WPS laid on the clipboard is read as they mean it.
"""

from __future__ import annotations

import re

from gongkai.richtext.clean import settled_html
from gongkai.richtext.document import Paragraph, Text
from gongkai.richtext.imported import Imported
from gongkai.richtext.paste import paste

_TAG = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)


def pasted(given: str) -> Imported:
    """The text of what was typed or pasted. Raises ReadingError where it is larger than any text is."""
    return paste(given) if _TAG.search(given) else plain(given)


def plain(text: str) -> Imported:
    """The text of plain lines: a paragraph each, tabs as wide spaces."""
    lines = tuple(Paragraph((Text(line.replace("\t", "\u3000")),)) for line in text.splitlines())
    return Imported(settled_html(lines, {}))
