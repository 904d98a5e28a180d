"""Which addresses are alike, and which pages are the same but for what changes each time?

Faults that a template puts on three hundred pages are one: their places have one shape.
"""

from __future__ import annotations

import hashlib
import re

from gongkai.proofing.weblink import weblink

_DIGITS = re.compile(r"[0-9]+")
_MIXED = re.compile(r"(?=[A-Za-z_-]*[0-9])[0-9A-Za-z_-]{12,}")
_CHANGING = re.compile(r"[0-9A-Za-z_./:?=&%-]+|\s+")


def shape_of(address: str) -> str:
    """The address with what counts pages left out: /zwdt/{n}/a{n}.html; of a query its names alone."""
    link = weblink(address)
    path = _DIGITS.sub("{n}", _MIXED.sub("{x}", link.path or "/"))
    names = "&".join(sorted({name for name, _ in link.parameters()}))
    return f"{path}{'?' if names else ''}{names}"


def folder_of(address: str) -> str:
    """The folder in which an address stands, with its host and a slash at its end."""
    link = weblink(address)
    port = f":{link.port}" if link.port else ""
    return f"{link.scheme}://{link.host}{port}{(link.path or '/').rpartition('/')[0]}/"


def fingerprint(text: str) -> str:
    """What two pages have in common that say the same: their words without numbers and addresses."""
    return hashlib.sha256(_CHANGING.sub("", text).encode("utf-8", "replace")).hexdigest()[:32]
