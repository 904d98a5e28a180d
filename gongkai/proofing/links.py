"""Which links of a text must not go out, told by the text alone?

Into the intranet, to the writer's own disk, with a password, a session or a program in them. Whether a page
answers is asked elsewhere: nothing is fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from ipaddress import IPv4Address

from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.markup import addresses
from gongkai.proofing.passage import Passage, plain_passage
from gongkai.proofing.personal import personal_data, without_numbers
from gongkai.proofing.weblink import WEB, WebLink, weblink

_WRITTEN = re.compile(
    r"(?<![A-Za-z])(?:https?|ftp|file)://[^\s<>\"']{1,2000}"
    r"|(?<![A-Za-z0-9])[A-Za-z]:\\[^\s<>\"'|]{1,260}"
    r"|(?<!\\)\\\\[A-Za-z0-9._\-]{1,64}\\[^\s<>\"'|]{1,260}"
    r"|(?<![A-Za-z0-9.])(?:localhost|(?:[0-9]{1,3}\.){3}[0-9]{1,3})(?::[0-9]{2,5}/?|/)[^\s<>\"']{0,500}",
    re.IGNORECASE,
)
_DISK = re.compile(r"(?:file:|[a-z]:[\\/]|\\\\|[a-z]\|)", re.IGNORECASE)
_PROGRAMS = frozenset({"javascript", "vbscript", "data", "blob", "livescript"})
_PICTURES = re.compile(r"image/(?!svg)", re.IGNORECASE)
_PRIVATE_ENDS = (
    ".local", ".lan", ".intranet", ".internal", ".corp", ".home", ".localdomain", ".private", ".test",
    ".invalid", ".workgroup", ".domain", ".nw", ".oa",
)  # fmt: skip
_OFFICE_LABELS = frozenset(
    {"oa", "intranet", "neiwang", "nw", "erp", "vpn", "webvpn", "bangong", "test", "dev", "uat"}
)
_SECRETS = frozenset({
    "password", "passwd", "pwd", "pass", "token", "access_token", "accesstoken", "auth_token", "secret",
    "client_secret", "apikey", "api_key", "sign_key", "private_key", "userpwd", "loginpwd",
})  # fmt: skip
_SESSIONS = frozenset({
    "jsessionid", "phpsessid", "aspsessionid", "asp.net_sessionid", "sessionid", "session_id", "sid",
    "sessid", "cfid", "cftoken", "ticket", "castgc", "zsessionid",
})  # fmt: skip
_TRACKING = frozenset({
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "spm", "scm", "gclid", "fbclid",
    "msclkid", "yclid", "share_token", "share_from", "isappinstalled", "from_source", "clicktime",
    "enterid", "sharer_shareinfo", "sharer_shareinfo_first",
})  # fmt: skip
_HIDDEN = re.compile(
    rf"(?<=[?&;])({'|'.join(map(re.escape, sorted(_SECRETS | _SESSIONS)))})=[^&;#]*", re.IGNORECASE
)
_SHOWN = 80
_PAGES = ("http", "https")


@dataclass(frozen=True, slots=True)
class _Link:
    """An address with its place in what was handed in."""

    written: str
    start: int
    end: int
    in_tag: bool = True
    bare: bool = False  # a host without a scheme, as one writes it in a sentence


def links(
    passage: Passage, day: date, source: str | None = None, intranet: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """Every link that must not go out; `intranet` are further names that end an agency's inner hosts."""
    found = [*_in_tags(source), *_in_text(passage)]
    plain: set[str] = set()
    for link in found:
        yield from _judged(passage, link, day, intranet, plain)
        yield from _personal(passage, link, day)


@dataclass(frozen=True, slots=True)
class Outward:
    """A web address of a text, as a browser would ask for it, and its first place in what was handed in."""

    address: str
    start: int
    end: int


def outward(passage: Passage, source: str | None = None, intranet: tuple[str, ...] = ()) -> list[Outward]:
    """The web addresses in which nothing is wrong as they are written, each once: these can be asked for."""
    found: dict[str, Outward] = {}
    for link in [*_in_tags(source), *_in_text(passage)]:
        parts = weblink(link.written)
        told = _told(link, parts, intranet)
        if link.bare or parts.scheme not in _PAGES or (told is not None and told[0] != "link_tracking"):
            continue
        address = parts.without(frozenset()).partition("#")[0]
        found.setdefault(address, Outward(address, link.start, link.end))
    return list(found.values())


