"""How are thousands of files read: which, in what order, and what if one of them breaks the reader?

Paths, folders and archives become items; `shard` reads items one after the other and is all the work there
is; `run` gives shards to processes of their own. A file that crashes or hangs a process is that file's
failure, the others go on. Memory does not grow with the number of files.

What travels between processes is little and seldom: the paths of a shard one way, the outcomes of many files
in one message the other way, and the next shard before the last one is done, so that no process waits.
"""

from __future__ import annotations

import functools
import io
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path, PurePosixPath
from typing import Any, Generic, TypeVar

from gongkai.confined import SECONDS_A_FILE, Child, allow, late, oversized, say, stumbled
from gongkai.errors import GongkaiError, ReadingError
from gongkai.reading import read_bytes
from gongkai.reading.formats.archive import INSIDE, Archive, is_archive, may_be_report
from gongkai.reading.reader import bytes_of
from gongkai.report import Report

T = TypeVar("T")
Work = Callable[[str, Report], T]

_FILES_OF_A_WORKER = 5000  # then a fresh process takes over, so that nothing piles up
_SHARD = 8
_SECONDS_TOGETHER = 0.5  # outcomes of so long travel in one message
_AHEAD = 64  # files per worker that may be done before an earlier one is


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read: a path, or the way to a member of an archive. `problem` was found while walking."""

    path: str
    members: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def name(self) -> str:
        """The file as messages call it: 年报.zip!/县/一.docx."""
        return INSIDE.join((self.path, *self.members))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of one file: the result of the work, or the sentence why there is none."""

    name: str
    result: T | None
    problem: str | None


# – which files


def is_single(path: Path) -> bool:
    """Whether the path stands for one report: no folder, no archive."""
    return not path.is_dir() and not is_archive(path)


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """The files behind the paths, in their order; folders in the order of their names, archives in theirs."""
    for path in paths:
        if not path.is_dir():
            yield from _file(path)
            continue
        found = 0
        for file in _walk(path):
            for item in _file(file):
                found += 1
                yield item
        if not found:
            yield Item(str(path), problem=f"{path}：文件夹里没有可读的文件；请核对路径。")


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            path = Path(parent) / file
            if may_be_report(path.relative_to(folder)):
                yield path


def _file(path: Path) -> Iterator[Item]:
    if not path.is_file() or not is_archive(path):
        yield Item(str(path))
        return
    try:
        archive = Archive(path, str(path))
    except ReadingError as problem:
        yield Item(str(path), problem=str(problem))
        return
    found = 0
    for member in archive:
        found += 1
        if PurePosixPath(member).suffix.lower() == ".zip":
            yield from _inner(archive, str(path), member)
        else:
            yield Item(str(path), (member,))
    archive.close()
    if not found:
        yield Item(str(path), problem=f"{path}：压缩包里没有可读的文件；请核对。")


def _inner(archive: Archive, path: str, member: str) -> Iterator[Item]:
    """The members of an archive in an archive; deeper ones are not opened."""
    try:
        inner = Archive(io.BytesIO(archive.read(member)), f"{path}{INSIDE}{member}")
    except ReadingError as problem:
        yield Item(path, (member,), problem=str(problem))
        return
    for name in inner:
        yield Item(path, (member, name))


@functools.lru_cache(maxsize=2)
def _opened(path: str, member: str | None) -> Archive:
    if member is None:
        return Archive(Path(path), path)
    return Archive(io.BytesIO(_opened(path, None).read(member)), f"{path}{INSIDE}{member}")


def _bytes(item: Item) -> bytes:
    if not item.members:
        return bytes_of(Path(item.path))
    *outer, member = item.members
    return _opened(item.path, outer[0] if outer else None).read(member)


# – the work


