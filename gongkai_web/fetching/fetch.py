"""Where does an address lead, and what stands there?

Each hop of a redirect is an address of its own: its scheme, its host, its numbers, what its site lets
machines read, its turn. One end holds for all of them together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from types import MappingProxyType
from urllib.parse import quote, urljoin

from gongkai.proofing.weblink import WebLink, weblink
from gongkai_web.fetching import robots
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.hosts import Lookup, Place, looked_up, place_of
from gongkai_web.fetching.pace import Pace
from gongkai_web.fetching.wire import Answer, ask, left

AGENT = "gongkai"
_PORTS = {"http": 80, "https": 443}
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_FOUND, _BROKEN = 200, 500
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long all hops together may take, how many there may be, and how much of a text is taken."""

    seconds: float = 15.0
    hops: int = 5
    most_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and the addresses that were asked, the last one being that of the answer."""

    answer: Answer
    hops: tuple[str, ...]


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
        self, address: str, *, headers: Mapping[str, str] = _NO_HEADERS, most_bytes: int | None = None
    ) -> Fetched:
        """Follows the address to its end. Raises Failed, or NotAsked where it may not be asked.

        `headers`: asked with besides our own; `most_bytes`: of the text, other than the limits say.
        """
        end = monotonic() + self.limits.seconds
        most = self.limits.most_bytes if most_bytes is None else most_bytes
        return self._follow(address, end, most, headers, obeying=True)

    def _follow(
        self, address: str, end: float, most: int, asked: Mapping[str, str] = _NO_HEADERS, *, obeying: bool
    ) -> Fetched:
        hops: list[str] = []
        while len(hops) <= self.limits.hops and address not in hops:
            hops.append(address)
            answer = self._one(address, end, most, asked, obeying=obeying)
            further = _in_utf8(answer.headers.get("location", ""))
            if answer.status not in _ELSEWHERE or not further:
                return Fetched(answer, tuple(hops))
            try:
                address = urljoin(address, further)
            except ValueError:  # http://[
                raise Failed(Failure.ANSWER) from None
        raise Failed(Failure.LOOP)

    def _one(self, address: str, end: float, most: int, asked: Mapping[str, str], *, obeying: bool) -> Answer:
        link = weblink(address)
        if link.scheme not in _PORTS or not link.host:
            raise NotAsked("不是网页的地址，没有访问")
        place = place_of(_host(link), _port(link), named=self.named, lookup=self.lookup)
        if obeying and not robots.may_read(self._rules(link, place, end), _target(link)):
            raise NotAsked("对方网站不让程序访问（robots.txt）")
        try:
            wait = left(end)
        except TimeoutError:
            raise Failed(Failure.TIME) from None
        if not self.pace.turn(place.host, at_most=wait):
            raise NotAsked("对方网站要求过一会儿再来")
        headers = {"User-Agent": self.agent, "Accept": "*/*", **asked}
        secure = link.scheme == "https"
        answer = ask(place, _target(link), secure=secure, headers=headers, end=end, most=most)
        pause = answer.headers.get("retry-after", "")
        if pause.isascii() and pause.isdigit():
            self.pace.leave_alone(place.host, float(pause[:6]))
        return answer

    def _rules(self, link: WebLink, place: Place, end: float) -> tuple[robots.Rule, ...]:
        """What the site forbids, asked once; everything, where it cannot say."""
        site = f"{link.scheme}://{link.host}:{place.port}"
        if site not in self._forbidden:
            try:
                found = self._follow(f"{site}/robots.txt", end, robots.MOST_BYTES, obeying=False).answer
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
