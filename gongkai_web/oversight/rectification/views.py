"""问题整改 on pages: the ledger, one finding with its evidence and course, the notice that asks to mend."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.richtext.out.written import FORMATS, write
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.files import actions as files
from gongkai_web.files.responses import as_download
from gongkai_web.interaction.queries import visible as messages_seen
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import told as done_or_told
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import Section
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_of, page_of_owner
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.oversight.inspection.queries import visible as runs_seen
from gongkai_web.oversight.rectification import actions, inspected, papers, queries, rows
from gongkai_web.oversight.rectification import taking as from_messages
from gongkai_web.oversight.rectification.facts import CLOSED, UNDER_WAY, Kind, Source, Status
from gongkai_web.oversight.rectification.models import Finding, FindingEvent, Notice
from gongkai_web.oversight.rectification.sheet import workbook
from gongkai_web.oversight.rectification.spans import AGES, WEEK, in_age, in_week

LEDGER = Section("问题整改", "rectification:findings")
_FILES = {"docx": "DOCX", "pdf": "PDF"}
Found = QuerySet[Finding]
_SHOW: Mapping[str, tuple[str, Callable[[Found, date], Found]]] = {
    "": ("在办", lambda found, _: found.filter(status__in=UNDER_WAY).order_by("due_on", "pk")),
    "new": ("待通知", lambda found, _: found.filter(status=Status.NEW).order_by("agency", "pk")),
    "late": ("逾期", lambda found, day: queries.overdue(found, day).order_by("due_on", "pk")),
    "replied": ("待复核", lambda found, _: found.filter(status=Status.REPLIED).order_by("replied_on", "pk")),
    "repeated": ("反复出现", lambda found, _: found.exclude(repeat_of=None)),
    "closed": ("已了结", lambda found, _: found.filter(status__in=CLOSED).order_by("-closed_on", "-pk")),
    "every": ("全部", lambda found, _: found),
}


def finding_or_404(request: OfficeRequest, pk: int) -> Finding:
    """The finding, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _selected(request: OfficeRequest) -> tuple[Found, dict[str, str]]:
    found = queries.visible(request.user, today())
    asked = {name: request.GET.get(name, "") for name in ("show", "source", "agency", "age", "week")}
    if asked["show"] not in _SHOW:
        asked["show"] = ""
    found = _SHOW[asked["show"]][1](found, today())
    if asked["source"] in Source.values:
        found = found.filter(source=asked["source"])
    if asked["agency"]:
        found = found.filter(agency__slug=asked["agency"])
    if asked["age"] in AGES:
        found = found.filter(in_age(asked["age"], today()))
    if asked["week"] in WEEK:
        found = found.filter(in_week(asked["week"], today()))
    return found, asked


@signed_in
@require_GET
def findings(request: OfficeRequest) -> HttpResponse:
    """The ledger of the person's house, and what units were told of."""
    found, asked = _selected(request)
    shown = paged(request, found)
    context = {
        "pages": shown,
        "rows": rows.work_rows(request.user, list(shown), today()),
        "choices": [(code, label) for code, (label, _) in _SHOW.items()],
        **asked,
        "narrowed": [words for words in (AGES.get(asked["age"]), WEEK.get(asked["week"])) if words],
        "sources": Source.choices,
        "may_register": queries.can_be_found_at(request.user, today()).exists(),
        "may_send": any(
            one.status == Status.NEW and queries.may_keep(request.user, one.kept_by, one.agency, today())
            for one in shown
        ),
        "query": request.GET.urlencode(),
    }
    return LEDGER.page(request, "rectification/findings.html", context)


@signed_in
@require_GET
def register(request: OfficeRequest) -> HttpResponse:
    """问题整改台账 as a spreadsheet: what the list shows, all of it."""
    found, _ = _selected(request)
    taken = [
        Taken(agency, "rectification.Finding:register", "finding_register")
        for agency in {one.kept_by_id: one.kept_by for one in found}.values()
    ]
    return made_for(
        request,
        lambda: workbook(found.prefetch_related("events", "evidence")),
        "问题整改台账.xlsx",
        "xlsx",
        taken=taken,
        back=reverse("rectification:findings"),
    )


