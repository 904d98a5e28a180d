"""证据材料: everything that an appeal asks for, made by one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.procedure import checks
from gongkai.procedure.known import AppealState
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.cases import stored
from gongkai_web.cases.words import appeal_label
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.files import responses
from gongkai_web.files.actions import DOWNLOAD, log_view
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.letters import actions, ground, queries
from gongkai_web.letters.bundle import missing_from
from gongkai_web.letters.bundle.pack import items_of, packed
from gongkai_web.look.marks import due_marks
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import told
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken, note_taken

BUNDLE = "证据材料"


@signed_in
@require_http_methods(["GET", "POST"])
def bundle(request: OfficeRequest, pk: int, ref: str) -> HttpResponse:
    """The appeal, its due day, what was put together so far, and the button."""
    case = the_case(request, pk)
    appeal = next((one for one in stored.current(case).appeals if one.ref == ref), None)
    if appeal is None:
        raise Http404
    if request.method == "POST":
        return _build(request, pk, ref)
    made = [(one, items_of(one)) for one in queries.bundles_of(case, ref)]
    context = {
        "appeal": appeal,
        "kind": appeal_label(appeal),
        "rule": _rule(appeal),
        "marks": due_marks(appeal.answer_until, today(), calendar_of(case.agency_id), done=appeal.answered_on)
        if appeal.answer_until or appeal.answered_on
        else (),
        "made": made,
        "missing": missing_from(case) if not appeal.answered_on else [],
        "may_build": may(request.user, case.agency, What.HANDLE, today()),
    }
    return case_page(request, "casework/bundle.html", case, context, Link(f"{BUNDLE} {ref}"))


@signed_in
@require_GET
def download(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The merged PDF, or the ZIP with each piece."""
    found = get_object_or_404(queries.visible_bundles(request.user, today()), pk=pk)
    if fmt not in ("pdf", "zip"):
        raise Http404
    try:
        if fmt == "pdf":
            response = responses.as_download(found.file)
            log_view(by=request.user, file=found.file, what=DOWNLOAD)
            return response
        data = packed(found, ground.setting(ground.of(found.case), day=found.day))
    except GongkaiError as problem:
        messages.error(request, str(problem))
        return redirect("bundles:bundle", found.case_id, found.ref)
    taken = Taken(found.case.agency, f"cases.Case:{found.case_id}", "bundle")
    note_taken(by=request.user, taken=[taken], fmt=fmt)
    return attached(data, f"证据材料 {found.case.registry_number} {found.day}.zip", fmt)


def _build(request: OfficeRequest, pk: int, ref: str) -> HttpResponse:
    case = the_case(request, pk)
    require(request.user, case.agency, What.HANDLE, today())

    def build() -> None:
        made = actions.build_bundle(case=case, ref=ref, by=request.user, day=today())
        messages.success(request, f"已制作证据材料：{len(made.items)} 件，{made.pages} 页。")

    told(request, build)
    return redirect(reverse("bundles:bundle", args=[pk, ref]))


def _rule(appeal: AppealState) -> str:
    """How long the agency has, and by which article of the procedure that it is about."""
    key = checks.evidence_term_of(appeal)
    if key is None or appeal.received_on is None:
        return ""
    term = terms()[key]
    value = term.dated.on(appeal.received_on)
    unit = "日" if value.value.unit == "days" else "个工作日"
    return (
        f"{term.name}：自 {appeal.received_on} 收到副本起 {value.value.count} {unit}{value.source.cited}；"
        f"逾期{term.lapse}。"
    )
