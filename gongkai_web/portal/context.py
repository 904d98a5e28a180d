"""What do all pages need: navigation, home address, who is signed in?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai_web.addresses import address_of
from gongkai_web.look.parts import NavItem

_ENTRIES = (
    ("政府信息公开", "portal:agencies"),
    ("依申请公开", "apply:agencies"),
    ("规范性文件", "portal:documents"),
    ("年报", "portal:reports"),
    ("互动交流", "interaction:answers"),
)
_OF_APPLYING = ("apply:query", "apply:tariff", "apply:term")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the navigation of the public site; the office sets its own over it."""
    here = "/reports/" if "/reports/" in request.path else request.path
    if here.startswith(tuple(map(address_of, _OF_APPLYING))):
        here = address_of("apply:agencies")
    entries = ((label, address_of(name)) for label, name in _ENTRIES)
    return {
        "home_url": address_of("portal:home"),
        "search_url": address_of("portal:search"),
        "english_url": address_of("portal:english"),
        "find_errors_url": address_of("interaction:form", "fault"),
        "nav": [NavItem(label, address, here.startswith(address)) for label, address in entries],
    }
