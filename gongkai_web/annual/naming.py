"""How does whoever writes the report call a number in the text, without knowing its figure's id?

    公开信息〔主动公开的信息〕条，动态〔主动公开的信息·分类=政务动态〕条。

Between the brackets stands the label of the figure, behind `·` what it is narrowed to (several values with
`｜` between them), behind `：` how the number is said; two with `／` between them are a share. A year between
brackets, as in the number of a document, is none of ours and stays.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from gongkai.drafting.references import EXACT, STYLES, Counted, Part, Reference, Text, counted_of, parse
from gongkai_web.asked_once import once
from gongkai_web.errors import Refused
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.registry import registry

_NAMED = re.compile(r"〔([^〔〕{}]*)〕")
_YEAR = re.compile(r"[0-9]{4}")
_WITHIN, _IS, _SAID, _SEVERAL, _OF = "·", "=", "：", "｜", "／"


def shown(parts: Iterable[Part]) -> str:
    """The paragraph as it is written in a form."""
    return "".join(part if isinstance(part, str) else f"〔{name_of(part)}〕" for part in parts)


def name_of(reference: Reference) -> str:
    """What stands between the brackets."""
    if reference.whole:
        return _OF.join(_called(one) for one in reference.asked)
    said = "" if reference.style == EXACT else f"{_SAID}{STYLES[reference.style]}"
    return _called(reference.counted) + said


def read(text: str) -> Text:
    """The parts of a paragraph as it was written in a form. Refused for a name that is none."""
    if stray := re.search(r"[{}]", text):
        raise Refused(f"正文里不能用「{stray[0]}」；要引用登记的数，从指标里选用。")
    return parse(_NAMED.sub(_written, text))


def options(figure: Figure) -> list[Reference]:
    """The figure as it can be taken into a text: as a whole, and by each value of what it falls into."""
    whole = Reference(Counted(figure.id))
    narrowed = (
        Reference(Counted(figure.id, ((dimension.id, (value,)),)))
        for dimension in figure.by
        for value in _words(dimension)
    )
    return [whole, *narrowed]


def names(figure: Figure) -> tuple[str, tuple[str, ...]]:
    """The same by name: as a whole, and each part."""
    words = ((dimension, _said(dimension)) for dimension in figure.by)
    return figure.label, _narrowed_names(figure, tuple(words))


@functools.lru_cache(maxsize=1024)
def _narrowed_names(figure: Figure, words: tuple[tuple[Dimension, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """There are thousands, and the words of a dimension seldom change."""
    return tuple(
        _WITHIN.join([figure.label, f"{dimension.label}{_IS}{word}"])
        for dimension, said in words
        for word in said
    )


def _words(dimension: Dimension) -> Mapping[str, str]:
    """What its values are called; some are rows, e.g. columns, and are asked for once however many names."""
    return once(dimension.words, dimension.words)


def _said(dimension: Dimension) -> tuple[str, ...]:
    return once((_said, dimension.words), lambda: tuple(_words(dimension).values()))


def _called(one: Counted) -> str:
    figure = registry().named(one.figure)
    return _WITHIN.join([figure.label, *(_narrowing(figure, name, values) for name, values in one.only)])


def _narrowing(figure: Figure, name: str, values: Iterable[str]) -> str:
    dimension = next(dimension for dimension in figure.by if dimension.id == name)
    words = _words(dimension)
    return dimension.label + _IS + _SEVERAL.join(words[value] for value in values)


def _written(found: re.Match[str]) -> str:
    """The reference in braces; a year stays as it is."""
    if _YEAR.fullmatch(found[1]):
        return found[0]
    called, _, said = found[1].partition(_SAID)
    if _OF in called:
        part, whole = (_counted(one) for one in called.split(_OF, 1))
        return f"{{{part.figure}/{whole}}}"
    style = next((style for style, words in STYLES.items() if words == (said or STYLES[EXACT])), None)
    if style is None:
        raise Refused(f"「〔{found[1]}〕」里的「{said}」不是写法；可用：{'、'.join(STYLES.values())}。")
    return str(Reference(_counted(called), style))


def _counted(called: str) -> Counted:
    label, *values = called.split(_WITHIN)
    figure = next((one for one in registry().all() if one.label == label), None)
    if figure is None:
        raise Refused(
            f"「〔{called}〕」不是登记的数：没有「{label}」这个指标；请从指标里选用，或者去掉括号。"
        )
    only = [_narrowed(figure, value) for value in values]
    return counted_of(" ".join([figure.id, *only]))


def _narrowed(figure: Figure, named: str) -> str:
    label, _, values = named.partition(_IS)
    dimension = next((one for one in figure.by if one.label == label), None)
    codes = _codes(dimension, values.split(_SEVERAL)) if dimension else []
    if dimension is None or not codes:
        raise Refused(f"「{figure.label}」里没有「{named}」这一项；请从指标里选用。")
    return f"{dimension.id}={'|'.join(codes)}"


def _codes(dimension: Dimension, labels: list[str]) -> list[str]:
    """The codes of these labels; none where one of them is none."""
    by_label = {label: code for code, label in _words(dimension).items()}
    return [by_label[one] for one in labels] if all(one in by_label for one in labels) else []
