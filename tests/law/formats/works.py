"""Work that goes wrong, for processes of their own: they import it by its name."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path, PurePath

from gongkai.confined import allow
from gongkai.errors import NotAReport
from gongkai.reading.formats import legacy
from gongkai.reading.formats.sniff import Kind
from gongkai.report import Report


def title_of(name: str, report: Report) -> str | None:
    """Nothing wrong."""
    return report.title


def dies_at_crash(name: str, report: Report) -> str | None:
    """Ends the whole process where a library would have crashed."""
    if "crash" in PurePath(name).name:
        os._exit(139)
    return report.title


def hangs_at_slow(name: str, report: Report) -> str | None:
    """Never comes back from a file called slow."""
    while "slow" in PurePath(name).name:
        time.sleep(60)
    return report.title


def stumbles_at_bug(name: str, report: Report) -> str | None:
    """A fault of the program itself."""
    if "bug" in PurePath(name).name:
        raise ZeroDivisionError("a fault")
    return report.title


# – for `gongkai.confined`: what a library does to its process


class Panic(BaseException):
    """As one of Rust: no Exception."""


def doubled(text: str) -> str:
    """Nothing wrong."""
    return text * 2


def repeated(text: str, times: int) -> str:
    """An answer as long as one likes."""
    return text * times


def refuses() -> None:
    """A sentence of our own."""
    raise NotAReport("这不是年报。")


def dies_of(number: int) -> None:
    """Ends as a crash ends."""
    os.kill(os.getpid(), number)


def abort(*_: object) -> None:
    """Ends as a library does that was refused memory."""
    os.abort()


def panics(*_: object) -> None:
    """Raises what passes by every `except Exception`."""
    raise Panic("range end index 64")


def sleeps() -> None:
    """Never comes back, and uses no processor meanwhile."""
    while True:
        time.sleep(60)


def limits_here() -> tuple[int, int, int]:
    """What this process may take: megabytes of memory, seconds of the processor, bytes of a core file."""
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    memory, seconds, core = (resource.getrlimit(kind)[0] for kind in kinds)
    return memory // (1024 * 1024), seconds, core


def limits_at(name: str, report: Report) -> tuple[int, int, int]:
    """The same, where reports are read."""
    return limits_here()


def spins(*_: object) -> None:
    """Never comes back, and is busy all the while."""
    while True:
        pass


def spins_for(connection: Connection, seconds: float) -> None:
    """A life that is allowed so much and takes more."""
    allow(seconds)
    spins()


def hoards(*_: object) -> None:
    """Asks for memory until it is refused."""
    held = []
    while True:
        held.append(bytes(64 * 1024 * 1024))


def shouts_and_dies() -> None:
    """As a library that prints its stack first."""
    os.write(1, b"backtrace\n")
    os.write(2, b"thread panicked\n")
    os.abort()


def leaves_a_converter_running(note: str) -> None:
    """Starts a program in a group of its own, with papers in a temporary folder, and crashes beside it."""
    folder = tempfile.mkdtemp()
    process = subprocess.Popen(["sleep", "600"], process_group=0)
    Path(note).write_text(f"{folder}\n{process.pid}")
    os.abort()


def stays(note: str) -> None:
    """Never comes back; says first who it is, beside papers in its folder."""
    folder = tempfile.mkdtemp()
    written = Path(f"{note}.new")
    written.write_text(f"{folder}\n{os.getpid()}")
    written.rename(note)
    sleeps()


def parent_of_the_reader() -> int:
    """Whose child the reader is."""
    return os.getppid()


def reader(name: str, report: Report) -> int:
    """Which process read the file."""
    return os.getpid()


def instead_at(
    ending: str, plant: Callable[[], object], otherwise: Callable[..., Report]
) -> Callable[..., Report]:
    """The reader, with something planted for the files of that name."""

    def reads(data: bytes, name: str) -> Report:
        if name.endswith(ending):
            plant()
        return otherwise(data, name)

    return reads


@contextlib.contextmanager
def another_thread() -> Iterator[None]:
    """A thread that stays as long as the block."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


def converts_for_ever(note: str) -> None:
    """A conversion that hangs in a program that another one started; says first which, beside its papers."""
    folder = tempfile.mkdtemp()
    hangs = f"sleep 1000 & printf '{folder}\\n%s' $! > {note}.new; mv {note}.new {note}; wait"
    legacy._run(["sh", "-c", hangs], Path(folder), "a.doc", Kind.WORD, "docx")
