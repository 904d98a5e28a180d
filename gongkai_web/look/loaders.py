"""How much of a page is the indentation of its templates? Nothing: it is taken off when a template is read.

Lines stay lines: what stands between two words still does, and an error names its line. A template with a
field or a text whose spaces count is read as it is.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_COUNTS = ("<textarea", "<pre")


def trimmed(source: str) -> str:
    """The template without what stands before its lines."""
    return source if any(tag in source for tag in _COUNTS) else _INDENTATION.sub("", source)


class FolderLoader(filesystem.Loader):
    """The templates that all rooms share."""

    def get_contents(self, origin: Origin) -> str:
        """The template, trimmed where it is a page."""
        return _trimmed(super().get_contents(origin), origin)


class RoomLoader(app_directories.Loader):
    """The templates of the rooms."""

    def get_contents(self, origin: Origin) -> str:
        """The template, trimmed where it is a page."""
        return _trimmed(super().get_contents(origin), origin)


def _trimmed(source: str, origin: Origin) -> str:
    return trimmed(source) if origin.name.endswith(".html") else source
