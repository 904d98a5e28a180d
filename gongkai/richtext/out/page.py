"""How does a text stand on a page: its pictures under their addresses, its footnotes with a way back?"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_PICTURE = re.compile(r'<img src="sha256:([0-9a-f]{64})" alt')
_ATTACHMENT = re.compile(r'<a href="sha256:([0-9a-f]{64})"')
_CALL = re.compile(r'<a href="#note-([0-9]+)">')
_NOTE = re.compile(r'(<li id="note-([0-9]+)">.*?)</li>', re.DOTALL)
_NOTES = '<section class="footnotes">'


def page_html(html: str, address: Callable[[str], str]) -> str:
    """The text for a page; `address`: where an attachment is found by its digest."""
    shown = _PICTURE.sub(lambda hit: f'<img src="{escape(address(hit[1]))}" loading="lazy" alt', html)
    shown = _ATTACHMENT.sub(lambda hit: f'<a href="{escape(address(hit[1]))}"', shown)
    shown = _CALL.sub(r'<a href="#note-\1" id="note-\1-call" role="doc-noteref">', shown)
    body, section, notes = shown.partition(_NOTES)
    if not section:
        return body
    back = r'\1 <a href="#note-\2-call" role="doc-backlink" aria-label="返回正文">↩</a></li>'
    return body + section.replace(">", ' role="doc-endnotes" aria-label="注释">') + _NOTE.sub(back, notes)
