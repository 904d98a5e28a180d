"""How does one process work off the addresses of a run: politely, and so that it may be killed at any time?

An address is marked before it is asked for, and what came is written down whole. Whoever takes a run up asks
again for what was under way, and for nothing else. When no address waits any more, what follows is told.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import sleep

from django.utils import timezone

from gongkai.errors import UsageError
from gongkai_web.fetching.errors import Failed, NotAsked
from gongkai_web.fetching.fetch import Fetched, Fetcher
from gongkai_web.oversight.inspection import reading
from gongkai_web.oversight.inspection.actions import runs, visits
from gongkai_web.oversight.inspection.actions.visits import Came
from gongkai_web.oversight.inspection.addresses import Wanted, own_site, search_address
from gongkai_web.oversight.inspection.conclude import conclude
from gongkai_web.oversight.inspection.models import Outcome, Place, Purpose, Run, State, Visit
from gongkai_web.publishing.wording.queries import habits_of

_log = logging.getLogger("gongkai.inspection")
MOST_TRIES, LONGEST_WAIT = 3, timedelta(hours=1)
_BATCH, _NAP = 40, 0.5
_LATER = frozenset({429, 503})
# Whether a link answers, its head tells; a file is known by its beginning.
_MOST_BYTES = {Purpose.LINK: 0, Purpose.PAIR: 0, Purpose.FILE: 4096, Purpose.INVENTED: 1 << 18}
_HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a day in which it is asked: from `first` until `last`, over midnight where it is less."""

    first: int = 0
    last: int = 24

    @classmethod
    def of(cls, written: str) -> Hours:
        """As they are set: 22-6; nothing is all day. Raises UsageError."""
        if not written:
            return cls()
        found = _HOURS.fullmatch(written)
        if not found or int(found[1]) > 23 or int(found[2]) > 24:
            raise UsageError(f"GONGKAI_INSPECT_HOURS 应写成 22-6 的样子，现在是「{written}」。")
        return cls(int(found[1]), int(found[2]))

    def hold(self, now: datetime) -> bool:
        """Whether it is such an hour."""
        hour = timezone.localtime(now).hour
        if self.first < self.last:
            return self.first <= hour < self.last
        return hour >= self.first or hour < self.last


@dataclass(slots=True)
class Crawler:
    """One process at one run."""

    run: Run
    fetcher: Fetcher
    named: frozenset[str] = frozenset()
    hours: Hours = field(default_factory=Hours)
    clock: Callable[[], datetime] = timezone.now
    holder: str = field(default_factory=lambda: f"{socket.gethostname()[:20]}:{os.getpid()}")

    def work(self) -> bool:
        """Works until nothing waits; whether the run is done, and not where it is not time or another's."""
        if not self.hours.hold(self.clock()):
            return False
        if not runs.take_run(run=self.run, holder=self.holder, now=self.clock()):
            return False
        known = self._known()
        for visit in self._waiting(known):
            if not runs.hold_run(run=self.run, holder=self.holder, now=self.clock()):
                return False
            if not self.hours.hold(self.clock()):
                runs.let_go(run=self.run, holder=self.holder)
                return False
            visits.begin(visit=visit)
            self._ask(visit, known)
        conclude(self.run, self.clock())
        return True

    def _known(self) -> reading.Known:
        outlet = self.run.outlet
        habits = habits_of(outlet.agency, self.run.day)
        return reading.Known(self.run.pk, own_site(outlet.address), self.run.day, self.named, habits)

    def _waiting(self, known: reading.Known) -> Iterator[Visit]:
        """The addresses that wait, own ones and others in turn; at the end the search is tried."""
        while True:
            found = Visit.objects.filter(run=self.run, state=State.WAITING).order_by("pk")
            due = [one for one in found[:_BATCH] if not one.not_before or one.not_before <= self.clock()]
            if due:
                for one in due:
                    one.run = self.run
                    yield one
            elif found.exists():
                sleep(_NAP)
                runs.hold_run(run=self.run, holder=self.holder, now=self.clock())
            elif not self._search(known):
                return

    def _ask(self, visit: Visit, known: reading.Known) -> None:
        seconds = 0.0
        try:
            fetched = self.fetcher.fetch(
                visit.address, headers=self._since(visit), most_bytes=_MOST_BYTES.get(Purpose(visit.purpose))
            )
        except NotAsked as why:
            came = reading.not_asked(str(why))
        except Failed as why:
            came, seconds = reading.failed(why), why.seconds
        else:
            seconds = fetched.seconds
            if self._later(visit, fetched):
                return
            came = self._read(visit, fetched, known)
        visits.came(visit=visit, came=reading.when(self.clock(), seconds, came))

    def _read(self, visit: Visit, fetched: Fetched, known: reading.Known) -> Came:
        """What came. Where a rule breaks, that is told: the run would stand still at that page for ever."""
        try:
            return reading.read(visit, fetched, known)
        except Exception:
            _log.exception("%s", visit.address)
            return reading.not_asked("这一页读不了，由人检查")

    def _since(self, visit: Visit) -> Mapping[str, str]:
        """A file that was in order the last time is sent again only where it is another."""
        if visit.purpose != Purpose.FILE:
            return {}
        last = (
            Visit.objects.filter(run__outlet=self.run.outlet_id, key=visit.key, outcome=Outcome.FINE)
            .exclude(run=self.run)
            .order_by("-pk")
            .first()
        )
        if last is None or Place.objects.filter(visit=last).exists():
            return {}
        told = {
            "If-None-Match": last.headers.get("etag"),
            "If-Modified-Since": last.headers.get("last-modified"),
        }
        return {name: str(said) for name, said in told.items() if said}

    def _later(self, visit: Visit, fetched: Fetched) -> bool:
        """Whether the site asks to come again later, and not too often."""
        said = fetched.answer.headers.get("retry-after", "")
        if fetched.answer.status not in _LATER or visit.tries >= MOST_TRIES or not said.isdigit():
            return False
        wait = timedelta(seconds=int(said[:6]))
        if wait > LONGEST_WAIT:
            return False
        visits.again(visit=visit, not_before=self.clock() + wait)
        return True

    def _search(self, known: reading.Known) -> bool:
        """Puts down the try of the search, once; whether there is one to be made."""
        pages = Visit.objects.filter(run=self.run, purpose=Purpose.PAGE, outcome=Outcome.FINE)
        home = pages.filter(address=known.own.home).first()
        tried = Visit.objects.filter(run=self.run, purpose=Purpose.SEARCH).exists()
        form = home.facts.get("form") if home else None
        if tried or not form:
            return False
        facts = pages.order_by("pk").values_list("facts", flat=True).iterator(chunk_size=_BATCH)
        title = next((one["title"] for one in facts if one.get("title")), None)
        if title is None:
            return False
        address = search_address(form, title)
        wanted = Wanted(address, Purpose.SEARCH, facts=(("title", title),))
        return bool(address) and bool(visits.put(run=self.run, wanted=[wanted]))
