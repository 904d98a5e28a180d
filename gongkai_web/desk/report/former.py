"""How is last year's report brought in where it was made elsewhere, and what does it give to this year's?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.checking import check
from gongkai.document import from_json
from gongkai.form import form_of_year
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.annual import actions, presentation, tally
from gongkai_web.annual.campaign.receiving import receiving
from gongkai_web.annual.former import imported
from gongkai_web.annual.models import FormerListing, FormerReport
from gongkai_web.annual.queries import latest_filing
from gongkai_web.desk.report.forms import FormerForm, ListingForm
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import sent
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in

Row = tuple[str, object, object]


@receiving
def former(request: OfficeRequest, slug: str, year: int, left_out: Sequence[str] = ()) -> HttpResponse:
    """导入上年年报: the file, and of what was read the findings, the carry-over and the problems."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.WRITE_REPORT, today(), "导入以前的年报")
    form = FormerForm(request.POST, request.FILES) if request.method == "POST" else FormerForm()
    if carried_out(
        request,
        form,
        lambda given: actions.import_report(
            by=request.user,
            agency=agency,
            year=year - 1,
            name=given["file"].name,
            data=given["file"].read(),
            other_name=given["other_name"],
            day=today(),
        ),
        "已导入；请看过读到的内容。",
        field="file",
    ):
        return redirect("report:former", slug, year)
    for sentence in left_out:
        form.add_error("file", sentence)
    context = {"form": form, "filed": latest_filing(agency, year - 1)} | _read(agency, year)
    kept = imported(agency, year - 1)
    context["public"] = page_of(kept) if kept else ""
    context["may_settle"] = may(request.user, agency, What.SETTLE_REPORT, today())
    status = UNPROCESSABLE if request.method == "POST" else 200
    return shown(request, "report/former.html", agency, year, context, Link("上年年报"), status=status)


@signed_in
def listing(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """列入历年: the report of the year before, as it was read, for the public."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.SETTLE_REPORT, today(), "把以前的年报列入历年")
    kept = imported(agency, year - 1)
    if kept is None:
        raise Http404
    form = ListingForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.list_report(by=request.user, former=kept, day=today(), **given),
        "已列入历年，公众看得到。",
    ):
        return redirect("report:former", slug, year)
    back = reverse("report:former", args=[slug, year])
    about = f"照“{kept.name}”读到的内容列在{agency.name}历年的年报里；它不是本系统编的，数不随登记变动。"
    context = {"form": form, "title": "列入历年", "about": about, "cancel_url": back}
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = (Link("上年年报", back), Link("列入历年"))
    return shown(request, "office/act.html", agency, year, context, *way, status=status)


def _read(agency: Agency, year: int) -> dict[str, Any]:
    """What was read of the report that holds."""
    kept = imported(agency, year - 1)
    listed = FormerListing.objects.filter(former=kept).first()
    return {"kept": kept, "listed": listed, **(_told(kept, agency, year) if kept else {})}


def _told(kept: FormerReport, agency: Agency, year: int) -> dict[str, Any]:
    report = from_json(kept.document)
    found = check(report)
    return {
        "report": report,
        "findings": presentation.finding_views(report, found),
        "found": presentation.found_in_words(found),
        "carried": carried(report, agency, year),
        "tables": presentation.tables(report, lambda _: "", found),
    }


def carried(before: Report, agency: Agency, year: int) -> list[Row]:
    """The carry-over by kind of applicant: what last year's report passes on, and what is registered here."""
    now = tally.cells(agency, year)
    return [
        (
            column.label,
            before.cells.get(f"table3.carried_over_out.{column.key}"),
            now[f"table3.carried_over_in.{column.key}"],
        )
        for column in form_of_year(year).columns3
    ]
