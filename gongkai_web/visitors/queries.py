"""How often did somebody come from there, and did too many answers fail?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai_web.visitors.codes import Codes
from gongkai_web.visitors.models import Attempt

# How the office guards the door, not a rule of law: so many failures of one code, then so long a pause.
# Behind one address there may be a whole office, a library or the subscribers of a mobile network: only what
# no crowd mistypes pauses it.
FAILURES = 5
FAILURES_OF_ADDRESS = 100
PAUSE = timedelta(minutes=15)
AN_HOUR = timedelta(hours=1)
QUERY = "query"


@dataclass(frozen=True, slots=True)
class Paused:
    """Whose failures were too many, how many they were allowed to be, and until when a wrong answer waits."""

    by_code: bool
    most: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one room: its table, and its codes."""

    table: type[Attempt]
    codes: Codes

    def within_hour(self, kind: str, address: str, now: datetime) -> int:
        """How often this was done from that address within the last hour."""
        key = self.codes.address_digest(address)
        return self.table._default_manager.filter(kind=kind, key=key, at__gt=now - AN_HOUR).count()

    def paused(self, code: str, address: str, now: datetime) -> Paused | None:
        """Whether wrong answers are no longer taken: for this code first, else from this address."""
        limits = (
            (True, self.codes.digest(code), FAILURES),
            (False, self.codes.address_digest(address), FAILURES_OF_ADDRESS),
        )
        for by_code, key, most in limits:
            last = self._last_of(key, most, now)
            if last:
                return Paused(by_code, most, last + PAUSE)
        return None

    def _last_of(self, key: str, most: int, now: datetime) -> datetime | None:
        """The last failure, where `most` or more fall into a pause; they stop counting one by one."""
        found = self.table._default_manager.filter(kind=QUERY, key=key, at__gt=now - PAUSE).order_by("-at")
        times = list(found.values_list("at", flat=True)[:most])
        return times[0] if len(times) == most else None
