"""What does a passage say once width, white space, quotes and script no longer matter?

All patterns over the prose are written for this one shape: half-width, simplified, no spaces. Sentences end
at a full stop, a semicolon, a question or exclamation mark, or with the paragraph.
"""

from __future__ import annotations

import functools
import re

import opencc

from gongkai.labels import normal

# One of these stands in every passage on disclosure that is written in traditional script.
_TRADITIONAL = re.compile("[開關條與為這個請處報題機會務動實應對規覆]")
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")


@functools.lru_cache(maxsize=2048)  # reading and every rule ask for the same passages
def plain(text: str) -> str:
    """The passage in the one shape for matching."""
    shaped = normal(text)
    return _simplified(shaped) if _TRADITIONAL.search(shaped) else shaped


@functools.lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a section in the one shape, empty ones left out."""
    return tuple(shaped for line in text.split("\n") if (shaped := plain(line)))


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph in the one shape, each with its closing mark."""
    return _SENTENCE.findall(paragraph)


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@functools.lru_cache
def _converter() -> opencc.OpenCC:
    """Made when the first traditional passage is met: its dictionaries take some milliseconds to load."""
    return opencc.OpenCC("t2s")
