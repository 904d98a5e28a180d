"""What does a site ask machines not to read (RFC 9309)?

The group that names us, else that for all; of the rules that fit a path the longest holds, and permission
goes before. A site that gives no such file forbids nothing; one that cannot answer is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_BYTES = 500 * 1024
_EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """A path, with `*` and `$`, that may be read or not."""

    path: str
    allowed: bool

    def fits(self, target: str) -> bool:
        """Whether the rule speaks of that path."""
        first, *others = self.path.removesuffix("$").split("*")
        if not target.startswith(first):
            return False
        # Each part where it comes first: no way back, whatever a site writes costs the length of the path.
        at, last = len(first), others.pop() if others else None
        for part in others:
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if last is None:
            return not self.path.endswith("$") or at == len(target)
        if self.path.endswith("$"):
            return target.endswith(last) and len(target) - len(last) >= at
        return target.find(last, at) >= 0


# Of a site that cannot say what it forbids.
NOTHING = (Rule("/", allowed=False),)


def may_read(rules: Sequence[Rule], target: str) -> bool:
    """Whether the site lets machines read that path."""
    fitting = [one for one in rules if one.fits(target)]
    best = max(fitting, key=lambda one: (len(one.path), one.allowed), default=None)
    return best is None or best.allowed


def rules_of(text: str, agent: str) -> tuple[Rule, ...]:
    """The rules for that agent: of the groups that name it, else of those for everybody."""
    groups: dict[str, list[Rule]] = {}
    named: list[str] = []
    open_head = False
    for key, value in _lines(text):
        if key == "user-agent":
            named = [*(named if open_head else ()), value.lower()]
            open_head = True
            for one in named:
                groups.setdefault(one, [])
        elif key in {"allow", "disallow"}:
            open_head = False
            for one in named:
                if value:
                    groups[one].append(Rule(value, key == "allow"))
    ours = groups.get(agent.lower())
    return tuple(groups.get(_EVERYBODY, ()) if ours is None else ours)


def _lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            found.append((key.strip().lower(), value.strip()))
    return found
