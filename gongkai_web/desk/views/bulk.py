"""One act for several cases: first the preview, then the act, then what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import handlers_of
from gongkai_web.cases import queries as case_queries
from gongkai_web.cases.models import Case
from gongkai_web.desk import bulk
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.look.parts import Link
from gongkai_web.office import once
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: OfficeRequest) -> HttpResponse:
    """GET: what would be done; POST: it is done."""
    scope = scope_of(request)
    data = request.POST if request.method == "POST" else request.GET
    act = data.get("act", "")
    keys = _keys(data)
    cases = _cases(scope, keys[: bulk.MOST])
    if act not in dict(bulk.ACTS) or not cases:
        return _nothing(request, act, bool(keys))
    lines = bulk.preview(cases, act, scope.person, scope.today)
    doing = [line for line in lines if not line.refusal]
    if request.method == "POST" and not doing:
        require(scope.person, cases[0].agency, What.HANDLE, scope.today)
    staff = handlers_of({line.case.agency for line in doing}, scope.today)
    given = data if request.method == "POST" else None
    form = bulk.BulkForm(given, act=act, today=scope.today, staff=staff)
    context: dict[str, Any] = {
        "act": act,
        "label": dict(bulk.ACTS)[act],
        "lines": lines,
        "doing": [(line, _own(data, act, line.case.pk)) for line in doing],
        "refused": [line for line in lines if line.refusal],
        "left": len(keys) - len(cases),
        "most": bulk.MOST,
        "form": form,
        "own": bulk.OWN.get(act),
    }
    own = {line.case.pk: said for line, said in context["doing"]}
    if request.method == "POST" and form.is_valid():
        form.ask_late(doing, own)
    if request.method == "POST" and form.is_valid():
        done = bulk.do(lines, act, person=scope.person, today=scope.today, values=form.values(), own=own)
        once.result_here(request)
        return _page(request, "desk/bulk_done.html", {**context, "done": done, **_counted(done)})
    return _page(request, "desk/bulk.html", context, status=422 if form.errors else 200)


def _keys(data: QueryDict) -> list[int]:
    given = [one for one in data.getlist("case") if one.isascii() and one.isdigit() and len(one) < 19]
    return list(dict.fromkeys(int(one) for one in given))


def _own(data: QueryDict, act: str, case: int) -> str:
    """What was typed for one case alone, on one line."""
    own = bulk.OWN.get(act)
    return " ".join(data.get(f"{own.name}-{case}", "").split())[: own.most] if own else ""


def _cases(scope: Scope, keys: Sequence[int]) -> list[Case]:
    """Those that the person may see, in the order in which they stood in the list."""
    visible = case_queries.visible(scope.person, scope.today).filter(pk__in=keys)
    found = {case.pk: case for case in visible.select_related("agency")}
    return [found[key] for key in keys if key in found]


def _counted(done: Sequence[bulk.Line]) -> dict[str, Any]:
    refused = [line for line in done if line.refusal]
    return {"done_count": len(done) - len(refused), "refused_count": len(refused)}


def _nothing(request: OfficeRequest, act: str, chosen: bool) -> HttpResponse:
    said = (
        "没有选择申请件；请回到列表，勾选要办理的件。"
        if not chosen
        else "请选择要办的步骤。"
        if act not in dict(bulk.ACTS)
        else "所选的申请件不存在，或者不在您可以查看的范围内。"
    )
    return _page(request, "desk/bulk_nothing.html", {"said": said}, status=200 if not chosen else 422)


def _page(request: OfficeRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = (Link("申请件", reverse("desk:cases")), Link("批量办理"))
    return page(request, template, context, *crumbs, status=status)
