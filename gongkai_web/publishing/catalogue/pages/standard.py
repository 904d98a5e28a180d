"""事项标准目录: the list of an agency with its rate, a sheet that comes in or goes out, and each item."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.catalogue import actions, queries, sheets
from gongkai_web.publishing.catalogue.actions import Came, RowCame
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import StandardItem
from gongkai_web.publishing.catalogue.pages.forms import CloseForm, FulfilForm, StandardFileForm
from gongkai_web.publishing.catalogue.pages.views import SECTION, agency_or_404, way_to

TITLE = "事项标准目录"
_CAME = {
    Came.ENTERED: Mark("done", "登记"),
    Came.CHANGED: Mark("done", "更改"),
    Came.THERE: Mark("note", "已有"),
    Came.REFUSED: Mark("error", "没有登记"),
}
_FILES = {"xlsx": sheets.workbook, "csv": sheets.comma_file}


@signed_in
@require_GET
def standard(request: OfficeRequest, slug: str) -> HttpResponse:
    """The catalogue in the office: how much of it is public, by field, and each item."""
    day, agency = today(), agency_or_404(request, slug)
    found = queries.standard_on(agency, day)
    field = request.GET.get("field", "")
    if field:
        found = found.filter(field_name=field)
    rates = queries.fulfilment(agency, day)
    context = {
        "agency": agency,
        "pages": paged(request, found),
        "rates": rates[:-1],
        "whole": rates[-1],
        "field": field,
        "waiting": queries.held_words(agency, HeldKind.STANDARD).count(),
        "may_keep": may(request.user, agency, What.KEEP_CATALOGUE, day),
    }
    return SECTION.page(request, "catalogue/standard.html", context, way_to(agency), Link(TITLE))


@keeps_typed
def enter(request: OfficeRequest, slug: str) -> HttpResponse:
    """A sheet comes in; the answer tells each row."""
    agency = agency_or_404(request, slug)
    require(request.user, agency, What.KEEP_CATALOGUE, today())
    given = request.FILES if request.method == "POST" else None
    form = StandardFileForm(sent(request), given, today=today())
    if request.method == "POST" and form.is_valid():
        day, file = form.cleaned_data["day"], form.cleaned_data["file"]
        came = done(form, lambda: _entered(request, agency, day, file.read(), file.name))
        if came is not None:
            return _told(request, agency, came)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"agency": agency, "form": form}
    crumbs = (way_to(agency), _list(agency), Link("导入"))
    return SECTION.page(request, "catalogue/standard_enter.html", context, *crumbs, status=status)


@keeps_typed
def fulfil(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """登记落实: where the item is public."""
    item = _item(request, slug, pk)
    kept = {"column": item.column_id, "where": item.where}
    form = FulfilForm(sent(request), today=today(), agency=item.agency, initial=kept)
    if carried_out(
        request,
        form,
        lambda given: actions.fulfil_standard(by=request.user, item=item, today=today(), **given),
        "已登记。",
    ):
        return redirect("catalogue:standard", slug)
    return _form(request, item, form, "登记落实")


@keeps_typed
def end(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """移出目录."""
    item = _item(request, slug, pk)
    form = CloseForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.end_standard(by=request.user, item=item, today=today(), **given),
        "已移出目录。",
    ):
        return redirect("catalogue:standard", slug)
    return _form(request, item, form, "移出目录")


@public_page("page")
@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """The catalogue as the public reads it (国办发〔2019〕54号)."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    crumbs = [
        Link("首页", "/"),
        Link(agency.name, page_of(agency)),
        Link("信息公开目录", reverse("catalogue:tree", args=[slug])),
        Link(TITLE),
    ]
    context = {
        "agency": agency,
        "pages": paged(request, queries.standard_on(agency, today())),
        "page": PageMeta(column_name=TITLE, column_type="政府信息公开"),
        "breadcrumbs": crumbs,
    }
    return render(request, "catalogue/public_standard.html", context)


@public_page(kept=False)
@require_safe
def public_file(request: HttpRequest, slug: str, fmt: str) -> HttpResponse:  # noqa: ARG001
    """The same as a file."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    if fmt not in _FILES:
        raise Http404
    data = _FILES[fmt](queries.standard_on(agency, today()))
    return attached(data, f"{agency.name}{TITLE}.{fmt}", fmt)


def _entered(request: OfficeRequest, agency: Agency, day: date, data: bytes, name: str) -> list[RowCame]:
    rows = sheets.read_standard(data, name, day)
    return actions.import_standard(
        by=request.user, agency=agency, day=day, rows=rows, name=name, today=today()
    )


def _told(request: OfficeRequest, agency: Agency, came: list[RowCame]) -> HttpResponse:
    """What came of each row; those that did not come in first."""
    counts = Counter(one.came for one in came)
    context = {
        "agency": agency,
        "rows": [
            (one, _CAME[one.came]) for one in sorted(came, key=lambda one: one.came is not Came.REFUSED)
        ],
        "waiting": queries.held_words(agency, HeldKind.STANDARD).exists(),
        "said": "、".join(f"{_CAME[how].text} {counts[how]} 行" for how in Came if counts[how]),
        "back": reverse("catalogue:standard", args=[agency.slug]),
    }
    crumbs = (way_to(agency), _list(agency), Link("导入结果"))
    return SECTION.page(request, "catalogue/standard_came.html", context, *crumbs)


def _item(request: OfficeRequest, slug: str, pk: int) -> StandardItem:
    agency = agency_or_404(request, slug)
    require(request.user, agency, What.KEEP_CATALOGUE, today())
    return get_object_or_404(queries.standard_on(agency, today()), pk=pk)


def _list(agency: Agency) -> Link:
    return Link(TITLE, reverse("catalogue:standard", args=[agency.slug]))


def _form(
    request: OfficeRequest, item: StandardItem, form: FulfilForm | CloseForm, title: str
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    back = _list(item.agency)
    context = {
        "form": form,
        "title": title,
        "about": str(item),
        "agency": item.agency,
        "cancel_url": back.href,
    }
    crumbs = (way_to(item.agency), back, Link(title))
    return SECTION.page(request, "office/act.html", context, *crumbs, status=status)
