"""Under which names do browsers get style sheets and programs, and for how long do they keep them?

`serve` collects them beside the data, compressed and named by their content: a browser keeps such a file for
years (whitenoise), and a new version has a new name. Before they are collected – in a test – they have their
plain names.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

_SMALLEST = 9


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
        """Gives them their names, then compresses what is there under them."""
        yield from super().post_process(paths, dry_run, **options)
        if not dry_run:
            self.delete(self.manifest_name)  # earlier versions left it here
        for name in set() if dry_run else set(self.hashed_files.values()):
            twin = f"{name}.gz"
            if not self.exists(twin):
                with self.open(name) as file:
                    self.save(twin, ContentFile(gzip.compress(file.read(), _SMALLEST, mtime=0)))
