"""How does a test come by a disk that is full? By one of its own, where the machine lets it; else by limits.

`limited`: the programs may write no byte more to any file (RLIMIT_FSIZE), which needs no right; and one that
is started is told that nothing is left.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import Site

_TOLD = """
import collections, shutil
_Usage = collections.namedtuple("usage", "total used free")
shutil.disk_usage = lambda _: _Usage(2**25, 2**25, 0)
"""


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk that can be filled to its last byte."""

    folder: Path
    limited: bool

    @property
    def _other(self) -> Path:
        return self.folder / "something else"

    def fill(self, site: Site | None = None) -> None:
        """To its last byte, for a site that is running."""
        if self.limited:
            _limit(site, 0)
            return
        free = os.statvfs(self.folder)
        with self._other.open("wb", buffering=0) as file:
            os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize)
        assert os.statvfs(self.folder).f_bavail == 0

    def empty(self, site: Site) -> None:
        """There is room again."""
        if self.limited:
            _limit(site, resource.RLIM_INFINITY)
        else:
            self._other.unlink()

    @property
    def told(self) -> dict[str, str]:
        """What a program that starts on the full disk has besides in its environment."""
        if not self.limited:
            return {}
        place = self.folder / "told"
        place.mkdir(exist_ok=True)
        (place / "sitecustomize.py").write_text(_TOLD)
        return {"PYTHONPATH": str(place)}


def _limit(site: Site | None, size: int) -> None:
    for process in [site.process, *_children(site.process)] if site else []:
        hard = resource.prlimit(process, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, hard))


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@contextmanager
def small_disk(folder: Path, *, limited: bool = False) -> Iterator[Disk]:
    """A disk of 48 MB; by limits where that is wanted, and where this machine lets us make none."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    may = sys.platform == "linux" and os.geteuid() == 0 and not limited
    if not may or subprocess.run(command, capture_output=True, check=False).returncode:
        yield Disk(folder, limited=True)
        return
    try:
        yield Disk(folder, limited=False)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
