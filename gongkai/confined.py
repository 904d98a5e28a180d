"""How is a stranger's file opened so that it can harm nothing but itself?

In a process of its own, with limits of memory, of processor time and of time on the clock. What panics,
crashes, eats memory or never ends there is that file's failure and becomes one sentence; whatever it had
started ends with it, and what it had laid into its folder is removed. It ends with its caller, even where
that is killed; the folder then goes when the next file is opened (`gongkai.scratch`).

A caller that has threads or connections to a database must not be copied as it stands: its processes come
from a server of their own that has neither. `near` tells that the caller is small and alone – the command
line – and lets it copy itself, which takes a few milliseconds instead of a start of Python.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import math
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from gongkai.errors import GongkaiError, ReadingError, UsageError
from gongkai.kin import end_with_parent, end_with_pipe
from gongkai.scratch import Scratch

if sys.platform != "win32":
    import resource

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = "GONGKAI_READING_MEMORY_MB"
SECONDS_A_FILE = 180

_MEGABYTE = 1024 * 1024
_MEMORY_MB = 4096  # LibreOffice, which some formats need, reserves more than a gigabyte before it begins
_LEAST_MB = 256
LARGEST_ANSWER = 64 * _MEGABYTE
_SECONDS_TO_END = 5.0
# What the server of processes loads once for all of them.
_LOADED = ["__main__", "gongkai.annotate"]


class Child:
    """A process with limits, and the connection to it.

    `life` must be a function of a module. It gets its end of the connection and what was given; it says what
    it has to say through `say`, and calls `allow` before each file.
    """

    def __init__(self, life: Callable[..., None], *given: object, near: bool = False) -> None:
        way = _way(near=near)
        context: Any = multiprocessing.get_context(way)
        if way == "forkserver":
            context.set_forkserver_preload(_LOADED)
        self.memory_mb = memory_mb()
        self._scratch = Scratch()
        self.folder = self._scratch.path
        self.connection, theirs = context.Pipe()
        ours = self.connection if way == "fork" else None
        place = _Place(theirs, ours, str(self.folder), self.memory_mb * _MEGABYTE)
        self.process = context.Process(target=_live, args=(place, life, given), daemon=True)
        self.process.start()
        theirs.close()

    def hear(self) -> Any:
        """What the process says next. Raises OSError or EOFError where it ended instead."""
        return pickle.loads(self.connection.recv_bytes(LARGEST_ANSWER))  # noqa: S301 – our own program wrote it

    def why(self, seconds: float) -> str:
        """Why a file was not read, now that the process ended over it, as the rest of a sentence."""
        self.process.join(_SECONDS_TO_END)
        code = self.process.exitcode or 0
        if code == -getattr(signal, "SIGXCPU", 0):
            return late(seconds)
        how = f"（{signal.Signals(-code).name}）" if code < 0 else ""
        return (
            f"读这个文件时处理进程意外退出{how}，文件可能已损坏，或者要用的内存超过 {self.memory_mb} MB；"
            "请在原来的程序里打开，另存以后再读"
        )

    def end(self) -> None:
        """Ends the process and whatever it started."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        if any(self.folder.iterdir()):  # a converter was at work
            _end_session(self.process.pid)
        self._scratch.remove()


def call(
    work: Callable[..., T], *given: object, name: str, seconds: float = SECONDS_A_FILE, near: bool = False
) -> T:
    """What `work`, a function of a module, makes of what is given, in a process of its own.

    Raises what `work` raises of GongkaiError; ReadingError, which names the file, where it failed otherwise.
    """
    child = Child(_answer, work, given, name, seconds, near=near)
    try:
        if not child.connection.poll(seconds):
            raise ReadingError(f"{name}：{late(seconds)}。")
        answer, problem = child.hear()
    except (EOFError, OSError):
        raise ReadingError(f"{name}：{child.why(seconds)}。") from None
    finally:
        child.end()
    if problem is not None:
        raise problem
    made: T = answer
    return made


def say(connection: Connection, what: object) -> bool:
    """Says it to the caller; False where it is larger than any answer is."""
    packed = pickle.dumps(what)
    if len(packed) > LARGEST_ANSWER:
        return False
    connection.send_bytes(packed)
    return True


