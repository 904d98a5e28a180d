"""How does the text of an item stand on a page: at which addresses are its pictures and attachments?

A text names both by their digest alone. The public page shows what goes with the text that is public now; a
page of the office what goes with a text that the person may read (`pages.pictures`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.errors import GongkaiError
from gongkai.richtext.out.page import page_html
from gongkai_web.look.parts import Link
from gongkai_web.outage import UNAVAILABLE
from gongkai_web.publishing.items.actions.attaching import GROUP
from gongkai_web.publishing.items.content import Content, spoken
from gongkai_web.publishing.items.models import Item

Address = Callable[[str], str]
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')


def public_text(item: Item, content: Content) -> SafeString:
    """The text for the page of the public."""

    def picture(sha256: str) -> str:
        return reverse("items:public_picture", args=[item.pk, sha256])

    def file(sha256: str) -> str:
        return reverse("items:public_file", args=[item.pk, sha256])

    return _text(content, picture, file)


def first_picture(item: Item, content: Content) -> str:
    """The address of the first picture of the text; empty where it has none."""
    found = _PICTURE.search(public_text(item, content))
    return unescape(found[1]) if found else ""


def office_text(item: Item, content: Content) -> SafeString:
    """The text for a page of the office."""

    def picture(sha256: str) -> str:
        return reverse("items:picture", args=[item.pk, sha256])

    def file(sha256: str) -> str:
        return reverse("items:file", args=[item.pk, sha256])

    return _text(content, picture, file)


def answered(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What is made for the public; where its bytes are lost or it cannot be written, the sentence why."""
    try:
        return make()
    except GongkaiError as problem:
        context = {"sentence": str(problem), "breadcrumbs": [Link("首页", "/"), Link("打不开")]}
        return render(request, "items/gone.html", context, status=UNAVAILABLE)


def _text(content: Content, picture: Address, file: Address) -> SafeString:
    attached = {one["sha256"] for one in content[GROUP]}

    def address(sha256: str) -> str:
        return file(sha256) if sha256 in attached else picture(sha256)

    # Safe: a body is kept in the closed form of richtext alone, and a snapshot is compared with its digest.
    return mark_safe(page_html(spoken(content)["body"], address))
