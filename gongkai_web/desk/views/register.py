"""The register on paper and as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai_web.desk import actions, paging, register
from gongkai_web.desk.filters import CaseFilter
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.look.parts import Link
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
@require_safe
def printable(request: OfficeRequest) -> HttpResponse:
    """The register of the filter as a table to print."""
    scope = scope_of(request)
    chosen = scope.filter(request.GET)
    found = scope.found(chosen)
    keys = paging.some_keys(found, register.PRINTED + 1)
    over = len(keys) > register.PRINTED
    if not over:
        _note(scope, chosen, "printed_register", len(keys))
    context = {
        "columns": register.COLUMNS,
        "rows": [] if over else list(register.rows(found.filter(pk__in=keys), scope.today)),
        "over": over,
        "most": register.PRINTED,
        **_about(scope, chosen),
    }
    return _page(request, "desk/register.html", context)


@signed_in
@require_POST
def spreadsheet(request: OfficeRequest) -> HttpResponseBase:
    """The register of the filter as XLSX; that it was taken is noted."""
    scope = scope_of(request)
    chosen = scope.filter(request.GET)
    found = scope.found(chosen)
    if len(paging.some_keys(found, register.MOST + 1)) > register.MOST:
        context = {"columns": (), "rows": [], "over": True, "most": register.MOST, **_about(scope, chosen)}
        return _page(request, "desk/register.html", context, status=422)
    about = [
        ("登记表", "政府信息公开申请"),
        ("筛选", "；".join(chosen.sentences()) or "全部"),
        ("导出日期", str(scope.today)),
        ("导出人", scope.person.display_name),
        (
            "说明",
            "是否按期：答复书日期和发出日期都不晚于答复期限；期限已过还没有发出的为否。不含证件号码和联系方式。",
        ),
    ]
    file, count = register.write(register.rows(found, scope.today), about)
    _note(scope, chosen, "register", count)
    return FileResponse(file, as_attachment=True, filename=f"登记表-{scope.today}.xlsx")


def _note(scope: Scope, chosen: CaseFilter, what: str, count: int) -> None:
    """That so many applicants of this filter were taken."""
    actions.record_export(
        by=scope.person, agency=chosen.one_agency, what=what, narrows=chosen.narrows, count=count
    )


def _about(scope: Scope, chosen: CaseFilter) -> dict[str, Any]:
    return {
        "filter": chosen,
        "sentences": chosen.sentences(),
        "query": chosen.query,
        "today": scope.today,
        "agencies": scope.agencies,
    }


def _page(request: OfficeRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = (Link("申请件", reverse("desk:cases")), Link("登记表"))
    return page(request, template, context, *crumbs, status=status)
