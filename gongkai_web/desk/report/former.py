"""How is last year's report brought in where it was made elsewhere, and what does it give to this year's?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.checking import check
from gongkai.document import from_json
from gongkai.form import form_of_year
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import actions, presentation, tally
from gongkai_web.annual.campaign.receiving import receiving
from gongkai_web.annual.former import imported
from gongkai_web.annual.models import FormerReport
from gongkai_web.annual.queries import latest_filing
from gongkai_web.desk.report.forms import FormerForm
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.request import OfficeRequest

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
    status = UNPROCESSABLE if request.method == "POST" else 200
    return shown(request, "report/former.html", agency, year, context, Link("上年年报"), status=status)


def _read(agency: Agency, year: int) -> dict[str, Any]:
    """What was read of the report that holds."""
    kept = imported(agency, year - 1)
    return {"kept": kept, **(_told(kept, agency, year) if kept else {})}


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
