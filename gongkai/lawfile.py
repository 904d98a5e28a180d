"""How is one YAML file of the law read, and what does it refuse?

YAML as such is too lenient for law: it keeps the last of two equal keys, turns dates into whatever it
likes and never minds a misspelt key. `Node` reads a mapping key by key, knows what is allowed, and
`done()` refuses what nobody asked for. Every refusal names file and key and says what is allowed.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from gongkai.errors import LawError

if TYPE_CHECKING:  # the two read alike; the one in C is not on every machine
    from yaml import SafeLoader as _SafeLoader
else:
    _SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):
    """Safe YAML in which a day stays the text that was written and a key may stand only once."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise LawError(
                loader.name, key, f"第 {key_node.start_mark.line + 1} 行重复出现；每个键只能写一次。"
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_LEFT_AS_WRITTEN = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}  # YAML 1.1 reads `off` as false
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_AS_WRITTEN]
    for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
SOURCE = "source"
_ALIKE = 0.75  # form and from, amuont and amount
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat alone also takes 2024-W01-1 and 20240101


def load(path: Path, root: Path) -> Node:
    """The file as a `Node`, named relative to the law folder."""
    name = path.relative_to(root).as_posix()
    return Node(name, "", written(path, name))


def written(path: Path, name: str) -> object:
    """What the file holds, as it is written. Raises LawError, which calls it by `name`."""
    try:
        return _data(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        raise LawError(name, "（文件）", "找不到这个文件；请恢复它或改正法规目录的设置。") from None
    except UnicodeDecodeError:
        raise LawError(name, "（编码）", "不是 UTF-8 编码的文字；请另存为 UTF-8。") from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else "某处"
        raise LawError(
            name, "（语法）", f"{line}不是合法的 YAML：{getattr(problem, 'problem', problem)}"
        ) from None


@functools.lru_cache(maxsize=512)
def _data(text: str, name: str) -> object:
    """The text as data, which nobody changes: folders that differ in one file share what the others hold."""
    loader = _Loader(text)
    loader.name = name
    data: object = loader.get_single_data()
    return data


class Node:
    """A mapping of the law, read key by key."""

    def __init__(self, file: str, path: str, data: object) -> None:
        self.file, self.path = file, path
        if not isinstance(data, dict):
            raise self.refuse("", f"应为键值表，实际是「{_show(data)}」。")
        self._data: Mapping[str, object] = data
        self._asked: set[str] = set()
        self._optional: set[str] = set()  # asked for and absent: allowed all the same

    def refuse(self, key: str, problem: str) -> LawError:
        """The error for that key, to be raised by whoever found it."""
        return LawError(self.file, ".".join(filter(None, (self.path, key))) or "（全文）", problem)

    def __contains__(self, key: str) -> bool:
        self._optional.add(key)
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    @property
    def written(self) -> Mapping[str, object]:
        """Everything that stands here, as it is written."""
        return self._data

    def take(self, key: str) -> object:
        """The raw value; refuses where the key is missing."""
        self._asked.add(key)
        if key not in self._data:
            raise self._missing(key)
        return self._data[key]

    def _missing(self, key: str) -> LawError:
        """A key misspelt is told before one that is missing: it may be why that one was asked for."""
        absent = [name for name in (key, *sorted(self._asked | self._optional)) if name not in self._data]
        for written in self._data:
            meant = difflib.get_close_matches(written, absent, n=1, cutoff=_ALIKE)
            if written not in self._asked | self._optional and meant:
                return self.refuse(written, f"不认识这个键；是不是「{meant[0]}」写错了？")
        return self.refuse(key, "缺少这个键，必须填写。")

    def text(self, key: str, default: str | None = None, allowed: Collection[str] = ()) -> str:
        """A text, one of `allowed` where that is given."""
        if default is not None and key not in self:
            return default
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, f"应为文字，实际是「{_show(value)}」。")
        if allowed and value not in allowed:
            raise self.refuse(key, f"「{value}」不在允许的值之内：{'、'.join(allowed)}。")
        return value

    def integer(self, key: str, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.refuse(key, f"应为不小于 {least} 的整数，实际是「{_show(value)}」。")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.take(key)
        if not isinstance(value, bool):
            raise self.refuse(key, f"应为 true 或 false，实际是「{_show(value)}」。")
        return value

    def day(self, key: str) -> date:
        """An ISO day."""
        return self._day(key, self.take(key))

    def days(self, key: str) -> tuple[date, ...]:
        """A list of ISO days."""
        return tuple(self._day(key, text) for text in self.texts(key))

    def day_of_year(self, key: str) -> str:
        """A day of every year, as MM-DD."""
        return self._day_of_year(key, self.take(key))

    def days_of_year(self, key: str) -> tuple[str, ...]:
        """A list of days of every year, as MM-DD."""
        return tuple(self._day_of_year(key, text) for text in self.texts(key))

    def _day_of_year(self, key: str, value: object) -> str:
        try:
            return f"{self._day(key, f'2001-{value}'):%m-%d}"  # a common year: 02-29 is not in every year
        except LawError:
            raise self.refuse(key, f"「{_show(value)}」不是每年都有的日子；应写成 01-31 的样子。") from None

    def _day(self, key: str, value: object) -> date:
        try:
            if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            raise self.refuse(key, f"「{_show(value)}」不是日期；应写成 2024-01-31 的样子。") from None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        if default is not None and key not in self:
            return default
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.refuse(key, f"应为文字的列表，实际是「{_show(value)}」。")
        return tuple(value)

    def child(self, key: str) -> Node:
        """A mapping below."""
        return Node(self.file, ".".join(filter(None, (self.path, key))), self.take(key))

    def children(self, key: str, least: int = 1) -> list[Node]:
        """A list of mappings, of at least `least` entries."""
        value = self.take(key)
        if not isinstance(value, list) or len(value) < least:
            raise self.refuse(key, f"应为至少 {least} 项的列表，实际是「{_show(value)}」。")
        where = ".".join(filter(None, (self.path, key)))
        return [Node(self.file, f"{where}[{index}]", item) for index, item in enumerate(value)]

    def entries(self) -> list[tuple[str, Node]]:
        """All keys with the mappings below them, in written order."""
        return [(key, self.child(key)) for key in self._data]

    def over(self, earlier: Node) -> Node:
        """This mapping laid over an earlier one: what it does not say stands as it stood there.

        A mapping inside is laid over its earlier one in the same way, and `null` takes a key away. A source
        is said anew: neither `source` nor a mapping that holds one is completed from the past.
        """
        merged = {key: value for key, value in earlier._data.items() if key != SOURCE}
        for key, value in self._data.items():
            merged[key] = _laid_over(value, merged.get(key))
        return Node(self.file, self.path, {key: value for key, value in merged.items() if value is not None})

    def done(self) -> None:
        """Refuses a key that nobody asked for."""
        unknown = [key for key in self._data if key not in self._asked]
        if unknown:
            allowed = "、".join(sorted(self._asked | self._optional))
            raise self.refuse(unknown[0], f"不认识这个键；这里允许：{allowed}。")


def _laid_over(value: object, earlier: object) -> object:
    if not isinstance(value, dict) or not isinstance(earlier, dict) or SOURCE in {*value, *earlier}:
        return value
    return {key: one for key, one in {**earlier, **value}.items() if one is not None}


def _show(value: object) -> str:
    return "空" if value is None else str(value)[:40]
