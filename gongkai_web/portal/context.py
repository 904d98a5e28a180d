"""What do all pages need: navigation, home address, who is signed in?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai_web.addresses import address_of
from gongkai_web.look.parts import NavItem


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the navigation of the public site; the office sets its own over it."""
    applying = address_of("apply:agencies")
    entries = (
        ("政府信息公开", address_of("portal:agencies")),
        ("依申请公开", applying),
        ("规范性文件", address_of("portal:documents")),
        ("年报", address_of("portal:reports")),
        ("互动交流", address_of("interaction:answers")),
    )
    here = "/reports/" if "/reports/" in request.path else request.path
    if here.startswith((address_of("apply:query"), address_of("apply:tariff"), address_of("apply:term"))):
        here = applying
    return {
        "home_url": address_of("portal:home"),
        "search_url": address_of("portal:search"),
        "english_url": address_of("portal:english"),
        "find_errors_url": address_of("interaction:form", "fault"),
        "nav": [NavItem(label, address, here.startswith(address)) for label, address in entries],
    }
