"""Where is the type checker told to look away, and is it more often than we agreed to?

`python -m tools.untyped` counts the comments `type: ignore` and `mypy: …` in both packages, looks through the
exceptions in `pyproject.toml`, and fails where there is one more than `MOST`, or one that is no missing types
of others.
"""

from __future__ import annotations

import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("gongkai", "gongkai_web")
MOST = 0
_TOLD = re.compile(r"#\s*(?:type:\s*ignore|mypy:)")


@dataclass(frozen=True, slots=True)
class Place:
    """A comment that tells the checker to look away."""

    file: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def places(root: Path = ROOT) -> list[Place]:
    """Every such comment below the packages."""
    files = sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))
    return [place for file in files for place in _in(file, root)]


def _in(file: Path, root: Path) -> Iterator[Place]:
    with tokenize.open(file) as source:
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.COMMENT and _TOLD.search(token.string):
                yield Place(file.relative_to(root), token.start[0], token.string)


def exceptions(settings: dict[str, Any]) -> list[str]:
    """What `pyproject.toml` takes out, other than packages of others that bring no types."""
    found = settings["tool"]["mypy"]
    left_out = sorted(set(PACKAGES) - set(found["packages"]))
    loosened = [
        f"{name} for {one['module']}"
        for one in found.get("overrides", [])
        for name in one
        if name not in ("module", "ignore_missing_imports")
    ]
    own = [
        module
        for one in found.get("overrides", [])
        for module in one["module"]
        if module.split(".")[0] in (*PACKAGES, "*")
    ]
    return [*(f"without {name}" for name in left_out), *loosened, *own]


def main() -> int:
    """Prints the count; 1 where it has grown."""
    told = places()
    odd = exceptions(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    sys.stdout.write(f"type: ignore: {len(told)} of at most {MOST}\n")
    if len(told) > MOST or odd:
        sys.stdout.write("".join(f"{one}\n" for one in (*told, *odd)))
        sys.stdout.write("Give it its real type; where none can be right, change MOST and say why there.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
