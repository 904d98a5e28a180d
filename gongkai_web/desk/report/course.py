"""On which way does the report come to the public: checked, frozen, submitted, published – by whom, when?"""

from __future__ import annotations

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.checking import WARNING
from gongkai.owed import owed
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.annual import actions, compose, entered, former, queries
from gongkai_web.annual.making import moved_since
from gongkai_web.annual.models import CheckReturn, DriftNote, Filing
from gongkai_web.desk.report.forms import CheckForm, FreezeForm, HandOverForm, ReasonForm
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.desk.report.steps import steps
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

_ABOUT = {
    "核对": "各格和正文照现在的记录；提示要逐条说明。",
    "退回": "退回给写年报的人改正，重新核对以后再定稿；理由列在“今天”和“核对和公布”。",
    "不更正的说明": "公布的一版照旧；记录再有变动的，会再列出来。",
    "定稿": "定稿以后，数和正文不再随记录变动；更正另出一版。",
    "提交主管部门": "提交和公布是两件事，各有各的日子（《条例》第四十九条）。",
}
_PAGES = {"定稿": "report/freeze.html"}


@signed_in
@require_safe
def course(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """送审和公布: what was done about the report, and what comes next."""
    agency = agency_or_404(request, slug, year)
    filing = queries.latest_filing(agency, year)
    checked, theirs = queries.latest_check(agency, year), owed(agency.kind, year)
    pending = checked is not None and not (filing and queries.is_frozen_check(filing, checked))
    returned = queries.given_back(checked) if checked and pending else None
    moves = moved_since(checked) if checked and pending and not returned else None
    context = {
        "steps": steps(agency, year, filing, today()),
        "drift": filing and queries.open_drift(filing),
        "drifted": _drifted(filing) if filing else [],
        "kept": DriftNote.objects.filter(drift__filing__agency=agency, drift__filing__year=year),
        "returned": returned,
        "to_return": pending and returned is None,
        "returns": CheckReturn.objects.filter(check_of__agency=agency, check_of__year=year),
        "checked": checked,
        "moved": None if moves is None else moves.told(year),
        "frozen": filing is not None and not pending,
        "to_submit": filing and not hasattr(filing, "handover") and (theirs is None or theirs.submit_by),
        "to_release": filing and not hasattr(filing, "release"),
        "filing": filing,
        "may_settle": may(request.user, agency, What.SETTLE_REPORT, today()),
        "versions": Filing.objects.filter(agency=agency, year=year).defer("document", "records"),
    }
    return shown(request, "report/course.html", agency, year, context, Link("核对和公布"))


@keeps_typed
def check(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """核对: every open point with its answer; before that, what has to be mended first."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.WRITE_REPORT, today(), "核对年报")
    made = compose.compose(agency, year)
    found = compose.findings(made, former.report_of(agency, year - 1))
    hindrances = compose.hindrances(made, found, year, today())
    if hindrances and request.method != "POST":
        way = (Link("核对和公布", reverse("report:course", args=[slug, year])), Link("核对"))
        return shown(request, "report/hindered.html", agency, year, {"hindrances": hindrances}, *way)
    points = [one for one in found if one.severity == WARNING]
    reasons = entered.reasons(agency, year, made.cells)
    last = queries.latest_check(agency, year)
    answers = queries.answers_of(last) if last else {}
    form = CheckForm(sent(request), findings=points, reasons=reasons, answers=answers)
    if carried_out(
        request,
        form,
        lambda _: actions.check_report(
            by=request.user, agency=agency, year=year, day=today(), answers=form.answers
        ),
        "已核对；由公开机构负责人定稿。",
    ):
        return redirect("report:course", slug, year)
    return _act(request, agency, year, form, "核对")


@keeps_typed
def freeze(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """定稿; of what is published already, a correction with its reason."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.SETTLE_REPORT, today())
    former = queries.latest_filing(agency, year)
    check = queries.latest_check(agency, year)
    form = FreezeForm(sent(request), initial={"seen": actions.mark_of_check(check) if check else ""})
    if former is None or not queries.is_released(former):
        del form.fields["reason"]
    if carried_out(
        request,
        form,
        lambda given: actions.file_or_return(by=request.user, agency=agency, year=year, day=today(), **given),
        "已定稿；提交和公布各登记一次。",
    ):
        return redirect("report:course", slug, year)
    return _act(request, agency, year, form, "定稿", check=check)


@keeps_typed
def give_back(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """退回 to whoever writes the report."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.SETTLE_REPORT, today(), "退回年报")
    form = ReasonForm(sent(request))
    form.fields["reason"].label = "退回的理由"
    form.fields["reason"].help_text = "写明哪一部分、哪一格要改什么。"
    if carried_out(
        request,
        form,
        lambda given: actions.return_check(by=request.user, agency=agency, year=year, day=today(), **given),
        "已退回；重新核对以后再定稿。",
    ):
        return redirect("report:course", slug, year)
    return _act(request, agency, year, form, "退回")


@keeps_typed
def keep(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """Why the published report stays as it is."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.SETTLE_REPORT, today(), "决定公布的年报要不要更正")
    drift = queries.open_drift(_filing(agency, year))
    if drift is None:
        raise Http404
    form = ReasonForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.keep_published(by=request.user, drift=drift, day=today(), **given),
        "已登记说明；公布的一版照旧。",
    ):
        return redirect("report:course", slug, year)
    return _act(request, agency, year, form, "不更正的说明")


@keeps_typed
def hand_over(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """登记提交."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.WRITE_REPORT, today(), "提交年报")
    filing = _filing(agency, year)
    form = HandOverForm(sent(request), initial={"receiver": agency.parent.name if agency.parent else ""})
    if carried_out(
        request,
        form,
        lambda given: actions.hand_over(by=request.user, filing=filing, day=today(), **given),
        "已登记提交。",
    ):
        return redirect("report:course", slug, year)
    return _act(request, agency, year, form, "提交主管部门")


@signed_in
@require_POST
def release(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """公布 the filing that was on the screen."""
    agency = agency_or_404(request, slug, year)
    filing, seen = _filing(agency, year), request.POST.get("seen", "")
    told(
        request,
        lambda: actions.release_report(by=request.user, filing=filing, day=today(), seen=seen),
        "已公布。",
    )
    return redirect("report:course", slug, year)


def _drifted(filing: Filing) -> list[tuple[str, str, str]]:
    """What the records say otherwise than the published report: where, as published, as it is now."""
    drift = queries.open_drift(filing)
    if drift is None:
        return []
    cells = {cell: (was, now) for cell, was, now in drift.cells}
    return compose.Moves(cells, tuple(drift.sections)).told(filing.year)


def _filing(agency: Agency, year: int) -> Filing:
    found = queries.latest_filing(agency, year)
    if found is None:
        raise Http404
    return found


def _act(
    request: OfficeRequest, agency: Agency, year: int, form: Form, title: str, **besides: object
) -> HttpResponse:
    back = reverse("report:course", args=[agency.slug, year])
    context = {"form": form, "title": title, "about": _ABOUT[title], "cancel_url": back, **besides}
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = (Link("核对和公布", back), Link(title))
    return shown(request, _PAGES.get(title, "report/act.html"), agency, year, context, *way, status=status)
