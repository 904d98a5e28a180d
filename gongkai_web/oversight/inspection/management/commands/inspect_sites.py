"""`gongkai manage inspect_sites`: works off the inspections that wait, in a process of its own."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from gongkai.kin import end_with_parent
from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.crawl import Crawler, Hours

MOST_BYTES = 1 << 20  # of one page


class Command(BaseCommand):
    """It may be killed at any time, and started again."""

    # They read the pages of all rooms, which a crawler never shows: half of its memory.
    requires_system_checks = ()

    help = "检查网站：把待查的一次次查完；随时可以停，再开时接着查。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--run NUMBER] [--parent PID]."""
        parser.add_argument("--run", type=int, metavar="编号", help="只查这一次")
        parser.add_argument("--parent", type=int, metavar="进程号", help="随这个上级进程一起结束")

    def handle(self, *_: Any, run: int | None, parent: int | None, **__: Any) -> None:
        """Says of each what came of it."""
        if parent is not None:
            end_with_parent(parent, signal.SIGTERM)
        hours = Hours.of(settings.INSPECT_HOURS)
        found = queries.unfinished()
        for one in found.filter(pk=run) if run is not None else found:
            limits = Limits(most_bytes=MOST_BYTES)
            fetcher = Fetcher(Pace(settings.INSPECT_SECONDS), limits, named=settings.FETCH_NAMED)
            done = Crawler(one, fetcher, frozenset(settings.FETCH_NAMED), hours).work()
            self.stdout.write(f"{one}：{'查完了' if done else '没有查完，下次接着查'}。")
