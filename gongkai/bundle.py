"""How do many files travel as one that can be proved whole?

A ZIP with a manifest: of every file its name, size and SHA-256. The same files give the same bytes: entries
bear no day and stand in the order in which they were given. `verify` reads it again and names what is not as
the manifest says; it needs nothing but the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from gongkai.errors import UsageError

MANIFEST = "manifest.json"
FORMAT = "gongkai-bundle-1"
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 64 << 20


def write(out: IO[bytes], files: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> str:
    """Writes the files and then the manifest; returns the SHA-256 (hex) of the manifest.

    `about`: what the bundle is of, as JSON. ValueError where two files have one name.
    """
    listed: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, data in files:
            if name in listed or name == MANIFEST:
                raise ValueError(f"{name} stands in the bundle twice")
            listed[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            bundle.writestr(_entry(name), data)
        manifest = manifest_of(listed, about)
        bundle.writestr(_entry(MANIFEST), manifest)
    return hashlib.sha256(manifest).hexdigest()


def manifest_of(listed: Mapping[str, Mapping[str, Any]], about: Mapping[str, Any]) -> bytes:
    """The manifest as it is written."""
    document = {
        "format": FORMAT,
        "about": dict(about),
        "files": [{"name": name, **facts} for name, facts in listed.items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def verify(path: Path) -> list[str]:
    """What is not as the manifest says, each in one sentence; none where all is.

    Raises UsageError where the file is no bundle at all.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            return list(_differing(bundle, _manifest(path, bundle)))
    except (OSError, zipfile.BadZipFile) as problem:
        raise UsageError(f"{path}：打不开，不是完好的 ZIP（{problem}）；请重新取得这份文件。") from None


def undated(document: bytes) -> bytes:
    """A document that is itself a ZIP, without the hour at which it was made: the same bytes whenever."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            new.writestr(_entry(entry.filename), old.read(entry), compresslevel=6)
    return stream.getvalue()


def digest(path: Path) -> str:
    """SHA-256 (hex) of the manifest of a bundle, to be told by another way."""
    with zipfile.ZipFile(path) as bundle:
        return hashlib.sha256(bundle.read(MANIFEST)).hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE
    entry.create_system = 3
    return entry


def _manifest(path: Path, bundle: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    try:
        if bundle.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError("too large")
        document = json.loads(bundle.read(MANIFEST))
        if document["format"] != FORMAT:
            raise ValueError(document["format"])
        return {str(one["name"]): one for one in document["files"]}
    except (KeyError, TypeError, ValueError):
        raise UsageError(f"{path}：里面没有本软件写的清单 {MANIFEST}；请核对是不是汇总的压缩包。") from None


def _differing(bundle: zipfile.ZipFile, listed: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    names = [entry.filename for entry in bundle.infolist() if entry.filename != MANIFEST]
    counted = Counter(names)
    for name in counted:
        if counted[name] > 1:
            yield f"{name}：压缩包里有两份。"
        if name not in listed:
            yield f"{name}：清单里没有这个文件。"
    for name, facts in listed.items():
        if name not in names:
            yield f"{name}：清单里有，压缩包里没有。"
        elif problem := _changed(bundle, name, facts):
            yield f"{name}：{problem}"


def _changed(bundle: zipfile.ZipFile, name: str, facts: Mapping[str, Any]) -> str:
    """Reads no further than the size that the manifest names: what is longer is not it."""
    found, left = hashlib.sha256(), int(facts["size"])
    try:
        with bundle.open(name) as file:
            while left > 0 and (chunk := file.read(min(left, _CHUNK))):
                found.update(chunk)
                left -= len(chunk)
            longer = bool(file.read(1))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as problem:
        return f"读不出（{problem}）。"
    if left or longer:
        return f"大小与清单不同，清单是 {facts['size']} 字节。"
    return "" if found.hexdigest() == facts["sha256"] else "内容与清单的摘要不同。"
