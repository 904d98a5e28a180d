"""From which network address does a request come, and whose word is taken for it?

A proxy tells for whom it asks (X-Forwarded-For) and how it was asked (X-Forwarded-Proto). Anybody can write
these headers: they are believed only where the peer itself is a proxy that the installation names, and taken
off every other request before anything reads them. After that the address is `REMOTE_ADDR`, for the
throttles, for the lock of sign-in and for whatever else asks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
_ON, _OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)
_IPV6_CUSTOMER = 64  # bits
_WIDEST_IPV4, _WIDEST_IPV6 = 8, 7  # bits of 10.0.0.0/8 and fc00::/7 (RFC 1918, RFC 4193)


def named(setting: str) -> tuple[Network, ...]:
    """The proxies of GONGKAI_PROXY: `1` for this machine itself, or addresses and networks with commas.

    Raises ImproperlyConfigured with one sentence.
    """
    given = setting.strip()
    if given.lower() in _OFF:
        return ()
    if given.lower() in _ON:
        return LOOPBACK
    found = tuple(_network(part.strip()) for part in given.split(",") if part.strip())
    _refuse_everybody(found)
    return found


def _network(text: str) -> Network:
    try:
        found = ipaddress.ip_network(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"GONGKAI_PROXY 里的「{text}」不是网络地址；代理在本机的写 1，在别处的写代理的地址或者网段，"
            "用逗号分开，例如 10.0.0.5,10.0.1.0/24。"
        ) from None
    return found


def _refuse_everybody(networks: tuple[Network, ...]) -> None:
    """Raises ImproperlyConfigured where they are, alone or together, wider than any network of one's own.

    Two halves of the internet are all of it.
    """
    four = ipaddress.collapse_addresses(one for one in networks if isinstance(one, ipaddress.IPv4Network))
    six = ipaddress.collapse_addresses(one for one in networks if isinstance(one, ipaddress.IPv6Network))
    too_wide = [str(one) for one in four if one.prefixlen < _WIDEST_IPV4]
    too_wide += [str(one) for one in six if one.prefixlen < _WIDEST_IPV6]
    if too_wide:
        raise ImproperlyConfigured(
            f"GONGKAI_PROXY 里的「{too_wide[0]}」包括大片不是自己的地址，等于许多人都可以自称来自别处；"
            "请只写代理自己的地址。"
        )


class ProxyMiddleware:
    """Settles the address before anything else reads the request; stands first in the list."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        settle(request.META, settings.TRUSTED_PROXIES)
        return self.answer(request)


def settle(meta: dict[str, Any], proxies: Iterable[Network]) -> None:
    """Puts the client in place of a proxy; takes off what a peer that is none says of itself."""
    trusted = tuple(proxies)
    peer = _known(str(meta.get("REMOTE_ADDR", ""))) if trusted else None
    if peer is None or not _within(peer, trusted):
        for name in _FORWARDED:
            meta.pop(name, None)
        return
    meta["REMOTE_ADDR"] = str(_client(peer, str(meta.get("HTTP_X_FORWARDED_FOR", "")), trusted))


def _client(peer: Address, header: str, proxies: tuple[Network, ...]) -> Address:
    """The hop nearest to us that is no proxy of ours; what stands left of it a stranger may have written."""
    nearest = peer
    for written in reversed(header.split(",")):
        hop = _known(written.strip())
        if hop is None:
            return nearest
        if not _within(hop, proxies):
            return hop
        nearest = hop
    return nearest


def address(request: HttpRequest) -> str:
    """The network address as it is counted.

    Of an IPv6 address the first of its network: its 64 bits are handed to one customer, who may count as many
    addresses.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    known = _known(seen)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, _IPV6_CUSTOMER), strict=False).network_address)
    return str(known or seen)


def _known(text: str) -> Address | None:
    """The address; IPv4 written as IPv6 is IPv4."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


def _within(one: Address, networks: tuple[Network, ...]) -> bool:
    return any(one in network for network in networks)
