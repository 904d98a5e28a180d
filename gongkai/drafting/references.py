"""Where in a paragraph does a number stand that follows the records, and which one?

    发布信息{items.published over}条，政务动态{items.published item_class=news}条，采用率{a.used/a.sent}。

Between braces stands the figure, the values to which it is narrowed (several with `|`), and how it is said:
exactly unless one of STYLES follows. Two figures with a stroke are a share. What is no reference is text;
`parse` refuses a brace that is none, since what cannot be counted must not be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gongkai.errors import UsageError

EXACT, OVER, ABOUT, COMPARED, SHARE = "exact", "over", "about", "compared", "share"
# How a number may be said; the words are for whoever chooses.
STYLES = {EXACT: "确数", OVER: "“余”", ABOUT: "“约”", COMPARED: "与上年相比"}
_BRACE = re.compile(r"[{}]")
_REFERENCE = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)+")
_NARROWED = re.compile(r"([a-z][a-z0-9_]*)=([^\s=|]+(?:\|[^\s=|]+)*)")


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """A figure, narrowed to some values of some dimensions: what is asked of the records."""

    figure: str
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        return " ".join([self.figure, *(f"{by}={'|'.join(values)}" for by, values in self.only)])


@dataclass(frozen=True, slots=True)
class Reference:
    """A number in a text: what is counted, how it is said; `whole`: of what it is the share."""

    counted: Counted
    style: str = EXACT
    whole: Counted | None = None

    @property
    def asked(self) -> tuple[Counted, ...]:
        """All that must be counted for it."""
        return (self.counted, self.whole) if self.whole else (self.counted,)

    def __str__(self) -> str:
        if self.whole:
            return f"{{{self.counted.figure}/{self.whole}}}"
        style = "" if self.style == EXACT else f" {self.style}"
        return f"{{{self.counted}{style}}}"


Part = str | Reference
Text = tuple[Part, ...]


def parse(written: str) -> Text:
    """The parts of a paragraph. UsageError, with what was written, where braces hold no reference."""
    parts: list[Part] = []
    end = 0
    for found in _REFERENCE.finditer(written):
        parts += [_plain(written[end : found.start()]), _reference(found[1])]
        end = found.end()
    parts.append(_plain(written[end:]))
    return tuple(part for part in parts if part != "")


def written(parts: Iterable[Part]) -> str:
    """The paragraph as `parse` takes it."""
    return "".join(map(str, parts))


def references(parts: Iterable[Part]) -> Iterator[Reference]:
    """Its numbers, in order."""
    return (part for part in parts if isinstance(part, Reference))


def _plain(text: str) -> str:
    if stray := _BRACE.search(text):
        raise UsageError(f"「{text}」里有单独的「{stray[0]}」；花括号只用来写引用的数，请删去或者补全。")
    return text


def _reference(inside: str) -> Reference:
    figure, *words = inside.split() or [""]
    if "/" in figure:
        part, whole = (_counted(one, words, inside) for one in figure.split("/", 1))
        return Reference(part, SHARE, whole)
    style = words.pop() if words and words[-1] in STYLES else EXACT
    return Reference(_counted(figure, words, inside), style)


def _counted(figure: str, words: Iterable[str], inside: str) -> Counted:
    if not _FIGURE.fullmatch(figure):
        raise UsageError(f"「{{{inside}}}」不是引用的数；应写成 {{指标}} 的样子，从右边的指标里选用。")
    only = []
    for word in words:
        narrowed = _NARROWED.fullmatch(word)
        if not narrowed:
            raise UsageError(f"「{{{inside}}}」里的「{word}」既不是范围，也不是写法；请从指标里重新选用。")
        only.append((narrowed[1], tuple(narrowed[2].split("|"))))
    return Counted(figure, tuple(sorted(only)))


def counted_of(named: str) -> Counted:
    """What is counted, as it stands between the braces. UsageError where it is not written so."""
    figure, *words = named.split() or [""]
    return _counted(figure, words, named)


def styled(reference: Reference, style: str) -> Reference:
    """The same number said in another way. UsageError for a way that there is not."""
    if style not in STYLES or reference.style == SHARE:
        raise UsageError(f"不认识的写法「{style}」；可用：{'、'.join(STYLES.values())}，占比不能另选写法。")
    return replace(reference, style=style)
