"""How does somebody leave an unfinished form by a link of its own page, and come back to what they typed?

Such a link is a button of the form: `name="leave"`, the address as its value. What was typed lies encrypted
in the session, for an hour, and stands in the form again when it is opened; until then the other page leads
back.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai_web import vault
from gongkai_web.office.kept import AN_HOUR, LARGEST, is_secret

LEAVE = "leave"
SESSION_KEY = "unfinished"
_MOST = 5  # forms of one session; the oldest goes first
_ROOM = "kept"
_SAID = "您刚才没有填完的内容已放回表里；请接着填写。"


def leaves(request: HttpRequest) -> HttpResponse | None:
    """The way out, where the form was sent by such a button; what was typed is kept for its page."""
    there = request.POST.get(LEAVE, "")
    if not there.startswith("/") or not url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return None
    rows = [(name, values) for name, values in request.POST.lists() if name != LEAVE and not is_secret(name)]
    data = json.dumps(rows).encode()
    if len(data) <= LARGEST:
        kept: dict[str, Any] = dict(request.session.get(SESSION_KEY, {}))
        kept.pop(request.get_full_path(), None)
        kept[request.get_full_path()] = vault.encrypt(_keys(), _ROOM, SESSION_KEY, data).decode()
        request.session[SESSION_KEY] = dict(list(kept.items())[-_MOST:])
    return redirect(there)


def came_back(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form of this address before it was left, once; None where it was not."""
    kept: dict[str, str] = dict(request.session.get(SESSION_KEY, {}))
    sealed = kept.pop(request.get_full_path(), None)
    if request.method != "GET" or sealed is None:
        return None
    request.session[SESSION_KEY] = kept
    try:
        rows = json.loads(vault.decrypt(_keys(), _ROOM, SESSION_KEY, sealed.encode(), seconds=AN_HOUR))
    except vault.LockedError:
        return None
    found = QueryDict(mutable=True)
    for name, values in rows:
        found.setlist(name, values)
    messages.info(request, _SAID)
    return found


def way_back(request: HttpRequest) -> str:
    """The address of the form that was left last; empty where none waits."""
    return next(reversed(dict(request.session.get(SESSION_KEY, {}))), "")


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY,)
