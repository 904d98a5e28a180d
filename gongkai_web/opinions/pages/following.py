"""查询意见: whoever wrote opens it with its code for an hour and reads what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai_web.errors import Refused
from gongkai_web.interaction.pages.asking import STALE
from gongkai_web.interaction.pages.typed import typed
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.opinions import actions, queries, texts
from gongkai_web.opinions.kinds import Status
from gongkai_web.opinions.pages.public import HOME, way
from gongkai_web.opinions.pages.rows import TOLD, stopped
from gongkai_web.proxies import address
from gongkai_web.visitors.cookies import give, given, guarded, private

COOKIE, TITLE = "opinion", "查询意见"
_CODE, _UNPROCESSABLE = 40, 422


def _not_asked(request: HttpRequest, *, said: str, status: int) -> HttpResponse:
    return _ask(request, said, status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_asked, STALE)
def query(request: HttpRequest) -> HttpResponse:
    """Code and number open the opinion; whatever is wrong gets the same answer."""
    if request.method == "GET":
        return _ask(request)
    code, number = typed(request, "code", _CODE), typed(request, "number", _CODE)
    try:
        if not code.strip() or not number.strip():
            raise Refused("请填写查询码和意见编号。")
        found = actions.open_opinion(code=code, number=number, address=address(request), now=timezone.now())
    except Refused as problem:
        return _ask(request, str(problem), _UNPROCESSABLE)
    response = redirect("opinions:mine", found.pk)
    give(response, COOKIE, f"{found.pk} {found.code_digest}", reverse("opinions:follow"))
    return response


def _ask(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "error": error,
        "code": typed(request, "code", _CODE),
        "number": typed(request, "number", _CODE),
        "breadcrumbs": [HOME, way(), Link(TITLE)],
    }
    return render(request, "opinions/follow.html", context, status=status)


@private
@require_POST
def leave(_: HttpRequest) -> HttpResponse:
    """Ends it on this device."""
    response = redirect("opinions:follow")
    response.delete_cookie(COOKIE, path=reverse("opinions:follow"))
    return response


@private
@require_safe
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinion: whether it is shown, and what became of it once that is public."""
    opened, mark = (*given(request, COOKIE), "", "")[:2]
    found = queries.granted(pk, mark) if opened == str(pk) and mark else None
    if found is None or not found.text:
        return _ask(request, "查询已经结束，或者不是在这里打开的；请再填一次查询码。", 404)
    call, status = queries.as_read(found.call), Status(found.status)
    told = TOLD[status] if call.ended_on is None else stopped(call)
    results = queries.results_page(call, today())
    context = {
        "opinion": found,
        "call": queries.public(today()).filter(pk=call.pk).first(),
        "label": texts.labels_of(call).get(found.clause, ""),
        "told": told,
        "note": found.note if status in {Status.HIDDEN, Status.VOID} else "",
        "results": results,
        "answered": results is not None and found.answer is not None,
        "reason": "".join(queries.reasons_out([found.answer], results).values()),
        "breadcrumbs": [
            HOME,
            way(),
            Link(TITLE, reverse("opinions:follow")),
            Link(found.registry_number),
        ],
    }
    return render(request, "opinions/mine.html", context)
