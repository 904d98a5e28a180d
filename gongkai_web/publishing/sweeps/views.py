"""存量排查 on pages: the sweeps with their counts, one with its hits as they stand now, what settles them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, agencies_where, may, required_somewhere
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.fields import choice, lines
from gongkai_web.office.fields import text as one_line
from gongkai_web.office.forms import AgencyForm
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items.checks import setting_of
from gongkai_web.publishing.sweeps import actions, jobs, queries, reading
from gongkai_web.publishing.sweeps.models import Hit, HitState, Kind, Sweep

SECTION = Section("存量排查", "sweeps:sweeps")
_SHOWN = 20
_MARKS = {HitState.OPEN: "warning", HitState.MENDED: "done", HitState.KEPT: "note"}


class BeginForm(AgencyForm):
    """What to look for."""

    kind = choice("查什么", Kind.choices, "公开属性：不主动公开的逐条再定；其余的读公众看到的内容。")
    field_order = ("agency", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]


class KeepForm(forms.Form):
    """Why nothing is changed."""

    reason = one_line("不用改的理由", "例如：是公开的办公电话；依法应当公开，写明依据。")


class CloseForm(forms.Form):
    """What came of it."""

    conclusion = lines("结论", rows=3)


@dataclass(frozen=True, slots=True)
class Row:
    """A hit, and what stands there now."""

    hit: Hit
    mark: Mark
    label: str
    href: str
    now: list[str]


@signed_in
@require_GET
def sweeps(request: OfficeRequest) -> HttpResponse:
    """The sweeps of the person's agencies with what each hit and what is mended."""
    pages = paged(request, queries.visible(request.user, today()).order_by("-pk"))
    may_begin = agencies_where(request.user, What.WRITE_ITEM, today()).exists()
    return SECTION.page(request, "sweeps/sweeps.html", {"pages": pages, "may_begin": may_begin})


@keeps_typed
def begin(request: OfficeRequest) -> HttpResponse:
    """开始排查."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="开始存量排查")
    form = BeginForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.begin_sweep(by=request.user, day=today(), **form.cleaned_data))
        if made:
            if actions.read_on(sweep=made, day=today()):
                jobs.read_sweep.enqueue(made.pk, today().isoformat())
            return redirect("sweeps:sweep", made.pk)
    return _form(request, form, "开始排查", SECTION.link().href)


@signed_in
@require_GET
def sweep(request: OfficeRequest, pk: int) -> HttpResponse:
    """One sweep: its hits, the open ones first, each with what stands there now."""
    found = _sweep_or_404(request, pk)
    hits = queries.hits(request.user, today()).filter(sweep=found).order_by("-state", "pk")
    pages = paged(request, hits, _SHOWN)
    context = {
        "sweep": found,
        "agency": found.agency,
        "pages": pages,
        "rows": _rows(found, list(pages), today()),
        "may_settle": may(request.user, found.agency, What.WRITE_ITEM, today()) and not found.closed_on,
    }
    return SECTION.page(request, "sweeps/sweep.html", context, Link(str(found)))


@signed_in
@require_POST
def again(request: OfficeRequest, pk: int) -> HttpResponse:
    """重新检查."""
    found = _sweep_or_404(request, pk)
    told(
        request,
        lambda: actions.look_again(sweep=found, by=request.user, day=today()),
        "已重新检查；没有问题的记作已整改。",
    )
    return redirect("sweeps:sweep", pk)


@keeps_typed
def keep(request: OfficeRequest, pk: int) -> HttpResponse:
    """不用改."""
    hit = get_object_or_404(queries.hits(request.user, today()), pk=pk)
    form = KeepForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.keep_hit(hit=hit, by=request.user, day=today(), **given),
        "已记下。",
    ):
        return redirect("sweeps:sweep", hit.sweep_id)
    return _form(request, form, "不用改", reverse("sweeps:sweep", args=[hit.sweep_id]))


@keeps_typed
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """了结."""
    found = _sweep_or_404(request, pk)
    form = CloseForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.close_sweep(sweep=found, by=request.user, day=today(), **given),
        "已了结。",
    ):
        return redirect("sweeps:sweep", pk)
    return _form(request, form, "了结排查", reverse("sweeps:sweep", args=[pk]))


def _rows(found: Sweep, hits: list[Hit], day: date) -> list[Row]:
    """The hits of a page; what they are read against is asked once."""
    setting = setting_of(found.agency, day)
    return [
        Row(
            hit,
            Mark(_MARKS[HitState(hit.state)], hit.get_state_display()),
            reading.label_of(hit.code),
            reverse("items:item", args=[hit.item_id]),
            [
                one.message
                for one in reading.findings_in(hit.item, found.kind, setting)
                if one.code == hit.code and hit.state == HitState.OPEN
            ],
        )
        for hit in hits
    ]


def _sweep_or_404(request: OfficeRequest, pk: int) -> Sweep:
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _form(request: OfficeRequest, form: forms.Form, title: str, back: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "button": title, "cancel_url": back}
    return SECTION.page(request, "office/act.html", context, Link(title), status=status)
