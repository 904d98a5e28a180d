"""How does a process end with the one that started it, even where that one is killed?"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def end_with_parent(how: signal.Signals) -> None:
    """Asks the kernel for a signal when the parent dies; where there is no asking, `orphaned` tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, how)


def orphaned(parent: int) -> bool:
    """Whether the parent has ended: somebody else is the parent now."""
    return os.getppid() != parent
