"""Where does an address lead, and what stands there?

Each hop of a redirect is an address of its own: its scheme, its host, its numbers, what its site lets
machines read, its turn. One end holds for all of them together: so long is asked. What we wait for besides –
our turn, our own name server – has ends of its own, and is never counted as the time of the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from types import MappingProxyType
from urllib.parse import quote, urljoin

from gongkai.proofing.weblink import WebLink, weblink
from gongkai_web.fetching import robots
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.hosts import Lookup, Place, looked_up, place_of
from gongkai_web.fetching.pace import Pace
from gongkai_web.fetching.wire import Answer, ask

AGENT = "gongkai"
_PORTS = {"http": 80, "https": 443}
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_FOUND, _BROKEN = 200, 500
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_SAFE = "/%:@!$&'()*+,;=~-._?"
_May = Callable[[WebLink, Place], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long all hops together may take, how many there may be, and how much of a text is taken.

    `lookups`: how many seconds the names of all hops may be looked up.
    """

    seconds: float = 15.0
    hops: int = 5
    most_bytes: int = 1 << 20
    lookups: float = 10.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and the addresses that were asked, the last one being that of the answer.

    `seconds`: so long they were asked, whatever we waited for besides.
    """

    answer: Answer
    hops: tuple[str, ...]
    seconds: float = 0.0


@dataclass(slots=True)
class _Purse:
    """Seconds that may be spent on one thing."""

    left: float
    spent: float = 0.0

    @contextmanager
    def used(self) -> Iterator[float]:
        """What is done takes from it, also where it fails; with what is left of it."""
        begun = monotonic()
        try:
            yield self.left
        finally:
            took = monotonic() - begun
            self.left, self.spent = self.left - took, self.spent + took


@dataclass(slots=True)
class _Time:
    """The time of one request: to ask, to wait for our turn, to look names up."""

    asking: _Purse
    turns: _Purse
    lookups: _Purse

    @classmethod
    def of(cls, limits: Limits) -> _Time:
        """All of it."""
        return cls(_Purse(limits.seconds), _Purse(limits.seconds), _Purse(limits.lookups))


@dataclass(slots=True)
class Fetcher:
    """Asks. `named`: inner hosts that may be asked. What a site forbids is remembered as long as it lives."""

    pace: Pace
    limits: Limits = field(default_factory=Limits)
    named: Collection[str] = ()
    lookup: Lookup = looked_up
    agent: str = AGENT
    _forbidden: dict[str, tuple[robots.Rule, ...]] = field(default_factory=dict)

    def fetch(
        self,
        address: str,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        most_bytes: int | None = None,
        whether_open: bool = False,
    ) -> Fetched:
        """Follows the address to its end. Raises Failed, or NotAsked where it may not be asked.

        `headers`: asked with besides our own; `most_bytes`: of the text, other than the limits say.
        `whether_open`: only that is to be known: a robots.txt that does not come says nothing of it.
        """
        time = _Time.of(self.limits)
        most = self.limits.most_bytes if most_bytes is None else most_bytes
        try:
            answer, hops = self._follow(
                address, time, most, headers, lambda link, place: self._may(link, place, whether_open)
            )
        except Failed as why:
            why.seconds = time.asking.spent
            raise
        return Fetched(answer, hops, time.asking.spent)

    def _follow(
        self, address: str, time: _Time, most: int, asked: Mapping[str, str], may: _May | None
    ) -> tuple[Answer, tuple[str, ...]]:
        hops: list[str] = []
        while len(hops) <= self.limits.hops and address not in hops:
            hops.append(address)
            answer = self._one(address, time, most, asked, may)
            further = _in_utf8(answer.headers.get("location", ""))
            if answer.status not in _ELSEWHERE or not further:
                return answer, tuple(hops)
            try:
                address = urljoin(address, further)
            except ValueError:  # http://[
                raise Failed(Failure.ANSWER) from None
        raise Failed(Failure.LOOP)

    def _one(
        self, address: str, time: _Time, most: int, asked: Mapping[str, str], may: _May | None
    ) -> Answer:
        link = weblink(address)
        if link.scheme not in _PORTS or not link.host:
            raise NotAsked("不是网页的地址，没有访问")
        host, port = _host(link), _port(link)
        with time.lookups.used() as seconds:
            place = place_of(host, port, named=self.named, lookup=self.lookup, seconds=seconds)
        if may is not None and not may(link, place):
            raise NotAsked("对方网站不让程序访问（robots.txt）")
        with time.turns.used() as seconds:
            if not self.pace.turn(place.host, at_most=max(0.0, seconds)):
                raise NotAsked("对方网站要求过一会儿再来")
        headers = {"User-Agent": self.agent, "Accept": "*/*", **asked}
        secure = link.scheme == "https"
        with time.asking.used() as seconds:
            end = monotonic() + seconds
            answer = ask(place, _target(link), secure=secure, headers=headers, end=end, most=most)
        pause = answer.headers.get("retry-after", "")
        if pause.isascii() and pause.isdigit():
            self.pace.leave_alone(place.host, float(pause[:6]))
        return answer

    def _may(self, link: WebLink, place: Place, whether_open: bool) -> bool:
        try:
            return robots.may_read(self._rules(link, place), _target(link))
        except Failed:
            if whether_open:
                return True
            raise

    def _rules(self, link: WebLink, place: Place) -> tuple[robots.Rule, ...]:
        """What the site forbids, asked once; everything, where it cannot say."""
        site = f"{link.scheme}://{link.host}:{place.port}"
        if site not in self._forbidden:
            time = _Time.of(self.limits)
            try:
                found, _ = self._follow(f"{site}/robots.txt", time, robots.MOST_BYTES, _NO_HEADERS, None)
            except Failed as why:
                if why.failure != Failure.LOOP:
                    raise
                self._forbidden[site] = ()  # led in a circle it has none (RFC 9309, 2.3.1.2)
                return ()
            told = found.body.decode("utf-8", "replace") if found.status == _FOUND else ""
            rules = robots.NOTHING if found.status >= _BROKEN else robots.rules_of(told, self.agent)
            self._forbidden[site] = rules
        return self._forbidden[site]


def _host(link: WebLink) -> str:
    """As the network knows it: a name in Chinese in the letters that stand for it."""
    if link.host.startswith("["):
        return link.host.strip("[]")
    try:
        return link.host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        raise Failed(Failure.NAME) from None


def _in_utf8(header: str) -> str:
    """A header as the site meant it: its bytes are read one by one, and many sites write Chinese in them."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _port(link: WebLink) -> int:
    if not link.port:
        return _PORTS[link.scheme]
    if not (link.port.isascii() and link.port.isdigit() and 0 < int(link.port[:6]) < 1 << 16):
        raise Failed(Failure.ANSWER)
    return int(link.port)


def _target(link: WebLink) -> str:
    query = f"?{link.query}" if link.query else ""
    return quote(f"{link.path or '/'}{query}", safe=_SAFE)
