"""Which file does the public get at an address, and how does whoever cannot see its pages read it?

An attachment has an address of its own that stays (its number), and one for each file that stood under it:
that of a former file leads to the one that stands there now, in one step. Of what is not public now there is
no such address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai_web.files import checks
from gongkai_web.files.models import TextLayer
from gongkai_web.files.responses import as_download
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.days import today
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.actions.attaching import GROUP, file_of, sealed_of
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.shown import answered


@dataclass(frozen=True, slots=True)
class PublicFile:
    """An attachment as its item's page shows it. `text`: where its words are; `scan`: it holds none.

    `ask`: where it can be asked for in another form; `asked`: what was asked, and what came of it.
    """

    name: str
    size: int
    pages: int | None
    edition: int
    href: str
    text: str
    scan: bool
    ask: str
    asked: tuple[AccessibleRequest, ...] = ()


def public_files(item: Item, content: Content) -> list[PublicFile]:
    """The attachments of a text, three queries at most; what was sealed with another item is none."""
    sealed = sealed_of(item, [row["sha256"] for row in content[GROUP]]) if content[GROUP] else set()
    rows = [row for row in content[GROUP] if row["sha256"] not in sealed]
    if not rows:
        return []
    asked = list(item.accessible.order_by("-pk"))
    layers = {one.sha256: one for one in TextLayer.objects.filter(sha256__in=[row["sha256"] for row in rows])}
    return [_shown(item, row, layers.get(row["sha256"]), asked) for row in rows]


@public_page(kept=False)
@require_safe
def by_number(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """The file that stands under a number now."""
    found, rows = _public(pk)
    row = next((one for one in rows if one.get("no") == no), None)
    if row is None:
        raise Http404
    return _sent(request, found, row)


@public_page(kept=False)
@require_safe
def by_digest(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A file that goes with what is public now; from a former one on to that which took its place."""
    found, rows = _public(pk)
    row = next((one for one in rows if one["sha256"] == sha256), None)
    if row is not None:
        return _sent(request, found, row)
    return _onward(rows, sha256, lambda later: _address(found, later))


@public_page()
@require_safe
def text_version(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """文字版: the words of a PDF, page by page, for whoever cannot see it."""
    found, rows = _public(pk)
    row = next((one for one in rows if one["sha256"] == sha256), None)
    if row is None:
        return _onward(rows, sha256, lambda later: _text_address(found, later))
    layer = TextLayer.objects.filter(sha256=sha256).first()
    if layer is None or layer.is_scan or file_of(found, sha256) is None:
        raise Http404
    title = f"{row['name']}（文字版）"
    context = {
        "item": found,
        "title": title,
        "file": _shown(found, row, layer),
        "sheets": [(number, page.strip().splitlines()) for number, page in enumerate(layer.pages, 1)],
        "page": PageMeta(column_name=found.title, column_type="政府信息公开"),
        "breadcrumbs": [
            Link("首页", "/"),
            Link(found.title, reverse("items:public_item", args=[found.pk])),
            Link("文字版"),
        ],
    }
    response = render(request, "items/text_version.html", context)
    patch_cache_control(response, no_cache=True)
    return response


def _public(pk: int) -> tuple[Item, list[dict[str, Any]]]:
    """The item, where it is public now, and the attachments of its text."""
    found = get_object_or_404(queries.public(today()).select_related("live__text"), pk=pk)
    if found.live is None:
        raise Http404
    rows: list[dict[str, Any]] = queries.text_of(found.live)[GROUP]
    return found, rows


def _sent(request: HttpRequest, item: Item, row: dict[str, Any]) -> HttpResponse:
    file = file_of(item, row["sha256"])
    if file is None:
        raise Http404
    response = answered(request, lambda: as_download(file))
    response.headers["Cache-Control"] = "no-cache"  # everybody may have it, as long as it is public
    return response


def _onward(rows: list[dict[str, Any]], sha256: str, where: Callable[[dict[str, Any]], str]) -> HttpResponse:
    later = next((one for one in rows if sha256 in one.get("was", [])), None)
    if later is None:
        raise Http404
    response = redirect(where(later), permanent=True)
    patch_cache_control(response, no_cache=True)  # another file may stand there tomorrow
    return response


def _shown(
    item: Item, row: dict[str, Any], layer: TextLayer | None, asked: Sequence[AccessibleRequest] = ()
) -> PublicFile:
    is_pdf = row.get("media_type") == checks.PDF.media_type
    readable = is_pdf and layer is not None and not layer.is_scan
    return PublicFile(
        name=row.get("name", ""),
        size=row.get("size", 0),
        pages=row.get("pages"),
        edition=len(row.get("was", [])) + 1,
        href=_address(item, row),
        text=_text_address(item, row) if readable else "",
        scan=is_pdf and layer is not None and layer.is_scan,
        ask=reverse("items:ask_accessible", args=[item.pk, row["sha256"]]),
        asked=tuple(one for one in asked if one.sha256 in (row["sha256"], *row.get("was", []))),
    )


def _address(item: Item, row: dict[str, Any]) -> str:
    """The address that stays; what was attached before there were numbers has that of its file."""
    if row.get("no"):
        return reverse("items:public_attachment", args=[item.pk, row["no"]])
    return reverse("items:public_file", args=[item.pk, row["sha256"]])


def _text_address(item: Item, row: dict[str, Any]) -> str:
    return reverse("items:text_version", args=[item.pk, row["sha256"]])
