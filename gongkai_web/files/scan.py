"""Does clamd find something in these bytes?

The INSTREAM command over TCP or a unix socket: pieces with their length in front, an empty one at the end,
one line as the answer. Where no clear answer comes in time, ScanFailed: what was not scanned is not kept.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from dataclasses import dataclass

_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")


class ScanFailed(Exception):
    """The scanner gave no clear answer: absent, too slow, too full, or it said something else."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`: the name of what was found; empty where the bytes are clean."""

    found: str = ""


def scan(data: bytes, *, address: str, seconds: float) -> Verdict:
    """Asks the scanner at `address` (host:port, or the path of a unix socket). Raises ScanFailed."""
    until = time.monotonic() + seconds
    try:
        with _connected(address, seconds) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                _hurry(connection, until)
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection, until)
    except (OSError, ValueError) as problem:
        raise ScanFailed(str(problem) or type(problem).__name__) from None
    return _verdict(answer)


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    found = _FOUND.fullmatch(answer)
    if not found:
        raise ScanFailed(f"answered {answer[:80]!r}")
    return Verdict(found[1])


def _connected(address: str, seconds: float) -> socket.socket:
    if "/" in address:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(seconds)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _hurry(connection: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    connection.settimeout(left)


def _answer(connection: socket.socket, until: float) -> str:
    """Up to the zero byte with which an answer ends; an answer that is cut off counts as none."""
    got = b""
    while b"\0" not in got:
        _hurry(connection, until)
        piece = connection.recv(_LONGEST_ANSWER)
        got += piece
        if not piece or len(got) > _LONGEST_ANSWER:
            raise ScanFailed(f"answered {got[:80]!r}")
    return got.partition(b"\0")[0].decode("utf-8", "replace").strip()
