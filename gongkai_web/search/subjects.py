"""What can be found, and who knows about it? Each room registers its own.

A subject says what is public of it (`written`), and – in the moment in which results are shown – which of
them still are, and how they look (`shown`): nothing is shown that its room does not confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Written:
    """A thing as it is kept for the search. `body`: plain text, what stands in attached files with it.

    `holds_from`, `holds_until`: the first and the last day on which it is in force, where `has_validity`.
    """

    key: int
    group: str
    title: str
    agency: int | None
    agency_name: str
    day: date | None
    number: str = ""
    column: str = ""
    until: date | None = None
    has_validity: bool = False
    holds_from: date | None = None
    holds_until: date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a result is shown: its address, whether it is in force, and what belongs to it (label, address).

    `facts`: what is said of it besides its number, its agency and its day; `names`: what else it is found by
    and stands at the end of its words, an index number.
    """

    href: str
    mark: tuple[str, str] | None = None
    beside: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of records that can be found.

    `written`: of these keys what is public now; `keys`: all that is; `shown`: by key, of these what everybody
    may read on that day; `made_of`: of records of another subject, given by its code and their keys, those of
    this one whose words are taken from them; `suggested`: whether a title is suggested to whoever types, as
    no words of citizens are.
    """

    code: str
    groups: Mapping[str, str]
    written: Callable[[Collection[int]], Iterable[Written]]
    keys: Callable[[], Iterator[int]]
    shown: Callable[[Collection[int], date], Mapping[int, Shown]]
    made_of: Callable[[str, Collection[int]], Collection[int]] | None = None
    suggested: bool = True


_OFFERED: list[str] = []


def offer(name: str) -> None:
    """Makes a subject known by the dotted name of it; for the start of a room, which loads nothing for it."""
    if name not in _OFFERED:
        _OFFERED.append(name)
        subjects.cache_clear()


@cache
def subjects() -> Mapping[str, Subject]:
    """All of them, by code, in the order in which their rooms came."""
    return {subject.code: subject for subject in (import_string(name) for name in _OFFERED)}


def groups() -> dict[str, str]:
    """The tabs under which results stand."""
    return {code: label for subject in subjects().values() for code, label in subject.groups.items()}
