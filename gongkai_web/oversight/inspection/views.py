"""检查网站 on pages: the inspections, one with its result and what it found, one fault with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.pages.law import indicators
from gongkai.pages.scoring import ADDING, FAILED, PASSED, Explained, Judged, account_score
from gongkai_web.agencies.permissions import What, may, required_somewhere
from gongkai_web.errors import NotAllowed
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.actions import runs as acts
from gongkai_web.oversight.inspection.models import Finding, Outcome, Run, RunState, State
from gongkai_web.oversight.registers.declared.running import SEEN_HOSTS
from gongkai_web.publishing.channels.models import Outlet

SECTION = Section("检查网站", "inspection:runs")
_MOST_HOSTS = 50
_MARKS = {FAILED: "error", PASSED: "done", ADDING: "done"}


class NewForm(forms.Form):
    """Which site."""

    def __init__(self, *args: Any, sites: QuerySet[Outlet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"] = forms.ModelChoiceField(
            queryset=sites, label="网站", help_text="只列登记了网址、没有关停的网站。"
        )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A fault in the list of a run."""

    label: str
    indicator: str
    message: str
    mend: str
    pages: int
    href: str
    is_refuted: bool


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An indicator in the result."""

    code: str
    label: str
    mark: Mark | None
    lost: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list, with each of its indicators."""

    name: str
    platform: str
    agency: str
    mark: Mark
    said: tuple[str, ...]


@signed_in
@require_GET
def runs(request: OfficeRequest) -> HttpResponse:
    """The inspections, newest first, and the rules that have been silent."""
    shown = paged(request, queries.visible(request.user, today()))
    silent = "、".join(one.label for one in queries.silent_kinds(today()))
    may_begin = queries.sites(request.user, today()).exists()
    rows = [(one, mark(one)) for one in shown]
    context = {"pages": shown, "rows": rows, "silent": silent, "may_begin": may_begin}
    return SECTION.page(request, "inspection/runs.html", context)


@signed_in
@require_GET
def accounts(request: OfficeRequest) -> HttpResponse:
    """The accounts on platforms, each with what people found of it in this quarter."""
    shown = paged(request, queries.accounts(request.user, today()))
    keys = [one.pk for one in shown]
    judged, idle = queries.judged(keys, today()), queries.idle(keys, today())
    rows = [_account_row(one, judged.get(one.pk, []), idle.get(one.pk, "")) for one in shown]
    return SECTION.page(
        request, "inspection/accounts.html", {"pages": shown, "rows": rows}, Link("政务新媒体")
    )


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """开始检查."""
    sites = queries.sites(request.user, today())
    if not any(may(request.user, one.agency, What.INSPECT_SITE, today()) for one in sites):
        required_somewhere(request.user, What.INSPECT_SITE, today(), "检查网站")
        raise NotAllowed("没有可以检查的网站：都没有登记网址，或者已经关停。请先登记网址。")
    form = NewForm(sent(request), sites=sites)

    def begin(given: dict[str, Any]) -> Run:
        return acts.start_run(by=request.user, day=today(), now=timezone.now(), **given)

    if carried_out(request, form, begin, "已排入，几分钟以内开始。"):
        return redirect("inspection:runs")
    context = {"form": form, "title": "开始检查", "about": "", "agency": None, "button": "开始"}
    context["cancel_url"] = reverse("inspection:runs")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "office/act.html", context, Link("开始检查"), status=status)


@signed_in
@require_GET
def run(request: OfficeRequest, pk: int) -> HttpResponse:
    """One inspection: how far it is, its result by indicator, what it found by kind."""
    found = get_object_or_404(queries.visible(request.user, today()), pk=pk)
    is_done = found.state == RunState.DONE
    result = queries.result(found) if is_done else None
    shown = paged(request, queries.findings(found))
    context = {
        "agency": found.outlet.agency,
        "run": found,
        "elements": _elements(found),
        "scores": [_score_row(one) for one in result.lines] if result else [],
        "result": result,
        "mark": Mark(_MARKS[result.verdict], result.label) if result else None,
        "rows": [_finding_row(one, found) for one in shown],
        "pages": shown,
        "hosts": _host_rows(found) if is_done else [],
    }
    return SECTION.page(request, "inspection/run.html", context, Link(str(found)))


@signed_in
@require_GET
def finding(request: OfficeRequest, pk: int) -> HttpResponse:
    """One fault: what it is, what to do, and all places with their evidence."""
    mine = queries.visible(request.user, today())
    found = get_object_or_404(
        Finding.objects.filter(run__in=mine).select_related("run__outlet__agency"), pk=pk
    )
    message, mend = queries.sentence(found, found.run.day)
    kind = queries.kind_of(found, found.run.day)
    context = {
        "agency": found.run.outlet.agency,
        "label": kind.label,
        "message": message,
        "mend": mend,
        "is_refuted": found.is_refuted,
        "pages": paged(request, found.places.select_related("visit")),
    }
    way = Link(str(found.run), reverse("inspection:run", args=[found.run_id]))
    return SECTION.page(request, "inspection/finding.html", context, way, Link(kind.label))


def mark(found: Run) -> Mark:
    """How a run stands."""
    return Mark("done" if found.state == RunState.DONE else "note", found.get_state_display())


def _elements(found: Run) -> list[Element]:
    visits = found.visits
    return [
        Element("网址", found.outlet.address, found.outlet.address),
        Element("主办单位", found.outlet.agency.name),
        Element("检查日期", str(found.day)),
        Element("状态", "", "", mark(found)),
        Element("查过", f"{visits.filter(state=State.DONE).count()} 个网址"),
        Element("待查", f"{visits.exclude(state=State.DONE).count()} 个网址"),
        Element("看不出", f"{visits.filter(outcome=Outcome.UNTOLD).count()} 个网址"),
    ]


def _score_row(one: Explained) -> ScoreRow:
    vetoed = Mark("error", "单项否决") if one.is_vetoed else None
    lost = f"-{one.lost}" if one.lost else f"+{one.added}" if one.added else "—"
    told = Mark("note", "由人检查") if one.awaits else vetoed
    return ScoreRow(one.indicator.mark, one.indicator.label, told, lost, one.said)


def _host_rows(found: Run) -> list[tuple[str, str, list[str]]]:
    step = SEEN_HOSTS.blank("step")
    return [
        (
            one.host,
            one.address,
            [f"{each.day} {step.shown(each.step, each.day)}：{each.reason}" for each in one.steps],
        )
        for one in queries.unregistered(found)[:_MOST_HOSTS]
    ]


def _account_row(one: Outlet, judged: list[Judged], idle: str) -> AccountRow:
    """`idle`: why its indicator is to be looked at; over once a person has."""
    looked_at = any(each.indicator == queries.RENEWED for each in judged)
    found = account_score(judged, [(queries.RENEWED, idle)] if idle and not looked_at else ())
    left = len(found.lines) - len({each.indicator for each in judged})
    if found.verdict == FAILED or not left:
        told = Mark(_MARKS[found.verdict], found.label)
    else:
        told = Mark("note", f"还有 {left} 项没有检查")
    said = tuple(f"{each.indicator.title}：{'；'.join(each.said)}" for each in found.lines)
    return AccountRow(one.name, one.get_channel_display(), one.agency.name, told, said)


def _finding_row(one: Any, found: Run) -> FindingRow:
    message, mend = queries.sentence(one, found.day)
    kind = queries.kind_of(one, found.day)
    href = reverse("inspection:finding", args=[one.pk])
    return FindingRow(
        kind.label, indicators()[kind.indicator].title, message, mend, one.pages, href, one.is_refuted
    )
