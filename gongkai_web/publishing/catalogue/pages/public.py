"""信息公开目录 as the public reads it: the tree of an agency, and one column; old addresses lead on."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.look.parts import Link, ListRow, PageMeta
from gongkai_web.office.days import today
from gongkai_web.office.paging import leafed
from gongkai_web.office.places import page_of
from gongkai_web.office.successors import successor_link
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.content import content
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.catalogue.queries import Placed

_HOME = Link("首页", "/")
_INDENT = "\u3000"


@public_page()
@require_safe
def tree(request: HttpRequest, slug: str) -> HttpResponse:
    """Every column that the agency keeps, with how much stands in it."""
    agency, day = _agency(slug), today()
    counts, codes = content().counts(agency, day), queries.codes_within(agency)
    rows = [_row(agency, one, codes[one.column.pk], counts) for one in queries.tree(agency, day)]
    context = {
        "agency": agency,
        "successor": successor_link(agency),
        "rows": rows,
        "has_enterprises": queries.enterprises_on(agency, day).exists(),
        "has_standard": queries.standard_on(agency, day).exists(),
        "page": PageMeta(column_name="信息公开目录", column_type="政府信息公开"),
        "breadcrumbs": [_HOME, Link(agency.name, page_of(agency)), Link("信息公开目录")],
    }
    return render(request, "catalogue/tree.html", context)


@public_page("before", "after")
@require_safe
@conditional_page
def column(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One column: its introduction, what stands below it and in it. An old address leads to where it is."""
    agency, day = _agency(slug), today()
    found = queries.by_address(agency, address, day)
    if found is None:
        raise Http404
    if found.address != address:
        return redirect(_address(agency, found), permanent=True)
    below = queries.open_on(agency, day).filter(parent=found)
    leaf = leafed(request, content().listed(agency, queries.codes_of(found), day))
    context = {
        "agency": agency,
        "successor": successor_link(agency),
        "column": found,
        "introduction": queries.introduction_of(found),
        "below": [Link(one.name, _address(agency, one)) for one in below],
        "rows": [content().row(one) for one in leaf.rows],
        "leaf": leaf,
        "page": _meta(agency, found),
        "breadcrumbs": _way(agency, found),
    }
    response = render(request, "catalogue/public_column.html", context)
    # What is taken down is gone from the list at once: no cache keeps it without asking.
    patch_cache_control(response, no_cache=True)
    return response


def _meta(agency: Agency, found: Column) -> PageMeta:
    """The meta tags of a column (handbook 05 §2.4)."""
    told = queries.introduction_of(found)
    return PageMeta(
        column_name=found.name,
        column_type="政府信息公开",
        column_description=(told or f"{agency.name}的“{found.name}”栏目")[:100],
        column_keywords="，".join(dict.fromkeys((found.name, agency.name))),
        others=content().others(agency, found.address),
    )


def _row(agency: Agency, one: Placed, codes: list[str], counts: Mapping[str, int]) -> ListRow:
    """A column in the list, further in the deeper it stands."""
    total = queries.shown_total(one.column, codes, counts)
    told = f"（{total} 条）" if total else ""
    return ListRow(f"{_INDENT * one.depth}{one.column.name}{told}", _address(agency, one.column))


def _way(agency: Agency, column: Column) -> list[Link]:
    above: list[Link] = []
    parent = column.parent
    while parent is not None:
        above.insert(0, Link(parent.name, _address(agency, parent)))
        parent = parent.parent
    tree_link = Link("信息公开目录", reverse("catalogue:tree", args=[agency.slug]))
    return [_HOME, Link(agency.name, page_of(agency)), tree_link, *above, Link(column.name)]


def _agency(slug: str) -> Agency:
    return get_object_or_404(visible_agencies(), slug=slug)


def _address(agency: Agency, column: Column) -> str:
    return reverse("catalogue:public_column", args=[agency.slug, column.address])
