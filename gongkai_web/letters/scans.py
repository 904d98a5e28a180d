"""Is the sealed scan that came back the letter that was issued, or another one?

Only words can be compared: a scan without a text layer passes. What a reading program wrote into a scan is
never exact; so nothing is refused for good: a difference is told, and a person who has looked goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from gongkai.letters import Letter as Document
from gongkai_web.errors import Refused

# Fewer signs are a stamp or a page number, not the words of a letter.
_LEAST_SIGNS = 40
# Words are compared by runs of so many signs; of these a reading program loses some.
_RUN, _LEAST_SHARE = 4, 0.6
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(（][12]\d{3}[〕\])）]\d{1,6}号")


class AnotherLetter(Refused):
    """The scan does not read like the letter. `differences` say where."""

    def __init__(self, name: str, differences: tuple[str, ...]) -> None:
        super().__init__(f"《{name}》像是另一份文书：{'；'.join(differences)}。请核对是否选错了文件。")
        self.differences = differences


def require_same(document: Document, name: str, words: str) -> None:
    """Raises AnotherLetter where the words of the scan are not those of the letter."""
    found = tuple(differences(document, words))
    if found:
        raise AnotherLetter(name, found)


def differences(document: Document, words: str) -> Iterator[str]:
    """What of the letter the scan does not say; nothing where it has no words."""
    read = _signs(words)
    if len(read) < _LEAST_SIGNS:
        return
    if _signs(document.number) not in read:
        other = _number_in(words)
        yield f"没有文号“{document.number}”" + (f"，写的是“{other}”" if other else "")
    for label, said in (
        ("标题", document.title),
        ("受文人", document.recipient),
        ("署名", document.agency),
    ):
        if _signs(said) not in read:
            yield f"没有{label}“{said}”"
    if _share(_signs("".join(document.paragraphs)), read) < _LEAST_SHARE:
        yield "正文与签发的不同"


def _number_in(words: str) -> str:
    """The number of the letter that was scanned: the first that stands on a line of its own."""
    lines = ("".join(line.split()) for line in words.splitlines())
    return next((line for line in lines if _NUMBER.fullmatch(line)), "")


def _signs(text: str) -> str:
    """Letters and figures only: spaces, lines and marks are where reading programs differ."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def _share(wanted: str, read: str) -> float:
    """How much of the wanted words is in what was read, by runs of signs."""
    runs = {wanted[start : start + _RUN] for start in range(len(wanted) - _RUN + 1)}
    return sum(run in read for run in runs) / len(runs) if runs else 1.0
