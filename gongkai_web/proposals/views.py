"""转主动公开: what several asked for, proposed, decided by the head, and published."""

from __future__ import annotations

import functools
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.cases.similar import Similar, asked_before, asked_by_others
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE, page
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.proposals import actions, papers, queries, rows
from gongkai_web.proposals.forms import (
    MendPublicationForm,
    ProposalForm,
    PublishedForm,
    ReopenForm,
    ReviewForm,
)
from gongkai_web.proposals.models import Proposal, ProposalStatus

PROPOSALS = "转主动公开"


def proposal_or_404(request: OfficeRequest, pk: int) -> Proposal:
    """The proposal, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _list() -> Link:
    return Link(PROPOSALS, reverse("proposals:proposals"))


@signed_in
@require_GET
def proposals(request: OfficeRequest) -> HttpResponse:
    """The proposals of the person's agencies, newest first."""
    found = queries.visible(request.user, today())
    show = request.GET.get("show")
    if show in ProposalStatus.values:
        found = found.filter(status=show)
    shown = paged(request, found)
    context = {
        "pages": shown,
        "rows": [rows.proposal_row(one, request.user, today()) for one in shown],
        "choices": [("", "全部"), *ProposalStatus.choices],
        "show": show,
        "may_propose": agencies_where(request.user, What.HANDLE, today()).exists(),
    }
    return page(request, "proposals/proposals.html", context, Link(PROPOSALS))


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """Proposes; from a case (`?case=`) with those that ask the same already listed."""
    agencies = required_somewhere(request.user, What.HANDLE, today(), doing="提出转主动公开")
    data = sent(request)
    base = _base(request)
    found = _same(base) if base else []
    form = ProposalForm(data, agencies=agencies, today=today(), initial=_initial(base, found))
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _propose(request, form))
        if made:
            messages.success(request, "已提出，等公开机构负责人审核。")
            return redirect("proposals:proposal", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "found": found, "base": base}
    return page(request, "proposals/proposal_new.html", context, _list(), Link("提出"), status=status)


@signed_in
@require_GET
def proposal(request: OfficeRequest, pk: int) -> HttpResponse:
    """One proposal: who asks the same, who proposed, what was decided, where it was published."""
    found = proposal_or_404(request, pk)
    asked = list(found.cases.order_by("received_on", "pk"))
    context = {
        "proposal": found,
        "agency": found.agency,
        "mark": rows.proposal_mark(found),
        "cases": asked,
        "applicants": queries.different_applicants(asked),
        "elements": _elements(found),
        "heads": may(request.user, found.agency, What.DECIDE_PROPOSAL, today()),
        "handles": may(request.user, found.agency, What.HANDLE, today()),
    }
    return page(request, "proposals/proposal.html", context, _list(), Link(found.title))


