"""问答: what was asked and answered, for everybody: by kind, by agency, and one by one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.messages import message_types
from gongkai_web.agencies.models import Agency
from gongkai_web.interaction import beside, queries
from gongkai_web.interaction.facts import Status
from gongkai_web.interaction.pages import rows
from gongkai_web.interaction.queries import Share
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.days import today
from gongkai_web.office.paging import paged
from gongkai_web.public_pages.declared import public_page

HOME, TITLE = Link("首页", "/"), "互动交流"


def way() -> Link:
    """The list of public answers."""
    return Link(TITLE, reverse("interaction:answers"))


@public_page("kind", "agency", "page")
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The public answers, newest first, and how many there are of each kind and at each agency."""
    kind, slug = request.GET.get("kind", ""), request.GET.get("agency", "")
    if kind and kind not in message_types():
        raise Http404
    agency = get_object_or_404(Agency, slug=slug) if slug else None
    shown = paged(request, queries.listed(kind, agency))
    context = {
        "rows": [rows.public_row(one) for one in shown],
        "pages": shown,
        "kinds": _choices(queries.by_kind(), "kind", kind, agency=slug),
        "agencies": _choices(queries.by_agency(), "agency", slug, kind=kind),
        "ways": beside.ways(today()),
        "page": PageMeta(column_name=TITLE, column_type="互动交流"),
        "breadcrumbs": [HOME, Link(TITLE)],
    }
    return render(request, "interaction/answers.html", context)


def _choices(shares: list[Share], name: str, chosen: str, **others: str) -> list[tuple[str, int, str, bool]]:
    """The choices of a facet: label, how many, the address with it, whether it is chosen."""
    found = []
    for one in shares:
        given = {**others, name: "" if one.code == chosen else one.code}
        query = urlencode({key: value for key, value in given.items() if value})
        found.append((one.label, one.number, f"?{query}", one.code == chosen))
    return found


@public_page()
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer with its question; the words of its page are those that were reviewed."""
    found = get_object_or_404(queries.public().select_related("agency"), pk=pk)
    told_on = queries.told_on(found)
    context = {
        "message": found,
        "agency": found.agency,
        "elements": rows.outside_elements(found, told_on),
        "told": [*rows.blanks(queries.told_to_all(found)), *rows.seen_from(found)],
        "open_again": found.status != Status.ANSWERED,
        "told_on": told_on,
        "page": PageMeta(
            column_name=TITLE,
            column_type="互动交流",
            article_title=found.public_title,
            pub_date=told_on,
            content_source=found.agency.name,
        ),
        "breadcrumbs": [HOME, way(), Link(found.public_title)],
    }
    return render(request, "interaction/answer.html", context)
