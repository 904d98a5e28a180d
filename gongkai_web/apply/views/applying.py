"""申请: choose the agency, fill in one page, hand it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.errors import GongkaiError
from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.apply import actions, codes, printed, queries, room
from gongkai_web.apply.actions.drafts import typed_in
from gongkai_web.apply.application import Application, fields_of, typed_of, with_one_more
from gongkai_web.apply.forms import JOINT_MOST
from gongkai_web.apply.models import Draft
from gongkai_web.apply.published import offered
from gongkai_web.apply.received import receive
from gongkai_web.apply.views.receipt import to_receipt
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.proxies import address
from gongkai_web.public_pages.declared import public_page
from gongkai_web.visitors.cookies import guarded, private

_UNPROCESSABLE = 422
_BUTTONS = ("more", "look", "save", "drop", "print")
TOO_MANY = (
    "同一网络一小时内提交得太多，这一份还没有提交；填写的内容都在，请过一会儿再提交，或者打印申请表邮寄。"
)
STALE = (
    "页面放得太久，或者浏览器没有送回本网站的凭据（cookie），这一次没有提交。填写的内容都在，所选的文件请重新选择，"
    "再按一次；还是不行的，请允许浏览器保存本网站的 cookie，或者打印空白申请表邮寄。"
)
_HOME = Link("首页", "/")
# What was looked for in vain comes as the title of the form, whatever agency is chosen.
ABOUT, _TITLE = "about", 300


@dataclass(slots=True)
class Page:
    """One answer of the form: what is typed, under which key, in which draft."""

    agency: Agency
    application: Application
    key: str
    draft: Draft | None = None
    token: str = ""
    saved: bool = False


@public_page("q", ABOUT)
@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """To whom? The agencies that are there today, by kind; a search by words of the name."""
    today = days.today()
    words, about = _words(request, "q", 100), _words(request, ABOUT, _TITLE)
    found = list(queries.agencies(today, words))
    groups = {
        kind.label: members
        for code, kind in agency_kinds().items()
        if (members := [one for one in found if one.kind == code])
    }
    crumbs = [_HOME, Link("依申请公开")]
    context = {
        "groups": groups,
        "words": words,
        "about": about,
        "kept": f"?{urlencode({ABOUT: about})}" if about else "",
        "breadcrumbs": crumbs,
    }
    return render(request, "apply/agencies.html", context)


def _words(request: HttpRequest, name: str, most: int) -> str:
    """What an address says under that name."""
    return " ".join(request.GET.get(name, "").replace("\0", "").split())[:most]


def _not_done(request: HttpRequest, slug: str, *, said: str, status: int) -> HttpResponse:
    """What was typed, on a page that can be sent; nothing is done or kept."""
    today = days.today()
    agency = get_object_or_404(queries.agencies(today), slug=slug)
    typed = request.POST
    found = _draft_of(typed, agency, today)
    application = Application(typed, checked=False, held=list(found.files.all()) if found else [])
    application.refuse(said)
    token = typed.get("draft", "") if found else ""
    page = Page(agency, application, _key(typed.get("submission_key", "")), found, token)
    return _show(request, page, today, status=status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_done, STALE)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one agency. Each button keeps all that is typed; only one hands it in."""
    today = days.today()
    agency = get_object_or_404(queries.agencies(today), slug=slug)
    if request.method == "GET":
        typed = QueryDict(urlencode({"title": _words(request, ABOUT, _TITLE)}))
        return _show(request, Page(agency, Application(typed, checked=False), _key("")), today)
    return _posted(request, agency, today)


@private
@require_GET
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """A draft, by its secret link."""
    today = days.today()
    found = queries.draft_of(token, today)
    if found is None or not found.agency.open_on(today):
        return render(request, "apply/no_draft.html", {}, status=404)
    try:
        typed = typed_of(typed_in(found))
    except Refused as problem:  # the key of identity numbers is another one now
        return render(request, "apply/no_draft.html", {"sentence": str(problem)}, status=404)
    application = Application(typed, checked=False, held=list(found.files.all()))
    page = Page(found.agency, application, _key(""), found, token, saved="saved" in request.GET)
    return _show(request, page, today)


