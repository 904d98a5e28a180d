"""How is one address asked, once, with one end for all of it?

The end is that of the whole request: a connection that is slow, a head or a text that comes by the drop –
each read waits only for what is left until then. No more is taken in than the cap, as it came.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from time import monotonic
from typing import Any, cast

from gongkai_web.fetching.errors import Failed, Failure
from gongkai_web.fetching.hosts import Place

_PIECE = 1 << 16
_HAS_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `cut`: there was more of the text than was taken; `certificate_ends`: of its site."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool
    certificate_ends: datetime | None = None


def ask(
    place: Place, target: str, *, secure: bool, headers: Mapping[str, str], end: float, most: int
) -> Answer:
    """Asks for the path `target` of the site. `end`: by `time.monotonic`; `most`: bytes of the text.

    Raises Failed.
    """
    try:
        with _connected(place, end, secure=secure) as line:
            ends = _certificate_ends(line)  # now: of a line that was closed nothing is known any more
            line.sendall(_request(place, target, secure=secure, headers=headers))
            return replace(_answer(line, end, most), certificate_ends=ends)
    except ssl.SSLCertVerificationError as why:
        expired = why.verify_code == _HAS_EXPIRED
        raise Failed(Failure.EXPIRED if expired else Failure.CERTIFICATE) from None
    except TimeoutError:
        raise Failed(Failure.TIME) from None
    except (http.client.HTTPException, ValueError):
        raise Failed(Failure.ANSWER) from None
    except OSError:
        raise Failed(Failure.CONNECTION) from None


def left(end: float) -> float:
    """The seconds until the end. Raises TimeoutError where there are none."""
    seconds = end - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _connected(place: Place, end: float, *, secure: bool) -> socket.socket:
    line = socket.create_connection((place.number, place.port), timeout=left(end))
    if not secure:
        return line
    try:
        line.settimeout(left(end))
        return ssl.create_default_context().wrap_socket(line, server_hostname=place.host)
    except BaseException:
        line.close()
        raise


def _certificate_ends(line: socket.socket) -> datetime | None:
    """Until when the certificate of the other side holds; None where the line is open."""
    told = line.getpeercert() if isinstance(line, ssl.SSLSocket) else None
    ends = told.get("notAfter") if told else None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None


def _request(place: Place, target: str, *, secure: bool, headers: Mapping[str, str]) -> bytes:
    host = f"[{place.host}]" if ":" in place.host else place.host
    usual = place.port == (443 if secure else 80)
    lines = [
        f"GET {target} HTTP/1.1",
        f"Host: {host if usual else f'{host}:{place.port}'}",
        # What a site once said of a file comes back to it, and never as a line of its own.
        *(f"{name}: {value}" for name, value in headers.items() if value.isascii() and value.isprintable()),
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    return "".join(f"{one}\r\n" for one in [*lines, ""]).encode("ascii")


class _Until(io.RawIOBase):
    """What comes on the line, and no read of it waits beyond the end."""

    def __init__(self, line: socket.socket, end: float) -> None:
        self._line, self._end = line, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(left(self._end))
        return self._line.recv_into(buffer)


class _Line:
    """A line as `http.client` wants it: it asks for a file and nothing else."""

    def __init__(self, line: socket.socket, end: float) -> None:
        self._line, self._end = line, end

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Until(self._line, self._end))


def _answer(line: socket.socket, end: float, most: int) -> Answer:
    response = http.client.HTTPResponse(cast("socket.socket", _Line(line, end)), method="GET")
    response.begin()
    body, cut = _text(response, most)
    found: Message = response.headers
    return Answer(response.status, _headers(found), body, cut)


def _headers(found: Message) -> dict[str, str]:
    """The head by names in small letters; several of one name are lines of one value."""
    named: dict[str, list[str]] = {}
    for name, value in found.items():
        named.setdefault(name.lower(), []).append(value)
    return {name: "\n".join(values) for name, values in named.items()}


def _text(response: http.client.HTTPResponse, most: int) -> tuple[bytes, bool]:
    pieces, size = [], 0
    while size <= most and (piece := response.read(min(_PIECE, most + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)[:most], size > most
