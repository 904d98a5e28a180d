"""What do all pages need: navigation, home address, who is signed in?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongkai_web.look.parts import NavItem


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the navigation of the public site; the office sets its own over it."""
    entries = (
        ("政府信息公开", reverse("portal:agencies")),
        ("依申请公开", reverse("apply:agencies")),
        ("规范性文件", reverse("portal:documents")),
        ("年报", reverse("portal:reports")),
        ("互动交流", reverse("interaction:answers")),
    )
    here = "/reports/" if "/reports/" in request.path else request.path
    if here.startswith((reverse("apply:query"), reverse("apply:tariff"), reverse("apply:term"))):
        here = reverse("apply:agencies")
    return {
        "home_url": reverse("portal:home"),
        "search_url": reverse("portal:search"),
        "english_url": reverse("portal:english"),
        "find_errors_url": reverse("interaction:form", args=["fault"]),
        "nav": [NavItem(label, address, here.startswith(address)) for label, address in entries],
    }
