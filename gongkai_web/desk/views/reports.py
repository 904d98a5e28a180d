"""What do staff see of the report of a year, and which records stand behind each of its numbers?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.document import from_json, to_json
from gongkai.form import form_of_year
from gongkai.render import rendered
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.queries import agencies_of
from gongkai_web.annual import compose, former, presentation, published, queries, work
from gongkai_web.annual.cells import behind
from gongkai_web.annual.explanation import explain
from gongkai_web.annual.files import DOWNLOADS
from gongkai_web.annual.models import EnteredFigure, Filing
from gongkai_web.annual.remarks import Remark, remarks
from gongkai_web.annual.tally import period_of
from gongkai_web.desk.report.place import agency_or_404
from gongkai_web.desk.report.rows import report_rows
from gongkai_web.desk.scope import scope_of
from gongkai_web.figures.declared import Records
from gongkai_web.figures.listing import listed
from gongkai_web.figures.policy import allowed
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import read


@signed_in
@require_safe
def reports(request: OfficeRequest) -> HttpResponse:
    """The reports of the agencies in the person's scope, by agency and year."""
    today = days.today()
    agencies = agencies_of(request.user, today)
    years = queries.years_by_agency(agencies, today)
    found = [(agency, queries.with_last_year(agency, years[agency.pk], today)) for agency in agencies]
    todo = report_rows(work.work(request.user, today, read(work.lists(request.user, today))), today)
    return page(request, "desk/reports.html", {"found": found, "todo": todo}, Link("年度报告"))


@signed_in
@require_safe
def report(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The report as the records make it today, with findings and what moved since it was filed."""
    agency = agency_or_404(request, slug, year)
    told = remarks(agency, year)
    made = compose.compose(agency, year, told=told)
    filings = queries.latest_filings(agency, year, year - 1)
    found = compose.findings(made, former.report_of(agency, year - 1, filings))

    cells_url = f"{reverse('desk:report', args=[slug, year])}cells/"

    def address(cell: str) -> str:
        return f"{cells_url}{cell}/"

    filing = filings.get(year)
    moved = compose.moves(from_json(filing.document), made).cells if filing else {}
    return page(
        request,
        "desk/report.html",
        {
            "agency": agency,
            "may_write": may(request.user, agency, What.WRITE_REPORT, days.today()),
            "report": made,
            "figures": presentation.headline(made, address),
            "tables": presentation.tables(made, address, found),
            "findings": presentation.finding_views(made, found),
            "found": presentation.found_in_words(found),
            "outcomes": presentation.outcome_bars(made, address),
            "trends": presentation.trends(_over_the_years(agency), {}, made),
            "filing": filing,
            "remarks": [(one.sentence, _records_of(one, slug, year)) for one in told],
            "json_url": reverse("desk:report_json", args=[slug, year]),
            "downloads": [
                (label, reverse("desk:report_file", args=[slug, year, kind]))
                for kind, label in DOWNLOADS.items()
            ],
            "moved": [
                (made.layout.name(cell), filed, now, address(cell)) for cell, (filed, now) in moved.items()
            ],
        },
        Link("年度报告", reverse("desk:reports")),
        Link(f"{agency.name} {year} 年"),
    )


def _over_the_years(agency: Agency) -> published.Values:
    """The figures that matter as they were published, year by year."""
    return published.over_the_years_of(agency, days.today(), list(presentation.HEADLINE))


def _records_of(remark: Remark, slug: str, year: int) -> str:
    """Where the records stand of which a sentence of section six tells."""
    return f"{reverse('desk:figure', args=[remark.figure.id])}?agency={slug}&year={year}"


@signed_in
def report_json(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The report as counted today; `?reading=` takes either reading of table 四 (handbook 02 §4)."""
    agency = agency_or_404(request, slug, year)
    reading = request.GET.get("reading")
    if reading is not None and reading not in allowed("appeals"):
        raise Http404
    document = to_json(compose.compose(agency, year, reading))
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


@signed_in
def report_file(request: OfficeRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """The report as counted today in the statutory layout: DOCX, PDF or XLSX, as the public gets it."""
    agency = agency_or_404(request, slug, year)
    if kind not in DOWNLOADS:
        raise Http404
    made = compose.compose(agency, year)
    name = f"{agency.name}{year}年政府信息公开工作年度报告（{days.today()} 数出）.{kind}"
    back = reverse("desk:report", args=[slug, year])
    return made_for(request, lambda: rendered(made, f".{kind}"), name, kind, taken=(), back=back)


@signed_in
@require_safe
def cell(request: OfficeRequest, slug: str, year: int, cell: str) -> HttpResponse:
    """The records behind a cell: the same filter that counted them lists them."""
    agency = agency_or_404(request, slug, year)
    layout = form_of_year(year)
    if cell not in layout.cells:
        raise Http404
    made = compose.of_cell(agency, year, cell)
    report_url = reverse("desk:report", args=[slug, year])
    context: dict[str, Any] = {
        "agency": agency,
        "report": made,
        "explanation": explain(made, year, cell),
        "cells_url": f"{report_url}cells/",
    }
    counted = behind(cell, layout)
    if counted:
        of = scope_of(request).counted(agency)
        period = period_of(year)
        found = counted.figure.records(of, period, counted.only)
        context |= {
            "listed": listed(
                found,
                counted.figure.subject.listing,
                made.count(cell),
                request.GET.get("page"),
                min(period.last, days.today()),
            ),
            "filed": _since_filing(queries.latest_filing(agency, year), cell, found),
        }
    else:
        context["figure"] = EnteredFigure.objects.filter(agency=agency, year=year, cell=cell).first()
    return page(
        request,
        "desk/cell.html",
        context,
        Link("年度报告", reverse("desk:reports")),
        Link(f"{agency.name} {year} 年", report_url),
        Link(layout.name(cell)),
    )


def _since_filing(filing: Filing | None, cell: str, behind: Records) -> tuple[int, int, int] | None:
    """How many records were frozen, and how many came and went since; None where nothing is frozen."""
    frozen: list[int] | None = filing.records.get(cell) if filing else None
    if frozen is None:
        return None
    now, then = set(behind.values_list("pk", flat=True)), set(frozen)
    return len(then), len(now - then), len(then - now)
