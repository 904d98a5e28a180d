"""How often may somebody whom nobody knows do the same from one network within an hour?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gongkai_web.interaction import actions, queries
from gongkai_web.proxies import address


def taken(request: HttpRequest, kind: str) -> bool:
    """Whether it may be done once more, as often as messages are sent; then it is counted."""
    here, now = address(request), timezone.now()
    if queries.COUNTS.within_hour(kind, here, now) >= settings.GONGKAI_MESSAGES_PER_HOUR:
        return False
    actions.count(kind=kind, address=here, now=now)
    return True
