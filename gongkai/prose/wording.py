"""What does a passage say once width, white space, quotes and script no longer matter?

All patterns over the prose are written for this one shape: half-width, simplified, no spaces. Sentences end
at a full stop, a semicolon, a question or exclamation mark, or with the paragraph.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import opencc

from gongkai.labels import normal

# One of these stands in every passage on disclosure that is written in traditional script.
_TRADITIONAL = re.compile("[開關條與為這個請處報題機會務動實應對規覆]")
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_BLANKS = " \t\u3000\xa0\r"
_ENDS = "。！？；：!?;:.…"
_COMMAS = re.compile("[，,。；;]")
_BEGINS = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．](?!\d)|[一二三四五六七八九十]是|第[一二三四五六七八九十]"
    r"|[【#●■◆|·•▪○◎★☆※➢]|[\u2460-\u2473]"
)
_CIRCLED = re.compile("[\u2460-\u2473\u24eb-\u24ff\u2776-\u2793]")  # ②部分公开2件 is no number 2
_ENTRY = re.compile(r"[^，,。；;：:\d]{2,16}[：:]")  # 结转下年：3件
_FULL_LINE = 14  # a shorter line without a comma was not broken for want of room
_FULL_SENTENCE = re.compile(r"[^。!?]+[。!?]?")


@functools.lru_cache(maxsize=2048)  # reading and every rule ask for the same passages
def plain(text: str) -> str:
    """The passage in the one shape for matching."""
    shaped = normal(_CIRCLED.sub("", text))
    return _simplified(shaped) if _TRADITIONAL.search(shaped) else shaped


@functools.lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a section in the one shape, empty ones left out."""
    return tuple(shaped for line in _unwrapped(text) if (shaped := plain(line)))


def _unwrapped(text: str) -> Iterator[str]:
    """The paragraphs of a text whose lines may be wrapped hard: an open line goes on in the next."""
    whole, opened, entry = "", False, False
    for line in text.split("\n"):
        bare = line.strip(_BLANKS)
        apart = _BEGINS.match(bare) or (entry and _ENTRY.match(bare))
        if whole and not (opened and bare and not apart):
            yield whole
            whole = ""
        entry = bool(_ENTRY.match(bare)) if not whole else entry
        opened = bool(bare) and bare[-1] not in _ENDS and (bool(whole) or _is_open(bare))
        whole += bare
    yield whole


def _is_open(line: str) -> bool:
    """Whether the line breaks off inside a sentence; a heading has no comma and is short."""
    return bool(_COMMAS.search(line)) or (len(line) >= _FULL_LINE and not _BEGINS.match(line))


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph in the one shape, each with its closing mark."""
    return _SENTENCE.findall(paragraph)


def full_sentences(paragraph: str) -> list[str]:
    """The sentences up to their full stops: what a semicolon divides belongs together."""
    return _FULL_SENTENCE.findall(paragraph)


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@functools.lru_cache
def _converter() -> opencc.OpenCC:
    """Made when the first traditional passage is met: its dictionaries take some milliseconds to load."""
    return opencc.OpenCC("t2s")
