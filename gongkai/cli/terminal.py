"""What if the terminal, or the file that it is led into, cannot show a character?

A terminal in GBK has no ✓, and a name of a file may hold bytes that are no text at all. Neither may end a
command in the middle of its answer.
"""

from __future__ import annotations

import codecs
import io
import sys

_HANDLER = "gongkai.nearest"
_NEAREST = {"✓": "√"}  # the one that stands in GBK
_UNKNOWN = "?"


def show_all() -> None:
    """From now on what cannot be shown is replaced by what comes nearest."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _nearest(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    hidden = problem.object[problem.start : problem.end]
    return "".join(_shown(one, problem.encoding) for one in hidden), problem.end


def _shown(character: str, encoding: str) -> str:
    nearest = _NEAREST.get(character, _UNKNOWN)
    return nearest if nearest.encode(encoding, "ignore") else _UNKNOWN
