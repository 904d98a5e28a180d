"""Where do pages lie that were made already? In the memory of each process, up to so many bytes.

The longest unused goes first. What is kept is right as long as its mark is the mark of now (`marks`): no
page is taken away by hand, an old mark is asked for no more.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.urls import ResolverMatch

from gongkai_web.public_pages.marks import Address

_LEVEL = 6
_BESIDE = 1_000  # bytes of headers and of the shelf itself, about


@dataclass(slots=True)
class Page:
    """A page as it was sent. `zipped`: its bytes compressed, once somebody has asked for them so."""

    mark: str
    headers: dict[str, str]
    body: bytes
    match: ResolverMatch
    zipped: bytes = field(default=b"")

    @property
    def size(self) -> int:
        """About how many bytes it takes; compressed it takes at most as much again."""
        return 2 * len(self.body) + _BESIDE

    def compressed(self) -> bytes:
        """Compressed once, not for each who asks; it holds no secret that its length could tell of."""
        if not self.zipped:
            self.zipped = gzip.compress(self.body, _LEVEL, mtime=0)
        return self.zipped


class Shelf:
    """The pages of a process, by their addresses. `most`: bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: Address, mark: str) -> Page | None:
        """The page of that address, if it still stands."""
        page = self._pages.get(address)
        if page is None or page.mark != mark:
            return None
        with self._lock:
            if address in self._pages:
                self._pages.move_to_end(address)
        return page

    def put(self, address: Address, page: Page) -> None:
        """Keeps it; the longest unused ones make room. What is larger than an eighth of all is not kept."""
        if page.size * 8 > self.most:
            return
        with self._lock:
            self._take(address)
            self._pages[address] = page
            self.bytes += page.size
            while self.bytes > self.most:
                self._take(next(iter(self._pages)))

    def clear(self) -> None:
        """Empties it."""
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _take(self, address: Address) -> None:
        page = self._pages.pop(address, None)
        self.bytes -= page.size if page else 0
