"""Which figures on a page are set high or low, and which of these are marks of notes?

Known by place alone: a smaller figure whose baseline is higher than that of the figure before it is a note's
mark. A number beside a label of several lines stands between their baselines and is none: a line is ruled
between them, or it stands on a line of numbers, or it is no smaller than such figures are beside a wide sign.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gongkai.reading.formats.glyphs import Glyph, Rule, is_wide
from gongkai.reading.marks import RAISED, is_note_mark, unread

_MARK = re.compile(r"[0-9０-９a-z*＊※†‡#①-⑳\[\]［］()（）〔〕]")
_DIGIT = re.compile(r"[0-9０-９]")
_SMALLER = 0.92  # of the size of the character before it
_SMALLER_THAN_WIDE = 0.66  # figures are measured by their height, wide signs by their width
_RISE, _FALL = (0.15, 0.85), (-0.5, -0.08)  # em: how much higher or lower the baseline is
_BESIDE = 0.45  # em


def without_note_marks(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[Sequence[Glyph], list[Glyph]]:
    """The characters but for marks of notes, and what stands for each of these where nothing else stands.

    Any other raised or lowered figure is set apart, so that it joins no number.
    """
    around = _Around(_in_place(glyphs), rules)
    glyphs, kept, gone, at = around.glyphs, list[Glyph](), list[Glyph](), 0
    while at < len(glyphs):
        end = around.end_of_moved(at)
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
        else:
            gone.append(moved[0]._replace(text=unread(RAISED, text), right=moved[-1].right))
        at = end
    return kept, gone


def _in_place(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters; a raised figure that is drawn later comes right behind the figure that it marks."""
    ends = sorted((glyph.right, at) for at, glyph in enumerate(glyphs) if _DIGIT.match(glyph.text))
    reach = _BESIDE * max((glyph.size for glyph in glyphs), default=0.0)
    behind: dict[int, list[int]] = {}  # which characters come behind that one
    host = -1
    for at, glyph in enumerate(glyphs):
        before = glyphs[at - 1] if at else None
        if host >= 0 and before is not None and _goes_on(before, glyph):
            behind[host].append(at)
            continue
        host = -1
        if not _MARK.match(glyph.text) or (before is not None and _adjoins(before, glyph)):
            continue
        near = ends[
            bisect_left(ends, (glyph.left - reach, 0)) : bisect_right(ends, (glyph.left + reach, len(glyphs)))
        ]
        hosts = [other for _, other in near if other != at and _is_moved(glyphs[other], glyph)]
        if hosts:
            host = hosts[0]
            behind.setdefault(host, []).append(at)
    if not behind:
        return glyphs
    moved = {at for some in behind.values() for at in some}
    order = (one for at in range(len(glyphs)) if at not in moved for one in (at, *behind.get(at, ())))
    return [glyphs[at] for at in order]


class _Around:
    """The characters with what tells a number of its own from a raised one."""

    def __init__(self, glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> None:
        self.glyphs = glyphs
        self.upright = [rule for rule in rules if rule.left == rule.right]
        self.figures = sorted((glyph.base, at) for at, glyph in enumerate(glyphs) if _DIGIT.match(glyph.text))

    def end_of_moved(self, at: int) -> int:
        """Where the raised or lowered characters end that begin there; `at` itself where none do."""
        glyphs = self.glyphs
        if at == 0 or not _is_moved(glyphs[at - 1], glyphs[at]) or self._is_of_its_own(at):
            return at
        end = at + 1
        while end < len(glyphs) and _goes_on(glyphs[end - 1], glyphs[end]):
            end += 1
        return end

    def _is_of_its_own(self, at: int) -> bool:
        """Whether a line parts the character from the one before it, or it stands on a line of numbers."""
        before, glyph = self.glyphs[at - 1], self.glyphs[at]
        ruled = any(
            before.centre < rule.left < glyph.centre and rule.top <= glyph.middle <= rule.bottom
            for rule in self.upright
        )
        return ruled or (is_wide(before.text) and self._is_in_line(at))

    def _is_in_line(self, at: int) -> bool:
        """Whether a like figure stands on the same line that is no one's mark."""
        glyph = self.glyphs[at]
        first = bisect_left(self.figures, (glyph.base - 0.1 * glyph.size, 0))
        last = bisect_right(self.figures, (glyph.base + 0.1 * glyph.size, len(self.glyphs)))
        return any(
            other != at
            and abs(self.glyphs[other].size - glyph.size) < 0.1 * glyph.size
            and (other == 0 or not _adjoins(self.glyphs[other - 1], self.glyphs[other]))
            for _, other in self.figures[first:last]
        )


def _is_moved(before: Glyph, glyph: Glyph) -> bool:
    smaller = _SMALLER_THAN_WIDE if is_wide(before.text) and not is_wide(glyph.text) else _SMALLER
    if glyph.size > smaller * before.size or not _MARK.match(glyph.text):
        return False
    rise = (before.base - glyph.base) / before.size
    moved = _RISE[0] <= rise <= _RISE[1] or _FALL[0] <= rise <= _FALL[1]
    return moved and abs(glyph.left - before.right) <= _BESIDE * before.size


def _adjoins(before: Glyph, glyph: Glyph) -> bool:
    """Whether it stands right behind, as high or somewhat higher or lower."""
    size = max(before.size, glyph.size)
    return abs(glyph.left - before.right) <= _BESIDE * size and abs(glyph.base - before.base) <= size


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    same = (
        abs(before.base - glyph.base) < 0.1 * before.size
        and abs(before.size - glyph.size) < 0.1 * before.size
    )
    return same and bool(_MARK.match(glyph.text)) and abs(glyph.left - before.right) <= _BESIDE * before.size


def _is_beside(glyph: Glyph, after: Glyph, line: Glyph) -> bool:
    same_line = abs(after.base - line.base) < 0.1 * line.size
    return same_line and abs(after.left - glyph.right) <= _BESIDE * line.size
