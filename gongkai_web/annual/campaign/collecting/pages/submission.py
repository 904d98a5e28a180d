"""What stands in a submission: the tables with their findings, the remarks, what is other than before?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from gongkai.compare import compare
from gongkai.document import from_json
from gongkai.errors import GongkaiError
from gongkai_web.annual import presentation
from gongkai_web.annual.campaign import rows as desk
from gongkai_web.annual.campaign.collecting import (
    actions,
    blanks,
    findings,
    mending,
    queries,
    remarked,
    store,
)
from gongkai_web.annual.campaign.collecting.falling import Falling, falling
from gongkai_web.annual.campaign.collecting.models import Remark, Submission
from gongkai_web.annual.campaign.collecting.pages.forms import (
    AnswerForm,
    PublishForm,
    ReasonForm,
    RemarkForm,
    ReturnForm,
)
from gongkai_web.annual.campaign.collecting.pages.place import SECTION, rights, submission_or_404, way_to
from gongkai_web.annual.campaign.collecting.pages.unit import UnitAct
from gongkai_web.annual.campaign.collecting.telling import told_at_once
from gongkai_web.annual.campaign.collecting.words import COUNTS, State
from gongkai_web.annual.campaign.forms import VerdictForm
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.annual.queries import answers_of
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, told, told_why_not
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.oversight.rectification import queries as ledger

DECIDED: Mapping[str, UnitAct] = {
    "return": UnitAct("退回", "写明要改什么；单位看得到。", actions.return_report, ReturnForm),
    "take-back": UnitAct(
        "撤回通过",
        "撤回以后重新审核：要单位改的，再退回；有更正的一版的，由单位提交。",
        actions.take_back,
        ReasonForm,
    ),
    "publish": UnitAct(
        "登记公布", "单位在自己的网站公布的，登记哪一天、在哪里。", actions.publish, PublishForm
    ),
    "remark": UnitAct("批注", "写在一格或者正文的一句话上。", actions.remark, RemarkForm),
}


@signed_in
@require_safe
def submission(request: OfficeRequest, pk: int) -> HttpResponse:
    """A submission: the tables as printed with marked cells, the findings and remarks beside them."""
    return _page(request, submission_or_404(request, pk))


@signed_in
@require_POST
def verdict(request: OfficeRequest, pk: int) -> HttpResponse:
    """Confirms a finding, or says with a reason that it is none."""
    found, key = submission_or_404(request, pk), request.POST.get("key", "")
    form = VerdictForm(request.POST, auto_id=f"id_{key[:12]}_%s")
    if carried_out(
        request,
        form,
        lambda given: actions.judge(
            by=request.user,
            submission=found,
            key=key,
            decision=request.POST.get("decision", ""),
            reason=given["reason"],
            day=today(),
        ),
        field="reason",
    ):
        number = findings.reviewed(found).number_of(key)
        return redirect(f"{reverse('collecting:submission', args=[pk])}#finding-{number}")
    return _page(request, found, (key, form))


@signed_in
@require_POST
def accept(request: OfficeRequest, pk: int) -> HttpResponse:
    """审核通过."""
    found = submission_or_404(request, pk)
    accepted = told(
        request, lambda: actions.accept(by=request.user, submission=found, day=today()), "已通过。"
    )
    return redirect("collecting:unit", found.unit_id) if accepted else redirect("collecting:submission", pk)


@signed_in
@require_POST
def take(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记到整改台账."""
    found = submission_or_404(request, pk)
    taken: list[mending.Taken] = []

    def take_in() -> None:
        taken.append(mending.take_submission(submission=found, by=request.user, day=today()))

    if told(request, take_in):
        messages.success(request, f"已登记到整改台账：{taken[0].said}")
    return redirect("collecting:submission", pk)


@keeps_typed
def decide(request: OfficeRequest, pk: int, what: str) -> HttpResponse:
    """退回, 撤回通过, 登记公布 or 批注, with its form."""
    found = submission_or_404(request, pk)
    if what not in DECIDED:
        raise Http404
    asked = DECIDED[what]
    form = _form(request, found, asked)
    if carried_out(
        request,
        form,
        lambda given: asked.act(by=request.user, submission=found, day=today(), **given),
        f"已登记：{asked.label}。",
    ):
        if what == "return" and queries.out_of_reach(found.unit, today()):
            return redirect("collecting:unit", found.unit_id)
        return redirect("collecting:submission", pk)
    fallen = falling(found.unit, today(), found) if what == "take-back" else None
    return _act(request, found, form, asked, fallen)


@keeps_typed
def answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """答复批注."""
    remark = get_object_or_404(Remark, pk=pk)
    found = remark.submission = submission_or_404(request, remark.submission_id)
    form = AnswerForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.answer(by=request.user, remark=remark, day=today(), **given),
        "已答复。",
    ):
        return redirect("collecting:submission", found.pk)
    about = f"{remark.text}（对外：答复公布以后公众也看得到）" if remark.public else remark.text
    return _act(request, found, form, UnitAct("答复批注", about, actions.answer))


