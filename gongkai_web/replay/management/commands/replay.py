"""`gongkai manage replay FILE… [--agency NAME]`: a year of records from a report, compared with it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from gongkai import corpus
from gongkai.booktitle import in_marks
from gongkai.errors import GongkaiError
from gongkai.outcomes import agency_kinds
from gongkai_web.errors import Refused
from gongkai_web.replay.plan import plan
from gongkai_web.replay.replay import KEPT, Differs, Replayed, replay
from gongkai_web.replay.staff import agency_called, staff_of


class Command(BaseCommand):
    """Replays files one after the other; whatever was cut off goes on when it is run again."""

    help = "按年报文件重演一年的记录，由记录数出年报，与文件逐格比较。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE… [--agency NAME] [--kind KIND] [--statements]."""
        parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="年报文件")
        parser.add_argument("--agency", metavar="名称", help="记在哪个机关名下；默认用报告里的机关名")
        parser.add_argument(
            "--kind", default="government_office", choices=list(agency_kinds()), help="新设机关的类型"
        )
        parser.add_argument(
            "--statements",
            action="store_true",
            help="逐条列出正文的陈述：功能清单的行、写的数、数出的数、是哪个数、在哪一页打开记录",
        )

    def handle(
        self,
        *_: Any,
        files: Iterable[Path],
        agency: str | None,
        kind: str,
        statements: bool,
        **__: Any,
    ) -> None:
        """Prints one line a file and the count; fails where one was refused or differs."""
        paths = list(files)
        pending = MigrationExecutor(connection)
        if pending.migration_plan(pending.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        equal = sum(self._one(path, agency, kind, told=statements) for path in paths)
        self.stdout.write(f"{equal} of {len(paths)} equal")
        if equal < len(paths):
            raise CommandError(f"{len(paths) - equal} 份报告没有重演成功，见上。")

    def _one(self, path: Path, agency: str | None, kind: str, *, told: bool) -> bool:
        try:
            replayed = _replay(path, agency, kind)
        except Differs as problem:
            for sentence in problem.replayed.sentences:
                self.stderr.write(f"{path}：{sentence}")
            self.stderr.write(f"{path}：{KEPT}")
            return False
        except (GongkaiError, Refused) as problem:
            self.stderr.write(f"{path}：{problem}".replace(f"{path}：{path}：", f"{path}："))
            return False
        self.stdout.write(
            f"{path}：{replayed.agency.name} {replayed.year} 年度，{replayed.cases} 件申请，"
            f"比较 {replayed.compared} 格，全部相同；正文的陈述 {len(replayed.statements)} 条，全部数得出"
        )
        if told:
            for one in sorted(replayed.statements, key=lambda one: one.statement.rule.row):
                self.stdout.write(f"  {one.line}")
        return True


def _replay(path: Path, name: str | None, kind: str) -> Replayed:
    report = corpus.report(path)
    year = plan(report).year  # refused before an agency is founded for it
    if not (name or report.agency):
        raise Refused(f"{path}：标题里没有机关名称；请用 --agency 指明记在哪个机关名下。")
    since = date(year - 5, 1, 1)
    with transaction.atomic():
        agency = agency_called(str(name or report.agency), kind=kind, founded_on=since)
        people = staff_of(agency, since)
    return replay(
        report, agency, officer=people.officer, head=people.head, source=f"引自{in_marks(report.title)}"
    )
