"""What is said of changes in a document that are tracked and not accepted yet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.reading.blocks import Revised
from gongkai.reading.vocabulary import sense
from gongkai.report import TRACKED, TRACKED_WORDS, Note

_MOST_QUOTED, _LONGEST = 3, 24
_WORDS = "正文"
_NAMES = {2: "表二", 3: "表三", 4: "表四"}


def revisions(revised: Iterable[Revised]) -> Iterator[Note]:
    """A note for each table, and one for the text, in which something is changed but not accepted."""
    found: dict[str, list[Revised]] = {}
    for one in revised:
        found.setdefault(_where(one), []).append(one)
    for where, ones in found.items():
        told = "；".join(_said(one) for one in ones[:_MOST_QUOTED])
        more = f"；等{len(ones)}处" if len(ones) > _MOST_QUOTED else ""
        message = f"{where}里有没有接受的修订：{told}{more}。读的是接受修订以后的文字。"
        code = TRACKED_WORDS if where == _WORDS else TRACKED
        yield Note(code, message, stated="、".join(one.removed for one in ones[:_MOST_QUOTED]) or None)


def _where(one: Revised) -> str:
    """The table by the labels of the row, else by those around it."""
    if not one.cells and not one.around:
        return _WORDS
    numbers = (_table(text) for text in (*one.cells, *one.around))
    return next((_NAMES[number] for number in numbers if number), "表格")


def _table(text: str) -> int:
    meaning = sense(text)
    if meaning is None:
        return 0
    if meaning.row3 and not meaning.vague:
        return 3
    if meaning.row2 or meaning.article:
        return 2
    return 4 if meaning.block4 or meaning.head4 else 0


def _said(one: Revised) -> str:
    label = next((text for text in reversed(one.cells) if sense(text) is not None), "")
    changes = (("删去", one.removed), ("写入", one.added))
    told = "、".join(f"{what}“{_short(words)}”" for what, words in changes if words.strip())
    return f"「{_short(label)}」{told}" if label else told


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
