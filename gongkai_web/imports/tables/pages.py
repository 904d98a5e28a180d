"""How does a table get in by the page: chosen, tried on its first rows, begun, followed, its report taken?

The rows are entered by a job behind the page; the page tells how far it is. Whoever closes it loses nothing.
"""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.booktitle import in_marks
from gongkai.errors import GongkaiError
from gongkai_web.agencies.permissions import TABLE, agencies_where, nowhere
from gongkai_web.files.checks import clean_name
from gongkai_web.imports.jobs import import_table
from gongkai_web.imports.models import State, TableImport
from gongkai_web.imports.tables import actions, books
from gongkai_web.imports.tables.declared import Came, Result, Table
from gongkai_web.imports.tables.forms import TableForm
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Figure, Link
from gongkai_web.office.acting import done, told
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken, note_taken
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.kinds import Stage

SECTION = Section("批量导入", "imports:tables")
_MARKS = {Result.MADE: "done", Result.THERE: "note", Result.REFUSED: "error"}
_PAGE = 100


@signed_in
def new(request: OfficeRequest) -> HttpResponse:
    """Chooses the file; the first rows are tried on the next page."""
    tables = _mine(request)
    needs = next(iter(tables.values())).needs
    drafting = items.batches(request.user, today()).filter(stage=Stage.DRAFTING)
    form = TableForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        initial={"table": request.GET.get("table", "")},
        tables=tables,
        agencies=agencies_where(request.user, needs, today()),
        batches=drafting,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        begun = done(
            form,
            lambda: actions.begin(
                by=request.user,
                agency=given["agency"],
                day=today(),
                table=given["table"],
                data=given["file"].read(),
                name=clean_name(given["file"].name),
                batch=given["batch"],
            ),
            field="file",
        )
        if begun:
            return redirect("imports:table", begun.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "form": form,
        "templates": [
            (one.label, reverse("imports:table_template", args=[code])) for code, one in tables.items()
        ],
        "latest": _seen(request)[:10],
    }
    return SECTION.page(request, "imports/tables.html", context, status=status)


@signed_in
@require_GET
def template(request: OfficeRequest, code: str) -> HttpResponse:
    """The workbook to fill in."""
    tables = _mine(request)
    if code not in tables:
        raise Http404
    return attached(books.template(tables[code], today()), f"{tables[code].label}导入模板.xlsx", "xlsx")


@signed_in
@require_http_methods(["GET", "POST"])
def table(request: OfficeRequest, pk: int) -> HttpResponse:
    """The first rows as they would come, or how far it is and what came of each row; with the button."""
    found = _found(request, pk)
    if request.method == "POST":
        if found.state != State.DONE:
            told(request, lambda: import_table.enqueue(found.pk), "已开始；可以离开这一页，回来再看。")
        return redirect("imports:table", pk)
    kind = actions.table_of(found.table)
    counts = {one: found.rows.filter(result=one).count() for one in Result}
    show = request.GET.get("show", "")
    rows = found.rows.filter(result=show) if show in Result.values else found.rows.all()
    pages = paged(request, rows, _PAGE)
    context = {
        "found": found,
        "kind": kind,
        "figures": [Figure(str(count), Result(one).label, f"?show={one}") for one, count in counts.items()],
        "tried": _tried(found) if found.state == State.TRIED else None,
        "about": _about(found, kind.label),
        "batch_page": page_of(found.batch) if found.batch and found.done else "",
        "pages": pages,
        "rows": [(one, _mark(one.result), kind.address(one.subject) if one.subject else "") for one in pages],
    }
    return SECTION.page(request, "imports/table.html", context, Link(found.name))


def _about(found: TableImport, label: str) -> str:
    """To whom, what and into which batch, and how far it is."""
    batch = f"批次{in_marks(found.batch)}" if found.batch else ""
    seen = f"已看 {found.done} 行" if found.done else ""
    told = (str(found.agency), label, batch, f"共 {found.total} 行", found.get_state_display(), seen)
    return "，".join(filter(None, told)) + "。"


@signed_in
@require_GET
def report(request: OfficeRequest, pk: int) -> HttpResponse:
    """What came of each row, as a workbook."""
    found = _found(request, pk)
    taken = Taken(found.agency, f"agencies.Agency:{found.agency_id}", "import_report")
    note_taken(by=request.user, taken=[taken], fmt="xlsx")
    return attached(
        books.report(found), f"导入结果 {found.name.rpartition('.')[0] or found.name}.xlsx", "xlsx"
    )


def _tried(found: TableImport) -> dict[str, object]:
    """The first rows; where the file cannot be read any more, why."""
    try:
        came = actions.preview(found)
    except GongkaiError as problem:
        return {"problem": str(problem), "rows": [], "said": ""}
    counts = Counter(one.result for one in came)
    said = "、".join(f"{one.label} {counts[one]} 行" for one in Result if counts[one])
    return {"problem": "", "rows": [(one, _mark_of(one)) for one in came], "said": said}


def _mark_of(one: Came) -> Mark:
    return _mark(one.result)


def _mark(result: str) -> Mark:
    return Mark(_MARKS[Result(result)], Result(result).label)


def _mine(request: OfficeRequest) -> dict[str, Table]:
    """What the person may bring somewhere. Raises NotAllowed where there is nothing."""
    found = {
        code: one
        for code, one in actions.tables().items()
        if agencies_where(request.user, one.needs, today()).exists()
    }
    if not found:  # told of those of whom there are the most
        needs = max((one.needs for one in actions.tables().values()), key=lambda one: len(TABLE[one].roles))
        raise nowhere(request.user, needs, today(), "批量导入")
    return found


def _seen(request: OfficeRequest) -> list[TableImport]:
    """The imports of the person, newest first."""
    return list(TableImport.objects.filter(by=request.user).select_related("agency")[:50])


def _found(request: OfficeRequest, pk: int) -> TableImport:
    """An import at an agency where the person may bring such a table; else no such page."""
    found = get_object_or_404(TableImport.objects.select_related("agency", "by", "batch"), pk=pk)
    needs = actions.table_of(found.table).needs
    if not agencies_where(request.user, needs, today()).filter(pk=found.agency_id).exists():
        raise Http404
    return found
