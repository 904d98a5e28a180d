"""How does a text stand on a page: its pictures under their addresses, its footnotes with a way back?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

_PICTURE = re.compile(r'<img src="sha256:([0-9a-f]{64})" alt')
_WHOLE_PICTURE = re.compile(r'<img src="sha256:([0-9a-f]{64})"[^>]*>')
_ATTACHMENT = re.compile(r'<a href="sha256:([0-9a-f]{64})"')
_CALL_AND_NUMBER = re.compile(r'<a href="#note-([0-9]+)">[0-9]+</a>')
_NOTE_ID = re.compile(r'<li id="note-([0-9]+)"')
_CALL = re.compile(r'<a href="#note-([0-9]+)">')
_NOTE = re.compile(r'(<li id="note-([0-9]+)">.*?)</li>', re.DOTALL)
_NOTES = '<section class="footnotes">'


def pictures_of(html: str) -> tuple[str, ...]:
    """The digests of the pictures in a text, each once, in their order."""
    return tuple(dict.fromkeys(_PICTURE.findall(html)))


def linked_files_of(html: str) -> tuple[str, ...]:
    """The digests of the attachments to which a text links."""
    return tuple(dict.fromkeys(_ATTACHMENT.findall(html)))


def with_pictures(html: str, new: Mapping[str, str]) -> str:
    """The text with other pictures: by the digest of the old one that of the new, or nothing to drop it.

    What is dropped leaves its frame: settle the text again (`clean`).
    """
    return _WHOLE_PICTURE.sub(lambda hit: _moved(hit, new), html)


def with_files(html: str, new: Mapping[str, str]) -> str:
    """The text whose links lead to other attachments: by the digest of the old one that of the new."""
    return _ATTACHMENT.sub(lambda hit: hit[0].replace(hit[1], new.get(hit[1], hit[1])), html)


def _moved(hit: re.Match[str], new: Mapping[str, str]) -> str:
    to = new.get(hit[1], hit[1])
    return hit[0].replace(hit[1], to) if to else ""


def renumbered(html: str, behind: int) -> str:
    """The text with its footnotes numbered behind so many others, to be put among them."""
    called = _CALL_AND_NUMBER.sub(lambda hit: _called(int(hit[1]) + behind), html)
    return _NOTE_ID.sub(lambda hit: f'<li id="note-{int(hit[1]) + behind}"', called)


def _called(number: int) -> str:
    return f'<a href="#note-{number}">{number}</a>'


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
