"""Who has guessed too often to be asked again, and until when?

A name at an address: five wrong passwords (django-axes), and what is tried while it is locked does not count.
An address by itself: twenty – one password tried over thirty names is guessing too, while one colleague who
has forgotten his locks nobody else out. A browser in which that name has signed in before is not turned away
for what others did at its address; its own five it has.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from gongkai_web import devices, proxies

if TYPE_CHECKING:  # django-axes says nothing of its types

    class _DatabaseHandler:
        def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool: ...

else:
    _DatabaseHandler = AxesDatabaseHandler

OF_AN_ADDRESS = 20


class Handler(_DatabaseHandler):
    """django-axes, which also locks an address."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether the name is locked at the address, or the address for this name."""
        return super().is_locked(request, credentials) or turned_away(request)


def locked_until(request: HttpRequest, *, whole: bool) -> datetime:
    """When the last failure is forgotten, of the name or of the whole address."""
    failures = _failures(request) if whole else _failures(request).filter(username=_name(request))
    last = failures.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return timezone.localtime(last + _forgotten_after())


def seconds_left(until: datetime) -> int:
    """How long that is from now."""
    return max(1, math.ceil((until - timezone.now()).total_seconds()))


def address_is_locked(request: HttpRequest) -> bool:
    """Whether so much was guessed from the address that it is asked no more."""
    times = _failures(request).aggregate(times=Sum("failures_since_start"))["times"]
    return bool((times or 0) >= OF_AN_ADDRESS)


def turned_away(request: HttpRequest) -> bool:
    """Whether the address is asked no more, in a browser that does not know this name."""
    return not devices.is_known(request, _name(request)) and address_is_locked(request)


def forgotten(now: datetime) -> QuerySet[AccessAttempt]:
    """Failures that lock nobody any more."""
    found: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(attempt_time__lt=now - _forgotten_after())
    return found


def _failures(request: HttpRequest) -> QuerySet[AccessAttempt]:
    since = timezone.now() - _forgotten_after()
    found: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(attempt_time__gte=since)
    return found.filter(ip_address=proxies.address(request))


def _forgotten_after() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def _name(request: HttpRequest) -> str:
    return str(request.POST.get("username", ""))
