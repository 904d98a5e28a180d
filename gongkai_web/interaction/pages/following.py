"""查询留言: whoever wrote opens it with its code for an hour, reads the answer, asks again, rates it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai_web.agencies.queries import particulars_of
from gongkai_web.errors import Refused
from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.facts import Satisfied, Status
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages import rows
from gongkai_web.interaction.pages.asking import STALE
from gongkai_web.interaction.pages.public import HOME, way
from gongkai_web.interaction.pages.typed import typed
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.places import page_at
from gongkai_web.proxies import address
from gongkai_web.visitors.cookies import give, given, guarded, private

COOKIE, TITLE = "message", "查询留言"
_CODE, _LONGEST, _UNPROCESSABLE = 40, 5000, 422


def _not_asked(request: HttpRequest, *, said: str, status: int) -> HttpResponse:
    return _ask(request, said, status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_asked, STALE)
def query(request: HttpRequest) -> HttpResponse:
    """Code and number open the message; whatever is wrong gets the same answer."""
    if request.method == "GET":
        return _ask(request)
    code, number = typed(request, "code", _CODE), typed(request, "number", _CODE)
    try:
        if not code.strip() or not number.strip():
            raise Refused("请填写查询码和留言编号。")
        found = actions.open_message(code=code, number=number, address=address(request), now=timezone.now())
    except Refused as problem:
        return _ask(request, str(problem), _UNPROCESSABLE)
    response = redirect("interaction:mine", found.pk)
    give(response, COOKIE, f"{found.pk} {found.code_digest}", reverse("interaction:follow"))
    return response


def _ask(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "error": error,
        "code": typed(request, "code", _CODE),
        "number": typed(request, "number", _CODE),
        "requests": page_at("apply.Access"),
        "breadcrumbs": [HOME, way(), Link(TITLE)],
    }
    return render(request, "interaction/follow.html", context, status=status)


@private
@require_POST
def leave(_: HttpRequest) -> HttpResponse:
    """Ends it on this device."""
    response = redirect("interaction:follow")
    response.delete_cookie(COOKIE, path=reverse("interaction:follow"))
    return response


@private
@require_safe
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """The message: where it stands, until when, the answer, and what can be done now."""
    found = _granted(request, pk)
    return _shown(request, found) if found else _closed(request)


def _not_sent(request: HttpRequest, pk: int, *, said: str, status: int) -> HttpResponse:
    found = _granted(request, pk)
    return _again_page(request, found, said, status) if found else _closed(request)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_sent, STALE)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """“没有解决”: what is still open, and a new term from today."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request)
    if request.method == "GET":
        return _again_page(request, found)
    try:
        words = typed(request, "words", _LONGEST)
        actions.reopen(message=found, day=days.today(), words=words)
    except Refused as problem:
        return _again_page(request, found, str(problem), _UNPROCESSABLE)
    messages.success(request, "已再次提出；从今天起重新计算答复期限。")
    return redirect("interaction:mine", pk)


def _again_page(request: HttpRequest, found: Message, error: str = "", status: int = 200) -> HttpResponse:
    here = Link(found.registry_number, reverse("interaction:mine", args=[found.pk]))
    context = {
        "message": found,
        "error": error,
        "words": typed(request, "words", _LONGEST),
        "breadcrumbs": [HOME, way(), here, Link("没有解决")],
    }
    return render(request, "interaction/again.html", context, status=status)


def _not_rated(request: HttpRequest, pk: int, *, said: str, status: int) -> HttpResponse:
    found = _granted(request, pk)
    return _shown(request, found, said, status) if found else _closed(request)


@private
@require_POST
@guarded(_not_rated, STALE)
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """What whoever wrote thinks of it, once."""
    found = _granted(request, pk)
    if found is None:
        return _closed(request)
    words = typed(request, "words", _LONGEST)
    try:
        satisfied = typed(request, "satisfied", _CODE)
        actions.rate(message=found, day=days.today(), satisfied=satisfied, words=words)
    except Refused as problem:
        return _shown(request, found, str(problem), _UNPROCESSABLE)
    more = "没有解决的，可以按“没有解决”再次提出。" if satisfied == Satisfied.NO else ""
    messages.success(request, f"谢谢您的评价。{more}")
    return redirect("interaction:mine", pk)


def _granted(request: HttpRequest, pk: int) -> Message | None:
    opened, mark = (*given(request, COOKIE), "", "")[:2]
    return queries.granted(pk, mark) if opened == str(pk) and mark else None


def _closed(request: HttpRequest) -> HttpResponse:
    return _ask(request, "查询已经结束，或者不是在这里打开的；请再填一次查询码。", 404)


def _shown(request: HttpRequest, found: Message, error: str = "", status: int = 200) -> HttpResponse:
    day = days.today()
    state = queries.state_of(found, queries.happened(found))
    context = {
        "message": found,
        "agency": found.agency,
        "contact": particulars_of(found.agency).contact,
        "error": error,
        "marks": rows.marks_of(found, day, inside=False),
        "elements": rows.outside_elements(found, queries.told_on(found)),
        "told": rows.told_elements(state),
        "due": rows.due_of(found, state),
        "answered": found.status == Status.ANSWERED,
        "first": found.first if found.first and found.first.public else None,
        "asks": queries.may_rate(found, day),
        "choices": Satisfied.choices,
        "satisfied": typed(request, "satisfied", _CODE),
        "words": typed(request, "words", _LONGEST),
        "entries": rows.entries(found, found.events.all(), outside=True),
        "today": day,
        "breadcrumbs": [HOME, way(), Link(TITLE, reverse("interaction:follow")), Link(found.registry_number)],
    }
    return render(request, "interaction/mine.html", context, status=status)
