"""`gongkai work [--once]`: a worker, until it is told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from gongkai_web.tasks.worker import work


class Command(BaseCommand):
    """Any number of them, on every host that reaches the database."""

    help = "执行排入的任务和定时任务，可以同时开几个；--once 到期的都执行完就结束。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--once] [--parent PID]."""
        parser.add_argument("--once", action="store_true", help="到期的都执行完就结束")
        parser.add_argument("--parent", type=int, metavar="进程号", help="随这个上级进程一起结束")

    def handle(self, *_: Any, once: bool, parent: int | None, **__: Any) -> None:
        """Says how many it ran, where it was asked for one round."""
        done = work(once=once, parent=parent)
        if once:
            self.stdout.write(f"执行了 {done} 个任务。")
