"""Is the audit trail whole, and what it speaks of as it was written? Status 0 where it is, 1 where not."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gongkai_web.audit import queries
from gongkai_web.audit.verify import verify


class Command(BaseCommand):
    """`gongkai audit verify`."""

    help = "核对审计记录是否完整，与其所记的内容是否一致"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ends that were noted down outside."""
        parser.add_argument(
            "--expect",
            metavar="文件",
            help="以前用 gongkai audit heads 印出、另外保存的链尾；- 为标准输入",
        )

    def handle(self, *_: Any, expect: str | None = None, **__: Any) -> None:
        """Prints the answer."""
        found = verify(queries.noted(_read(expect).splitlines(), expect) if expect else None)
        self.stdout.write(found.sentence)
        if not found.sound:
            sys.exit(1)


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise queries.HeadsError(f"读不了 {name}（{problem}）；请核对路径。") from problem
