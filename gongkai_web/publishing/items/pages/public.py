"""What does everybody read: the list of what was published, and one item with its elements and its history?

The page of an item answers by `answers.answer`: it can be read, it leads elsewhere, or it is gone. No cache
may keep it without asking: what is taken down is gone at once.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from gongkai.publication.ends import ELSEWHERE, READABLE
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.days import today
from gongkai_web.office.paging import leafed
from gongkai_web.office.places import page_of
from gongkai_web.office.successors import successor_link
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import answers, onward, queries
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.labels import said
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages import document_rows, finding, rows
from gongkai_web.publishing.items.pages.public_files import public_files
from gongkai_web.publishing.items.pages.shown import first_picture, public_text

_HOME, _LIST = Link("首页", "/"), "主动公开的信息"


@public_page("agency", *finding.PARAMETERS)
@require_safe
@conditional_page
def items(request: HttpRequest) -> HttpResponse:
    """What was published, newest first; narrowed by agency, words, theme, genre, field, validity and year."""
    slug, day = request.GET.get("agency", ""), today()
    agency = get_object_or_404(visible_agencies(), slug=slug) if slug else None
    leaf = leafed(request, finding.found(request.GET.dict(), day, agency))
    words, facets = request.GET.get("q", "").strip(), finding.facets(request.GET, day)
    more = bool(leaf.older or leaf.newer)
    context = {
        "leaf": leaf,
        "rows": [rows.list_row(one) for one in leaf.rows],
        "words": words,
        "said": finding.sentence(facets, words, shown=len(leaf.rows), more=more),
        "facets": facets,
        "narrowed": finding.narrowed(request.GET),
        "of_agency": agency,
        "page": PageMeta(
            column_name=_LIST,
            column_type="政府信息公开",
            others=rows.other_forms(agency.slug) if agency else (),
        ),
        "breadcrumbs": [_HOME, Link(_LIST)],
    }
    return _asked_again(render(request, "items/public_items.html", context))


@public_page()
@require_safe
@conditional_page
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: to read, elsewhere, or gone."""
    found = get_object_or_404(
        Item.objects.select_related("agency", "live__text", "successor", "document"), pk=pk
    )
    try:
        answer = answers.answer(found, today())
    except Item.DoesNotExist:
        raise Http404 from None
    if answer.status == ELSEWHERE and answer.successor is not None:
        return _asked_again(redirect("items:public_item", answer.successor.pk, permanent=True))
    if answer.status != READABLE:
        context = {"sentence": answer.sentence, "breadcrumbs": [_HOME, Link("已撤下")]}
        return _asked_again(render(request, "items/gone.html", context, status=answer.status))
    return _asked_again(_page(request, found, answer.sentence))


@public_page()
@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An earlier version of the guide; of other items there is no such address."""
    found = get_object_or_404(queries.public(today()).select_related("agency"), pk=pk)
    one = get_object_or_404(answers.open_versions(found), number=number)
    try:
        content = queries.text_of(one.snapshot)
    except Refused:
        raise Http404 from None
    here = reverse("items:public_item", args=[pk])
    context = {
        "item": found,
        "content": content,
        "text": public_text(found, content),
        "day": one.day,
        "number": number,
        "here": here,
        "breadcrumbs": [_HOME, Link(_LIST, "/items/"), Link(found.title, here), Link(f"第 {number} 版")],
    }
    return _asked_again(render(request, "items/public_version.html", context))


def _page(request: HttpRequest, found: Item, ended: str) -> HttpResponse:
    if found.live is None:
        raise Http404
    content, day = queries.text_of(found.live), today()
    document = found.document if found.document and not found.document.voided else None
    basis = found.endings.order_by("pk").last()
    context = {
        "item": found,
        "content": content,
        "text": public_text(found, content),
        "files": public_files(found, content),
        "elements": rows.public_elements(found, content, day),
        "ended": ended,
        "basis": basis.basis if basis and ended else "",
        "banner": answers.agency_banner(found),
        "successor": successor_link(found.agency),
        "agency_page": page_of(found.agency),
        "told": document_rows.told(document, day) if document else [],
        "onward": onward.ways(found, day),
        "interpretations": document_rows.interpretations_of(found, day),
        "interpreted": document_rows.interpreted_by(found, day),
        "history": rows.public_history(found),
        "page": _meta(request, found, content),
        "breadcrumbs": [_HOME, Link(_LIST, "/items/"), Link(content["title"])],
    }
    return render(request, "items/public_item.html", context)


def _meta(request: HttpRequest, found: Item, content: Content) -> PageMeta:
    """The meta tags of an item (handbook 05 §2.4)."""
    image = first_picture(found, content)
    return PageMeta(
        column_name=rows.column_label(found),
        column_type="政府信息公开",
        article_title=found.title,
        pub_date=found.published_on,
        content_source=content["source_name"] or found.agency_name,
        description=content["summary"][:200],
        keywords=content["keywords"] or said("fields", content["fields"]),
        author="、".join(content["issuers"]) or found.agency_name,
        image=request.build_absolute_uri(image) if image else "",
        url=request.build_absolute_uri(request.path),
    )


def _asked_again(response: HttpResponse) -> HttpResponse:
    """Kept by no cache without asking whether it still stands."""
    patch_cache_control(response, no_cache=True)
    return response
