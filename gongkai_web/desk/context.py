"""Which words of navigation does the office have? One list for all its pages, whichever app draws them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongkai_web.look.parts import NavItem

ENTRIES = (
    ("办公", "desk:home"),
    ("申请件", "desk:cases"),
    ("文书", "letters:letters"),
    ("日程", "schedule:schedule"),
    ("统计", "desk:statistics"),
    ("年度报告", "desk:reports"),
    ("核对台", "campaign:batches"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `office_nav`; the entry under which the page lies is the current one."""
    home = reverse("desk:home")
    urls = {label: reverse(name) for label, name in ENTRIES}
    under = [label for label, url in urls.items() if url != home and request.path.startswith(url)]
    here = under[0] if under else next((label for label, url in urls.items() if url == request.path), "")
    return {"office_nav": [NavItem(label, url, label == here) for label, url in urls.items()]}
