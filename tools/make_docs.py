"""Do the docs still say what the program does? `python -m tools.make_docs` rewrites what is generated.

Two kinds of text are generated, wherever they stand in README*, CONTRIBUTING and docs/:

- a block between `<!-- generated: NAME -->` and `<!-- /generated -->`: the table of that name (`BLOCKS`);
- the answers in a block ```console: each line after `$ ` is run and what it prints is put below it. A line
  `…` stands for what is left out; the lines before and after it are kept as many as they are.

`tests/docs/test_docs.py` compares; so a table or an answer that has become stale fails the tests.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django

from tools import docs_commands, docs_coverage, docs_proofing, docs_publication, docs_tables

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = "…"
BLOCKS: dict[str, Callable[[], str]] = {
    **docs_tables.TABLES,
    **docs_publication.TABLES,
    **docs_commands.TABLES,
    **docs_proofing.TABLES,
    **docs_coverage.TABLES,
}
_BLOCK = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)
_CONSOLE = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
_RULE_SET = re.compile(r"(规则集 [\d.]+-)[0-9a-f]{12}")  # its digest changes with every word of a rule


def pages(root: Path = ROOT) -> list[Path]:
    """Every page of the docs, by path."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def made(text: str) -> str:
    """The page as it should read now. Raises KeyError for a block that nobody makes."""
    text = _BLOCK.sub(lambda found: f"{found[1]}\n{BLOCKS[found[2]]()}\n\n{found[3]}", text)
    return _CONSOLE.sub(lambda found: found[1] + _answered(found[2]) + found[3], text)


def _answered(block: str) -> str:
    """A console block with fresh answers."""
    asked = [(line.removeprefix("$ "), kept) for line, kept in _calls(block)]
    told = answers(tuple(line for line, _ in asked))
    return "".join(
        f"$ {line}\n" + "".join(f"{answer}\n" for answer in shortened(kept, fresh))
        for (line, kept), fresh in zip(asked, told, strict=True)
    )


def _calls(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each call of a console block with the answer that stands there."""
    kept: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            kept = []
            yield line, kept
        else:
            kept.append(line)


def shortened(kept: list[str], fresh: list[str]) -> list[str]:
    """The fresh answer, with as many lines before and after `…` as the page keeps."""
    if LEFT_OUT not in kept:
        return fresh
    head = kept.index(LEFT_OUT)
    tail = len(kept) - head - 1
    if len(fresh) <= head + tail:
        return fresh
    return [*fresh[:head], LEFT_OUT, *fresh[len(fresh) - tail :]]


@functools.cache
def answers(calls: tuple[str, ...]) -> list[list[str]]:
    """What the shell answers to these calls, one after the other in a folder of their own.

    The folder shows the repository's files by links; what a call writes stays in it. Raises RuntimeError
    for a call that breaks: a traceback is no answer.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-docs-") as folder:
        for entry in ("docs", "gongkai", "gongkai_web"):
            (Path(folder) / entry).symlink_to(ROOT / entry, target_is_directory=True)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        surroundings = {"PATH": path, "GONGKAI_DATA": f"{folder}/var", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
        found = []
        for call in calls:
            told = subprocess.run(  # noqa: S602 – our own docs
                call,
                shell=True,
                cwd=folder,
                env=surroundings,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            if "Traceback (most recent call last)" in told.stdout:
                raise RuntimeError(f"`{call}` broke: {told.stdout.splitlines()[-1]}")
            found.append(_RULE_SET.sub(r"\1…", told.stdout).splitlines())
    return found


def main() -> int:
    """Rewrites the pages that have become stale, and names them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
    with tempfile.TemporaryDirectory(prefix="gongkai-docs-") as folder:
        os.environ["GONGKAI_DATA"] = folder
        django.setup()
        for page in pages():
            before = page.read_text(encoding="utf-8")
            after = made(before)
            if after != before:
                page.write_text(after, encoding="utf-8")
                sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
