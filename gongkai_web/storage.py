"""Where do bytes lie that were handed in, and when may a row say that they are there?

Every room that keeps bytes has a shelf of its own in the data folder, which no web server serves: readable
for the owner alone, never executable. Names are digests and numbers made here, never a person's words. A
shelf writes whole or not at all, and onto the disk before it returns: a row that follows never points at
nothing. It stands over Django's Storage (`STORAGES["shelves"]`): another kind of store can take its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils import timezone

from gongkai_web.errors import Refused

ALIAS = "shelves"
_A_DAY, _FRESH = timedelta(days=1), timedelta(hours=12)
_AT_ONCE = 500


class LostError(Refused):
    """The bytes of a file are gone or are no longer those that were handed in."""


class DurableStorage(FileSystemStorage):
    """The data folder: its files are on the disk before their name is there, for the owner alone."""

    @property
    def base_location(self) -> str:  # not cached: it follows the setting
        """The data folder of the installation."""
        return str(settings.DATA)

    @property
    def location(self) -> str:
        """The same, absolute."""
        return str(Path(settings.DATA).absolute())

    def _save(self, name: str, content: File[bytes]) -> str:
        """Writes beside the place, syncs, and renames: whole or not at all, replacing what was damaged."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = place.parent / f".{secrets.token_hex(8)}"
        try:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(place)
            _sync_folder(place.parent)
        finally:
            partial.unlink(missing_ok=True)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The very name: it says what lies there."""
        return name


@dataclass(frozen=True, slots=True)
class Shelf:
    """The bytes of one room, by a name of one or two parts, such as `7/<digest>`."""

    room: str

    def keep(self, name: str, data: bytes) -> None:
        """Writes the bytes, unless the very same lie there already. OSError where the disk takes them not.

        What has lain there for long is written anew: a sweep takes only what is old (`sweep`).
        """
        with contextlib.suppress(OSError):
            written = _store().get_modified_time(self._name(name))
            if timezone.now() - written < _FRESH and self._read(name) == data:
                return
        _store().save(self._name(name), ContentFile(data))

    def read(self, name: str, sha256: str) -> bytes:
        """The bytes, compared with their digest. Raises LostError."""
        try:
            data = self._read(name)
        except OSError:
            raise LostError("这份文件在存储中找不到了；请联系系统管理员从备份恢复。") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LostError("这份文件的内容与收下时不同，不再提供；请联系系统管理员从备份恢复。")
        return data

    def older_than(self, moment: datetime) -> list[str]:
        """The names of what was written before that moment."""
        store = _store()
        return [name for name in self._names() if store.get_modified_time(self._name(name)) < moment]

    def sweep(self, now: datetime, known: Callable[[Sequence[str]], Container[str]]) -> int:
        """Drops what has lain for a day and belongs to nothing: an act wrote it and was then undone.

        `known` says which of some names belong to a row. How many went.
        """
        old, gone = self.older_than(now - _A_DAY), 0
        for start in range(0, len(old), _AT_ONCE):
            some = old[start : start + _AT_ONCE]
            held = known(some)
            for name in some:
                if name not in held:
                    self.drop(name)
                    gone += 1
        return gone

    def path(self, name: str) -> Path:
        """Where a process that opens files itself finds them; only for a store that is a folder."""
        return Path(_store().path(self._name(name)))

    def drop(self, name: str) -> None:
        """Removes the bytes, or a folder of them; what is not there is gone already."""
        store, place = _store(), self._name(name)
        folders, files = _listed(store, place)
        for one in (*(f"{name}/{folder}" for folder in folders), *(f"{name}/{file}" for file in files)):
            self.drop(one)
        with contextlib.suppress(OSError):
            store.delete(place)

    def _names(self, place: str = "") -> Iterator[str]:
        folders, files = _listed(_store(), self._name(place))
        for folder in folders:
            yield from self._names(f"{place}{folder}/")
        yield from (f"{place}{file}" for file in files)

    def _read(self, name: str) -> bytes:
        with _store().open(self._name(name)) as file:
            data: bytes = file.read()
        return data

    def _name(self, name: str) -> str:
        return f"{self.room}/{name}"


def by_digest(sha256: str) -> str:
    """The name of bytes that lie once, whoever owns them: in folders that stay small."""
    return f"{sha256[:2]}/{sha256}"


def _store() -> Storage:
    return storages[ALIAS]


def _listed(store: Storage, place: str) -> tuple[list[str], list[str]]:
    try:
        return store.listdir(place)
    except OSError:
        return [], []


def _sync_folder(folder: Path) -> None:
    """A renamed file is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
