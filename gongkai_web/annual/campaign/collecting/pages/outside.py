"""What does a unit without an account see, whose link this is? Its own report and nothing of any other.

The page is never kept by a cache nor told to another site, and no search engine lists it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from gongkai.errors import GongkaiError
from gongkai_web.annual.campaign.collecting import actions, queries, remarked
from gongkai_web.annual.campaign.collecting.actions.keys import unit_by
from gongkai_web.annual.campaign.collecting.actions.lines import Outsider
from gongkai_web.annual.campaign.collecting.models import Remark, Unit
from gongkai_web.annual.campaign.collecting.pages import rows
from gongkai_web.annual.campaign.collecting.pages.forms import AnswerForm, ConfirmForm, HandInForm
from gongkai_web.annual.campaign.collecting.pages.handing import laid, told_of, wanted
from gongkai_web.annual.campaign.collecting.pages.place import by_law, standing_of
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.collecting.words import State
from gongkai_web.annual.campaign.uploads import Upload
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.request import number_in

GONE = 410


@dataclass(frozen=True, slots=True)
class Answerable:
    """A remark as it is read here, with the form in which the unit answers it."""

    remark: Remark
    place: str
    replies: Sequence[Remark]
    form: AnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, code: str) -> HttpResponse:
    """The unit's page: what is wanted until when, the file that waits, what was handed in and what came."""
    try:
        unit = unit_by(code, today())
    except GongkaiError as problem:
        return _closed(render(request, "collecting/outside.html", {"problem": str(problem)}, status=GONE))
    forms: dict[str, BaseForm] = {}
    if request.method == "POST":
        what = request.POST.get("what", "")
        if what == "answer":
            return _closed(_answered(request, unit, code))
        if _done(request, unit, what, forms):
            return _closed(redirect("collecting:outside", code))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _closed(render(request, "collecting/outside.html", _shown(unit, forms), status=status))


def _done(request: HttpRequest, unit: Unit, what: str, forms: dict[str, BaseForm]) -> bool:
    """Whether what was sent was done; else the form says why not."""
    by = _by(unit)
    if what == "leave":
        actions.leave(by=by, unit=unit, day=today())
        return True
    if what not in {"upload", "confirm"}:
        return False
    form = forms[what] = HandInForm(None, request.FILES) if what == "upload" else _confirmed(request, unit)
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        if what == "upload":
            upload = Upload(given["file"].name or "", given["file"].read())
            actions.take_in(by=by, unit=unit, upload=upload, day=today())
        else:
            seen = request.POST.get("seen", "")
            actions.confirm(by=by, unit=unit, sha256=seen, day=today(), **given)
    except GongkaiError as problem:
        form.add_error("file" if what == "upload" else "reply", str(problem))
        return False
    return True


def _confirmed(request: HttpRequest, unit: Unit) -> ConfirmForm:
    """The form as it was on the screen: with what had to be explained."""
    file = queries.incoming_of(unit)
    return ConfirmForm(request.POST, **wanted(laid(unit, file) if file else {}))


def _answered(request: HttpRequest, unit: Unit, code: str) -> HttpResponse:
    """答复批注: only of what the unit itself handed in; what cannot be taken stays in its form."""
    asked = Remark.objects.select_related("answers", "submission__unit").filter(submission__unit=unit)
    remark = get_object_or_404(asked, pk=number_in(request.POST, "remark") or 0)
    form = AnswerForm(request.POST, auto_id=_id_of(remark))
    if form.is_valid():
        given = {"by": _by(unit), "remark": remark, "day": today(), **form.cleaned_data}
        answered = done(form, lambda: actions.answer(**given), field="text")
    else:
        answered = None
    if answered:
        return redirect(f"{reverse('collecting:outside', args=[code])}#remark-{remark.pk}")
    context = _shown(unit, {}, {remark.pk: form})
    return render(request, "collecting/outside.html", context, status=UNPROCESSABLE)


def _by(unit: Unit) -> Outsider:
    return Outsider(f"{unit.name}（凭链接）")


def _id_of(remark: Remark) -> str:
    return f"id_remark_{remark.pk}_%s"


def _shown(
    unit: Unit, forms: dict[str, BaseForm], answering: Mapping[int, AnswerForm] | None = None
) -> dict[str, Any]:
    one, file = standing_of(unit), queries.incoming_of(unit)
    submissions = unit.submissions.defer("document").select_related("filing")
    last = queries.last_submission(unit, practice=unit.campaign.practice)
    shown = laid(unit, file) if file else told_of(last) if last else {}
    return {
        "breadcrumbs": [Link("首页", "/"), Link("报送年报")],
        "unit": unit,
        "one": one,
        "lead": _asked_for(unit, one),
        "marks": rows.marks_of(one),
        "returned": queries.why_returned(unit) if one.state == State.RETURNED else "",
        "taken_back": queries.why_taken_back(unit) if one.taken_back else "",
        "office": queries.office_of(unit),
        "forms": {"upload": HandInForm(), "confirm": ConfirmForm(**wanted(shown))} | forms,
        "entries": [rows.without_links(entry) for entry in rows.history(submissions, unit.acts.all())],
        "remarks": _answerable(unit, answering or {}),
        **shown,
    }


def _asked_for(unit: Unit, one: UnitStanding) -> str:
    """To whom, and until when; of a unit for which it was opened again, until that day."""
    until = f"，{one.internal_day} 以前（含当日）" if one.internal_day else ""
    if one.open_until and one.open_until > (one.internal_day or one.open_until):
        until += f"；已经重新开放，{one.open_until} 以前（含当日）可以提交"
    return f"报送给{queries.office_of(unit).name}{until}；{by_law(unit.campaign)}。"


def _answerable(unit: Unit, answering: Mapping[int, AnswerForm]) -> list[Answerable]:
    """The remarks on what was handed in last. `answering`: the form that was sent and not taken."""
    return [
        Answerable(
            one.remark,
            one.place,
            one.replies,
            answering.get(one.remark.pk) or AnswerForm(auto_id=_id_of(one.remark)),
        )
        for one in remarked.remarks_on(unit)
    ]


def _closed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response
