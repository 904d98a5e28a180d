"""How are links asked, and what does an answer say: fine, dead, or nothing?

Nothing is said where the other side refuses, forbids or puts off, and where this machine itself may be cut
off from the network: a failure counts once anything has answered in the same round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from gongkai_web.errors import Refused
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.fetch import Fetcher
from gongkai_web.publishing.items import links, queries
from gongkai_web.publishing.items.actions.link_checking import record_check, settle, walk_on
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.kinds import UNDER_WAY
from gongkai_web.publishing.items.link_models import DeadLink, LinkWalk, Verdict
from gongkai_web.publishing.items.models import Edition, Item

# In one round: so many drafts and items are read, so many addresses asked, and no new one after so many
# seconds – what is to go out at its hour waits behind it.
MOST_DRAFTS, MOST_ITEMS, MOST_ASKED, MOST_SECONDS = 200, 500, 200, 60.0
CUT_OFF = "这时没有一个网址有答复，可能是本机没有连到外网"
_FINE, _GONE, _BROKEN, _BUSY = range(200, 400), (404, 410), range(500, 600), 503
_UNSURE = (Failure.CERTIFICATE,)


def verdict_of(status: int) -> Verdict:
    """What a status says. Refused, a challenge, too many requests: nothing."""
    if status in _FINE:
        return Verdict.FINE
    return Verdict.DEAD if status in _GONE or (status in _BROKEN and status != _BUSY) else Verdict.UNKNOWN


@dataclass(slots=True)
class Round:
    """One round of asking. `asked`: how many addresses; `answered`: whether anything came from anywhere."""

    fetcher: Fetcher
    day: date
    clock: Callable[[], float] = monotonic
    begun: float = field(init=False)
    asked: int = 0
    answered: bool = False
    _waiting: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begun = self.clock()

    @property
    def is_full(self) -> bool:
        """Whether the rest is left to the next."""
        return self.asked >= MOST_ASKED or self.clock() - self.begun > MOST_SECONDS

    def ask(self, address: str) -> None:
        """Asks for one address and writes down what came of it."""
        self.asked += 1
        try:
            status = self.fetcher.fetch(address).answer.status
        except NotAsked as why:
            self._record(address, Verdict.UNKNOWN, str(why))
        except Failed as why:
            verdict = Verdict.UNKNOWN if why.failure in _UNSURE else Verdict.DEAD
            if self.answered or verdict == Verdict.UNKNOWN:
                self._record(address, verdict, str(why))
            else:
                self._waiting.append((address, str(why)))
        else:
            self.answered = True
            self._record(address, verdict_of(status), str(status))

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


def run(asking: Round, go_on: Callable[[], None]) -> int:
    """One round: the drafts, what was told to have dead links, and the next items; how many were asked.

    `go_on`: between two addresses, whether it may. Whoever is stopped has written down what was asked.
    """
    for content in drafts():
        _ask(asking, links.addresses_of(content), go_on)
    public = queries.public(asking.day).select_related("live__text").order_by("pk")
    told = public.filter(pk__in=DeadLink.objects.values("item"))[:MOST_ITEMS]
    following = list(public.filter(pk__gt=reached())[:MOST_ITEMS])
    read: list[tuple[Item, list[str]]] = []
    for item in [*told, *following]:
        addresses = _addresses(item)
        if not _ask(asking, addresses, go_on):
            break
        read.append((item, addresses))
    asking.close()
    for item, addresses in read:
        settle(item=item, addresses=addresses)
    walk_on(reached=_end({item.pk for item, _ in read}, following))
    return asking.asked


def reached() -> int:
    """The last item that was read."""
    walk = LinkWalk.objects.filter(pk=1).first()
    return walk.reached if walk else 0


def _ask(asking: Round, addresses: list[str], go_on: Callable[[], None]) -> bool:
    """Asks for those that are due; whether none of them is left to the next round."""
    for address in due(addresses, asking.day):
        if asking.is_full:
            return False
        go_on()
        asking.ask(address)
    return True


def _addresses(item: Item) -> list[str]:
    if item.live is None:
        return []
    try:
        return links.addresses_of(queries.text_of(item.live))
    except Refused:  # what is not as it was approved is told by `audit verify`
        return []


def _end(read: set[int], following: list[Item]) -> int:
    """Behind what was read; from the beginning where it was all of them."""
    if len(following) < MOST_ITEMS and all(one.pk in read for one in following):
        return 0
    return max((one.pk for one in following if one.pk in read), default=reached())


def due(addresses: list[str], day: date) -> list[str]:
    """Those that are to be asked now."""
    checks = links.checks_of(addresses)
    return [one for one in addresses if links.is_due(checks.get(one), day)]
