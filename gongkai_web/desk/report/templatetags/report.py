"""How is a line of the report drawn, so that no space comes between a word and its number?"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai_web.desk.report.printed import Piece

register = template.Library()


@register.simple_tag
def living_line(line: Iterable[Piece]) -> SafeString:
    """The pieces of a line; a living number is a link to its records and says its name.

    A typed number that contradicts them is marked.
    """
    return format_html_join("", "{}", ((_piece(one),) for one in line))


def _piece(piece: Piece) -> str:
    if piece.wrong:
        return format_html('<mark class="against" title="{}">{}</mark>', piece.wrong, piece.text)
    if not piece.href:
        return piece.text
    return format_html('<a class="living" href="{}" title="{}">{}</a>', piece.href, piece.name, piece.text)
