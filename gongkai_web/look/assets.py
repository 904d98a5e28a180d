"""Under which names do browsers get style sheets and programs, and for how long do they keep them?

`serve` collects them beside the data, compressed and named by their content: a browser keeps such a file for
years (whitenoise), and a new version has a new name. What every page of the site, or of the office, wants
becomes one sheet and one program. Before they are collected – in a test – they have their plain names and
stand one by one.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

_SMALLEST = 9
# A file for all pages of a kind, and of what it consists. Each program sees by itself whether the page has
# anything for it.
BUNDLES = {
    "gongkai/public.css": (
        "tokens.css",
        "site.css",
        "forms.css",
        "items.css",
        "apply.css",
        "interaction.css",
    ),
    "gongkai/public.js": ("gongkai.js", "apply.js", "interaction.js"),
    "gongkai/desk-all.css": ("tokens.css", "site.css", "office.css"),
    "gongkai/desk-all.js": ("gongkai.js", "office.js", "redact.js", "editor.js", "editing.js", "report.js"),
}


def addresses(bundle: str) -> list[str]:
    """Where a browser gets the bundle: one address, or its parts where nothing is collected yet."""
    collected = bundle in getattr(staticfiles_storage, "hashed_files", {})
    names = [bundle] if collected else [f"gongkai/{part}" for part in BUNDLES[bundle]]
    return [staticfiles_storage.url(name) for name in names]


class Assets(ManifestStaticFilesStorage):
    """Files named by their content, once they are collected, each with its compressed twin.

    The list of them lies beside the public folder: it would tell which program this is, and how old.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        beside = FileSystemStorage(Path(settings.STATIC_ROOT).parent, file_permissions_mode=0o600)
        super().__init__(*args, manifest_storage=beside, **options)

    def stored_name(self, name: str) -> str:
        """The name by its content; the plain one where nothing is collected yet."""
        return super().stored_name(name) if self.hashed_files else name

    def post_process(self, paths: Any, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Makes the bundles, gives all their names, then compresses what is there under them."""
        if not dry_run:
            paths = {**paths, **{name: (self, name) for name in BUNDLES}}
            for name, parts in BUNDLES.items():
                self._join(name, parts)
        yield from super().post_process(paths, dry_run, **options)
        if not dry_run:
            self.delete(self.manifest_name)  # earlier versions left it here
        for name in set() if dry_run else set(self.hashed_files.values()):
            twin = f"{name}.gz"
            if not self.exists(twin):
                with self.open(name) as file:
                    self.save(twin, ContentFile(gzip.compress(file.read(), _SMALLEST, mtime=0)))

    def _join(self, name: str, parts: Iterable[str]) -> None:
        words = []
        for part in parts:
            with self.open(f"gongkai/{part}") as file:
                words.append(file.read())
        self.delete(name)
        self.save(name, ContentFile(b"\n".join(words)))
