"""Which machine may be asked? One of the public network, or one that the operator named.

A name is looked up once, every number that it has is looked at, and the connection goes to a number that was
looked at: a name that answers otherwise the second time leads nowhere else. A name that nobody answers for
in time is not waited for.
"""

from __future__ import annotations

import math
import queue
import socket
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from gongkai_web.fetching.errors import Failed, Failure, NotAsked

Number = IPv4Address | IPv6Address
# The old way to write IPv4 as IPv6, and that of gateways between them (RFC 6052).
_WITH_IPV4 = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
Lookup = Callable[[str, int], Collection[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A machine that may be asked: as it is called, and the number that was looked at."""

    host: str
    port: int
    number: str


def looked_up(host: str, port: int) -> list[str]:
    """The numbers of a name. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def place_of(
    host: str,
    port: int,
    *,
    named: Collection[str] = (),
    lookup: Lookup = looked_up,
    seconds: float = math.inf,
) -> Place:
    """Where to ask. `named`: hosts of the inner network that may be asked, as `host:port`.

    Raises NotAsked where any number of the name is not of the public network, Failed where it has none, or
    none was said within so many seconds.
    """
    try:
        numbers = _in_time(seconds, lookup, host, port)
    except queue.Empty:
        raise Failed(Failure.LOOKUP) from None
    except (OSError, ValueError):
        raise Failed(Failure.NAME) from None
    if not numbers:
        raise Failed(Failure.NAME)
    if f"{host}:{port}" not in named and not all(map(is_public, numbers)):
        raise NotAsked("指向内网的地址，没有访问")
    return Place(host, port, numbers[0])


def _in_time(seconds: float, lookup: Lookup, host: str, port: int) -> list[str]:
    """The numbers. The system's own lookup knows no deadline: it is asked aside, and left alone when late.

    Raises queue.Empty where none came in time.
    """
    told: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            told.put(list(lookup(host, port)))
        except Exception as why:
            told.put(why)

    threading.Thread(target=ask, name="lookup", daemon=True).start()
    found = told.get(timeout=None if seconds == math.inf else max(0.0, seconds))
    if isinstance(found, Exception):
        raise found
    return found


def is_public(number: str) -> bool:
    """Whether it is of the public network, also where it is an IPv4 number written as IPv6."""
    found: Number = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and any(found in one for one in _WITH_IPV4):
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast
