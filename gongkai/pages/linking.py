"""Where do the links of a page lead that they must not: inwards, to tests, with passwords, to others?

What their text alone tells. Whether something stands there is asked elsewhere (`following`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.pages.facts import Found
from gongkai.pages.law import kind_of_code, words
from gongkai.pages.page import Page
from gongkai.pages.pieces import pieces
from gongkai.proofing.checklist import NO_HABITS, Habits, Part, proof
from gongkai.proofing.finding import NOTE, Finding
from gongkai.proofing.links import outward
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.weblink import WebLink, weblink

_INNER, _TEST = "link_inner", "link_test"
_LONGEST = 2000  # signs of an address with a password in it
_AROUND = 20  # signs of the page that are shown on each side of what is wrong


def host_of(link: WebLink) -> str:
    """The host with its port, as it is registered."""
    return f"{link.host}:{link.port}" if link.port else link.host


def text_faults(
    page: Page, day: date, *, habits: Habits = NO_HABITS, own: Collection[str] = ()
) -> Iterator[Found]:
    """Words, personal data and links that are wrong as they are written, by the lists of publication.

    `own`: inner hosts that are registered, and so are no fault.
    """
    kinds = kind_of_code()
    told: set[str] = set()
    for piece, one in _told(page.source, day, habits):
        kind = kinds.get(one.code)
        if kind is None or one.level == NOTE:
            continue
        link = weblink(one.quote if "//" in one.quote else f"//{one.quote}")
        if kind == _INNER and host_of(link) in own:
            continue
        if kind == _INNER and _is_test(link):
            kind = _TEST
        found = Found(kind, one.quote, one.quote, piece.around(one))
        if found.key not in told:
            told.add(found.key)
            yield found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a page. `hidden`: what of it is shown only masked, in order; `starts`: their places."""

    source: str
    hidden: tuple[Finding, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, source: str, told: Sequence[Finding]) -> _Piece:
        """With what the lists of publication found in it."""
        masked = [one for one in told if source[one.start : one.end] != one.quote]
        hidden = tuple(sorted(masked, key=lambda one: one.start))
        return cls(source, hidden, tuple(one.start for one in hidden))

    def around(self, one: Finding) -> str:
        """What is shown of the place: never what was masked, nor what is masked beside it."""
        if self.source[one.start : one.end] != one.quote:
            return one.quote
        first, last = max(0, one.start - _AROUND), min(len(self.source), one.end + _AROUND)
        shown, at = "", first
        # What begins further before does not reach here: of a person nothing is so long.
        for each in self.hidden[bisect_left(self.starts, first - _LONGEST) : bisect_left(self.starts, last)]:
            if at < each.end:
                shown += self.source[at : max(at, each.start)] + each.quote
                at = each.end
        return shown + self.source[at:last]


def _told(source: str, day: date, habits: Habits) -> Iterator[tuple[_Piece, Finding]]:
    """What the lists of publication find, piece by piece: each with the piece in which it stands."""
    for _, text in pieces(source):
        told = proof([Part("page", "网页", text, page=True)], day, habits)
        piece = _Piece.of(text, told)
        yield from ((piece, one) for one in told)


def may_be_asked(address: str) -> bool:
    """Whether nothing is wrong with a link as it is written: one that leads inwards is told, not asked."""
    return bool(outward(plain_passage("link", "链接", address)))


def outside_faults(page: Page, own: Collection[str]) -> Iterator[Found]:
    """Hosts of others from which the page takes a part of itself. `own`: the hosts of the site."""
    told: set[str] = set()
    for one in page.links:
        link = weblink(one.address)
        if one.leads or link.scheme not in {"http", "https"} or host_of(link) in {*own, *told}:
            continue
        if not _is_known(link.host) and not any(link.host.endswith(f".{each}") for each in own):
            told.add(host_of(link))
            yield Found("third_party", link.host, link.host, f"<{one.tag}> {one.address[:120]}")


def _is_test(link: WebLink) -> bool:
    return bool(set(link.host.split(".")) & set(words()["test_systems"]))


def _is_known(host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in words()["known_hosts"])
