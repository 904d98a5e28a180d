"""How is a page told to machines in words that they share? As JSON-LD of schema.org, from its meta tags.

A block of data: no browser runs it, and nothing that was written in a title can end it.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from gongkai_web.look.parts import PageMeta

_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def article(page: PageMeta) -> dict[str, Any]:
    """What stands on the page, where it is something that was published; empty where it is a list."""
    if not page.article_title or page.pub_date is None:
        return {}
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.article_title,
        "datePublished": page.pub_date.isoformat(),
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "publisher": _body(page.content_source),
        "author": _body(page.author),
        "articleSection": page.column_name,
        "description": page.description,
        "keywords": page.keywords,
        "image": page.image,
        "url": page.url,
    }
    return {key: value for key, value in said.items() if value}


def json_ld(page: PageMeta) -> SafeString:
    """The block; nothing for a page of which nothing is said."""
    said = article(page)
    if not said:
        return SafeString()
    text = json.dumps(said, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _body(name: str) -> dict[str, str] | None:
    return {"@type": "GovernmentOrganization", "name": name} if name else None
