"""From which words does a blank of these registers choose? They are data, and no law."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from gongkai.lawfile import load

FILE = Path(__file__).parent / "words.yaml"


@functools.cache
def lists() -> Mapping[str, Mapping[str, str]]:
    """Every list of the file: code and label of its words, in their order."""
    node = load(FILE, FILE.parent)
    found = {name: {code: words.text(code) for code in words} for name, words in node.entries()}
    node.done()
    return found


def of(name: str) -> Callable[[date], Mapping[str, str]]:
    """The words of one list, as a blank asks for them."""
    return lambda _: lists()[name]
