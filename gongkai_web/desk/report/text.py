"""How is the prose of the report read, drafted and written?"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.drafting.references import written
from gongkai.form import form_of_year
from gongkai.topics import groups
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import actions, naming
from gongkai_web.annual.models import SectionText
from gongkai_web.annual.prose import PROBLEMS, living
from gongkai_web.desk.report import palette, printed
from gongkai_web.desk.report.forms import SectionForm
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, refuse, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

PREVIEW = "preview"


@signed_in
@require_safe
def sections(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """正文: the six sections as they are printed at this moment."""
    agency = agency_or_404(request, slug, year)
    found = printed.sections(agency, year)
    drafted = {group.section for group in groups().on(date(year, 12, 31)).values()}
    unwritten = any(not one.written for one in found if one.number in drafted)
    context = {"sections": found, "unwritten": unwritten, "drafted": drafted}
    context["of_problems"] = _of_problems(year)
    return shown(request, "report/text.html", agency, year, context, Link("正文"))


@signed_in
@require_POST
def draft(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """按记录拟写: what nobody has written yet, and a section that is named."""
    agency = agency_or_404(request, slug, year)
    given = request.POST.get("section", "")
    again = frozenset({int(given)}) if given.isdecimal() else frozenset[int]()
    told(
        request,
        lambda: actions.write_draft(by=request.user, agency=agency, year=year, day=today(), sections=again),
        "已按记录拟写；请逐句看过，改成本机关的话。",
    )
    return redirect("report:text", slug, year)


@keeps_typed
def section(request: OfficeRequest, slug: str, year: int, number: int) -> HttpResponse:
    """修改一部分; numbers are written by their names."""
    agency = agency_or_404(request, slug, year)
    heading = _heading_or_404(year, number)
    require(request.user, agency, What.WRITE_REPORT, today())
    form = SectionForm(sent(request), initial=_kept(agency, year, number))
    looking = PREVIEW in request.POST
    opening = palette.OFFER in request.POST or palette.PARTS in request.POST
    if (
        not looking
        and not opening
        and carried_out(
            request,
            form,
            lambda given: actions.write_section(
                by=request.user,
                agency=agency,
                year=year,
                number=number,
                text=written(naming.read(given["text"])),
                seen=given["seen"],
                day=today(),
            ),
            "已保存。",
        )
    ):
        return redirect(f"{reverse('report:text', args=[slug, year])}#section-{number}")
    context = {
        "form": form,
        "printed": _preview(form, agency, year, number) if looking else None,
        "groups": palette.groups(agency, year, request.POST),
        "number": number,
        "heading": heading,
        "about_problems": number == _of_problems(year),
    }
    status = UNPROCESSABLE if request.method == "POST" and not opening and form.errors else 200
    way = (Link("正文", reverse("report:text", args=[slug, year])), Link(heading))
    return shown(request, "report/section.html", agency, year, context, *way, status=status)


@signed_in
@require_POST
def look(request: OfficeRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The section as it would be printed, beside whoever writes it: nothing is kept."""
    agency = agency_or_404(request, slug, year)
    _heading_or_404(year, number)
    require(request.user, agency, What.WRITE_REPORT, today())
    form = SectionForm(request.POST)
    found = _preview(form, agency, year, number)
    return render(request, "report/looked.html", {"printed": found, "form": form})


def _of_problems(year: int) -> int:
    """The section in which the entered problems are drafted."""
    return groups().on(date(year, 12, 31))[PROBLEMS].section


def _heading_or_404(year: int, number: int) -> str:
    found = next((one.heading for one in form_of_year(year).sections if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _kept(agency: Agency, year: int, number: int) -> dict[str, str]:
    kept = SectionText.objects.filter(agency=agency, year=year, number=number).first()
    text = kept.text if kept else ""
    return {"text": naming.shown(living(text)), "seen": actions.mark_of_text(text)}


def _preview(form: SectionForm, agency: Agency, year: int, number: int) -> printed.Printed | None:
    if not form.is_valid():
        return None
    try:
        return printed.preview(agency, year, number, naming.read(form.cleaned_data["text"]))
    except Refused as problem:
        refuse(form, problem, "text")
        return None
