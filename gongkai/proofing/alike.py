"""Which characters are taken for this one, because they sound or look alike?

Two tables beside this module (`tools/alike.py` makes them): characters of one syllable, whatever the tone,
and characters that look alike. Syllables that many people do not tell apart (zh and z, ing and in) are one.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from gongkai import lawfile

_FOLDER = Path(__file__).parent
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@functools.cache
def alike(character: str) -> frozenset[str]:
    """Those that a writer may have meant; none of what is no common character."""
    found = set(_shapes().get(character, ""))
    for syllable in _syllables().get(character, ()):
        for near in _near(syllable):
            found.update(_sounds().get(near, ""))
    return frozenset(found - {character})


def _near(syllable: str) -> set[str]:
    """The syllable and those that are not told apart from it."""
    found = {syllable}
    for long, short in _INITIALS:
        if syllable.startswith(long):
            found.add(short + syllable[len(long) :])
        elif syllable.startswith(short):
            found.add(long + syllable[len(short) :])
    for long, short in _FINALS:
        for one in tuple(found):
            if one.endswith(long):
                found.add(one[:-1])
            elif one.endswith(short):
                found.add(f"{one}g")
    return found


@functools.cache
def _sounds() -> Mapping[str, str]:
    node = lawfile.load(_FOLDER / "sounds.yaml", _FOLDER)
    return {syllable: node.text(syllable) for syllable in node}


@functools.cache
def _syllables() -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for syllable, characters in _sounds().items():
        for character in characters:
            found[character].append(syllable)
    return found


@functools.cache
def _shapes() -> Mapping[str, str]:
    """In both directions: what is most like a rare character is often a common one."""
    node = lawfile.load(_FOLDER / "shapes.yaml", _FOLDER)
    found: defaultdict[str, str] = defaultdict(str)
    for character in node:
        for like in node.text(character):
            found[character] += like
            found[like] += character
    return found