def shard(work: Work[T], part: Iterable[Item]) -> Iterator[Outcome[T]]:
    """Reads the items one by one and gives each report to `work`; what fails becomes a sentence."""
    for item in part:
        try:
            if item.problem:
                yield Outcome(item.name, None, item.problem)
            else:
                yield Outcome(item.name, work(item.name, read_bytes(_bytes(item), item.name)), None)
        except GongkaiError as problem:
            yield Outcome(item.name, None, str(problem))
        except Exception as problem:  # one file must not stop the thousands after it
            yield Outcome(item.name, None, stumbled(item.name, problem))


def run(
    work: Work[T],
    todo: Iterable[Item],
    *,
    jobs: int = 1,
    at_once: int = _SHARD,
    seconds: float = SECONDS_A_FILE,
    near: bool = False,
) -> Iterator[Outcome[T]]:
    """The outcomes in the order of the items, from `jobs` processes of their own (`gongkai.confined`).

    `work` must be a function of a module (or a partial of one) whose results can be pickled. A file that
    takes longer than `seconds`, or ends its process, is a failure with a sentence; the rest goes on.

    A process is given `at_once` items, and the next ones before it has done with them. One job with one item
    takes the next from `todo` only when the caller has done with the outcome of the one before.
    """
    runner = _Runner(work, todo, jobs, at_once, seconds, near=near and jobs == 1)
    try:
        yield from runner.outcomes()
    finally:
        runner.close()


def report(path: Path) -> Report:
    """The report in that file, read in a process of its own. Raises ReadingError."""
    (found,) = reports([path])
    return found


def reports(paths: Iterable[Path], *, near: bool = False) -> list[Report]:
    """The reports in these files, read in a process of their own. Raises ReadingError over the first bad."""
    found = []
    for outcome in run(itself, (Item(str(path)) for path in paths), near=near):
        if outcome.result is None:
            raise ReadingError(outcome.problem)
        found.append(outcome.result)
    return found


def itself(_: str, found: Report) -> Report:
    """The work of whoever wants the report as it is."""
    return found


class _Worker(Generic[T]):
    """A process with the numbered items that it still owes.

    `_begun` counts the files that it has begun, in memory that both see: where it ends over a file, that one
    is to blame, and not those before it whose outcomes it had not said yet.
    """

    def __init__(self, work: Work[T], seconds: float, *, near: bool) -> None:
        self._begun = multiprocessing.RawValue("q", 0)
        self.child = Child(_serve, work, seconds, self._begun, near=near)
        self.owed: deque[tuple[int, Item]] = deque()
        self.since = time.monotonic()
        self.taken = 0
        self._heard = 0

    def give(self, part: list[tuple[int, Item]]) -> None:
        if not self.owed:
            self.since = time.monotonic()
        self.owed.extend(part)
        self.taken += len(part)
        self.child.connection.send([item for _, item in part])

    def hear(self) -> Iterator[tuple[int, Outcome[T]]]:
        """The outcomes of one message with their numbers. Raises OSError or EOFError where it ended."""
        outcomes = self.child.hear()
        self.since = time.monotonic()
        self._heard += len(outcomes)
        for outcome in outcomes:
            number, _ = self.owed.popleft()
            yield number, outcome

    def blamed(self) -> tuple[int, Item]:
        """The item that it was at, taken out of those that it owes."""
        place = max(self._begun.value - self._heard, 1) - 1
        blamed = self.owed[place]
        del self.owed[place]
        return blamed


