"""等另一个人看的文字: what waits at an agency, each with what it says, and the two answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.publication.references import resolved
from gongkai.publication.standard import standard_columns
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.look.parts import Link, ListRow
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_of, page_of_owner
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.kinds import KEPT_BACK, HeldKind
from gongkai_web.publishing.catalogue.models import HeldWords, PublicEnterprise, StandardItem
from gongkai_web.publishing.catalogue.pages.forms import SendBackForm
from gongkai_web.publishing.catalogue.pages.views import SECTION, agency_or_404, way_to

TITLE = "等另一个人看的文字"


@signed_in
@require_GET
def waiting(request: OfficeRequest, slug: str) -> HttpResponse:
    """What waits at the agency, the oldest first."""
    agency = agency_or_404(request, slug)
    rows = [
        ListRow(one.about, _page(one), one.day, one.person.display_name, agency.name)
        for one in queries.held_words(agency)
    ]
    context = {"agency": agency, "rows": rows}
    return SECTION.page(request, "catalogue/waiting.html", context, way_to(agency), Link(TITLE))


@signed_in
@require_GET
def waiting_one(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """One of them: what everybody reads now, and what is to be read."""
    held = _to_read(request, slug, pk)
    keeps, waits = may(request.user, held.agency, What.KEEP_CATALOGUE, today()), held.agreed is None
    context: dict[str, Any] = {
        "agency": held.agency,
        "held": held,
        "waits": waits,
        "may_agree": waits and keeps and held.person_id != request.user.pk,
        "may_send_back": waits and keeps,
        "anew": "" if waits else _anew(held),
    }
    if held.column is not None:
        context["now"] = queries.introduction_of(held.column)
        context["words"] = resolved(held.given["introduction"], queries.contacts_of(held.agency))
    elif held.kind == HeldKind.CONTACT:
        context["now"] = queries.contacts_of(held.agency).get(held.given["name"], "")
        context["words"] = held.given["value"]
    elif held.kind == HeldKind.ENTERPRISE:
        context["now"] = PublicEnterprise.objects.get(pk=held.given["enterprise"]).contact
        context["words"] = held.given["contact"]
    elif held.kind == HeldKind.PARTICULARS:
        context["now"] = getattr(particulars_of(held.agency), held.given["field"])
        context["words"] = held.given["words"]
    elif held.kind in KEPT_BACK:
        context["words"] = queries.words_kept_back(held) or "这些文字已经没有了。"
        context["where"] = page_of_owner(held.given["page"])
    else:
        context["heads"] = "、".join(["与现在的不同", *(one.label for one in standard_columns().values())])
        context["pages"] = paged(request, _rows(held))
    crumbs = (way_to(held.agency), _list(held), Link(held.about))
    return SECTION.page(request, "catalogue/waiting_one.html", context, *crumbs)


@signed_in
@require_POST
def waiting_let_out(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """同意公开."""
    held = _held(request, slug, pk)
    require(request.user, held.agency, What.KEEP_CATALOGUE, today(), "同意公开")
    told(request, lambda: actions.let_out(held=held, by=request.user, day=today()), "已公开。")
    return redirect("catalogue:waiting", slug)


@keeps_typed
def waiting_send_back(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """退回."""
    held = _held(request, slug, pk)
    require(request.user, held.agency, What.KEEP_CATALOGUE, today(), "退回")
    form = SendBackForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.send_back(held=held, by=request.user, day=today(), **given),
        "已退回，没有公开。",
    ):
        return redirect("catalogue:waiting", slug)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "退回", "about": held.about, "agency": held.agency}
    context["cancel_url"] = _page(held)
    crumbs = (way_to(held.agency), _list(held), Link(held.about, _page(held)), Link("退回"))
    return SECTION.page(request, "office/act.html", context, *crumbs, status=status)


def _to_read(request: OfficeRequest, slug: str, pk: int) -> HeldWords:
    """One that waits; one that was sent back, for those who keep the catalogue."""
    agency = agency_or_404(request, slug)
    if may(request.user, agency, What.KEEP_CATALOGUE, today()):
        back = queries.words_sent_back(agency).filter(pk=pk).first()
        if back is not None:
            return back
    return get_object_or_404(queries.held_words(agency), pk=pk)


def _anew(held: HeldWords) -> str:
    """Where it is written anew, beginning with what was written."""
    if held.kind == HeldKind.STANDARD:
        return reverse("catalogue:standard", args=[held.agency.slug])
    if held.kind in KEPT_BACK:
        return page_of_owner(f"{held.kind}.anew:{held.pk}") or page_of_owner(held.given["page"])
    if held.kind == HeldKind.PARTICULARS:
        return page_of(held.agency)
    if held.column is not None:
        page = reverse("catalogue:column_act", args=[held.column.pk, "introduce"])
    elif held.kind == HeldKind.ENTERPRISE:
        page = reverse("catalogue:enterprise_cover", args=[held.agency.slug, held.given["enterprise"]])
    else:
        page = reverse("catalogue:contact", args=[held.agency.slug])
    return f"{page}?{urlencode({'held': held.pk})}"


def begun_with(request: OfficeRequest, agency: Agency, kind: HeldKind) -> dict[str, Any]:
    """What was sent back and is written anew (`held` in the address), for the fields of the form."""
    pk = number_in(request.GET, "held")
    back = queries.words_sent_back(agency).filter(pk=pk, kind=kind).first() if pk else None
    return dict(back.given) if back else {}


def _held(request: OfficeRequest, slug: str, pk: int) -> HeldWords:
    return get_object_or_404(queries.held_words(agency_or_404(request, slug)), pk=pk)


def _rows(held: HeldWords) -> list[list[str]]:
    """What each row changes of what everybody reads now, and all that it says."""
    known = {_same(_said(one)): _said(one) for one in queries.standard_on(held.agency, today())}
    given = [
        {code: " ".join(text.split()) for code, text in one["values"].items()} for one in held.given["rows"]
    ]
    return [
        [_change(one, known.get(_same(one))), *(one.get(code, "") for code in standard_columns())]
        for one in given
    ]


def _said(item: StandardItem) -> dict[str, str]:
    return {code: item.field_name if code == "field" else getattr(item, code) for code in standard_columns()}


def _same(values: dict[str, str]) -> tuple[str, ...]:
    """By what a row is known again, as where it is written."""
    known = values.get("second_level") or values.get("content", "")
    return values.get("field", ""), values.get("first_level", ""), known


def _change(values: dict[str, str], now: dict[str, str] | None) -> str:
    """新增, or of each column that says something else what it says now."""
    if now is None:
        return "新增"
    heads = {code: one.label for code, one in standard_columns().items()}
    other = [f"{heads[code]}原来是“{now[code]}”" for code in heads if now[code] != values.get(code, "")]
    return "；".join(other) or "没有不同"


def _page(held: HeldWords) -> str:
    return reverse("catalogue:waiting_one", args=[held.agency.slug, held.pk])


def _list(held: HeldWords) -> Link:
    return Link(TITLE, reverse("catalogue:waiting", args=[held.agency.slug]))
