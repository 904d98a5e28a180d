"""Which characters on a page are marks of notes or struck out, and where do pictures stand for characters?

Known by place alone, for PDF and OFD alike: a smaller figure whose baseline is higher than that of the figure
before it is a note's mark; a line as long as some figures through their middle strikes them out. What is
struck or is a picture leaves a mark behind, for the cell that would be blank without it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.formats.glyphs import Glyph, Page, Rule
from gongkai.reading.marks import PICTURE, STRUCK, is_note_mark, unread

_MARK = re.compile(r"[0-9０-９a-z*＊※†‡#①-⑳\[\]［］()（）〔〕]")
_DIGIT = re.compile(r"[0-9０-９]")
_SMALLER = 0.92  # of the size of the character before it
_RISE, _FALL = (0.15, 0.85), (-0.5, -0.08)  # em: how much higher or lower the baseline is
_BESIDE = 0.45  # em
_THROUGH = (0.15, 0.62)  # em above the baseline: where a line strikes out
_LOOSE = 0.6  # em by which such a line may be longer or shorter than its characters
_LARGEST = 3.0  # em: a higher picture is no figure
_WIDEST = 12.0


@dataclass(frozen=True, slots=True)
class Sight:
    """The characters that count, the lines that rule, and marks for what is there and is no text."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    marks: Sequence[Glyph]


def sight_of(page: Page) -> Sight:
    """What a person sees on the page."""
    glyphs, rules, struck = _unstruck(page.glyphs, page.rules)
    return Sight(_without_note_marks(glyphs), rules, [*struck, *page.marks, *_pictures(page, glyphs)])


# – set high or low


def _without_note_marks(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Marks of notes dropped; any other raised or lowered figure set apart, so that it joins no number."""
    if not any(itertools.starmap(_is_moved, itertools.pairwise(glyphs))):
        return glyphs
    kept: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        end = _end_of_moved(glyphs, at)
        if end == at:
            kept.append(glyphs[at])
            at += 1
            continue
        moved, before = glyphs[at:end], glyphs[at - 1]
        text = "".join(glyph.text for glyph in moved)
        after = glyphs[end] if end < len(glyphs) else None
        inside = after is not None and bool(_DIGIT.match(after.text)) and _is_beside(moved[-1], after, before)
        if before.base < moved[0].base or inside or not is_note_mark(text):
            kept.append(Glyph(f" {text} ", moved[0].left, moved[-1].right, before.base, before.size))
        at = end
    return kept


def _end_of_moved(glyphs: Sequence[Glyph], at: int) -> int:
    """Where the raised or lowered characters end that begin there; `at` itself where none do."""
    if at == 0 or not _is_moved(glyphs[at - 1], glyphs[at]):
        return at
    end = at + 1
    while end < len(glyphs) and _goes_on(glyphs[end - 1], glyphs[end]):
        end += 1
    return end


def _is_moved(before: Glyph, glyph: Glyph) -> bool:
    if glyph.size > _SMALLER * before.size or not _MARK.match(glyph.text):
        return False
    rise = (before.base - glyph.base) / before.size
    moved = _RISE[0] <= rise <= _RISE[1] or _FALL[0] <= rise <= _FALL[1]
    return moved and abs(glyph.left - before.right) <= _BESIDE * before.size


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    same = (
        abs(before.base - glyph.base) < 0.1 * before.size
        and abs(before.size - glyph.size) < 0.1 * before.size
    )
    return same and bool(_MARK.match(glyph.text)) and abs(glyph.left - before.right) <= _BESIDE * before.size


def _is_beside(glyph: Glyph, after: Glyph, line: Glyph) -> bool:
    same_line = abs(after.base - line.base) < 0.1 * line.size
    return same_line and abs(after.left - glyph.right) <= _BESIDE * line.size


# – struck out


def _unstruck(
    glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> tuple[Sequence[Glyph], Sequence[Rule], list[Glyph]]:
    """The characters and lines without those that strike and are struck, and a mark for each of these."""
    struck: set[int] = set()
    striking: set[int] = set()
    marks: list[Glyph] = []
    by_base = sorted((glyph.base, at) for at, glyph in enumerate(glyphs))
    reach = _THROUGH[1] * max((glyph.size for glyph in glyphs), default=0.0)
    for number, rule in enumerate(rules):
        if rule.top != rule.bottom:
            continue
        near = by_base[
            bisect_left(by_base, (rule.top, 0)) : bisect_right(by_base, (rule.top + reach, len(glyphs)))
        ]
        under = sorted(at for _, at in near if _runs_through(rule, glyphs[at]))
        if not under or not _is_as_long(rule, [glyphs[at] for at in under]):
            continue
        striking.add(number)
        struck.update(under)
        first, last = glyphs[under[0]], glyphs[under[-1]]
        text = unread(STRUCK, "".join(glyphs[at].text for at in under))
        marks.append(Glyph(text, first.left, last.right, first.base, first.size))
    if not striking:
        return glyphs, rules, []
    return (
        [glyph for at, glyph in enumerate(glyphs) if at not in struck],
        [rule for number, rule in enumerate(rules) if number not in striking],
        marks,
    )


def is_struck(mark: Glyph) -> bool:
    """Whether the mark stands for struck characters."""
    return mark.text.startswith(f"〔{STRUCK}")


def _runs_through(rule: Rule, glyph: Glyph) -> bool:
    above = (glyph.base - rule.top) / glyph.size
    return _THROUGH[0] <= above <= _THROUGH[1] and rule.left - 1 <= glyph.centre <= rule.right + 1


def _is_as_long(rule: Rule, glyphs: Sequence[Glyph]) -> bool:
    """Whether the line was drawn for these characters; a border that a text runs over is longer."""
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    loose = _LOOSE * glyphs[0].size
    return abs(left - rule.left) <= loose and abs(right - rule.right) <= loose


# – pictures


def _pictures(page: Page, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """A mark for each picture that is no larger than a number in the size of the page."""
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2] if glyphs else 0.0
    for box in page.images:
        high, wide = box.bottom - box.top, box.right - box.left
        if 0 < high <= _LARGEST * size and 0 < wide <= _WIDEST * size:
            base = (box.top + box.bottom) / 2 + 0.35 * size
            yield Glyph(unread(PICTURE), box.left, box.right, base, size)
