"""How does an item go onto paper: as a Word file, a PDF or plain text, public or as a draft that says so?

The file is written from the very text that is shown, read back and compared before it is handed out
(`gongkai.richtext.out`). Under a public text stands where it comes from, above a draft that it is one.
"""

from __future__ import annotations

from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from gongkai.richtext.clean import clean
from gongkai.richtext.out.page import pictures_of
from gongkai.richtext.out.work import Work
from gongkai.richtext.out.written import FORMATS, write
from gongkai_web.files import store
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached, made_for
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.attaching import files_of, owner_of
from gongkai_web.publishing.items.content import Content, spoken
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.items.pages.public_files import public_files
from gongkai_web.publishing.items.pages.shown import answered
from gongkai_web.publishing.items.pages.views import edition_of, item_or_404

FORMAT_LABELS = {"docx": "DOCX", "pdf": "PDF", "txt": "纯文字"}


@public_page(kept=False)
@require_safe
def public_paper(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """What is public now, as a file."""
    found = get_object_or_404(queries.public(today()).select_related("live__text", "agency"), pk=pk)
    if found.live is None or fmt not in FORMATS:
        raise Http404
    content = spoken(queries.text_of(found.live))
    body = content["body"] + _files(found, content) + _source(request, found)
    name = f"{content['title']}.{fmt}"
    return answered(request, lambda: attached(_written(request, found, content, body, fmt), name, fmt))


@signed_in
@require_GET
def paper(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The text that is being written or reviewed, as a file that says so; else what is settled."""
    found = item_or_404(request, pk)
    edition = edition_of(request, found)
    shown = found.live or found.inside
    if fmt not in FORMATS or (edition is None and shown is None):
        raise Http404
    content = spoken(edition.content if edition else queries.text_of(shown) if shown else {})
    mark = _mark(edition) if edition else ""
    return made_for(
        request,
        lambda: _written(request, found, content, mark + content["body"], fmt),
        f"{'草稿：' if edition else ''}{content['title']}.{fmt}",
        fmt,
        taken=[Taken(found.agency, owner_of(found), "draft" if edition else "item")],
        back=reverse("items:item", args=[pk]),
    )


def _written(request: HttpRequest, item: Item, content: Content, body: str, fmt: str) -> bytes:
    work = Work(
        title=content["title"],
        html=clean(body),
        number=content["document_number"],
        pictures=_pictures(item, content["body"]),
        site=request.build_absolute_uri("/").removesuffix("/"),
    )
    return write(work, fmt)


def _pictures(item: Item, body: str) -> dict[str, bytes]:
    """The pictures of the text that are kept with the item; one that is lost is named in its place."""
    return {sha256: store.read(sha256) for sha256 in files_of(item, pictures_of(body))}


def _mark(edition: Edition) -> str:
    stage = edition.get_stage_display()
    return f'<p class="align-center"><strong>〔第 {edition.number} 版草稿，{stage}，尚未公开〕</strong></p>'


def _files(item: Item, content: Content) -> str:
    shown = public_files(item, content)
    rows = "".join(f'<li><a href="{escape(one.href)}">{escape(one.name)}</a></li>' for one in shown)
    return f"<p>附件：</p><ol>{rows}</ol>" if rows else ""


def _source(request: HttpRequest, item: Item) -> str:
    """From where it was taken: on paper nothing else says so."""
    address = request.build_absolute_uri(reverse("items:public_item", args=[item.pk]))
    told = [
        f"索引号：{escape(item.index_number)}",
        f"发布机关：{escape(item.agency_name)}",
        f"发布日期：{item.published_on}",
        f'网址：<a href="{escape(address)}">{escape(address)}</a>',
    ]
    return "".join(f"<p>{line}</p>" for line in told)
