"""Which addresses of a page are asked for, as what, and when are two of them one?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from gongkai.pages.decoding import writable
from gongkai.pages.files import ending
from gongkai.pages.shapes import folder_of, shape_of
from gongkai_web.oversight.inspection.models import Purpose

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
_SHAPE, _FOLDER = 200, 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to be asked for."""

    address: str
    purpose: str
    depth: int = 0
    column: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Two addresses of one key are one."""
        return key_of(self.address)

    @property
    def shape(self) -> str:
        """What it has in common with others of its kind."""
        return shape_of(self.address)[:_SHAPE]

    @property
    def folder(self) -> str:
        """In which folder of its site it stands."""
        return folder_of(self.address)[:_FOLDER]


@dataclass(frozen=True, slots=True)
class Own:
    """The site that is inspected: its home, and the hosts that are it."""

    home: str
    hosts: frozenset[str]

    def names(self) -> list[str]:
        """Where else its home page may be; none, where its host is a number or has a port."""
        if any(":" in one or one.removeprefix("www.").replace(".", "").isdigit() for one in self.hosts):
            return []
        found = [f"{scheme}://{host}/" for host in sorted(self.hosts) for scheme in _PORTS]
        return [one for one in found if one != self.home]

    def holds(self, address: str) -> bool:
        """Whether an address is of the site."""
        return host_of(address) in self.hosts


def own_site(address: str) -> Own:
    """The site of that home page, with and without www."""
    home = canonical(address)
    host = host_of(home)
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return Own(home, frozenset({host, other}))


def host_of(address: str) -> str:
    """The host with its port where that is no usual one."""
    return urlsplit(address).netloc


def canonical(address: str) -> str:
    """The address as it is kept: no fragment, no usual port; empty where it is none."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host or len(address) > _LONGEST or writable(address) != address:
        return ""
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in {None, _PORTS[parts.scheme]} else f"{shown}:{port}"
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def whole(base: str, written: str) -> str:
    """An address as it is written on a page, with what it leaves to be understood. Raises ValueError."""
    return urljoin(base, written)


def purpose_of(address: str, tag: str, own: Own) -> str | None:
    """As what an address on a page is asked for; None: it is not."""
    if tag not in {"a", "area", "iframe", "frame", "img"} or not canonical(address):
        return None
    if not own.holds(address):
        return Purpose.LINK if tag in {"a", "area", "img"} else None
    if tag == "img":
        return Purpose.LINK
    return Purpose.FILE if ending(address) else Purpose.PAGE


def invented(folder: str, run: int) -> list[str]:
    """Two addresses of a folder that cannot be there, the same each time for one run."""
    return [
        f"{folder}{hashlib.sha256(f'{run} {folder} {n}'.encode()).hexdigest()[:20]}.html" for n in range(2)
    ]


def search_address(form: dict[str, object], title: str) -> str:
    """Where the search of a site is asked for a title."""
    hidden = form.get("hidden")
    pairs = {**(hidden if isinstance(hidden, dict) else {}), str(form["name"]): title}
    query = "&".join(f"{quote(str(name))}={quote(str(said))}" for name, said in pairs.items())
    action = str(form["action"]).partition("?")[0]
    return canonical(f"{action}?{query}")


def key_of(address: str) -> str:
    """The digest of an address."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
