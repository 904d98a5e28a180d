"""What is a letter once it is made, and how does it keep?

A `Letter` is frozen at issue: its JSON gives back the very same letter. The clerk may change its paragraphs
before (`dataclasses.replace`); what must stand in them is checked by `checks.problems`, on the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.letters.refusals import LetterError
from gongkai.letters.words import chinese_day, normal

VERSION = 1
_TEXTS = ("code", "title", "number", "agency", "recipient", "layout", "note")
_LISTS = ("paragraphs", "remedies", "attachments", "elements")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `remedies` are printed after `paragraphs`; `note` is the line in brackets under the date.

    `elements`: keys of the mandatory elements that were found when it was composed. `words`: what stood in
    its placeholders, by name.
    """

    code: str
    title: str
    number: str
    agency: str
    recipient: str
    paragraphs: tuple[str, ...]
    remedies: tuple[str, ...]
    attachments: tuple[str, ...]
    day: date
    layout: str
    note: str
    by_internet: bool
    elements: tuple[str, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def body(self) -> str:
        """The normalised text between recipient and signature: what the checks read."""
        return normal("\n".join((*self.paragraphs, *self.remedies, *self.attachment_lines)))

    @property
    def attachment_lines(self) -> tuple[str, ...]:
        """The attachments as printed: 附件：甲 or 附件：1．甲, 2．乙."""
        if len(self.attachments) == 1:
            return (f"附件：{self.attachments[0]}",)
        return tuple(
            f"{'附件：' if index == 1 else ''}{index}．{name}"
            for index, name in enumerate(self.attachments, 1)
        )

    @property
    def text(self) -> str:
        """All that is printed, in order, a line a paragraph."""
        head = (self.title, self.number, f"{self.recipient}：" if self.recipient else "")
        tail = (self.agency, chinese_day(self.day), self.note)
        lines = (*head, *self.paragraphs, *self.remedies, *self.attachment_lines, *tail)
        return "\n".join(line for line in lines if line)


def letter_to_json(letter: Letter) -> dict[str, Any]:
    """The letter as plain JSON data."""
    return {
        "version": VERSION,
        **{name: getattr(letter, name) for name in _TEXTS},
        **{name: list(getattr(letter, name)) for name in _LISTS},
        "day": letter.day.isoformat(),
        "by_internet": letter.by_internet,
        "words": dict(letter.words),
    }


def letter_from_json(data: Mapping[str, Any]) -> Letter:
    """The letter again. Raises LetterError where something is missing, unknown or of the wrong kind."""
    expected = {"version", "day", "by_internet", "words", *_TEXTS, *_LISTS}
    wrong = sorted(expected.symmetric_difference(data))
    if wrong:
        raise LetterError(f"存档的文书里「{wrong[0]}」缺少或者不认识；这份存档不完整，请核对备份。")
    if data["version"] != VERSION:
        raise LetterError(f"存档的文书是第 {data['version']} 版格式，这里只认第 {VERSION} 版；请升级程序。")
    wrong = [name for name in _TEXTS if not isinstance(data[name], str)]
    wrong += [name for name in _LISTS if not _texts(data[name])]
    wrong += [] if isinstance(data["by_internet"], bool) else ["by_internet"]
    words = data["words"]
    wrong += [] if isinstance(words, dict) and _texts([*words, *words.values()]) else ["words"]
    if wrong:
        raise LetterError(f"存档的文书里「{wrong[0]}」的内容不对；请核对备份。")
    try:
        day = date.fromisoformat(data["day"])
    except (TypeError, ValueError):
        raise LetterError(f"存档的文书里日期「{data['day']}」不是日期；请核对备份。") from None
    values: dict[str, Any] = {name: data[name] for name in _TEXTS}
    values |= {name: tuple(data[name]) for name in _LISTS}
    return Letter(**values, day=day, by_internet=data["by_internet"], words=tuple(words.items()))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
