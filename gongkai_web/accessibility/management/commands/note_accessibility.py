"""`gongkai manage note_accessibility FILE`: enters what a run of the accessibility checks found."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai_web.accessibility import actions
from gongkai_web.accessibility.results import read
from gongkai_web.errors import Refused


class Command(BaseCommand):
    """The whole file, or nothing."""

    help = "登记一次无障碍检查的结果：make accessible 写出的文件。统计里有检查了多少种页面、通过多少。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE."""
        parser.add_argument("file", type=Path, metavar="文件")

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        """Says how many passed, and which did not."""
        try:
            run = read(file.read_bytes())
            rows = actions.note_checks(run=run, today=timezone.localdate())
        except OSError as problem:
            raise CommandError(f"「{file}」打不开：{problem.strerror}。") from problem
        except Refused as problem:
            raise CommandError(str(problem)) from problem
        passed = sum(row.passed for row in rows)
        self.stdout.write(f"{run.day}，版本 {run.release}：检查 {len(rows)} 种页面，通过 {passed} 种。")
        for row in rows:
            if not row.passed:
                self.stdout.write(f"  {row.page}：{'、'.join(row.broken)}")
