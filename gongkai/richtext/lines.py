"""What of a line of characters is text, and what is only how it was typed?

Blanks that HTML would join are joined, those that a writer typed to hold a place become full-width ones,
marks that change nothing go, and what has no shape or turns the reading direction round is left out. A line
in its settled form settles to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.richtext.document import NO_MARKS, Break, Image, Inline, Line, Mark, NoteMark, Text

# No character of a text: controls, joiners, turns of direction, tags, places that Unicode keeps free.
_NO_SIGN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_BLANK = "[ \t\n\r\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_BLANKS = re.compile(_BLANK + "+")
_AT_START = re.compile("^" + _BLANK + "+")
_AT_END = re.compile(_BLANK + "+$")
_ORDINARY = re.compile(r"[!-~\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e]+")
_HARD = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_WIDE = "\u3000"
_KEPT_ON_BLANKS: frozenset[Mark] = frozenset({"u"})  # a line to write on
_INDENT = 1.5  # widths of a character: as much in front of a text is an indent
_FAR = 10  # so much in front of a short text sets it to the right
_SHORT = 30


def settled_line(line: Iterable[Inline]) -> Line:
    """The line in its settled form, without the blanks at its ends."""
    now = tuple(line)
    if len(now) == 1 and isinstance(now[0], Text) and _is_settled(now[0]):
        return now
    while True:
        then = _once(now)
        if then == now:
            return now
        now = then


def _is_settled(one: Text) -> bool:
    """Whether a text alone in its line is surely in its settled form: the most usual line of a table."""
    return not one.marks and not one.href and bool(_ORDINARY.fullmatch(one.text))


def blanks_in_front(line: Line) -> float:
    """How wide the blanks are that a line begins with, in characters."""
    wide = 0.0
    for one in line:
        if not isinstance(one, Text) or one.marks & _KEPT_ON_BLANKS:
            break
        text = _NO_SIGN.sub("", one.text)
        front = _AT_START.match(text)
        wide += sum(map(_width, front[0])) if front else 0.0
        if front is None or front.end() < len(text):
            break
    return wide


def is_indent(wide: float) -> bool:
    """Whether blanks of that width were typed to set the first line in."""
    return wide >= _INDENT


def is_far(wide: float, line: Line) -> bool:
    """Whether blanks of that width were typed to bring a short line (a signature, a day) to the right."""
    return wide >= _FAR and sum(len(one.text.strip()) for one in line if isinstance(one, Text)) <= _SHORT


def paragraphs_of(line: Line) -> Iterator[Line]:
    """The line parted where line breaks begin a paragraph: two of them, or one and an indent."""
    part: list[Inline] = []
    for number, one in enumerate(line):
        if isinstance(one, Break) and part and _begins_paragraph(line, number + 1):
            yield tuple(part)
            part = []
        else:
            part.append(one)
    yield tuple(part)


def _begins_paragraph(line: Line, at: int) -> bool:
    """Whether there is another break there before any text, or an indent."""
    after = at
    while after < len(line) and _is_blank(line[after]):
        after += 1
    if after < len(line) and isinstance(line[after], Break):
        return True
    return is_indent(blanks_in_front(line[at : after + 1]))


def _is_blank(one: Inline) -> bool:
    return isinstance(one, Text) and not one.text.strip()


def _width(blank: str) -> float:
    return 1.0 if blank == _WIDE else 0.5 if _HARD.match(blank) else 0.0


# – one pass


def _once(line: Line) -> Line:
    joined = _joined(_plain(one) for one in line)
    return tuple(_trimmed(_without_doubles(joined)))


def _plain(one: Inline) -> Inline:
    if isinstance(one, Image):
        return replace(one, alt=" ".join(_NO_SIGN.sub("", one.alt).split()))
    if not isinstance(one, Text):
        return one
    text = _NO_SIGN.sub("", one.text)
    marks = one.marks - {"sub"} if "sup" in one.marks else one.marks
    if not text.strip():
        hard = any(map(_width, text))
        return Text(text, marks & _KEPT_ON_BLANKS if hard else NO_MARKS)
    return Text(text, marks - {"u"} if one.href else marks, one.href)  # a link is underlined as a link


def _joined(line: Iterable[Inline]) -> list[Inline]:
    """Neighbours of one look are one text; blanks in it are joined."""
    joined: list[Inline] = []
    for one in line:
        last = joined[-1] if joined else None
        if isinstance(one, Text) and isinstance(last, Text) and _alike(one, last):
            joined[-1] = replace(last, text=last.text + one.text)
        elif not isinstance(one, Text) or one.text:
            joined.append(one)
    return [
        replace(one, text=_BLANKS.sub(_blank, one.text)) if isinstance(one, Text) else one for one in joined
    ]


def _alike(one: Text, other: Text) -> bool:
    return one.marks == other.marks and one.href == other.href


def _blank(found: re.Match[str]) -> str:
    """Blanks that hold a place as full-width ones, any others as one."""
    hard = len(_HARD.findall(found[0]))
    wide = found[0].count(_WIDE) + hard // 2
    return _WIDE * wide if wide else " "


def _without_doubles(line: list[Inline]) -> Iterator[Inline]:
    """No blank behind a blank, whatever look the two have."""
    behind = False
    for one in line:
        if isinstance(one, Text):
            text = one.text.lstrip(" ") if behind else one.text
            if text:
                behind = text[-1] in (" ", _WIDE)
                yield replace(one, text=text)
        else:
            behind = isinstance(one, Break)
            yield one


def _trimmed(line: Iterable[Inline]) -> list[Inline]:
    """Without blanks and breaks at its ends and around breaks; what is underlined is a line to write on."""
    kept = list(line)
    _trim(kept, _AT_START, 0)
    _trim(kept, _AT_END, -1)
    for number, one in enumerate(kept[:-1]):
        if isinstance(one, Text) and isinstance(kept[number + 1], Break) and not one.marks & _KEPT_ON_BLANKS:
            kept[number] = replace(one, text=_AT_END.sub("", one.text))
    return [one for one in kept if not isinstance(one, Text) or one.text]


def _trim(line: list[Inline], blanks: re.Pattern[str], end: int) -> None:
    while line:
        one = line[end]
        if isinstance(one, Image | NoteMark) or (isinstance(one, Text) and one.marks & _KEPT_ON_BLANKS):
            return
        if isinstance(one, Text):
            text = blanks.sub("", one.text)
            if text:
                line[end] = replace(one, text=text)
                return
        line.pop(end)
