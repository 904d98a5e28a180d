"""A law folder with forms that came after today's: entered as data alone, asked by the command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gongkai
from gongkai.lawbook import FOLDER_SETTING

LAW = Path(gongkai.__file__).parent / "law"
DOCS = Path(gongkai.__file__).parents[1] / "docs" / "law.md"
BLOCKS = re.compile(r"```yaml\n# (新建|追加) (\S+)\n(.*?)```", re.DOTALL)
ABOUT_FORMS = re.compile(r"^## 录入新的年报格式\n(.*?)^## ", re.DOTALL | re.MULTILINE)
_RUN = "import sys; from gongkai.cli import main; sys.exit(main(sys.argv[1:]))"
_RULE_SET = re.compile(r"(\d+\.\d+\.\d+)-[0-9a-f]{12}")


@dataclass(frozen=True)
class Told:
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The JSON documents: one a line, or a single one over many lines."""
        if self.out.startswith("{\n"):
            return [json.loads(self.out)]
        return [json.loads(line) for line in self.out.splitlines()]


def copied(folder: Path) -> Path:
    """The law of this installation in a folder of its own."""
    return Path(shutil.copytree(LAW, folder))


def entered(folder: Path) -> Path:
    """The same with the form that docs/law.md enters, by its very steps."""
    section = ABOUT_FORMS.search(DOCS.read_text(encoding="utf-8"))
    assert section
    copied(folder)
    for what, file, text in BLOCKS.findall(section[1]):
        path = folder / file
        assert path.exists() == (what == "追加")
        with path.open("a", encoding="utf-8") as opened:
            opened.write(text)
    return folder


def command(law: Path | None, *words: object) -> Told:
    """`gongkai` with these words, under the law of that folder or of this installation.

    The version of the rule set is left out: it is another one as soon as the law has one row more.
    """
    setting = {FOLDER_SETTING: str(law)} if law else {}
    environment = {key: value for key, value in os.environ.items() if key != FOLDER_SETTING} | setting
    call = [sys.executable, "-c", _RUN, *map(str, words)]
    told = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=300, check=False)
    return Told(_RULE_SET.sub(r"\1", told.stdout), told.stderr, told.returncode)
