"""What never changes again: is it drawn once, and known again by its digest?

A report that was filed, the text of a snapshot. Each process keeps what was drawn, up to so many bytes; the
longest unused goes first. The key names everything that was drawn from.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.utils.safestring import SafeString, mark_safe

_MOST = 16 * 1024 * 1024  # bytes, about
_WIDE = 2  # bytes of a character


class Drawn:
    """Pieces of pages by what they were drawn from."""

    def __init__(self, most: int = _MOST) -> None:
        self.most = most
        self.bytes = 0
        self._pieces: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pieces)

    def once(self, key: Hashable, draw: Callable[[], str]) -> SafeString:
        """The piece; `draw` is asked for it where nobody was."""
        piece = self._pieces.get(key)
        if piece is None:
            piece = draw()
            self._keep(key, piece)
        else:
            with self._lock:
                if key in self._pieces:
                    self._pieces.move_to_end(key)
        return mark_safe(piece)  # as it was drawn by a template

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._pieces.clear()
            self.bytes = 0

    def _keep(self, key: Hashable, piece: str) -> None:
        with self._lock:
            if key not in self._pieces:
                self.bytes += len(piece) * _WIDE
            self._pieces[key] = piece
            while self.bytes > self.most:
                self.bytes -= len(self._pieces.popitem(last=False)[1]) * _WIDE


DRAWN = Drawn()
