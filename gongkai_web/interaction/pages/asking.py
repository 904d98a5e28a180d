"""留言: choose what it is, see what was answered before, write, and take the code away."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.messages import NEVER, MessageType, message_types, said
from gongkai_web.errors import Refused
from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages.asking_forms import MessageForm
from gongkai_web.interaction.pages.budget import taken
from gongkai_web.interaction.pages.findable import GROUP
from gongkai_web.interaction.pages.public import HOME, way
from gongkai_web.interaction.pages.similar import similar
from gongkai_web.interaction.pages.typed import typed
from gongkai_web.interaction.queries import CODES
from gongkai_web.look.parts import Link, ListRow
from gongkai_web.office import days
from gongkai_web.proxies import address
from gongkai_web.public_pages.declared import declared, public_page
from gongkai_web.visitors import codes, effort
from gongkai_web.visitors.cookies import give, given, guarded, private

COOKIE, SUBMIT = "message_receipt", "submit"
_FRESH, _SEEN, _UNPROCESSABLE = "new", "seen", 422
_LONGEST_ADDRESS, _LONGEST_TITLE = 500, 200
TOO_MANY = "同一网络一小时内提交得太多，这一件还没有提交；填写的内容都在，请过一会儿再提交，或者打电话。"
LOOKED_TOO_OFTEN = "同一网络一小时内查得太多，这一次没有查；填写的内容都在，可以直接提交，或者过一会儿再查。"
STALE = (
    "页面放得太久，或者浏览器没有送回本网站的凭据（cookie），这一次没有提交。填写的内容都在，再按一次；"
    "还是不行的，请允许浏览器保存本网站的 cookie。"
)


@dataclass(slots=True)
class Page:
    """One answer of the form: of which kind, what is typed, under which key, what is like it."""

    kind: MessageType
    form: MessageForm
    key: str
    day: date
    alike: list[ListRow] = field(default_factory=list)
    looked: bool = False
    opened: str = ""


@public_page()
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Which kind of message? Each with what it is for and how long the answer takes."""
    day = days.today()
    found = [(one, said(code, day)) for code, one in message_types().on(day).items()]
    return render(
        request, "interaction/ask.html", {"kinds": found, "breadcrumbs": [HOME, way(), Link("留言")]}
    )


def _not_done(request: HttpRequest, kind: str, *, said: str, status: int) -> HttpResponse:
    """What was typed, on a page that can be sent; nothing is done or kept."""
    page = _page(request, kind, MessageForm)
    page.form.add_error(None, said)
    return _show(request, page, status=status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done, STALE)
