"""Which characters on a page are struck out or marks of notes, and where do pictures stand for characters?

Known by place alone, for PDF and OFD alike: a line as long as some figures through their middle strikes them
out; marks of notes are told by `raised`. What goes or is a picture leaves a mark behind, for the cell that
would be blank without it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.formats.glyphs import Glyph, Page, Rule
from gongkai.reading.formats.raised import without_note_marks
from gongkai.reading.marks import HIDDEN, PICTURE, RAISED, STRUCK, unread

_THROUGH = (0.15, 0.62)  # em above the baseline: where a line strikes out
_LOOSE = 0.6  # em by which such a line may be longer or shorter than its characters
_LARGEST = 3.0  # em: a higher picture is no figure
_WIDEST = 12.0
_BESIDE = 0.45  # em: characters of one number


@dataclass(frozen=True, slots=True)
class Sight:
    """The characters that count, the lines that rule, and marks for what is there and is no text."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    marks: Sequence[Glyph]


def sight_of(page: Page) -> Sight:
    """What a person sees on the page."""
    glyphs, rules, struck = _unstruck(page.glyphs, page.rules)
    kept, raised = without_note_marks(glyphs, rules)
    return Sight(kept, rules, [*struck, *raised, *page.marks, *_pictures(page, glyphs)])


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


def unseen_marks(hidden: Sequence[Glyph]) -> Iterator[Glyph]:
    """A mark for each number that is not seen, for the cell that would be blank without it."""
    start = 0
    for end in range(1, len(hidden) + 1):
        before, after = hidden[end - 1], hidden[end] if end < len(hidden) else None
        if after and after.base == before.base and abs(after.left - before.right) <= _BESIDE * before.size:
            continue
        text = "".join(glyph.text for glyph in hidden[start:end])
        yield hidden[start]._replace(text=unread(HIDDEN, text), right=before.right)
        start = end


def is_gone(mark: Glyph) -> bool:
    """Whether the mark stands for characters that do not count: struck, unseen, marks of notes."""
    return mark.text.startswith((f"〔{STRUCK}", f"〔{RAISED}", f"〔{HIDDEN}"))


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
