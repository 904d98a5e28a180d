"""How does somebody leave an unfinished form, and come back to what they typed?

The way out is a button of the form: `name="leave"`, the address as its value. Any other link of the page
becomes one by `office.js`, once something was typed. What was typed lies encrypted in the session, for an
hour, and stands in the form again when it is opened; until then every page of the office leads back.
Every view under `keeps_typed` takes part.
"""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai_web import vault
from gongkai_web.office.keeping import AN_HOUR, LARGEST, is_secret

LEAVE = "leave"
SESSION_KEY = "unfinished"
_MOST = 5  # forms of one session; the oldest goes first
_ROOM, _CAME_BACK = "kept", "came_back"
_SAID = "您刚才没有填完的内容已放回表里；请接着填写。"


def leaves(request: HttpRequest) -> HttpResponse | None:
    """The way out, where the form was sent by such a button; what was typed is kept for its page."""
    there = _there(request)
    if not there:
        return None
    rows = [(name, values) for name, values in request.POST.lists() if name != LEAVE and not is_secret(name)]
    data = json.dumps(rows).encode()
    if len(data) <= LARGEST:
        sealed = vault.encrypt(_keys(), _ROOM, SESSION_KEY, data).decode()
        kept = _waiting(request)
        for page in _pages(request, there):
            kept.pop(page, None)
            kept[page] = [sealed, int(time.time())]
        request.session[SESSION_KEY] = dict(list(kept.items())[-_MOST:])
    return HttpResponseRedirect(_there(request))


def came_back(request: HttpRequest, *, said: str = _SAID) -> QueryDict | None:
    """What was typed into the form of this address before it was left, once; None where it was not."""
    kept = _waiting(request)
    waiting = kept.pop(request.get_full_path(), None)
    if request.method != "GET" or waiting is None:
        return None
    request.session[SESSION_KEY] = kept
    try:
        rows = json.loads(vault.decrypt(_keys(), _ROOM, SESSION_KEY, waiting[0].encode(), seconds=AN_HOUR))
    except vault.LockedError:
        return None
    found = QueryDict(mutable=True)
    for name, values in rows:
        found.setlist(name, values)
    if said:
        messages.info(request, said)
    setattr(request, _CAME_BACK, True)
    return found


def is_back(request: HttpRequest) -> bool:
    """Whether the page shows what was typed before it was left: nothing of that is in error yet."""
    return getattr(request, _CAME_BACK, False)


def way_back(request: HttpRequest) -> str:
    """The address of the form that was left last; empty where none waits, or this is it."""
    waiting = [page for page, (_, at) in _waiting(request).items() if at > time.time() - AN_HOUR]
    return waiting[-1] if waiting and urlsplit(waiting[-1]).path != request.path else ""


def _there(request: HttpRequest) -> str:
    """Where the link leads, on this site; empty where the form was sent by another button."""
    there = request.POST.get(LEAVE, "") if request.method == "POST" else ""
    here = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if here else ""


def _waiting(request: HttpRequest) -> dict[str, Any]:
    """What waits: by the address of its form, sealed, with the second in which it was left."""
    return dict(request.session.get(SESSION_KEY, {}))


def _pages(request: HttpRequest, there: str) -> list[str]:
    """Where what was typed is found again: at its page, and where the link only shows that page otherwise."""
    here = request.get_full_path()
    return [there, here] if urlsplit(there).path == request.path and there != here else [here]


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY,)