def dead_links(
    passage: Passage, day: date, found: Iterable[Outward], dead: Mapping[str, str]
) -> list[Finding]:
    """Those that were asked for and do not answer. `dead`: what came back, by address."""
    kind = proofing_kinds()["link_dead"]
    return [
        kind.at(
            passage.field,
            passage.label,
            (one.start, one.end),
            day,
            quote=without_numbers(one.address[:_SHOWN]),
            reason=dead[one.address],
        )
        for one in found
        if one.address in dead
    ]


def _in_tags(source: str | None) -> Iterator[_Link]:
    for one in addresses(source) if source is not None else ():
        if one.address.strip():
            yield _Link(one.address, one.start, one.end)


def _in_text(passage: Passage) -> Iterator[_Link]:
    """In a sentence an address ends at the first sign that is none of ASCII, however it is read elsewhere."""
    signs = zip(passage.text, passage.seen, strict=True)
    text = "".join(sign if seen.isascii() else "\u3000" for sign, seen in signs)
    for found in _WRITTEN.finditer(text):
        bare = "://" not in found[0] and "\\" not in found[0]
        yield _Link(found[0].rstrip(".,;)]"), *passage.place(*found.span()), False, bare)


def _judged(
    passage: Passage, link: _Link, day: date, intranet: tuple[str, ...], plain: set[str]
) -> Iterator[Finding]:
    parts = weblink(f"//{link.written}" if link.bare else link.written)
    told = _told(link, parts, intranet)
    if told is None and parts.scheme == "http" and parts.host not in plain:
        plain.add(parts.host)  # one for a site is enough
        told = "link_plain", f"https{parts.without(frozenset())[4:]}"
    if told is not None:
        code, suggestion = told
        yield proofing_kinds()[code].at(
            passage.field,
            passage.label,
            (link.start, link.end),
            day,
            quote=_shown(link.written, parts),
            suggestion=suggestion if suggestion == without_numbers(suggestion or "") else None,
        )


def _told(link: _Link, parts: WebLink, intranet: tuple[str, ...]) -> tuple[str, str | None] | None:
    """What is to be said of a link, the gravest only, and what may stand there instead."""
    names = {name for name, _ in parts.parameters()}
    secret = names & _SECRETS or (parts.user and parts.scheme in {*WEB, ""})
    if parts.scheme in _PROGRAMS and not (parts.scheme == "data" and _PICTURES.match(parts.path)):
        return "link_script", None
    if _DISK.match(link.written.strip()):
        return "link_file", None
    where = _where(parts, intranet)
    if secret and where is None:
        return "link_credentials", parts.without(_SECRETS, user=False)
    if where is not None:
        return where, None
    if names & _SESSIONS:
        return "link_session", parts.without(_SESSIONS | _TRACKING)
    if parts.host in _OFFICE_LABELS or set(parts.host.split(".")) & _OFFICE_LABELS:
        return "link_office", None
    return ("link_tracking", parts.without(_TRACKING)) if names & _TRACKING else None


def _where(parts: WebLink, intranet: Iterable[str]) -> str | None:
    """Whether the host is no public one."""
    if parts.scheme not in WEB and not parts.host:
        return None
    host = parts.host.rstrip(".")
    number = parts.number
    if number is not None and (number.is_loopback or number.is_unspecified):
        return "link_local"
    if host == "localhost" or host.endswith(".localhost"):
        return "link_local"
    if number is not None:
        shared = isinstance(number, IPv4Address) and not number.is_global
        return "link_intranet" if shared or not number.is_global else None
    ends = (*_PRIVATE_ENDS, *(f".{end.lstrip('.').lower()}" for end in intranet))
    if host and f".{host}".endswith(ends):
        return "link_intranet"
    if not host or re.search(r"[\s<>\"{}|^`]", host):
        return "link_malformed"
    return "link_intranet" if "." not in host else None


def _shown(written: str, parts: WebLink) -> str:
    """The address, cut; what is secret in it is not repeated."""
    shown = without_numbers(written.strip())
    if parts.user:
        shown = shown.replace(f"{parts.user}@", "***@", 1)
    shown = _HIDDEN.sub(r"\1=***", shown)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _personal(passage: Passage, link: _Link, day: date) -> Iterator[Finding]:
    """A mailbox or a number that stands in the address and not in what one reads."""
    if not link.in_tag:  # what one reads is looked through as such
        return
    parts = weblink(link.written)
    web = parts.scheme in WEB or not parts.scheme
    said = f"{parts.path}?{parts.query}#{parts.fragment}" if web else link.written  # a user is no mailbox
    inside = plain_passage(passage.field, f"{passage.label}的链接", said)
    for one in personal_data(inside, day):
        yield replace(one, start=link.start, end=link.end)
