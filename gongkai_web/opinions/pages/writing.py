"""提意见: write about a clause or the whole while opinions are taken, and take the code away.

Floods are held off by the same pieces as for messages: a small computation in the browser or a few seconds
of waiting, and a number per hour and network. What came too late is shown to be copied, never lost.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai_web.errors import Refused
from gongkai_web.interaction.pages.asking import STALE, TOO_MANY
from gongkai_web.interaction.pages.typed import typed
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.opinions import actions, queries, texts
from gongkai_web.opinions.actions.receiving import MOST, Closed, require_taken
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.opinions.pages.forms import OpinionForm
from gongkai_web.opinions.pages.public import HOME, call_link, way
from gongkai_web.opinions.queries import CODES
from gongkai_web.proxies import address
from gongkai_web.visitors import codes, effort
from gongkai_web.visitors.cookies import give, given, guarded, private

COOKIE, SUBMIT = "opinion_receipt", "opinion"
_FRESH, _SEEN, _UNPROCESSABLE = "new", "seen", 422
_KEPT = 4  # times the longest opinion, shown to be copied: nobody who wrote too much loses it


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the form: on which call, what is typed, under which key, since when it is open."""

    call: Call
    form: OpinionForm
    key: str
    opened: str


def _not_done(request: HttpRequest, pk: int, *, said: str, status: int) -> HttpResponse:
    """What was typed, on a page that can be sent; nothing is done or kept."""
    found = queries.public(today()).filter(pk=pk).first()
    if found is None:
        return _closed(request, None, said, status)
    page = _page(request, found)
    page.form.add_error(None, said)
    return _show(request, page, status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done, STALE)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; once opinions are not taken, the sentence, and what was typed to be copied."""
    now = timezone.now()
    day = timezone.localtime(now).date()  # one moment: none falls between two readings of the clock
    found = queries.public(day).filter(pk=pk).first()
    if found is None:
        # A link left open while the draft was taken down: what was typed is still whoever wrote's.
        if request.method == "GET":
            raise Http404
        return _too_late(request, get_object_or_404(Call, pk=pk), day, None)
    if not found.takes(day) and not (request.method == "POST" and _sent_before(request)):
        return _too_late(request, found, day, found)
    page = _page(request, found)
    if request.method == "GET":
        return _show(request, page)
    sent = _send(request, page, now) if page.form.is_valid() else None
    return sent or _show(request, page, _UNPROCESSABLE)


def _sent_before(request: HttpRequest) -> bool:
    """Whoever presses again after the last second had sent it in time."""
    key = request.POST.get("submission_key", "")
    return CODES.is_submission_key(key) and queries.submitted(key) is not None


def _too_late(request: HttpRequest, call: Call, day: date, shown: Call | None) -> HttpResponse:
    try:
        require_taken(call, day)
    except Closed as problem:
        return _closed(request, shown, str(problem), _UNPROCESSABLE if request.method == "POST" else 200)
    return redirect("opinions:call", call.pk)


def _closed(request: HttpRequest, call: Call | None, sentence: str, status: int) -> HttpResponse:
    """Nothing is taken; what was typed can be copied."""
    crumbs = [HOME, way(), *([call_link(call)] if call else []), Link("没有提交")]
    context = {
        "call": call,
        "sentence": sentence,
        "text": typed(request, "text", _KEPT * MOST),
        "breadcrumbs": crumbs,
    }
    return render(request, "opinions/closed.html", context, status=status)


def _page(request: HttpRequest, call: Call) -> Page:
    filled: dict[str, Any] = (
        {"data": request.POST}
        if request.method == "POST"
        else {"initial": {"clause": request.GET.get("clause", "")}}
    )
    key = request.POST.get("submission_key", "")
    if not CODES.is_submission_key(key):
        key = CODES.new_submission_key()
    form = OpinionForm(labels=texts.labels_of(call), **filled)
    return Page(call, form, key, effort.opened(key, request.POST.get("opened", "")))


def _send(request: HttpRequest, page: Page, now: datetime) -> HttpResponse | None:
    """The way to the receipt, or None with the reasons on the page."""
    here = address(request)
    if request.POST.get("submission_key") != page.key:
        page.form.add_error(None, "页面放得太久，或者不是从本站打开的；请核对内容，再提交一次。")
        return None
    held_off = "" if queries.submitted(page.key) else _held_off(request, page.key, here, now)
    if held_off:
        page.form.add_error(None, held_off)
        return None
    try:
        sent = actions.submit_online(
            call=page.call, now=now, given=page.form.given(), submission_key=page.key
        )
    except Closed as problem:
        return _closed(request, page.call, str(problem), _UNPROCESSABLE)
    except Refused as problem:
        page.form.add_error(None, str(problem))
        return None
    if not sent.again:
        actions.count(kind=SUBMIT, address=here, now=now)
    response = redirect("opinions:receipt")
    give(response, COOKIE, f"{page.key} {_FRESH}", reverse("opinions:receipt"))
    return response


def _held_off(request: HttpRequest, key: str, here: str, now: datetime) -> str:
    """Why it is not taken now: too many from that address, or sent faster than anybody writes."""
    if queries.COUNTS.within_hour(SUBMIT, here, now) >= settings.GONGKAI_MESSAGES_PER_HOUR:
        return TOO_MANY
    sent = request.POST
    made = effort.is_made(key, sent.get("effort", ""), sent.get("opened", ""))
    return "" if made else effort.NOT_YET


def _show(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    chosen = page.form["clause"].value()
    clause = next((one for one in texts.clauses_of(page.call) if chosen and one.key == chosen), None)
    context = {
        "call": queries.as_read(page.call),
        "form": page.form,
        "clause": clause,
        "newer": page.call.is_overtaken,
        "submission_key": page.key,
        "opened": page.opened,
        "bits": effort.BITS,
        "quiet": status == 200,
        "breadcrumbs": [HOME, way(), call_link(page.call), Link("提意见")],
    }
    return render(request, "opinions/write.html", context, status=status)


@private
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt: number and code. The code is shown once."""
    key, fresh = (*given(request, COOKIE), "", "")[:2]
    found = queries.submitted(key) if key else None
    if found is None:
        return render(request, "opinions/no_receipt.html", {}, status=404)
    found.call = queries.as_read(found.call)
    context = {
        "opinion": found,
        "code": _code(found) if fresh == _FRESH else "",
        "breadcrumbs": [HOME, way(), Link("回执")],
    }
    response = render(request, "opinions/receipt.html", context)
    give(response, COOKIE, f"{key} {_SEEN}", reverse("opinions:receipt"))
    return response


def _code(opinion: Opinion) -> str:
    """The code of the opinion, by whichever key of the installation it was handed out."""
    for code in CODES.codes_of(opinion.submission_key or ""):
        if any(hmac.compare_digest(one, opinion.code_digest or "") for one in CODES.digests(code)):
            return codes.shown(code)
    return ""
