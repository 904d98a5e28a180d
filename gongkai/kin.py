"""How does a process end with the one that started it, even where that one is killed?"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

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


def guarded(command: Sequence[str]) -> list[str]:
    """The same command, which ends with this process together with all that it starts, in a group of its own.

    What a program of others starts the kernel would not end with us: a guard stands between. Where there is
    no asking the kernel, the command as it is.
    """
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", str(Path(__file__)), str(os.getpid()), *command]


def _guard(parent: int, command: Sequence[str]) -> int:
    """Waits for the end of the command, or of whoever asked for it: then the whole group is ended."""
    told = {signal.SIGTERM, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, told)
    child = os.posix_spawnp(command[0], list(command), os.environ, setsigmask=())
    end_with_parent(parent, signal.SIGTERM)
    while signal.sigwait(told) != signal.SIGTERM:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
    os.killpg(0, signal.SIGKILL)
    return 1


if __name__ == "__main__":
    sys.exit(_guard(int(sys.argv[1]), sys.argv[2:]))