def allow(seconds: float) -> None:
    """Gives this process so many seconds more of processor time; then the system ends it."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = math.ceil(used.ru_utime + used.ru_stime + seconds)
        _, highest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (_within(most, highest), highest))


def stumbled(name: str, problem: BaseException) -> str:
    """The sentence about a fault that nobody foresaw."""
    if isinstance(problem, MemoryError):
        return f"{name}：要用的内存超过 {_allowed_mb()} MB，已停止；请核对是否选错了文件，或拆分后再读。"
    why = f"{type(problem).__name__}: {problem}"
    return f"{name}：程序出错（{why}）；请把这个文件报给维护者。"


def oversized(name: str) -> str:
    """The sentence about a file of which more was read than any report holds."""
    most = LARGEST_ANSWER // _MEGABYTE
    return f"{name}：读出的内容超过 {most} MB；请核对是否选错了文件，或拆分后再读。"


def late(seconds: float) -> str:
    """That a file took too long, as the rest of a sentence."""
    return f"{seconds:g} 秒没有读完，已停止；请核对文件是否过大或已损坏"


def memory_mb() -> int:
    """How much memory a process may take, as the operator has set it. Raises UsageError."""
    written = os.environ.get(MEMORY, "") or str(_MEMORY_MB)
    if not written.isascii() or not written.isdigit() or int(written) < _LEAST_MB:
        raise UsageError(f"{MEMORY}：「{written}」不是不小于 {_LEAST_MB} 的整数（MB）；请改正或不设。")
    return int(written)


# – the life of the process


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a process lives. `ours`: the caller's end of the connection, where the process is a copy."""

    connection: Connection
    ours: Connection | None
    folder: str
    memory: int


def _live(place: _Place, life: Callable[..., None], given: tuple[object, ...]) -> None:
    if sys.platform != "win32":
        _end_with_caller()
    if place.ours is not None:  # with the caller's end it would never notice that the caller is gone
        place.ours.close()
        gc.freeze()  # what the caller holds is the caller's to close
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us decides
    _silence()
    if sys.platform != "win32":
        os.setsid()
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        with contextlib.suppress(ValueError, OSError):  # not every system lets us
            resource.setrlimit(resource.RLIMIT_AS, (_within(place.memory, highest), highest))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # personal data would lie in it
    tempfile.tempdir = place.folder
    life(place.connection, *given)


def _end_with_caller() -> None:
    """The parent is the caller or the server of processes; that stays as long as its processes do."""
    end_with_parent(os.getppid(), signal.SIGKILL)
    caller = multiprocessing.parent_process()
    assert caller is not None  # we were started by `Child`
    end_with_pipe(caller.sentinel, signal.SIGKILL)
    if not caller.is_alive():  # it died before we had asked
        os._exit(1)


def _answer(
    connection: Connection, work: Callable[..., object], given: tuple[object, ...], name: str, seconds: float
) -> None:
    allow(seconds)
    problem: GongkaiError | None = None
    answer: object = None
    try:
        answer = work(*given)
    except GongkaiError as refused:
        problem = refused
    except BaseException as fault:  # a panic of a library in Rust is no Exception
        problem = ReadingError(stumbled(name, fault))
    if not say(connection, (answer, problem)):
        say(connection, (None, ReadingError(oversized(name))))


def _silence() -> None:
    """Libraries that crash say so on the terminal, at length; the caller says it in a sentence."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _allowed_mb() -> int:
    """How much memory this very process may take; the setting that it was started with is the caller's."""
    if sys.platform == "win32" or resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
        return memory_mb()
    return resource.getrlimit(resource.RLIMIT_AS)[0] // _MEGABYTE


def _within(most: int, highest: int) -> int:
    return most if highest == resource.RLIM_INFINITY else min(most, highest)


def _way(*, near: bool) -> str:
    """How a process begins: as a copy of a caller that is alone, from the server, or anew."""
    if near and _alone():
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _alone() -> bool:
    """Whether no other thread, of Python or of a library, could hold a lock that the copy would wait for."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def _end_session(leader: int) -> None:
    """Ends every process of the session: LibreOffice has a process group of its own in it."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            facts = entry.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(facts[3]) == leader:
                os.kill(int(entry.parent.name), signal.SIGKILL)
