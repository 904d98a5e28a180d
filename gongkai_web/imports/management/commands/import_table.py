"""`gongkai manage import_table FILE --table items --agency SLUG`: items, past stock, registers."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.imports.models import TableImport
from gongkai_web.imports.tables import actions, books
from gongkai_web.imports.tables.declared import Result
from gongkai_web.publishing.items.models import Batch

_TOLD = 50


class Command(BaseCommand):
    """Imports a table; interrupted, the same command goes on where it was."""

    help = "从 CSV、XLSX 导入信息（草稿）、历史存量（批次）和台账；不会重复，中断以后再运行就接着导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --table CODE --agency SLUG --by USERNAME [--batch PK] [--dry-run] [--report FILE]."""
        parser.add_argument("file", type=Path, metavar="文件", help="CSV、XLSX、XLS 或者 ODS")
        tables = "items、stock、findings-evaluation、findings-superior 或 register-代号"
        parser.add_argument("--table", required=True, metavar="表", help=tables)
        parser.add_argument("--agency", required=True, metavar="代号", help="登记在哪个机关")
        parser.add_argument("--by", required=True, metavar="登录名", help="以谁的名义登记")
        parser.add_argument("--batch", type=int, metavar="编号", help="历史存量登记到哪一个批次")
        parser.add_argument("--dry-run", action="store_true", help="只说明前几行会怎样，什么也不写入")
        parser.add_argument("--report", type=Path, metavar="文件", help="把每一行的结果写成 XLSX")

    def handle(self, *_: Any, **given: Any) -> None:
        """Prints what cannot be and the counts; fails where a row cannot be."""
        try:
            begun = self._begun(given)
            if given["dry_run"]:
                self._try(begun)
                return
            finished = actions.run(begun)
        except OSError as problem:
            raise CommandError(f"{given['file']}：读不到文件（{problem.strerror}）。") from None
        except GongkaiError as problem:
            raise CommandError(f"{given['file']}：{problem}") from None
        if given["report"]:
            given["report"].write_bytes(books.report(finished))
        self._tell(finished)

    def _begun(self, given: dict[str, Any]) -> TableImport:
        agency = Agency.objects.filter(slug=given["agency"]).first()
        if agency is None:
            raise CommandError(f"没有代号为「{given['agency']}」的机关；请核对 --agency。")
        person = Person.objects.filter(username=given["by"]).first()
        if person is None:
            raise CommandError(f"没有登录名为「{given['by']}」的人员；请核对 --by。")
        batch = Batch.objects.filter(pk=given["batch"]).first() if given["batch"] else None
        path: Path = given["file"]
        return actions.begin(
            by=person,
            agency=agency,
            day=timezone.localdate(),
            table=given["table"],
            data=path.read_bytes(),
            name=path.name,
            batch=batch,
        )

    def _try(self, begun: TableImport) -> None:
        for one in actions.preview(begun):
            self.stdout.write(f"第 {one.line} 行：{one.result.label}　{one.sentence}".rstrip())

    def _tell(self, finished: TableImport) -> None:
        refused = finished.rows.filter(result=Result.REFUSED)
        for one in refused[:_TOLD]:
            self.stderr.write(f"第 {one.line} 行：{one.sentence}")
        counts = {one: finished.rows.filter(result=one).count() for one in Result}
        said = "，".join(f"{one.label} {count}" for one, count in counts.items() if count)
        self.stdout.write(f"共 {finished.total} 行：{said}")
        if counts[Result.REFUSED]:
            raise CommandError(
                f"{counts[Result.REFUSED]} 行没有登记，见上；改好以后再导入一次，已经登记的不会重复。"
            )
