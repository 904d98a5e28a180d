"""Which program makes these pages, and for which site? Another one makes other pages of the same records."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from django.conf import settings

import gongkai

_PARTS = (Path(gongkai.__file__).parent, Path(__file__).resolve().parents[1])
_READ = {".py", ".html", ".yaml", ".css", ".js", ".svg"}


@functools.cache
def edition() -> str:
    """A digest of the program, its templates and its law, and of what stands at the foot of every page.

    The same on every host that runs the same; another after an upgrade, so that no browser goes on showing a
    page whose styles are gone.
    """
    parts = [repr(sorted(settings.GONGKAI_SITE.items())).encode()]
    for part in _PARTS:
        for path in sorted(part.rglob("*")):
            if path.suffix in _READ and path.is_file():
                data = path.read_bytes()
                parts += [f"{path.relative_to(part)} {len(data)}".encode(), data]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
