"""Where does the office read, draft and write the prose of its sum?"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.drafting.references import written
from gongkai.form import form_of_year
from gongkai_web.agencies.permissions import What, may
from gongkai_web.annual import actions as annual
from gongkai_web.annual import naming
from gongkai_web.annual.aggregation import actions, prose
from gongkai_web.annual.aggregation.pages.forms import TextForm
from gongkai_web.annual.aggregation.pages.place import (
    SECTION,
    address,
    args_of,
    level_or_404,
    title_of,
    way_to,
)
from gongkai_web.annual.aggregation.pages.sums import summed_or_why
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.prose import living
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "正文"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is printed at this moment."""

    number: int
    heading: str
    lines: list[str]


@signed_in
@require_safe
def texts(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """The six sections as they would be printed now, and what keeps them from being frozen."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    report = prose.whole(level, *found)
    said = {section.number: section.text for section in report.sections}
    context = {
        "title": title_of(level),
        "args": args_of(level),
        "parts": [
            Part(one.number, one.heading, said.get(one.number, "").splitlines())
            for one in report.layout.sections
        ],
        "hindrances": prose.hindrances(report),
        "may_write": may(request.user, level.office, What.CHECK_REPORTS, today()),
    }
    return SECTION.page(request, "aggregation/texts.html", context, way_to(level), Link(_NAME))


@signed_in
@require_POST
def draft(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """按合计拟写: what nobody has written yet."""
    level = level_or_404(request, campaign, unit)
    told(
        request,
        lambda: actions.write_draft(by=request.user, level=level, day=today()),
        "已按合计拟写；请逐句看过，填上【此处填写】，改成本级政府的话。",
    )
    return redirect("aggregation:texts", *args_of(level))


@keeps_typed
def text(request: OfficeRequest, campaign: int, unit: int, number: int) -> HttpResponse:
    """Writes a section; numbers are written by their names."""
    level = level_or_404(request, campaign, unit)
    heading = _heading_or_404(level, number)
    back = reverse("aggregation:texts", args=args_of(level))
    kept = prose.kept(level).get(number, "")
    initial = {"text": naming.shown(living(kept)), "seen": annual.mark_of_text(kept)}
    form = TextForm(sent(request), initial=initial)
    if carried_out(
        request,
        form,
        lambda given: actions.write_text(
            by=request.user,
            level=level,
            number=number,
            text=written(naming.read(given["text"])),
            seen=given["seen"],
            day=today(),
        ),
        "已保存。",
    ):
        return redirect("aggregation:texts", *args_of(level))
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "保存正文", "about": heading, "button": "保存", "cancel_url": back}
    way = (way_to(level), Link(_NAME, back), Link(heading))
    return SECTION.page(request, "office/act.html", context, *way, status=status)


def _heading_or_404(level: Level, number: int) -> str:
    for one in form_of_year(level.campaign.year).sections:
        if one.number == number:
            return one.heading
    raise Http404
