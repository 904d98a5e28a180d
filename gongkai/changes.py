"""What does a file of the law say that names another one and only its changes?

`over(base, node)` lays the changes over the base: a value replaces the one of its key, a mapping is laid over
a mapping, and a list of named entries is changed by `remove`, `change` and `add` (with `before` or `after`).
Everything that is not named stays as it is. What comes out is read like any other file, so that a change
cannot bring in what a whole file could not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.errors import LawError
from gongkai.lawfile import Node

NAMES = ("key", "number", "article")  # what an entry of a list is called by
VERBS = ("remove", "change", "add")
_Entry = dict[str, Any]


def over(base: Node, node: Node, apart: tuple[str, ...] = ()) -> Node:
    """The base with the changes of `node`; the keys `apart` are never taken from the base."""
    kept = {key: value for key, value in base.written.items() if key not in apart}
    return Node(node.file, "", _mapping(node, kept, node.written, ""))


def _value(node: Node, base: object, change: object, where: str) -> object:
    if isinstance(base, dict) and isinstance(change, dict):
        return _mapping(node, base, change, where)
    if isinstance(base, list) and isinstance(change, dict):
        return _List(node, base, where).changed(change)
    return change


def _mapping(
    node: Node, base: Mapping[str, object], change: Mapping[str, object], where: str
) -> dict[str, object]:
    changed = {
        key: _value(node, base[key], value, f"{where}.{key}") if key in base else value
        for key, value in change.items()
    }
    return {**base, **changed}


class _List:
    """A list of named entries that is being changed."""

    def __init__(self, node: Node, base: list[object], where: str) -> None:
        self.node, self.where = node, where.removeprefix(".")
        self.entries: list[_Entry] = [dict(entry) for entry in base if isinstance(entry, dict)]
        if len(self.entries) != len(base):
            raise self._refuse("", "这个列表的各项没有名字，不能逐项增删；请写出整个列表。")

    def changed(self, change: Mapping[str, object]) -> list[object]:
        """The list without what is removed, with what is changed, then with what is added."""
        unknown = [verb for verb in change if verb not in VERBS]
        if unknown:
            raise self._refuse(unknown[0], f"不认识这种改动；这里允许：{'、'.join(VERBS)}。")
        for name in self._asked(change, "remove"):
            del self.entries[self._place("remove", name)]
        for entry in self._asked(change, "change"):
            at = self._place("change", self._name("change", entry))
            self.entries[at] = _mapping(self.node, self.entries[at], entry, f"{self.where}.change")
        for entry in self._asked(change, "add"):
            self._add(dict(entry) if isinstance(entry, dict) else entry)
        return list(self.entries)

    def _asked(self, change: Mapping[str, object], verb: str) -> list[Any]:
        wanted = change.get(verb, [])
        if not isinstance(wanted, list):
            raise self._refuse(verb, "应为列表。")
        return wanted

    def _add(self, entry: Any) -> None:
        name = self._name("add", entry)
        if any(self._name("", known) == name for known in self.entries):
            raise self._refuse("add", f"「{name}」原来就有；要改它请写在 change 下。")
        before, after = entry.pop("before", None), entry.pop("after", None)
        if before is not None and after is not None:
            raise self._refuse("add", f"「{name}」的 before 和 after 只能写一个。")
        at = len(self.entries)
        if before is not None:
            at = self._place("add.before", before)
        elif after is not None:
            at = self._place("add.after", after) + 1
        self.entries.insert(at, entry)

    def _place(self, verb: str, name: object) -> int:
        names = [self._name("", entry) for entry in self.entries]
        if name not in names:
            raise self._refuse(verb, f"没有「{name}」这一项；可用：{'、'.join(map(str, names))}。")
        return names.index(name)

    def _name(self, verb: str, entry: Any) -> object:
        names = [entry[key] for key in NAMES if key in entry] if isinstance(entry, dict) else []
        if not names:
            raise self._refuse(verb, f"每一项都要写明 {'、'.join(NAMES)} 之一。")
        return names[0]

    def _refuse(self, key: str, problem: str) -> LawError:
        return self.node.refuse(".".join(filter(None, (self.where, key))), problem)