@signed_in
@require_GET
def taking(request: OfficeRequest) -> HttpResponse:
    """从网站找错登记: what the public has told of and is not in the ledger."""
    found = from_messages.to_take(request.user, today())
    context = {"rows": [(one, page_of(one)) for one in found]}
    return LEDGER.page(request, "rectification/taking.html", context, Link("从网站找错登记"))


@signed_in
@require_POST
def take(request: OfficeRequest, pk: int) -> HttpResponse:
    """Registers one of them."""
    message = get_object_or_404(messages_seen(request.user, today()), pk=pk)
    made = list[Finding]()

    def act() -> None:
        made.append(from_messages.take(message=message, by=request.user, day=today()))

    if not done_or_told(request, act, "已登记到台账。"):
        return redirect("rectification:taking")
    return redirect("rectification:finding", made[0].pk)


@signed_in
@require_POST
def take_run(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记到整改台账: a finished inspection of a site."""
    run = get_object_or_404(runs_seen(request.user, today()), pk=pk)
    made = list[inspected.Taken]()
    act = functools.partial(inspected.take_run, run=run, by=request.user, day=today())
    if not done_or_told(request, lambda: made.append(act())):
        return redirect("inspection:run", pk)
    messages.success(request, made[0].said)
    return redirect(f"{reverse('rectification:findings')}?source={Source.MACHINE}")


@signed_in
@require_GET
def finding(request: OfficeRequest, pk: int) -> HttpResponse:
    """One finding: what was seen, until when it is to be mended, what happened, and the next act."""
    found = finding_or_404(request, pk)
    events = list(found.events.all())
    keeps = queries.may_keep(request.user, found.kept_by, found.agency, today())
    handles = found.agency_id in {one.pk for one in listed_where(request.user, What.HANDLE, today())}
    kept_files = {one.pk: one for one in queries.files_of(found)}
    seen = queries.visible(request.user, today())
    linked = [one for one in (found.repeat_of, found.merged_into) if one]
    others = _seen(request, linked)
    sent = [event.data["notice"] for event in events if "notice" in event.data]
    notices = set(queries.notices(request.user, today()).filter(pk__in=sent).values_list("pk", flat=True))
    context = {
        "finding": found,
        "agency": found.agency,
        "marks": rows.marks_of(found, today()),
        "elements": rows.elements(found, others),
        "evidence": found.evidence.all(),
        "has_picture": any(one.media_type.startswith("image/") for one in kept_files.values()),
        "repeats": found.repeats.filter(pk__in=seen),
        "origin": page_of_owner(found.origin.partition("#")[0]),
        "merged": found.merged.filter(pk__in=seen),
        "entries": rows.entries(events, kept_files, notices, found),
        "acts": _acts(found, keeps=keeps, handles=handles),
        "last": _last(events, keeps=keeps, handles=handles),
    }
    return LEDGER.page(request, "rectification/finding.html", context, Link(found.registry_number))


def _acts(found: Finding, *, keeps: bool, handles: bool) -> list[Link]:
    """What this person can do now, the next act first."""
    at, offered = [found.pk], list[Link]()
    if keeps and found.status == Status.NEW:
        offered.append(Link("发整改通知", f"{reverse('rectification:notify')}?finding={found.pk}"))
    if keeps and found.status == Status.REPLIED:
        offered.append(Link("复核", reverse("rectification:recheck", args=at)))
    if handles and found.status in {Status.OPEN, Status.PAUSED}:
        offered.append(Link("回复整改情况", reverse("rectification:reply", args=at)))
    if not keeps or found.status not in UNDER_WAY:
        return offered
    offered.append(Link("补充证据", reverse("rectification:evidence", args=at)))
    match found.status:
        case Status.OPEN:
            offered += [
                Link("改定期限", reverse("rectification:prolong", args=at)),
                Link("暂停计算期限", reverse("rectification:pause", args=at)),
            ]
        case Status.PAUSED:
            offered.append(Link("恢复计算期限", reverse("rectification:resume", args=at)))
    if found.status != Status.REPLIED:
        offered += [
            Link("改由其他单位整改", reverse("rectification:move", args=at)),
            Link("复核", reverse("rectification:recheck", args=at)),
        ]
    return [*offered, Link("并入另一条", reverse("rectification:merge", args=at))]


def _last(events: list[FindingEvent], *, keeps: bool, handles: bool) -> FindingEvent | None:
    """The last entry that stands, where this person can declare it void."""
    void = {event.data["event"] for event in events if event.kind == Kind.VOIDED}
    left = [event for event in events if event.kind != Kind.VOIDED and event.pk not in void]
    if not left:
        return None
    may = handles if left[-1].kind == Kind.REPLIED else keeps
    return left[-1] if may else None


@signed_in
@require_GET
def kept_file(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """What was handed in with a finding, for whoever may see the finding."""
    found = finding_or_404(request, pk)
    kept = get_object_or_404(queries.files_of(found), pk=file)
    response = as_download(kept)
    files.log_view(by=request.user, file=kept, what=files.DOWNLOAD)
    return response


@signed_in
@require_GET
def notice(request: OfficeRequest, pk: int) -> HttpResponse:
    """A notice with its findings, and how each of them stands."""
    found = _notice_or_404(request, pk)
    asked = queries.asked_for(found)
    seen = _seen(request, asked)
    context = {
        "notice": found,
        "agency": found.agency,
        "findings": [(one, one.pk in seen, rows.marks_of(one, today())) for one in asked],
        "formats": _FILES.items(),
    }
    return LEDGER.page(request, "rectification/notice.html", context, Link(str(found)))


@signed_in
@require_GET
def paper(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The notice as a letter."""
    found = _notice_or_404(request, pk)
    if fmt not in FORMATS:
        raise Http404
    asked = queries.asked_for(found)
    return made_for(
        request,
        lambda: write(papers.work_of(found, asked), fmt),
        f"{found}.{fmt}",
        fmt,
        taken=[Taken(found.kept_by, f"rectification.Notice:{found.pk}", "notice")],
        back=reverse("rectification:notice", args=[pk]),
    )


def _notice_or_404(request: OfficeRequest, pk: int) -> Notice:
    return get_object_or_404(queries.notices(request.user, today()), pk=pk)


def _seen(request: OfficeRequest, findings: Iterable[Finding]) -> set[int]:
    """Which of them open for this person."""
    keys = [one.pk for one in findings]
    return set(queries.visible(request.user, today()).filter(pk__in=keys).values_list("pk", flat=True))


def chosen(request: OfficeRequest) -> list[Finding]:
    """The findings that were ticked. Raises NotAllowed where the person does not keep one."""
    keys = [one for one in request.GET.getlist("finding") if one.isdecimal()][: queries.MOST_TASKS]
    found = list(queries.visible(request.user, today()).filter(pk__in=keys).order_by("year", "number"))
    for one in found:
        actions.require_keeps(request.user, one.kept_by, one.agency, today())
    return found


def told(request: OfficeRequest, sentence: str) -> HttpResponse:
    """Back to the ledger with a sentence."""
    messages.error(request, sentence)
    return redirect("rectification:findings")


def form_context(found: Finding, form: Any, title: str) -> dict[str, Any]:
    """What the page of an act shows."""
    back = reverse("rectification:finding", args=[found.pk])
    return {
        "form": form,
        "title": title,
        "about": str(found),
        "why": rows.reason(list(found.events.all())) if found.status in UNDER_WAY else "",
        "agency": found.agency,
        "cancel_url": back,
    }
