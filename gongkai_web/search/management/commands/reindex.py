"""`gongkai manage reindex`: makes what can be found equal what is public, after an upgrade or an import."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gongkai_web.search.actions import catch_up
from gongkai_web.search.engines import engine
from gongkai_web.search.subjects import subjects


class Command(BaseCommand):
    """Compares in parts, while the site serves; what is right already is not written."""

    help = "升级以后运行：把检索与公开的内容逐条核对，缺的补上，不再公开的去掉。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--anew` for a version that keeps other words of the same things."""
        parser.add_argument("--anew", action="store_true", help="每一条都重新写，不只补缺的")

    def handle(self, *_: Any, anew: bool = False, **__: Any) -> None:
        """Prints how many were mended."""
        mended = sum(catch_up(code, anew=anew) for code in subjects())
        engine().rebuild()
        self.stdout.write(f"检索核对完成，改正 {mended} 条。")
