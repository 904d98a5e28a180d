"""Where does an address lead, read as a browser reads it?

Spaces and line ends in it are dropped, a backslash is a slash, `0x7f.1` is 127.0.0.1. Nothing is asked of the
network.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
WEB = frozenset({"http", "https", "ftp", "ws", "wss"})


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address in its parts; `scheme` is empty where it says none, `host` where it names no site."""

    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @property
    def number(self) -> IPv4Address | IPv6Address | None:
        """The address in numbers that the host is; None where it is a name."""
        if self.host.startswith("["):
            return _numeric(self.host.strip("[]").partition("%")[0])
        parts = self.host.rstrip(".").split(".")
        if not 1 <= len(parts) <= 4 or not all(map(_NUMBER.fullmatch, parts)):
            return None
        return _of_parts([_value(part) for part in parts])

    def parameters(self) -> list[tuple[str, str]]:
        """The names in the query and in the path behind `;`, lower case, each with its piece."""
        pieces = [*re.split(r"[&;]", self.query), *self.path.split(";")[1:]]
        return [(piece.partition("=")[0].lower(), piece) for piece in pieces if piece]

    def without(self, drop: frozenset[str], *, user: bool = True) -> str:
        """The address without these parameters, and without a user."""
        path, *behind = self.path.split(";")
        kept = [piece for piece in behind if piece.partition("=")[0].lower() not in drop]
        query = "&".join(
            piece for piece in self.query.split("&") if piece and piece.partition("=")[0].lower() not in drop
        )
        shown = f"{self.user}@" if self.user and user else ""
        start = f"{self.scheme}://" if self.scheme else "//"
        return (
            f"{start}{shown}{self.host}{':' if self.port else ''}{self.port}{';'.join([path, *kept])}"
            f"{'?' if query else ''}{query}{'#' if self.fragment else ''}{self.fragment}"
        )


def weblink(written: str) -> WebLink:
    """The address in its parts."""
    text = "".join(sign for sign in written if sign not in "\t\n\r" and unicodedata.category(sign) != "Cf")
    text = text.strip("".join(map(chr, range(33))) + "\u3000\xa0")
    named = _SCHEME.match(text)
    scheme = named[1].lower() if named else ""
    rest = text[named.end() :] if named else text
    if scheme and scheme not in WEB:
        return WebLink(scheme, "", "", "", rest, "", "")
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    rest = rest.replace("\\", "/")
    if not scheme and not rest.startswith("//"):
        return WebLink("", "", "", "", rest, query, fragment)
    place, slash, path = rest.lstrip("/").partition("/")
    user, at, host = place.rpartition("@")
    host, port = _host(host)
    return WebLink(scheme, user if at else "", host, port, f"{slash}{path}", query, fragment)


def _host(written: str) -> tuple[str, str]:
    decoded = _PERCENT.sub(lambda found: chr(int(found[1], 16)), written)
    shape = unicodedata.normalize("NFKC", decoded).lower().replace("。", ".")
    found = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::(.*))?", shape)
    return (found[1], found[2] or "") if found else (shape, "")


def _value(part: str) -> int:
    if part.lower().startswith("0x"):
        return int(part[2:] or "0", 16)
    octal = part.startswith("0") and len(part) > 1 and not set(part) - set("01234567")
    return int(part, 8 if octal else 10) if len(part) < 20 else 1 << 40


def _of_parts(parts: list[int]) -> IPv4Address | None:
    """127.1 is 127.0.0.1: the last part fills what is left."""
    value = parts[-1]
    if any(part > 255 for part in parts[:-1]) or value >= 256 ** (5 - len(parts)):
        return None
    for place, part in enumerate(parts[:-1]):
        value += part << (8 * (3 - place))
    return IPv4Address(value)


def _numeric(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