@private
@require_GET
def empty_form(_: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The form to print and post, empty."""
    today = days.today()
    agency = get_object_or_404(queries.agencies(today), slug=slug)
    if kind not in printed.FORMATS:
        raise Http404
    return printed.empty_form(agency, kind, today)


def _posted(request: HttpRequest, agency: Agency, today: date) -> HttpResponse:
    typed = request.POST
    key = _key(typed.get("submission_key", ""))
    button = next((name for name in _BUTTONS if name in typed), "")
    sending = not button
    held_by = _draft_of(typed, agency, today)
    if button == "drop" and held_by and typed["drop"].isdecimal():
        actions.drop_file(draft=held_by, number=int(typed["drop"]))
    held = list(held_by.files.all()) if held_by else []
    here, now = address(request), timezone.now()
    allowed = room.room(here, now, aside=bool(button) and button != "print")
    received = receive(agency, request.FILES, held, today, allowed=allowed)
    if received.uploads:
        actions.count(kind=room.KIND, address=here, now=now, amount=received.bytes)
    shown = with_one_more(typed) if button == "more" else typed
    application = Application(shown, checked=sending, held=held, received=received)
    token = typed.get("draft", "") if held_by else ""
    page = Page(agency, application, key, held_by, token)
    if button == "print":
        return _print(request, page, today)
    if sending:
        case_answer = _send(request, page, today)
        return case_answer or _refused(request, page, today)
    application.show_refused()
    if button == "save" or received.uploads or held_by:
        _keep(request, page, today)
    if button == "save" and page.saved and not received.refused:
        return redirect(f"{reverse('apply:draft', args=[page.token])}?saved")
    return _show(request, page, today)


def _send(request: HttpRequest, page: Page, today: date) -> HttpResponse | None:
    """The way to the receipt, or None with the reasons on the page."""
    application, here, now = page.application, address(request), timezone.now()
    if request.POST.get("submission_key") != page.key:
        application.refuse("页面放得太久，或者不是从本站打开的；请核对内容，再提交一次。")
        return None
    if not application.is_valid():
        return None
    if queries.within_hour("submit", here, now) >= settings.GONGKAI_APPLY_PER_HOUR:
        application.refuse(TOO_MANY)
        return None
    try:
        done = actions.submit(
            agency=page.agency,
            day=today,
            given=application.given(),
            submission_key=page.key,
            uploads=application.received.uploads,
            draft=page.draft,
        )
    except Refused as problem:
        application.refuse(str(problem))
        return None
    if not done.again:
        actions.count(kind="submit", address=here, now=now)
    return to_receipt(done.case)


def _refused(request: HttpRequest, page: Page, today: date) -> HttpResponse:
    """The page with its errors and all that was typed; files make it a draft, for no page can hold them."""
    # The first of two clicks may have come through, and what this one needs went with its draft.
    already = queries.submitted(page.key)
    if already:
        return to_receipt(already)
    if page.draft or page.application.received.uploads:
        _keep(request, page, today)
    return _show(request, page, today, status=_UNPROCESSABLE)


def _keep(request: HttpRequest, page: Page, today: date) -> None:
    """Saves the draft; where that is not possible, the page says so and still holds what was typed."""
    application, here, now = page.application, address(request), timezone.now()
    fields = fields_of(application.typed)
    if fields is None:
        application.refuse("内容太长，没有存成草稿；请缩短特征描述，把长的内容作为附件上传。")
        return
    if page.draft is None and queries.within_hour("draft", here, now) >= settings.GONGKAI_APPLY_PER_HOUR:
        application.refuse("同一网络一小时内保存的草稿太多，这一份没有存；填写的内容还在页面上。")
        return
    if page.draft is None and room.drafts_are_full():
        application.refuse(room.DRAFTS_FULL)
        return
    new = page.draft is None
    page.draft, token = actions.save_draft(
        agency=page.agency,
        fields=fields,
        uploads=application.received.uploads,
        day=today,
        draft=page.draft,
    )
    if new:
        actions.count(kind="draft", address=here, now=now)
    page.token, page.saved = token or page.token, True
    application.held = list(page.draft.files.all())


def _print(request: HttpRequest, page: Page, today: date) -> HttpResponse:
    kind = request.POST["print"]
    if kind not in printed.FORMATS:
        raise Http404
    try:
        return printed.filled_form(page.agency, page.application, kind, today)
    except GongkaiError as problem:
        page.application.refuse(f"申请表没有生成：{problem}")
        _keep(request, page, today)
        return _show(request, page, today, status=_UNPROCESSABLE)


def _show(request: HttpRequest, page: Page, today: date, status: int = 200) -> HttpResponse:
    words = page.application.typed.get("title", "")
    link = reverse("apply:draft", args=[page.token]) if page.token else ""
    context = {
        "agency": page.agency,
        "particulars": particulars_of(page.agency),
        "application": page.application,
        "quiet": not page.application.checked,
        "submission_key": page.key,
        "draft": page.draft,
        "token": page.token,
        "saved": page.saved,
        "draft_url": request.build_absolute_uri(link) if link else "",
        "published": offered(page.agency, words, today),
        "words": words,
        "joint_most": JOINT_MOST,
        "posted": request.method == "POST",
        "action": reverse("apply:form", args=[page.agency.slug]),
        "breadcrumbs": [_HOME, Link("依申请公开", reverse("apply:agencies")), Link(page.agency.name)],
    }
    return render(request, "apply/form.html", context, status=status)


def _draft_of(typed: QueryDict, agency: Agency, today: date) -> Draft | None:
    found = queries.draft_of(typed.get("draft", ""), today)
    return found if found and found.agency_id == agency.pk else None


def _key(given: str) -> str:
    """The key of the form, or a new one where this site did not make it."""
    return given if codes.is_submission_key(given) else codes.new_submission_key()