def form(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of one kind. Before it is sent for the first time, what was answered before is shown.

    Not before a complaint (第五十一条) or an appeal (第五十五条): no answer that others had settles it.
    """
    page = _page(request, kind, MessageForm)
    if request.method == "GET":
        return _show(request, page)
    if "solved" in request.POST:
        return _solved(request, page)
    valid = page.form.is_valid()
    # What is never published was never answered for anybody else to read: nothing stands in its way.
    unseen = "looked" not in request.POST and page.kind.published != NEVER
    if "look" in request.POST or (valid and unseen):
        shown = _look_up(request, page)
        if shown is not None:
            return shown
    sent = _send(request, page) if valid else None
    return sent or _show(request, page, status=_UNPROCESSABLE)


def _look_up(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The page with what was answered before; None where nothing is to be read before it is sent."""
    asked_for = "look" in request.POST
    if not taken(request, "look"):
        if not asked_for:
            return None
        page.form.add_error(None, LOOKED_TOO_OFTEN)
        return _show(request, page, status=_UNPROCESSABLE)
    # A document answers a question; that a page is wrong, only another report of it does.
    only = GROUP if page.kind.about == "page" else ""
    page.alike = similar(typed(request, "title", _LONGEST_TITLE), page.day, group=only)
    page.looked = True
    return _show(request, page) if page.alike or asked_for else None


def _page(request: HttpRequest, code: str, kind_of: type[MessageForm]) -> Page:
    day = days.today()
    kind = message_types().on(day).get(code)
    if kind is None:
        raise Http404
    filled: dict[str, Any] = (
        {"data": request.POST} if request.method == "POST" else {"initial": _beginning(request)}
    )
    key = request.POST.get("submission_key", "")
    if not CODES.is_submission_key(key):
        key = CODES.new_submission_key()
    page = Page(kind, kind_of(kind=kind, today=day, **filled), key, day, looked="looked" in request.POST)
    page.opened = effort.opened(key, request.POST.get("opened", ""))
    return page


def _beginning(request: HttpRequest) -> dict[str, str]:
    """What the address says; and for a fault, from which page of this site somebody comes."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    path = urlsplit(came_from).path
    asking = path.startswith(reverse("interaction:ask"))
    page = {"page": came_from[:_LONGEST_ADDRESS]} if ours and not asking and _is_public(path) else {}
    return {**page, **request.GET.dict()}


def _is_public(path: str) -> bool:
    """Whether that page is everybody's: the address of any other may be the secret of whoever opened it."""
    try:
        return declared(resolve(path).func) is not None
    except Resolver404:
        return False


def _solved(request: HttpRequest, page: Page) -> HttpResponse:
    """The answer was there already: counted, and nothing is sent. Not more often than messages would be."""
    if taken(request, "solved"):
        to = queries.takes_messages(page.day).filter(slug=typed(request, "agency", _LONGEST_TITLE)).first()
        actions.note_solved(kind=page.kind.code, day=page.day, agency=to)
    return redirect("interaction:solved")


@public_page()
@require_safe
def solved(request: HttpRequest) -> HttpResponse:
    """Nothing was sent, and that is well."""
    return render(request, "interaction/solved.html", {"breadcrumbs": [HOME, way(), Link("已经解决")]})


def _send(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The way to the receipt, or None with the reasons on the page."""
    here, now = address(request), timezone.now()
    if request.POST.get("submission_key") != page.key:
        page.form.add_error(None, "页面放得太久，或者不是从本站打开的；请核对内容，再提交一次。")
        return None
    held_off = "" if queries.submitted(page.key) else _held_off(request, page.key, here, now)
    if held_off:
        page.form.add_error(None, held_off)
        return None
    try:
        sent = actions.submit_online(
            agency=page.form.to, day=page.day, given=page.form.given(), submission_key=page.key
        )
    except Refused as problem:
        page.form.add_error(None, str(problem))
        return None
    if not sent.again:
        actions.count(kind=SUBMIT, address=here, now=now)
    response = redirect("interaction:receipt")
    give(response, COOKIE, f"{page.key} {_FRESH}", reverse("interaction:receipt"))
    return response


def _held_off(request: HttpRequest, key: str, here: str, now: datetime) -> str:
    """Why it is not taken now: too many from that address, or sent faster than anybody writes."""
    if queries.COUNTS.within_hour(SUBMIT, here, now) >= settings.GONGKAI_MESSAGES_PER_HOUR:
        return TOO_MANY
    sent = request.POST
    made = effort.is_made(key, sent.get("effort", ""), sent.get("opened", ""))
    return "" if made else effort.NOT_YET


def _show(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    context = {
        "kind": page.kind,
        "term": said(page.kind.code, page.day),
        "form": page.form,
        "submission_key": page.key,
        "opened": page.opened,
        "bits": effort.BITS,
        "alike": page.alike,
        "looked": page.looked,
        "quiet": status == 200,
        "breadcrumbs": [HOME, way(), Link("留言", reverse("interaction:ask")), Link(page.kind.label)],
    }
    return render(request, "interaction/form.html", context, status=status)


@private
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt: number, code, and until when the answer comes. The code is shown once."""
    key, fresh = (*given(request, COOKIE), "", "")[:2]
    found = queries.submitted(key) if key else None
    if found is None:
        return render(request, "interaction/no_receipt.html", {}, status=404)
    context = {
        "message": found,
        "agency": found.agency,
        "code": _code(found) if fresh == _FRESH else "",
        "breadcrumbs": [HOME, way(), Link("回执")],
    }
    response = render(request, "interaction/receipt.html", context)
    give(response, COOKIE, f"{key} {_SEEN}", reverse("interaction:receipt"))
    return response


def _code(message: Message) -> str:
    """The code of the message, by whichever key of the installation it was handed out."""
    for code in CODES.codes_of(message.submission_key or ""):
        if any(hmac.compare_digest(one, message.code_digest or "") for one in CODES.digests(code)):
            return codes.shown(code)
    return ""
