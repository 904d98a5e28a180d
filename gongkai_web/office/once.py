"""Was this form sent before? Then the right answer is the result of the first time.

Every form of the office carries a key of its own beside its token (`templatetags.sent_once`). The first
sending puts the key down, does its act, and notes where the result is; the second of two clicks waits for
that and is led to the same place. An act that was refused frees its key. What was changed and sent with a
key that is used up is shown again and asked about: an entry in an append-only record is not made by chance.
A form without a key, or with one that this site did not give out, is not taken: nobody could tell it from its
own second click. It comes back filled, with a good key.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import time
import zlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from gongkai_web import outage, vault
from gongkai_web.caching import OFFICE
from gongkai_web.office import actions
from gongkai_web.office.keeping import KEPT, ONCE
from gongkai_web.office.models import Sent
from gongkai_web.office.request import OfficeRequest, is_signed_in
from gongkai_web.office.unsent import unsent

WAIT, STEP = 20.0, 0.1  # seconds for which the second click waits for the first
_LONGEST = 100
_SENT, _IS_RESULT, _REFUSED = "_sent", "_is_result", "_refused"
_ROOM, _PURPOSE = "once", "page"
_OWN = (ONCE, "csrfmiddlewaretoken")
_FOUND, _REDIRECTS, _CONFLICT = 200, (302, 303), 409
AGAIN = "已经办好；又按的这一次没有再登记。"
CHANGED = (
    "这张表刚才已经提交并办好；这一次的内容有改动，没有再登记。"
    "确实还要登记一次的，请再按一次；要改正已登记的，请到那一件的页面更正。"
)
NOT_OURS = (
    "没有提交：这张表没有本站的防重复标记，或者标记已经过期（页面打开太久、另存的网页、被改过的表）；"
    "这一次什么也没有登记。填写的内容都在（所选的文件请重新选择）；请核对以后再按一次。"
)
UNKNOWN = (
    "这张表刚才提交过，还没有办完，或者办到一半网站中断了；这一次没有再登记。"
    "请先看那一件的页面：有记录的就是办好了，没有的请再按一次。"
)
_log = logging.getLogger("gongkai.office")


def new_key() -> str:
    """The key of one form on one page: signed, so that it is known again, and dated."""
    return _signer().sign(secrets.token_urlsafe(16))


def result_here(request: HttpRequest) -> None:
    """Says that the act is done and that the page which follows, not another, shows its result."""
    setattr(request, _IS_RESULT, True)


def nothing_done(request: HttpRequest) -> None:
    """Says that the act was refused, although the answer leads to another page."""
    setattr(request, _REFUSED, True)


class OnceMiddleware:
    """Stands around every page of the office; one that reads its body itself asks `sent_before` itself."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Goes on, and notes what came of it."""
        response = self.answer(request)
        sent: Sent | None = getattr(request, _SENT, None)
        if sent is not None:
            _note(request, sent, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponseBase | None:
        """The result of the first time, or None: then this is the first time."""
        return None if getattr(view, "csrf_exempt", False) else sent_before(request)


def sent_before(request: HttpRequest) -> HttpResponseBase | None:
    """The answer where the same form was sent before; else None, and the key is put down."""
    if request.method != "POST" or not request.path.startswith(OFFICE) or not is_signed_in(request):
        return None
    key = request.POST.get(ONCE, "")
    if not key and _needs_none(request):
        return None
    if not _is_ours(key):
        return unsent(request, NOT_OURS, status=_CONFLICT)
    try:
        return _answer(request, key)
    except (DatabaseError, OSError) as problem:
        why = outage.cause(problem)
        if not why:
            raise
        return unsent(request, outage.not_sent(why))


def _needs_none(request: HttpRequest) -> bool:
    """The key goes with the token of Django: a client of tests that needs the one no more than the other."""
    return bool(getattr(request, "_dont_enforce_csrf_checks", False))


def _is_ours(key: str) -> bool:
    """Whether this site gave it out, not so long ago that its sending may be forgotten."""
    try:
        _signer().unsign(key, max_age=KEPT)
    except BadSignature:
        return False
    return len(key) <= _LONGEST


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=f"gongkai.{_ROOM}")


def _answer(request: OfficeRequest, key: str) -> HttpResponseBase | None:
    typed, until = _digest(key, _content(request)), time.monotonic() + WAIT
    # Bound to the person and the address: used up on one case, it says nothing of another.
    bound = _digest(key, f"{request.user.pk} {request.path}")
    while True:
        sent, first = actions.begin_sending(key=bound, by=request.user, typed=typed, now=timezone.now())
        if first:
            setattr(request, _SENT, sent)
            return None
        if sent.done:
            same = sent.typed == typed
            return _result(request, sent) if same else unsent(request, CHANGED, status=_CONFLICT)
        if time.monotonic() > until:
            return unsent(request, UNKNOWN, status=_CONFLICT)
        time.sleep(STEP)


def _result(request: OfficeRequest, sent: Sent) -> HttpResponse:
    if sent.page is None:
        messages.success(request, AGAIN)
        return HttpResponseRedirect(sent.location)
    page = vault.decrypt((settings.SECRET_KEY,), _ROOM, _PURPOSE, bytes(sent.page))
    return HttpResponse(zlib.decompress(page))


def _note(request: HttpRequest, sent: Sent, response: HttpResponse) -> None:
    """The act stands whatever happens here: at worst its second click is told to look first."""
    refused, here = getattr(request, _REFUSED, False), getattr(request, _IS_RESULT, False)
    try:
        if response.status_code in _REDIRECTS and not refused:
            actions.end_sending(sent=sent, location=response["Location"])
        elif response.status_code == _FOUND and here:
            page = zlib.compress(response.content)
            sealed = vault.encrypt((settings.SECRET_KEY,), _ROOM, _PURPOSE, page)
            actions.end_sending(sent=sent, page=sealed)
        else:
            actions.forget_sending(sent=sent)
    except DatabaseError:
        _log.warning("表单的提交结果没有记下：%s", request.path, exc_info=True)


def _content(request: HttpRequest) -> str:
    """All that was typed and chosen, whatever its order."""
    typed = [(name, values) for name, values in request.POST.lists() if name not in _OWN]
    files = [(name, [(one.name, one.size) for one in some]) for name, some in request.FILES.lists()]
    return json.dumps([request.get_full_path(), sorted(typed), sorted(files)])


def _digest(key: str, what: str) -> str:
    """Nobody guesses what was typed: the key itself is kept nowhere."""
    return hashlib.sha256(f"{key} {what}".encode()).hexdigest()
