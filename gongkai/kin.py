"""How does a process end with the one that started it, even where that one is killed?"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

if sys.platform == "linux":
    import fcntl

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def end_with_parent(parent: int, how: signal.Signals) -> None:
    """From now on the kernel sends this signal when the parent dies; at once where that is gone already.

    Where there is no asking the kernel, `orphaned` tells later.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, how)
    if orphaned(parent):  # it died before we had asked
        os.kill(os.getpid(), how)


def end_with_pipe(pipe: int, how: signal.Signals) -> None:
    """From now on the kernel sends this signal when the other end is closed, as by the death of its owner.

    For a process whose parent is not the one with whom it must end. Whoever asks looks afterwards whether
    the pipe was closed before.
    """
    if sys.platform == "linux":
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETSIG, how)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


def orphaned(parent: int) -> bool:
    """Whether the parent has ended: somebody else is the parent now."""
    return os.getppid() != parent
