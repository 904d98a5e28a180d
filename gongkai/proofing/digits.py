"""Which digits of a text are one number, however they are parted?

`138 0013 8000`, an identity number with a space after each digit or with a tag in it, one that goes on in the
next line. What has a check digit may be parted anyhow; what has none only as people do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.prose.personal_data import is_bank_card, is_identity_number, is_mobile

_DIGITS = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ \-.·_/()、,，\n\t]{1,3}")
_CHECK_SIGN = re.compile(r"[ \-.·_/\n\t]{0,3}([Xx])(?![0-9A-Za-z])")
_AMOUNT = re.compile(r" ?(?:[万亿千百]?元|[万亿]|[次件人户亩吨个项]|\.[0-9])")
_DECIMALS = re.compile(r"[0-9]\.$")
_CHINESE = re.compile(r"[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{11,}")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "0012345678912345678" + "91")
_LETTERS = re.compile(r"(?<![A-Za-z])(?=[OoIl|]{0,6}[0-9])[0-9OoIl|]{11,18}(?![A-Za-z0-9])")
_LETTER_DIGITS = str.maketrans("OoIl|", "00111")
_FEWEST = 5  # true digits in what is written with letters for digits
_LONGEST = 19
_IN_PIECES = frozenset({(3, 4, 4), (4, 3, 4), (3, 3, 5), (1,) * 11})
_IN_TWO = frozenset({(3, 8), (7, 4), (5, 6)})
IDENTITY, BANK, MOBILE = "identity_number", "bank_card", "mobile_number"


@dataclass(frozen=True, slots=True)
class Number:
    """A personal number: of which kind, its signs without what parts them, and where it stands."""

    kind: str
    signs: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits without a gap, and what parts them from the run before; None where that is too far off."""

    signs: str
    start: int
    end: int
    gap: str | None


def numbers(text: str) -> Iterator[Number]:
    """The personal numbers of a text, in order."""
    text = _LETTERS.sub(_without_letters, _CHINESE.sub(_without_characters, text))
    runs = list(_runs(text))
    place = 0
    while place < len(runs):
        found = _longest(text, runs, place)
        if found is None:
            yield from _inside(text, runs[place])
            place += 1
            continue
        number, place = found
        yield number


def _without_characters(found: re.Match[str]) -> str:
    return found[0].translate(_CHINESE_DIGITS)


def _without_letters(found: re.Match[str]) -> str:
    """I38OOI38OOO is a number to who reads it."""
    written = found[0]
    digits = sum(sign.isdigit() for sign in written)
    return written.translate(_LETTER_DIGITS) if digits >= _FEWEST else written


def _runs(text: str) -> Iterator[_Run]:
    end = -1
    for found in _DIGITS.finditer(text):
        gap = text[end : found.start()] if end >= 0 and found.start() - end <= 3 else None
        yield _Run(found[0], found.start(), found.end(), gap if gap and _GAP.fullmatch(gap) else None)
        end = found.end()


def _longest(text: str, runs: list[_Run], first: int) -> tuple[Number, int] | None:
    """The number that begins with this run, and the run behind it; one with a check digit before others."""
    if not _begins(text, runs[first]):
        return None
    signs, found = "", None
    for last in range(first, len(runs)):
        run = runs[last]
        if last > first and run.gap is None:
            break
        signs += run.signs
        if len(signs) > _LONGEST:
            break
        number = _number(text, runs[first : last + 1], signs)
        if number and (found is None or number.kind != MOBILE):
            found = number, last + 1
    return found


def _begins(text: str, run: _Run) -> bool:
    before = text[max(0, run.start - 5) : run.start]
    letters = re.search(r"[A-Za-z]+$", before)
    return (not letters or letters[0].lower() in {"tel", "phone", "id", "no", "mob"}) and not before.endswith(
        "*"
    )


def _number(text: str, runs: list[_Run], signs: str) -> Number | None:
    start, end = runs[0].start, runs[-1].end
    check = _CHECK_SIGN.match(text, end) if len(signs) == 17 else None
    if check and is_identity_number(f"{signs}X"):
        return Number(IDENTITY, f"{signs}X", start, check.end())
    behind = text[end : end + 1]
    if (behind.isascii() and behind.isalpha()) or behind == "*":
        return None
    if is_identity_number(signs):
        return Number(IDENTITY, signs, start, end)
    if _AMOUNT.match(text, end) or _DECIMALS.search(text[max(0, start - 2) : start]):
        return None
    if is_bank_card(signs) and _as_cards_are(runs):
        return Number(BANK, signs, start, end)
    if is_mobile(signs) and _as_telephones_are(text, runs):
        return Number(MOBILE, signs, start, end)
    return None


def _as_cards_are(runs: list[_Run]) -> bool:
    """In fours, digit by digit, or broken once by the end of a line."""
    lengths, gaps = [len(run.signs) for run in runs], [run.gap for run in runs[1:]]
    if any("\t" in str(gap) for gap in gaps):
        return False
    fours = all(length == 4 for length in lengths[:-1]) and lengths[-1] <= 4
    return len(runs) == 1 or fours or set(lengths) == {1} or (len(runs) == 2 and "\n" in str(gaps[0]))


def _as_telephones_are(text: str, runs: list[_Run]) -> bool:
    """In one, as one reads it out, digit by digit, or broken once by the end of a line."""
    lengths, gaps = tuple(len(run.signs) for run in runs), [str(run.gap) for run in runs[1:]]
    if lengths[0] == 2 and runs[0].signs == "86" and len(lengths) > 1:
        lengths, gaps = lengths[1:], gaps[1:]
    if any("\t" in gap for gap in gaps):
        return False
    if not gaps:
        return True
    if "\n" in "".join(gaps):  # not a column of numbers: something is said before it in the line
        alone = not text[text.rfind("\n", 0, runs[0].start) + 1 : runs[0].start].strip()
        return not alone and (len(gaps) == 1 or lengths in _IN_PIECES)
    return lengths in _IN_PIECES or (lengths in _IN_TWO and gaps[0] in {" ", "-"})


def _inside(text: str, run: _Run) -> Iterator[Number]:
    """Identity numbers that are written without a gap into a longer one."""
    if len(run.signs) <= _LONGEST:
        return
    check = _CHECK_SIGN.match(text, run.end)
    signs = run.signs + ("X" if check else "")
    place = 0
    while place + 18 <= len(signs):
        found = signs[place : place + 18]
        if is_identity_number(found):
            last = check.end() if check and found[-1] == "X" else run.start + place + 18
            yield Number(IDENTITY, found, run.start + place, last)
        place += 18 if is_identity_number(found) else 1
