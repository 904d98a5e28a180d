"""Could the site be opened for a week, both its names and with encryption, and how long does that last?

Handbook 05 §3.2, V2: for one week, at least twenty times a day; what is not open after fifteen seconds
counts, and five in a hundred fail the site. Too few tries say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.pages.facts import Found, Verdict
from gongkai.pages.law import Limits


@dataclass(frozen=True, slots=True)
class Probe:
    """One try: when, what came of it, after how many seconds."""

    at: datetime
    verdict: Verdict
    seconds: float


@dataclass(frozen=True, slots=True)
class Reached:
    """What a week of tries says. `share`: of a hundred, None where too little is known."""

    tries: int
    failed: int
    days: int
    is_enough: bool

    @property
    def share(self) -> float | None:
        """How many of a hundred failed."""
        return 100 * self.failed / self.tries if self.is_enough and self.tries else None


def reached(probes: Sequence[Probe], now: datetime, limits: Limits) -> Reached:
    """The tries of the last week. What could not be told is no try."""
    since = now - timedelta(days=limits.window_days)
    told = [one for one in probes if since <= one.at <= now and one.verdict != Verdict.UNTOLD]
    by_day = Counter((now - one.at) // timedelta(days=1) for one in told)
    enough = all(by_day[day] >= limits.times_a_day for day in range(limits.window_days))
    failed = sum(is_failed(one, limits) for one in told)
    return Reached(len(told), failed, len(by_day), enough)


def is_failed(one: Probe, limits: Limits) -> bool:
    """Whether it was not open in time."""
    return one.verdict == Verdict.FAULT or one.seconds >= limits.seconds


def reach_faults(found: Reached, limits: Limits) -> Iterator[Found]:
    """What follows from it."""
    share = found.share
    if not share:
        return
    said = f" {found.failed}/{found.tries} 次（{share:.1f}%）"
    if share >= limits.percent:
        yield Found("unreachable", "home", said, said)
    elif int(share):
        yield Found("sometimes_unreachable", "home", said, said, weight=int(share))


def pair_faults(with_www: Verdict, without: Verdict, names: tuple[str, str]) -> Iterator[Found]:
    """One of the two names leads nowhere; what could not be told says nothing. `names`: with www, without."""
    told = {names[0]: with_www, names[1]: without}
    if set(told.values()) == {Verdict.FINE, Verdict.FAULT}:
        gone = next(name for name, verdict in told.items() if verdict == Verdict.FAULT)
        yield Found("www_differs", gone, gone, gone)


def https_faults(final: str, verdict: Verdict) -> Iterator[Found]:
    """Asked by http, the home page came, and not by https."""
    if verdict == Verdict.FINE and not final.startswith("https:"):
        yield Found("not_https", "home", final, final)


def expired_fault() -> Found:
    """A certificate that has ended; nobody says when."""
    return Found("certificate_ends", "home", " 0 ", "已经过期")


def certificate_faults(ends: datetime | None, now: datetime, limits: Limits) -> Iterator[Found]:
    """A certificate that ends soon, or has ended."""
    if ends is not None and ends - now < timedelta(days=limits.certificate_days):
        left = max(0, (ends - now).days)
        yield Found("certificate_ends", "home", f" {left} ", f"{ends:%Y-%m-%d}")
