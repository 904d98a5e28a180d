"""How does a register get in by the page: chosen, tried, put right, imported, its results taken away?

The dry run is made anew each time the page is opened. The import runs as long as one request may and says
what is left; a second click goes on, for nothing is made twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, agencies_where, required_somewhere
from gongkai_web.cases.models import Case
from gongkai_web.files.checks import clean_name
from gongkai_web.imports import held, outcome
from gongkai_web.imports.actions import remember_habit
from gongkai_web.imports.forms import RegisterForm
from gongkai_web.imports.habits import known_of
from gongkai_web.imports.meanings import Defaults
from gongkai_web.imports.run import Line, Report, Result, check_register, import_register
from gongkai_web.imports.understood import choices, told, understood
from gongkai_web.imports.words import labels_of
from gongkai_web.imports.workbooks import result_workbook, template
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Figure, Link
from gongkai_web.office import days
from gongkai_web.office.acting import done
from gongkai_web.office.downloads import attached
from gongkai_web.office.frame import UNPROCESSABLE, page
from gongkai_web.office.paging import paged
from gongkai_web.office.places import list_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken, note_taken

IMPORT = "导入登记簿"
REREAD = "已按所选的重新读过，还没有登记；请核对下面各行，再登记。"
SESSION = "register_imports"
SECONDS_A_CLICK = 15.0
MOST_ASKED = 200
YEARS_BACK = 8
_MOST_HELD = 10
_PAGE = 200
_STATES = {
    Result.WILL: "open",
    Result.MADE: "done",
    Result.THERE: "done",
    Result.ASKED: "warning",
    Result.REFUSED: "error",
    Result.PASSED: "note",
    Result.LEFT: "waiting",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A register between dry run and import."""

    token: str
    data: bytes
    name: str
    agency: Agency
    defaults: Defaults
    chosen: Mapping[tuple[str, int], str]
    made: frozenset[int]
    came: list[outcome.Came] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the report as it is drawn. `field` and `picked`: of the choice, where a result is asked."""

    line: Line
    mark: Mark
    field: str = ""
    picked: str = ""


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Chooses the file; the dry run follows."""
    agencies = required_somewhere(request.user, What.HANDLE, days.today(), doing="导入登记簿")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterForm(*sent, agencies=agencies)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        name, data = clean_name(given["file"].name), given["file"].read()
        defaults = known_of(given["agency"])
        tried = done(
            form,
            lambda: check_register(data, name, agency=given["agency"], today=days.today(), defaults=defaults),
            field="file",
        )
        if tried:
            facts = {"name": name, "agency": given["agency"].pk, "defaults": asdict(defaults)}
            token = held.hold(data, {**facts, "chosen": [], "made": []})
            kept = [*request.session.get(SESSION, []), token]
            for old in kept[:-_MOST_HELD]:
                held.let_go(old)
            request.session[SESSION] = kept[-_MOST_HELD:]
            return redirect("imports:report", token)
    status = UNPROCESSABLE if form.is_bound else 200
    return page(request, "imports/import.html", {"form": form}, list_of(Case), Link(IMPORT), status=status)


@signed_in
@require_GET
def template_file(request: OfficeRequest) -> HttpResponse:
    """The workbook to fill in."""
    required_somewhere(request.user, What.HANDLE, days.today(), doing="导入登记簿")
    return attached(template(), "登记簿导入模板.xlsx", "xlsx")


@signed_in
@require_http_methods(["GET", "POST"])
def report(request: OfficeRequest, token: str) -> HttpResponse:
    """What would come, or came, of each row; with the button."""
    kept = _held(request, token)
    if kept.came is not None:
        return _finished(request, kept, kept.came)
    if request.method == "POST":
        return _import(request, kept)
    found = _checked(kept)
    asked = [line for line in found.lines if _outcome_asked(line)][:MOST_ASKED]
    show = request.GET.get("show", "")
    lines = [line for line in found.lines if not show or line.result == show]
    pages = paged(request, lines, _PAGE)
    context = {
        "name": kept.name,
        "agency": kept.agency,
        "token": token,
        "figures": [Figure(str(count), one.label, f"?show={one}") for one, count in found.counts.items()],
        "understood": understood(found, kept.defaults),
        "meant": kept.defaults,
        "choices": choices(),
        "years": range(days.today().year, days.today().year - YEARS_BACK, -1),
        "asked": [Shown(line, _mark(line), _field(line)) for line in asked],
        "outcomes": labels_of("outcome").items(),
        "pages": pages,
        "rows": [Shown(line, _mark(line)) for line in pages],
        "show": Result(show).label if show in Result.values else "",
        "several": len(found.tables) > 1,
        "unread": found.unread,
        "will": found.counts.get(Result.WILL, 0),
        "left": found.counts.get(Result.ASKED, 0),
        "started": bool(kept.made),
    }
    return page(request, "imports/report.html", context, list_of(Case), _crumb(), Link(kept.name))


