"""How does this reader want the pages: larger, with more contrast, in traditional characters, or plain?

A switch is an ordinary link (`?look=elder`), so that it works without script; a cookie remembers it.
The way into the mode for the elderly stands on every page, and so does the way out (handbook 05 §7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

PARAMETER = "look"
COOKIE = "look"
PLAIN = "plain"
TRADITIONAL = "hant"
# The words of the way in and of the way out.
MODES = {
    "elder": ("长者模式", "退出长者模式"),
    "contrast": ("高对比", "退出高对比"),
    TRADITIONAL: ("繁體", "简体"),
}
ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Switch:
    """A link that turns a mode on or off. `on` and `off` are its words before and after."""

    mode: str
    href: str
    active: bool

    @property
    def on(self) -> str:
        """The words that offer the mode."""
        return MODES[self.mode][0]

    @property
    def off(self) -> str:
        """The words that offer the way out."""
        return MODES[self.mode][1]

    @property
    def drawn(self) -> bool:
        """Whether it changes size and colour alone, so that the page in the browser can be drawn anew."""
        return self.mode != TRADITIONAL

    @property
    def label(self) -> str:
        """The words of the link now."""
        return self.off if self.active else self.on


class LookRequest(HttpRequest):
    """A request behind `LookMiddleware`. `look`: the modes in which its reader wants the pages."""

    look: tuple[str, ...]


class LookMiddleware:
    """Reads `?look=` a mode, `no-` and a mode, or `plain`, and the cookie; sets `request.look`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: LookRequest) -> HttpResponse:
        """Answers the request in the modes that the reader chose; unknown modes are ignored."""
        before = remembered(request)
        chosen = changed(before, request.GET.get(PARAMETER, ""))
        request.look = chosen
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        if chosen != before:
            # The script of the page writes the same cookie, therefore it is not HttpOnly; it holds no secret.
            response.set_cookie(
                COOKIE, ".".join(chosen), max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure()
            )
        return response


def remembered(request: HttpRequest) -> tuple[str, ...]:
    """The modes that this reader chose before."""
    return _known(request.COOKIES.get(COOKIE, "").split("."))


def changed(modes: tuple[str, ...], wish: str) -> tuple[str, ...]:
    """The modes after a wish: a mode, `no-` and a mode, or `plain` for none. Other wishes change nothing."""
    if wish == PLAIN:
        return ()
    if wish.removeprefix("no-") not in MODES:
        return modes
    kept = [mode for mode in modes if mode != wish.removeprefix("no-")]
    return _known(kept if wish.startswith("no-") else [*kept, wish])


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `html_classes` for <html> and `look_switches` for the head of the page."""
    modes: tuple[str, ...] = getattr(request, "look", ())
    switches = tuple(Switch(mode, _href(request, mode, mode in modes), mode in modes) for mode in MODES)
    return {"html_classes": " ".join(modes), "look_switches": switches}


def _href(request: HttpRequest, mode: str, active: bool) -> str:
    query = request.GET.copy()
    query[PARAMETER] = f"no-{mode}" if active else mode
    return f"?{query.urlencode()}"


def _known(modes: Iterable[str]) -> tuple[str, ...]:
    given = set(modes)
    return tuple(mode for mode in MODES if mode in given)
