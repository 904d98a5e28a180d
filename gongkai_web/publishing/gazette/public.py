"""政府公报 for everybody: the issues by year, words in them, one issue with its texts, and its paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.look.parts import Element, Link, ListRow, PageMeta
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.paging import paged
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.gazette import queries, texts
from gongkai_web.publishing.gazette.models import Entry, Issue
from gongkai_web.publishing.items.pages.shown import public_text

_HOME, TITLE = Link("首页", "/"), "政府公报"


@public_page("q", "agency", "year", "page")
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """The issues, the latest first, of one agency and year; or the articles with these words."""
    words = request.GET.get("q", "").strip()
    found = queries.public()
    if slug := request.GET.get("agency", ""):
        found = found.filter(agency=get_object_or_404(visible_agencies(), slug=slug))
    years = sorted(set(found.values_list("year", flat=True)), reverse=True)
    year = request.GET.get("year", "")
    if year.isdecimal():
        found = found.filter(year=int(year[:4]))
    pages: Any = paged(request, queries.searched(words, today()) if words else found)
    context = {
        "pages": pages,
        "rows": [_entry_row(one) if words else _issue_row(one) for one in pages],
        "words": words,
        "said": _sentence(words, year, pages.paginator.count),
        "years": [str(one) for one in years],
        "year": year,
        "slug": slug,
        "page": PageMeta(column_name=TITLE, column_type="政府信息公开"),
        "breadcrumbs": [_HOME, Link(TITLE)],
    }
    return _asked_again(render(request, "gazette/issues.html", context))


def _sentence(words: str, year: str, number: int) -> str:
    """What the list shows, said in one sentence."""
    by = [*([f"{year} 年"] if year.isdecimal() else []), *([f"含有“{words}”"] if words else [])]
    unit = "篇" if words else "期"
    return f"{'、'.join(by) or '全部'}的公报，共 {number} {unit}。"


@public_page()
@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: its contents, then its texts as they are read today."""
    found = get_object_or_404(queries.public(), pk=pk)
    articles = texts.articles_of(found, today())
    context = {
        "issue": found,
        "sections": texts.sections_of(articles),
        "articles": [(one, _text(one)) for one in articles],
        "elements": [
            Element("期次", str(found)),
            Element("发行日期", str(found.issued_on)),
            Element("主办", found.agency.name_on(found.issued_on)),
        ],
        "page": PageMeta(column_name=TITLE, column_type="政府信息公开"),
        "breadcrumbs": [_HOME, Link(TITLE, reverse("gazette:issues")), Link(str(found))],
    }
    return _asked_again(render(request, "gazette/issue.html", context))


@public_page(kept=False)
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The issue as PDF."""
    found = get_object_or_404(queries.public(), pk=pk)
    data = texts.paper(found, texts.articles_of(found, today()))
    return _asked_again(attached(data, f"{found.agency.name}公报{found}.pdf", "pdf"))


def _text(one: texts.Article) -> SafeString | None:
    return public_text(one.item, one.content) if one.content is not None else None


def _issue_row(one: Issue) -> ListRow:
    return ListRow(str(one), reverse("gazette:issue", args=[one.pk]), one.issued_on, agency=one.agency.name)


def _entry_row(one: Entry) -> ListRow:
    where = reverse("items:public_item", args=[one.item_id])
    return ListRow(
        one.item.title, where, one.issue.issued_on, number=one.item.document_number, agency=str(one.issue)
    )


def _asked_again(response: HttpResponse) -> HttpResponse:
    """Kept by no cache without asking whether all of it still stands."""
    patch_cache_control(response, no_cache=True)
    return response
