"""Where is that page? Asked of Django once for the same page: a list asks for hundreds of addresses.

It depends on its name, on what stands in it, on the list of addresses and on the prefix under which the site
is served, and on nothing else.
"""

from __future__ import annotations

import functools

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, *args: object) -> str:
    """The address that has this name, with these parts in their order."""
    return _reversed(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, *args)


@functools.lru_cache(maxsize=8192)
def _reversed(_urls: str, _prefix: str, name: str, *args: object) -> str:
    return reverse(name, args=args)