@signed_in
@require_GET
def original(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The file byte for byte."""
    found = submission_or_404(request, pk)
    if not found.sha256:
        raise Http404
    try:
        return attached(store.read(found), clean_name(found.name))
    except GongkaiError as problem:
        told_why_not(request, str(problem))
        return redirect("collecting:submission", pk)


@signed_in
@require_safe
def difference(request: OfficeRequest, pk: int) -> HttpResponse:
    """What is other than in an earlier submission of the unit: cell by cell, sentence by sentence."""
    found = submission_or_404(request, pk)
    others = found.unit.submissions.exclude(pk=pk).defer("document").order_by("-pk")
    wanted = number_in(request.GET, "with")
    other = others.filter(pk=wanted).first() if wanted else others.filter(pk__lt=pk).first()
    context: dict[str, Any] = {"submission": found, "unit": found.unit, "others": others, "other": other}
    if other is not None:
        compared = compare(from_json(other.document), from_json(found.document))
        context |= {"compared": compared, "changes": [*compared.facts, *compared.cells]}
    way = (*way_to(found.unit), _link(found), Link("不同之处"))
    return SECTION.page(request, "collecting/difference.html", context, *way)


def _page(
    request: OfficeRequest, found: Submission, asked: tuple[str, VerdictForm] | None = None
) -> HttpResponse:
    report, judged = from_json(found.document), findings.reviewed(found)
    state = queries.state_of_submission(found)
    last = queries.last_submission(found.unit, practice=found.practice)
    is_last = last is not None and last.pk == found.pk
    may = rights(request.user, found.unit)
    again = is_last and queries.is_taken_back(found)
    now = "撤回了通过，重新审核" if again else state.label
    file = f"《{found.name}》" if found.name else f"{found.filing or ''}"
    answers = answers_of(found.filing) if found.filing else {}
    answers |= blanks.reasons([one.finding for one in judged.judged], found.blank_reason)
    to_decide = may.decides and is_last and state == State.SUBMITTED
    context: dict[str, Any] = {
        "submission": found,
        "unit": found.unit,
        "agency": found.unit.campaign.agency,
        "may": may,
        "lead": f"{found.day} {found.person_name}提交{file}。现在：{now}。",
        "wrong": asked[1] if asked else None,
        "to_decide": to_decide,
        "fallen": falling(found.unit, today()) if to_decide and found.unit.excused else None,
        "to_take_back": may.decides and is_last and state in COUNTS,
        "to_take": _to_take(request, found, judged) if is_last else 0,
        "to_publish": may.decides and is_last and state == State.ACCEPTED and found.filing_id is None,
        "points": told_at_once(found.unit, report, found.sha256, besides=found.pk, names=may.decides),
        "parts": desk.parts(report, judged, _to_remark(found) if may.decides else lambda _: ""),
        "findings": desk.finding_rows(report, judged, asked, answers),
        "found": presentation.found_in_words([one.finding for one in judged.judged]),
        "remarks": remarked.remarks_of(found, report),
        "earlier": found.number > 1,
    }
    return SECTION.page(
        request, "collecting/submission.html", context, *way_to(found.unit), Link(_link(found).label)
    )


def _to_take(request: OfficeRequest, found: Submission, judged: findings.Reviewed) -> int:
    """How many faults the person may take into the ledger of what is to be mended."""
    agency = found.unit.agency
    if agency is None or found.practice:
        return 0
    kept_by = ledger.kept_at(request.user, agency, today())
    return len(mending.to_take(judged)) if ledger.may_keep(request.user, kept_by, agency, today()) else 0


def _to_remark(found: Submission) -> Callable[[str], str]:
    """From a cell to the form of a remark on it."""
    form = reverse("collecting:decide", args=[found.pk, "remark"])
    return lambda cell: f"{form}?cell={cell}"


def _link(found: Submission) -> Link:
    return Link(f"第 {found.number} 次提交", reverse("collecting:submission", args=[found.pk]))


def _form(request: OfficeRequest, found: Submission, asked: UnitAct) -> Form:
    if asked.form is RemarkForm:
        layout = from_json(found.document).layout
        first = {"cell": request.GET.get("cell", "")}
        cells = [(cell, layout.name(cell)) for cell in layout.cells]
        return RemarkForm(sent(request), cells=cells, initial=first)
    return asked.form(sent(request))


def _act(
    request: OfficeRequest, found: Submission, form: Form, asked: UnitAct, fallen: Falling | None = None
) -> HttpResponse:
    context = {"form": form, "title": asked.label, "about": asked.about, "fallen": fallen}
    context |= {"cancel_url": reverse("collecting:submission", args=[found.pk])}
    context |= {"agency": found.unit.campaign.agency}
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = (*way_to(found.unit), _link(found), Link(asked.label))
    return SECTION.page(request, "collecting/act.html", context, *way, status=status)
