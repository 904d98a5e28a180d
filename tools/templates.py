"""Do the templates read like prose? No line beyond 120 signs, no table but the parts of the look.

A table that a page writes for itself forgets its region, its caption or its scrolling box; `{% data_table %}`
forgets none. White space between Chinese words is seen, so long lines are broken inside a tag's own brackets,
between blocks, or moved into the view.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1] / "gongkai_web"
PARTS = Path("templates", "look")
LONGEST = 120


def faults(root: Path = ROOT) -> Iterator[str]:
    """Each fault as a sentence with its place, in the order of the files."""
    for path in sorted(root.rglob("templates/**/*.html")):
        place = path.relative_to(root)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield from (f"{root.name}/{place}:{number} {said}" for said in _said(place, line))


def _said(place: Path, line: str) -> Iterator[str]:
    if len(line) > LONGEST:
        yield f"有 {len(line)} 个字符，超过 {LONGEST} 个；请在标签里面或者两块之间换行，或者把话写进 Python。"
    if "<table" in line.lower() and not place.is_relative_to(PARTS):
        yield "自己写了表格；请用 {% data_table %}，它自带区域、标题和横向滚动。"


def main() -> int:
    """Print the faults; 1 where there are any."""
    found = list(faults())
    sys.stdout.write(("\n".join(found) or "模板没有过长的行，也没有自己写的表格。") + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