class _Runner(Generic[T]):
    def __init__(
        self, work: Work[T], todo: Iterable[Item], jobs: int, at_once: int, seconds: float, *, near: bool
    ) -> None:
        self.work = work
        self.todo = enumerate(todo)
        self.jobs = jobs
        self.at_once = at_once
        self.seconds = seconds
        self.near = near
        self.workers: list[_Worker[T]] = []
        self.again: deque[tuple[int, Item]] = deque()  # owed by a process that ended
        self.done: dict[int, Outcome[T]] = {}
        self.next = 0  # the number of the outcome that is due
        self.taken = 0  # how many items were taken from the walk
        self.finished = False  # no more items will come

    def outcomes(self) -> Iterator[Outcome[T]]:
        while True:
            while self.next in self.done:
                outcome = self.done.pop(self.next)
                self.next += 1
                yield outcome
            self._hand_out()
            busy = [worker for worker in self.workers if worker.owed]
            if busy:
                self._collect(busy)
            elif self.finished and not self.again and not self.done:
                return

    def close(self) -> None:
        for worker in self.workers:
            worker.child.end()
        self.workers = []

    def _hand_out(self) -> None:
        for worker in [worker for worker in self.workers if len(worker.owed) <= self.at_once // 2]:
            if worker.taken >= _FILES_OF_A_WORKER:
                if not worker.owed:
                    self._dismiss(worker)
            elif part := self._part():
                self._give(worker, part)
        while len(self.workers) < self.jobs and (part := self._part()):
            worker = _Worker(self.work, self.seconds, near=self.near)
            self.workers.append(worker)
            self._give(worker, part)

    def _give(self, worker: _Worker[T], part: list[tuple[int, Item]]) -> None:
        try:
            worker.give(part)
        except OSError:  # it ended while it had nothing to do: no file is to blame
            worker.owed.clear()
            self.again.extendleft(reversed(part))
            self._dismiss(worker)

    def _part(self) -> list[tuple[int, Item]]:
        """The next items; [] where none are left, or an early one holds up too many done ones."""
        part: list[tuple[int, Item]] = []
        while len(part) < self.at_once and self.again:
            part.append(self.again.popleft())
        while len(part) < self.at_once and not self.finished and self.taken < self.next + _AHEAD * self.jobs:
            numbered = next(self.todo, None)
            if numbered is None:
                self.finished = True
            else:
                self.taken += 1
                part.append(numbered)
        return part

    def _collect(self, busy: list[_Worker[T]]) -> None:
        deadline = min(worker.since for worker in busy) + self.seconds
        connections = {worker.child.connection: worker for worker in busy}
        ready = wait(list(connections), max(0.0, deadline - time.monotonic()))
        for connection in ready:
            worker = connections[connection]
            try:
                self.done.update(worker.hear())
            except (EOFError, OSError):
                self._fail(worker, worker.child.why(self.seconds))
        now = time.monotonic()
        for worker in busy:
            if worker.owed and now - worker.since > self.seconds:
                self._fail(worker, late(self.seconds))

    def _fail(self, worker: _Worker[T], why: str) -> None:
        number, item = worker.blamed()
        self.done[number] = Outcome(item.name, None, f"{item.name}：{why}。")
        self.again.extendleft(reversed(worker.owed))
        worker.owed.clear()
        self._dismiss(worker)

    def _dismiss(self, worker: _Worker[T]) -> None:
        worker.child.end()
        self.workers.remove(worker)


def _serve(connection: Connection, work: Work[T], seconds: float, begun: Any) -> None:
    """The life of a worker: takes items, says their outcomes together, ends when nobody asks any more."""
    done: list[Outcome[T]] = []
    said = time.monotonic()
    while True:
        try:
            part = connection.recv()
        except (EOFError, OSError):
            return
        for item in part:
            allow(seconds)
            begun.value += 1
            done += shard(work, [item])
            if time.monotonic() - said > _SECONDS_TOGETHER:
                said = _tell(connection, done)
        if done and not connection.poll():  # no more to do: the caller waits for these
            said = _tell(connection, done)


def _tell(connection: Connection, done: list[Outcome[T]]) -> float:
    """Says these outcomes and forgets them, one by one where they are too large together; what time it is."""
    if not say(connection, done):
        for outcome in done:
            if not say(connection, [outcome]):
                say(connection, [Outcome(outcome.name, None, oversized(outcome.name))])
    done.clear()
    return time.monotonic()
