"""From which words does a blank of these registers choose? They are no law."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from gongkai.lawfile import load
from gongkai_web.registers.letters import Letter, read

FILE, LETTERS = (Path(__file__).parent / name for name in ("words.yaml", "letters.yaml"))


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


@functools.cache
def letters() -> Mapping[str, tuple[Letter, ...]]:
    """The letters of each register, by its code."""
    node = load(LETTERS, LETTERS.parent)
    found = {code: read(one) for code, one in node.entries()}
    node.done()
    return found