@signed_in
@require_GET
def result(request: OfficeRequest, token: str) -> HttpResponse:
    """The register with a column for the result of each row."""
    kept = _held(request, token)
    data = result_workbook(_checked(kept)) if kept.came is None else outcome.came_workbook(kept.came)
    taken = Taken(kept.agency, f"agencies.Agency:{kept.agency.pk}", "import_result")
    note_taken(by=request.user, taken=[taken], fmt="xlsx")
    return attached(data, f"导入结果 {kept.name.rpartition('.')[0]}.xlsx", "xlsx")


# – the way of one register


def _held(request: OfficeRequest, token: str) -> Held:
    """The register that this session brought and whose agency the person still handles; else no such page."""
    found = held.held(token) if token in request.session.get(SESSION, []) else None
    if found is None:
        raise Http404
    data, facts = found
    agency = agencies_where(request.user, What.HANDLE, days.today()).filter(pk=facts["agency"]).first()
    if agency is None:
        raise Http404
    chosen = {(sheet, line): code for sheet, line, code in facts["chosen"]}
    defaults = Defaults(**facts["defaults"])
    came = outcome.read(facts[outcome.KEY]) if outcome.KEY in facts else None
    return Held(token, data, facts["name"], agency, defaults, chosen, frozenset(facts["made"]), came)


def _checked(kept: Held) -> Report:
    """The dry run; what this import has made reads as made."""
    found = check_register(
        kept.data,
        kept.name,
        agency=kept.agency,
        today=days.today(),
        defaults=kept.defaults,
        chosen=kept.chosen,
    )
    lines = tuple(_as_made(line) if line.case in kept.made else line for line in found.lines)
    return replace(found, lines=lines)


def _as_made(line: Line) -> Line:
    return Line(line.row, Result.MADE, "", line.number, line.case)


def _import(request: OfficeRequest, kept: Held) -> HttpResponse:
    found = _checked(kept)
    answers = {(line.row.sheet, line.row.line): request.POST.get(_field(line), "") for line in found.lines}
    chosen = {**kept.chosen, **{where: code for where, code in answers.items() if code}}
    meant = told(understood(found, kept.defaults), request.POST.dict(), kept.defaults)
    facts: dict[str, Any] = {
        "name": kept.name,
        "agency": kept.agency.pk,
        "defaults": asdict(meant),
        "chosen": [[sheet, line, code] for (sheet, line), code in chosen.items()],
        "made": sorted(kept.made),
    }
    if "answer" in request.POST or _unlike_shown(request, kept, found, meant, chosen):
        held.note(kept.token, facts)
        messages.success(request, REREAD)
        return redirect("imports:report", kept.token)
    came = import_register(
        kept.data,
        kept.name,
        agency=kept.agency,
        by=request.user,
        today=days.today(),
        defaults=meant,
        chosen=chosen,
        seconds=SECONDS_A_CLICK,
    )
    remember_habit(agency=kept.agency, meant=meant)
    made = [line.case for line in came.lines if line.result == Result.MADE]
    facts["made"] = sorted({*kept.made, *made})
    held.note(kept.token, facts)
    after = _checked(replace(kept, defaults=meant, chosen=chosen, made=frozenset(facts["made"])))
    if outcome.is_finished(after):
        held.finish(kept.token, {**facts, outcome.KEY: outcome.noted(after.lines)})
    left = came.counts.get(Result.LEFT, 0)
    if left:
        messages.warning(request, f"这一次登记了 {len(made)} 件，还有 {left} 件没有轮到；请点“继续登记”。")
    else:
        messages.success(request, f"登记了 {len(made)} 件。")
    return redirect("imports:report", kept.token)


def _unlike_shown(
    request: OfficeRequest, kept: Held, found: Report, meant: Defaults, chosen: Mapping[tuple[str, int], str]
) -> bool:
    """Whether the button would register other rows than its page showed: answers or rows have changed."""
    will = str(found.counts.get(Result.WILL, 0))
    return meant != kept.defaults or chosen != kept.chosen or request.POST.get("will", will) != will


def _finished(request: OfficeRequest, kept: Held, came: list[outcome.Came]) -> HttpResponse:
    """What came of each row; the register itself is gone."""
    if request.method == "POST":
        return redirect("imports:report", kept.token)
    counts = Counter(one.result for one in came)
    pages = paged(request, came, _PAGE)
    context = {
        "name": kept.name,
        "agency": kept.agency,
        "token": kept.token,
        "figures": [Figure(str(counts[one]), one.label) for one in Result if counts[one]],
        "pages": pages,
        "rows": [(one, Mark(_STATES[one.result], one.result.label)) for one in pages],
    }
    return page(request, "imports/finished.html", context, list_of(Case), _crumb(), Link(kept.name))


# – the page


def _field(line: Line) -> str:
    return f"outcome-{line.row.line}-{line.row.sheet}"


def _outcome_asked(line: Line) -> bool:
    asked = line.plan.asked if line.plan and line.result == Result.ASKED else ()
    return any(one.name == "outcome" for one in asked)


def _mark(line: Line) -> Mark:
    return Mark(_STATES[line.result], line.result.label)


def _crumb() -> Link:
    return Link(IMPORT, reverse("imports:import"))
