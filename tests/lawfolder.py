"""How does a test work under another law: a copy of the law folder, changed, as if it were the installed one?

What was read from the law is kept in caches; they are emptied when the folder changes, and again afterwards.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from gongkai import lawbook

BLOCK = re.compile(r"```yaml\n# (新建|追加) (\S+)\n(.*?)```", re.DOTALL)


class LawFolder:
    """A copy of the law folder that a test may change."""

    def __init__(self, root: Path) -> None:
        self.root = Path(shutil.copytree(lawbook.lawbook().root, root))

    def told_by(self, page: Path, *headings: str) -> list[tuple[str, str]]:
        """What the page shows under those headings: files of the law folder and the lines to enter."""
        parts = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        wanted = [part for part in parts if part.partition("\n")[0] in headings]
        assert len(wanted) == len(headings), f"{page.name} has not all of {headings}"
        found = [block for part in wanted for block in BLOCK.findall(part)]
        for what, file, _ in found:
            there = (self.root / file).exists()
            assert there == (what == "追加"), (
                f"{page.name} 的例子写「{what} {file}」，法规目录里却{'已经有' if there else '没有'}它；"
                "例子的年份已经录入的，请把例子往后挪一年。"
            )
        return [(file, text) for _, file, text in found]

    def enter(self, file: str, text: str) -> None:
        """Adds lines at the end of a file, which is made where it is not there."""
        with (self.root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replaces the first place of a file; fails where it is not there."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add_value(self, file: str, key: str, value: str) -> None:
        """Adds a value at the end of the values of a rule, before the next rule of the file."""
        path = self.root / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        start = lines.index(f"{key}:\n")
        end = next((n for n in range(start + 1, len(lines)) if lines[n][0] not in " #\n"), len(lines))
        lines[end:end] = value if value.endswith("\n") else f"{value}\n"
        path.write_text("".join(lines), encoding="utf-8")

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Within this block it is the law of the installation."""
        with mock.patch.dict(os.environ, {lawbook.FOLDER_SETTING: str(self.root)}):
            forget()
            try:
                yield
            finally:
                forget()


def forget() -> None:
    """Empties every cache of both packages."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in {"gongkai", "gongkai_web"}:
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
