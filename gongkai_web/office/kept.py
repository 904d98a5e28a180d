"""What was typed into a form that was not taken: how does it come back?

`@keeps_typed` stands in the place of `signed_in` on a view with a form. A POST without a session keeps
the typed fields (no files, no passwords) and asks for sign-in; the page that opens then gets them back
through `typed(request)`, once. They may hold an identity number: they lie encrypted in the session, for an
hour. Of a browser in which nobody of the staff has ever signed in nothing is kept: strangers store nothing.
Where the session stands and the act could not be taken now, `shown_again` answers with the same page,
which gets them through `typed` at once. Whoever leaves the form by a link finds it as it was (`unfinished`).
"""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import resolve, reverse

from gongkai_web import devices, vault
from gongkai_web.office.keeping import AN_HOUR, LARGEST, is_secret
from gongkai_web.office.request import OfficeRequest, is_signed_in
from gongkai_web.office.unfinished import came_back, leaves

P = ParamSpec("P")
# A page of the office, and the same behind its door, where anybody may knock.
Page = Callable[Concatenate[OfficeRequest, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
ROOM = "kept"
SESSION_KEY = "typed"
_ITS_PAGE, _TYPED_NOW = "page_of_form", "typed_now"
_SAID = "登录已经过期，刚才没有提交。您填写的内容已放回表里（所选的文件除外）；请核对后再提交。"


class Typed(QueryDict):
    """What was typed. `sent_to`: the name of its address, for pages of several forms; `named`: its rest."""

    sent_to: str = ""
    named: Mapping[str, Any] = MappingProxyType({})


def keeps_typed(view: Page[P]) -> Door[P]:
    """Asks for sign-in as `signed_in` does; what was typed comes back afterwards."""

    @functools.wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_signed_in(request):
            return leaves(request) or view(request, *args, **kwargs)
        _keep(request, request.get_full_path())
        return redirect_to_login(request.get_full_path())

    setattr(asked, _ITS_PAGE, "")
    return asked


def signs_in_at(back: str) -> Callable[[Page[...]], Door[...]]:
    """For an address without a page of its own: sign-in and the fields lead to `back` with that pk."""

    def around(view: Page[...]) -> Door[...]:
        @functools.wraps(view)
        def asked(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_signed_in(request):
                page = reverse(back, args=[pk])
                _keep(request, page)
                return redirect_to_login(page)
            return view(request, pk, *args, **kwargs)

        setattr(asked, _ITS_PAGE, back)
        return asked

    return around


def sent(request: HttpRequest) -> QueryDict | None:
    """What the form of this page is filled with: as it was sent, else as it was typed before and kept."""
    return request.POST if request.method == "POST" else typed(request)


def typed(request: HttpRequest) -> Typed | None:
    """The fields of this address's form that were kept, once, with a message; None where there are none."""
    now: Typed | None = getattr(request, _TYPED_NOW, None)
    if now is not None:
        return now
    after = _after_sign_in(request)
    left = came_back(request) if after is None else None
    return after if left is None else _typed(left.lists(), "", {})


def typed_quietly(request: HttpRequest) -> QueryDict | None:
    """The same for a page that has no such form any more, and says itself what became of it."""
    after = _after_sign_in(request, said="")
    return came_back(request, said="") if after is None else after


def keeps(request: HttpRequest) -> bool:
    """Whether the page has a form of its own that keeps what was typed for whoever leaves it."""
    match = request.resolver_match
    return match is not None and getattr(match.func, _ITS_PAGE, None) == ""


def _after_sign_in(request: HttpRequest, *, said: str = _SAID) -> Typed | None:
    kept = request.session.get(SESSION_KEY)
    if not kept or request.method != "GET" or kept.get("path") != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    try:
        rows = json.loads(vault.decrypt(_keys(), ROOM, "typed", kept["data"].encode(), seconds=AN_HOUR))
    except vault.LockedError:
        return None
    if said:
        messages.warning(request, said)
    return _typed(rows, kept.get("sent_to", ""), kept.get("named", {}))


def shown_again(request: OfficeRequest, said: str) -> HttpResponseBase | None:
    """The page of the form that was sent, with the sentence and what was typed; None where it has none."""
    match = request.resolver_match
    back = getattr(match.func, _ITS_PAGE, None) if match else None
    if match is None or back is None:
        return None
    given = _typed(_rows(request), str(match.url_name), match.kwargs)
    shown = copy.copy(request)
    if back:
        shown.path = shown.path_info = reverse(back, args=[match.kwargs["pk"]])
        match, shown.GET = resolve(shown.path), QueryDict()
    shown.method, shown.POST, shown.resolver_match = "GET", QueryDict(), match
    setattr(shown, _TYPED_NOW, given)
    messages.error(shown, said)
    answer: HttpResponseBase = match.func(shown, *match.args, **match.kwargs)
    return answer


def signs_in_first(request: HttpRequest) -> HttpResponseBase | None:
    """Keeps what was typed and asks for sign-in; None where the address is of no such form."""
    match = request.resolver_match
    back = getattr(match.func, _ITS_PAGE, None) if match else None
    if match is None or back is None:
        return None
    page = reverse(back, args=[match.kwargs["pk"]]) if back else request.get_full_path()
    _keep(request, page)
    return redirect_to_login(page)


def _keep(request: HttpRequest, path: str) -> None:
    """Keeps what was posted for the page at `path`, in a browser of the staff."""
    if not devices.is_known(request):
        return
    rows, sent = _rows(request), request.resolver_match
    data = json.dumps(rows).encode()
    if rows and len(data) <= LARGEST:
        sealed = vault.encrypt(_keys(), ROOM, "typed", data).decode()
        to = {"sent_to": sent.url_name, "named": sent.kwargs} if sent else {}
        request.session[SESSION_KEY] = {"path": path, "data": sealed, **to}


def _rows(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [(name, values) for name, values in request.POST.lists() if not is_secret(name)]


def _typed(rows: Iterable[tuple[str, list[str]]], sent_to: str, named: Mapping[str, Any]) -> Typed:
    found = Typed(mutable=True)
    for name, values in rows:
        found.setlist(name, values)
    found.sent_to, found.named = sent_to, named
    return found


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY,)