@keeps_typed
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """审核."""
    found = proposal_or_404(request, pk)
    require(request.user, found.agency, What.DECIDE_PROPOSAL, today())
    data = sent(request)
    form = ReviewForm(data, today=today(), initial={"seen": queries.digest(found)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decided = done(
            form,
            lambda: actions.decide_proposal(
                proposal=found,
                by=request.user,
                day=given["day"],
                publish=given["publish"] == "yes",
                opinion=given["opinion"],
                seen=given["seen"],
                today=today(),
            ),
        )
        if decided:
            messages.success(request, f"已审核：{decided.get_status_display()}。")
            return redirect("proposals:proposal", pk)
    return _form(request, found, form, "审核")


@keeps_typed
def published(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记公开."""
    found = proposal_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today())
    data = sent(request)
    form = PublishedForm(data, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.record_publication(proposal=found, by=request.user, today=today(), **given),
        "已登记公开；以后相同的申请可以告知获取途径。",
    ):
        return redirect("proposals:proposal", pk)
    return _form(request, found, form, "登记公开")


@signed_in
@require_POST
def draft(request: OfficeRequest, pk: int) -> HttpResponse:
    """起草为信息: it goes its own way from there, and comes back published."""
    found = proposal_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today())
    if not told(
        request,
        lambda: actions.draft_item(proposal=found, by=request.user, day=today()),
        "已起草；补全内容、审查、发布以后，这项建议自动登记公开。",
    ):
        return redirect("proposals:proposal", pk)
    found.refresh_from_db()
    return redirect("items:item", found.item_id)


@keeps_typed
def mend(request: OfficeRequest, pk: int) -> HttpResponse:
    """更正公开登记."""
    found = proposal_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today())
    data = sent(request)
    known = {"day": found.published_on, "place": found.place}
    form = MendPublicationForm(data, today=today(), initial=known)
    if carried_out(
        request,
        form,
        lambda given: actions.mend_publication(proposal=found, by=request.user, today=today(), **given),
        "已更正公开登记。",
    ):
        return redirect("proposals:proposal", pk)
    return _form(request, found, form, "更正公开登记")


@keeps_typed
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """撤回审核意见."""
    found = proposal_or_404(request, pk)
    require(request.user, found.agency, What.DECIDE_PROPOSAL, today())
    data = sent(request)
    form = ReopenForm(data)
    if carried_out(
        request,
        form,
        lambda given: actions.reopen_proposal(proposal=found, by=request.user, day=today(), **given),
        "已撤回审核意见，等待重新审核。",
    ):
        return redirect("proposals:proposal", pk)
    return _form(request, found, form, "撤回审核意见")


@signed_in
@require_GET
def form(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """转主动公开审核单."""
    found = proposal_or_404(request, pk)
    if fmt not in papers.FORMATS:
        raise Http404
    name = f"转主动公开审核单 {found.title[:40]}.{fmt}"
    back = reverse("proposals:proposal", args=[pk])
    taken = Taken(found.agency, f"records.Proposal:{found.pk}", "proposal_form")
    made = functools.partial(papers.proposal_file, found, fmt)
    return made_for(request, made, name, fmt, taken=[taken], back=back)


def _base(request: OfficeRequest) -> Case | None:
    """The case from which the proposal starts, where the person may see it."""
    given = request.GET.get("case", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    return cases.visible(request.user, today()).select_related("agency").filter(pk=int(given)).first()


def _same(base: Case) -> list[Similar]:
    """Those that ask the same: the case itself, the applicant's others, and those of others."""
    day = base.received_on or today()
    given = (base.agency, base.applicant_key, base.title, day)
    others = [*asked_by_others(*given, but=base.pk), *asked_before(*given, but=base.pk)]
    return [Similar(base, 1.0), *others]


def _initial(base: Case | None, found: list[Similar]) -> dict[str, Any]:
    if base is None:
        return {}
    numbers = "\n".join(one.case.registry_number for one in found)
    return {"agency": base.agency_id, "title": base.title, "numbers": numbers}


def _propose(request: OfficeRequest, form: ProposalForm) -> Proposal:
    given = form.cleaned_data
    return actions.propose(
        by=request.user,
        agency=given["agency"],
        day=given["day"],
        title=given["title"],
        cases=form.found,
        by_applicant=given["by_applicant"] == "yes",
        proposer_name=given["proposer_name"],
        grounds=given["grounds"],
        today=today(),
    )


def _form(request: OfficeRequest, found: Proposal, form: Form, title: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    here = Link(found.title, reverse("proposals:proposal", args=[found.pk]))
    context = {
        "form": form,
        "title": title,
        "about": found.title,
        "agency": found.agency,
        "cancel_url": here.href,
    }
    return page(request, "office/act.html", context, _list(), here, Link(title), status=status)


def _elements(found: Proposal) -> list[Element]:
    who = "申请人建议" if found.by_applicant else "本机关提出"
    return [
        Element("机关", found.agency.name),
        Element("建议人", f"{found.proposer_name}（{who}）"),
        Element("提出日期", str(found.proposed_on)),
        Element("审核人", str(found.decided_by or "")),
        Element("审核日期", str(found.decided_on or "")),
        Element("审核意见", found.opinion),
        Element("公开日期", str(found.published_on or "")),
        Element("公开位置", found.place),
    ]
