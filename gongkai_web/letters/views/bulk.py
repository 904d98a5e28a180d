"""批量答复: many cases of one outcome, each with a letter of its own that is looked at before it goes out.

Three pages with one address: which cases and what to say; every letter as it will read; what became of each.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict

from gongkai.errors import GongkaiError
from gongkai.letters import Letter as Document
from gongkai.letters import LetterKind
from gongkai.procedure.facts import Status as CaseStatus
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, listed_where, require
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.letters import actions, content
from gongkai_web.letters.checks import faults
from gongkai_web.letters.forms import LetterForm
from gongkai_web.letters.kinds import kinds_for
from gongkai_web.letters.views.lists import MOST_AT_ONCE, outcome
from gongkai_web.letters.views.phrases import phrased, with_phrases
from gongkai_web.letters.views.shown import LETTERS
from gongkai_web.letters.views.writing import grouped, typed_so_far
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, typed
from gongkai_web.office.request import OfficeRequest

ACT = "reply"
_HERE = Link("批量答复")
_OPEN = (CaseStatus.RECEIVED, CaseStatus.IN_PROCESS, CaseStatus.CONSULTING)


@dataclass(frozen=True, slots=True)
class Preview:
    """One letter as it will read, or why it cannot be made."""

    case: Case
    document: Document | None
    problems: tuple[str, ...]


@keeps_typed
def bulk(request: OfficeRequest) -> HttpResponse:
    """`kind` and `case` in the query, as the work list hands them over."""
    kinds = kinds_for(ACT, today())
    kind = next((one for one in kinds if one.code == request.GET.get("kind")), None)
    so_far = typed(request)
    ticked = _ticked(request, so_far)
    handles = bool(listed_where(request.user, What.HANDLE, today()))
    if request.method == "POST" and not handles:
        _require_own(request, ticked)
    if kind is None or not handles:
        groups = grouped(kinds) if handles else []
        choice = {"groups": groups, "ticked": ticked, "handles": handles}
        return LETTERS.page(request, "letters/bulk_choose.html", choice, _HERE)
    offered = _offered(request, ticked)
    agency = _whose_phrases(request, offered, ticked)
    worded = phrased(request, agency, kind) if agency else None
    form = _form(kind, request.POST or so_far, worded)
    if request.method == "GET" and request.GET.get("all"):
        ticked = list(offered.values_list("pk", flat=True)[:MOST_AT_ONCE])
    context: dict[str, Any] = {
        "kind": kind,
        "form": form,
        "rows": with_phrases(form, agency) if agency else [(field, None) for field in form],
        "offered": list(offered[: MOST_AT_ONCE + 1])[:MOST_AT_ONCE],
        "more": offered.count() > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "ticked": set(ticked),
        "q": request.GET.get("q", ""),
    }
    if request.method != "POST" or worded is not None:
        return LETTERS.page(request, "letters/bulk.html", context, _HERE)
    return _answered(request, kind, form, offered, context)


def _answered(
    request: OfficeRequest,
    kind: LetterKind,
    form: LetterForm,
    offered: QuerySet[Case],
    context: dict[str, Any],
) -> HttpResponse:
    """The letters to be looked at, or what became of each; or the form again."""
    chosen = [one for one in offered if one.pk in context["ticked"]][:MOST_AT_ONCE]
    closed = _no_longer_open(request, context["ticked"])
    if not (chosen or closed):
        _require_own(request, context["ticked"])
        form.add_error(None, "还没有选定申请件；请至少勾选一件。")
    if not form.is_valid():
        return LETTERS.page(request, "letters/bulk.html", context, _HERE, status=UNPROCESSABLE)
    if request.POST.get("stage") == "back":
        return LETTERS.page(request, "letters/bulk.html", context, _HERE)
    if request.POST.get("stage") == "issue":
        results = actions.draft_many(
            cases=chosen, by=request.user, day=today(), act=ACT, kind=kind.code, given=form.given()
        )
        results += [actions.Result(one, problem=_closed(one)) for one in closed]
        return outcome(request, "答复", results)
    previews = [Preview(one, None, (_closed(one),)) for one in closed]
    previews += [_preview(request, one, kind.code, form) for one in chosen]
    context |= {"previews": previews, "failing": sum(bool(one.problems) for one in previews)}
    return LETTERS.page(request, "letters/bulk_preview.html", context, _HERE)


def _form(kind: LetterKind, sent: QueryDict | None, worded: QueryDict | None) -> LetterForm:
    """The form as it was sent; or, `worded`, as a phrase left it, and nothing is checked yet."""
    if worded is None:
        return LetterForm(sent, kind=kind, act=ACT, today=today())
    return LetterForm(kind=kind, act=ACT, today=today(), initial=typed_so_far(worded))


def _whose_phrases(request: OfficeRequest, offered: QuerySet[Case], ticked: list[int]) -> Agency | None:
    """The agency of the letters: that of the cases ticked, else the person's own; None where several."""
    chosen = {one.agency for one in offered.filter(pk__in=ticked)}
    found = chosen or set(listed_where(request.user, What.HANDLE, today()))
    return next(iter(found)) if len(found) == 1 else None


def _preview(request: OfficeRequest, case: Case, kind: str, form: LetterForm) -> Preview:
    try:
        letter = actions.preview(
            case=case, by=request.user, day=today(), act=ACT, kind=kind, given=form.given()
        )
    except (Refused, GongkaiError) as problem:
        return Preview(case, None, (str(problem),))
    found = faults(letter, files=[])
    late = case.due_on is not None and case.due_on < today()
    said = tuple(fault.message for fault in found)
    if late:
        said += (f"答复期限 {case.due_on} 已过，不能批量签发；请逐件办理。",)
    return Preview(case, content.document_of(letter), said)


def _no_longer_open(request: OfficeRequest, ticked: Collection[int]) -> list[Case]:
    """Those ticked that somebody has handled since the page was opened: they are named, not left out."""
    return list(_own(request).filter(pk__in=ticked).exclude(status__in=_OPEN))


def _closed(case: Case) -> str:
    return f"本件现在是「{case.get_status_display()}」，不能批量答复；请到申请件的页面看办理情况。"


def _ticked(request: OfficeRequest, so_far: QueryDict | None) -> list[int]:
    given = (request.POST or so_far or request.GET).getlist("case") or request.GET.getlist("case")
    return [int(pk) for pk in given if pk.isdecimal() and len(pk) < 12][: MOST_AT_ONCE * 2]


def _offered(request: OfficeRequest, ticked: list[int]) -> QuerySet[Case]:
    """The open cases of the person's own agencies that can be answered; those ticked, or those asked for."""
    found = _own(request).filter(status__in=_OPEN).order_by("due_on", "pk")
    asked = request.GET.get("q", "").strip()
    if asked:
        found = found.filter(Q(title__icontains=asked) | Q(applicant_name__icontains=asked))
    elif request.GET.getlist("case"):
        found = found.filter(pk__in=ticked)
    return found


def _require_own(request: OfficeRequest, ticked: list[int]) -> None:
    """Raises NotAllowed where what was ticked is in sight, but another office's to answer."""
    seen = cases.visible(request.user, today()).filter(pk__in=ticked).select_related("agency").first()
    if seen is not None:
        require(request.user, seen.agency, What.HANDLE, today())


def _own(request: OfficeRequest) -> QuerySet[Case]:
    """The cases of the person's own agencies."""
    found = cases.visible(request.user, today()).filter(agency__in=own_agencies(request.user, today()))
    return found.select_related("agency")
