"""How are links asked, and what does an answer say: fine, dead, or nothing?

Nothing is said where the other side refuses, forbids or puts off, and where this machine itself may be cut
off from the network: a failure counts once anything has answered in the same round. Where nothing did, a few
that answered before are asked.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import monotonic

from django.utils import timezone

from gongkai_web.errors import Refused
from gongkai_web.fetching import verdicts
from gongkai_web.fetching.errors import Failed, NotAsked
from gongkai_web.fetching.fetch import Fetcher
from gongkai_web.publishing.items import link_pace, link_walk, links, queries
from gongkai_web.publishing.items.actions.link_checking import read_again, record_check, settle, walk_on
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.kinds import UNDER_WAY
from gongkai_web.publishing.items.link_models import Verdict
from gongkai_web.publishing.items.models import Edition, Item

# In one round: so many drafts are read, so many addresses asked, and no new one after so many seconds – what
# is to go out at its hour waits behind it.
MOST_DRAFTS, MOST_ASKED, MOST_SECONDS, MOST_WITNESSES = 200, 200, 60.0, 3
PERIOD = timedelta(days=30)
CUT_OFF = "这时没有一个网址有答复，可能是本机没有连到外网"
# As the table of checks keeps what `fetching.verdicts` says.
_KEPT = {
    verdicts.Verdict.FINE: Verdict.FINE,
    verdicts.Verdict.FAULT: Verdict.DEAD,
    verdicts.Verdict.UNTOLD: Verdict.UNKNOWN,
}


@dataclass(slots=True)
class Round:
    """One round of asking. `asked`: how many addresses; `answered`: whether anything came from anywhere;
    `failed`: those from which nothing came.
    """

    fetcher: Fetcher
    now: datetime
    clock: Callable[[], float] = monotonic
    begun: float = field(init=False)
    asked: int = 0
    answered: bool = False
    failed: set[str] = field(default_factory=set)
    _waiting: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begun = self.clock()

    @property
    def day(self) -> date:
        """The day on which it is asked."""
        return timezone.localdate(self.now)

    @property
    def is_full(self) -> bool:
        """Whether the rest is left to the next."""
        return self.asked >= MOST_ASKED or self.clock() - self.begun > MOST_SECONDS

    @property
    def is_silent(self) -> bool:
        """Whether something failed and nothing answered."""
        return bool(self._waiting) and not self.answered

    def ask(self, address: str) -> None:
        """Asks for one address and writes down what came of it."""
        self.asked += 1
        try:
            status = self.fetcher.fetch(address).answer.status
        except NotAsked as why:
            self._record(address, Verdict.UNKNOWN, str(why))
        except Failed as why:
            self.failed.add(address)
            verdict = _KEPT[verdicts.of_failure(why)]
            if self.answered or verdict == Verdict.UNKNOWN:
                self._record(address, verdict, str(why))
            else:
                self._waiting.append((address, str(why)))
        else:
            self.answered = True
            self._record(address, _KEPT[verdicts.of_status(status)], str(status))

    def close(self) -> None:
        """What failed before anything had answered counts now, or says nothing."""
        for address, why in self._waiting:
            if self.answered:
                self._record(address, Verdict.DEAD, why)
            else:
                self._record(address, Verdict.UNKNOWN, CUT_OFF)
        self._waiting.clear()

    def _record(self, address: str, verdict: Verdict, said: str) -> None:
        record_check(address=address, verdict=verdict, said=said, day=self.day)


def drafts() -> Iterator[Content]:
    """The texts that are on their way, the latest first; rows of past stock wait until they are public."""
    found = Edition.objects.filter(stage__in=UNDER_WAY, item__batch=None, item__sealed=False).order_by("-pk")
    yield from found.values_list("content", flat=True)[:MOST_DRAFTS]


def run(asking: Round, go_on: Callable[[], None], period: timedelta = PERIOD) -> int:
    """One round: the drafts, then what `link_walk` says; how many were asked.

    `go_on`: between two addresses, whether it may. Whoever is stopped has written down what was asked.
    """
    for content in drafts():
        _ask(asking, links.addresses_of(content), go_on)
    found = link_walk.reading(asking.now, period)
    read: dict[Item, list[str]] = {}
    for group in (found.again, found.new, found.following):
        named = {item: _addresses(item) for item in group}
        _ask(asking, [one for each in named.values() for one in each], go_on)
        read |= named
    if asking.is_silent:
        _ask_witnesses(asking, [one for each in read.values() for one in each])
    asking.close()
    noted = link_walk.noted(read)
    for item, addresses in read.items():
        if addresses or item.pk in noted:
            _settle(asking, item, addresses)
    walk_on(walk=found.walk, gone=found.gone)
    return asking.asked


def _ask(asking: Round, addresses: list[str], go_on: Callable[[], None]) -> None:
    """Asks for those that are due, host by host in turn, until the round is full."""
    for address in link_pace.in_turns(due(addresses, asking.day)):
        if asking.is_full:
            return
        go_on()
        asking.ask(address)


def _ask_witnesses(asking: Round, addresses: list[str]) -> None:
    """Whether the network is there is said by what answered before; by a few of these, else of the newest."""
    newest = (one for item in link_walk.newest(asking.day) for one in _addresses(item))
    fine = (one for one in itertools.chain(addresses, newest) if links.is_fine(one))
    for address in itertools.islice(fine, MOST_WITNESSES):
        if not asking.answered:
            asking.ask(address)


def _settle(asking: Round, item: Item, addresses: list[str]) -> None:
    """What is dead in the item now, and when it is read again before its turn."""
    settle(item=item, addresses=addresses)
    checks = links.checks_of(addresses)
    if any(links.is_due(checks.get(one), asking.day) for one in addresses):
        read_again(item=item, on=asking.day)
    elif any(one in asking.failed or checks[one].failing_since for one in addresses):
        read_again(item=item, on=asking.day + timedelta(days=1))
    else:
        read_again(item=item, on=None)


def _addresses(item: Item) -> list[str]:
    if item.live is None:
        return []
    try:
        return links.addresses_of(queries.text_of(item.live))
    except Refused:  # what is not as it was approved is told by `audit verify`
        return []


def due(addresses: list[str], day: date) -> list[str]:
    """Those that are to be asked now."""
    checks = links.checks_of(addresses)
    return [one for one in addresses if links.is_due(checks.get(one), day)]
