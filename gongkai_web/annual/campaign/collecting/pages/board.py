"""What does the supervising office see: its campaigns, and on the board of one who has come how far?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.checking import rules_version
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, agencies_where, may, require
from gongkai_web.agencies.queries import watched_list
from gongkai_web.annual.campaign.collecting import actions, listing, queries
from gongkai_web.annual.campaign.collecting.models import Campaign
from gongkai_web.annual.campaign.collecting.pages import changes, rows
from gongkai_web.annual.campaign.collecting.pages.forms import CampaignForm, DayForm, UnitsForm
from gongkai_web.annual.campaign.collecting.pages.place import SECTION, by_law, campaign_or_404
from gongkai_web.annual.campaign.collecting.words import Kind
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, number_in, signed_in

_PAGE = 100


@signed_in
@require_safe
def campaigns(request: OfficeRequest) -> HttpResponse:
    """The campaigns that one collects, or reports in."""
    context = {
        "pages": paged(request, queries.visible(request.user, today())),
        "may_open": agencies_where(request.user, What.CHECK_REPORTS, today()).exists(),
    }
    return SECTION.page(request, "collecting/campaigns.html", context)


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """发起年报报送."""
    agencies = agencies_where(request.user, What.CHECK_REPORTS, today())
    first: dict[str, Any] = {"year": number_in(request.GET, "year") or today().year - 1}
    if agency := number_in(request.GET, "agency"):
        first["agency"] = agency
    if (kind := request.GET.get("kind", "")) in Kind.values:
        first["kind"] = kind
    form = CampaignForm(sent(request), agencies=agencies, initial=first)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _opened(request.user, form.cleaned_data))
        if made:
            return redirect("collecting:units", made.pk)
    about = "先定年度、种类和内部期限，再列单位。"
    return _act(request, form, "发起年报报送", about, reverse("collecting:campaigns"))


@signed_in
@require_safe
def board(request: OfficeRequest, pk: int) -> HttpResponse:
    """The board: rows are units, counts at the head are filters."""
    campaign = campaign_or_404(request, pk)
    everything = _seen(request, campaign)
    filters = {one.key: one for one in rows.FILTERS}
    show = filters.get(request.GET.get("show", ""), rows.FILTERS[0])
    pages = paged(request, [one for one in everything if show.fits(one)], _PAGE)
    names = {one.unit.pk: one.unit.name for one in everything}
    url = reverse("collecting:board", args=[pk])
    context: dict[str, Any] = {
        "campaign": campaign,
        "agency": campaign.agency,
        "figures": rows.figures(everything, url),
        "rows": rows.board(pages, names),
        "pages": pages,
        "show": show,
        "kinds": rows.by_kind(everything),
        "lead": _lead(campaign),
        "stale": sum(one.stale for one in everything),
        "rules": rules_version(),
        "all": len(everything),
        "may_keep": may(request.user, campaign.agency, What.CHECK_REPORTS, today()),
    }
    if context["may_keep"] and not show.key and pages.number == 1:
        context["changes"] = changes.of_campaign(campaign)
    return SECTION.page(request, "collecting/board.html", context, Link(campaign.title))


@keeps_typed
def units(request: OfficeRequest, pk: int) -> HttpResponse:
    """增列单位: pasted, or from a file; all of them or none."""
    campaign = _kept(request, pk, "增列报送单位")
    first = "" if campaign.units.exists() else _proposed(request.user, campaign)
    files = request.FILES if request.method == "POST" else None
    form = UnitsForm(sent(request), files, initial={"rows": first})
    if carried_out(request, form, lambda given: _added(request.user, campaign, given), "单位已列入。"):
        return redirect("collecting:board", pk)
    back = reverse("collecting:board", args=[pk])
    about = f"{campaign.title}：现有 {campaign.units.count()} 个单位。"
    return _act(request, form, "增列单位", about, back, Link(campaign.title, back))


@keeps_typed
def days(request: OfficeRequest, pk: int) -> HttpResponse:
    """定内部期限."""
    campaign = _kept(request, pk, "设定内部期限")
    form = DayForm(sent(request), units=campaign.units.filter(below__isnull=False).distinct())
    if carried_out(
        request,
        form,
        lambda given: actions.set_internal_day(by=request.user, campaign=campaign, day=today(), **given),
        "内部期限已定。",
    ):
        return redirect("collecting:board", pk)
    back = reverse("collecting:board", args=[pk])
    about = f"{by_law(campaign)}（《条例》第四十九条）。"
    return _act(request, form, "内部期限", about, back, Link(campaign.title, back))


@signed_in
@require_POST
def check_again(request: OfficeRequest, pk: int) -> HttpResponse:
    """重新核对 what was checked by older rules."""
    campaign = campaign_or_404(request, pk)
    told(
        request,
        lambda: actions.check_again(by=request.user, campaign=campaign, day=today()),
        "已按现行规则重新核对。",
    )
    return redirect("collecting:board", pk)


def _seen(request: OfficeRequest, campaign: Campaign) -> list[Any]:
    """The standing of the units that the person may see."""
    everything = queries.standing(campaign, today())
    if queries.sees_all(campaign, request.user, today()):
        return list(everything)
    mine = set(queries.units_of(campaign, request.user, today()).values_list("pk", flat=True))
    return [one for one in everything if one.unit.pk in mine]


def _lead(campaign: Campaign) -> str:
    """Who collects what until when, as one sentence."""
    internal = campaign.days.filter(unit=None).order_by("pk").last()
    wanted = f"，内部期限 {internal.day}{'（过后锁定）' if internal.locks else ''}" if internal else ""
    kind = campaign.get_kind_display()
    return f"{campaign.agency.name}，{kind}；{by_law(campaign)}{wanted}。"


def _kept(request: OfficeRequest, pk: int, doing: str) -> Campaign:
    campaign = campaign_or_404(request, pk)
    require(request.user, campaign.agency, What.CHECK_REPORTS, today(), doing)
    return campaign


@transaction.atomic
def _opened(by: Person, given: dict[str, Any]) -> Campaign:
    internal, locks = given.pop("internal_day"), given.pop("locks")
    campaign = actions.open_campaign(by=by, day=today(), **given)
    if internal:
        actions.set_internal_day(by=by, campaign=campaign, internal_day=internal, locks=locks, day=today())
    return campaign


def _added(by: Person, campaign: Campaign, given: dict[str, Any]) -> None:
    file = given["file"]
    found = listing.uploaded(file.read(), file.name) if file else listing.pasted(given["rows"])
    wanted = listing.units_in(found, queries.agencies_under(campaign))
    actions.add_units(by=by, campaign=campaign, units=wanted, day=today())


def _proposed(by: Person, campaign: Campaign) -> str:
    """The agencies that the office supervises here, to begin with."""
    watched: list[Agency] = watched_list(by, today())
    return listing.lines_of(watched, campaign.agency) if watched else ""


def _act(request: OfficeRequest, form: Any, title: str, about: str, back: str, *way: Link) -> HttpResponse:
    context = {"form": form, "title": title, "about": about, "cancel_url": back}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "collecting/act.html", context, *way, Link(title), status=status)
