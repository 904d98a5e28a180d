"""`gongkai manage import_register FILE --agency SLUG`: the cases of a register kept in Excel."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai.errors import GongkaiError
from gongkai.outcomes import applicant_kinds
from gongkai.procedure.facts import Channel
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import staff_of
from gongkai_web.imports.habits import known_of
from gongkai_web.imports.run import Report, Result, check_register, import_register
from gongkai_web.imports.words import words

_TOLD = (Result.REFUSED, Result.ASKED)


class Command(BaseCommand):
    """Imports a register, or says what would come of it."""

    help = "从 Excel、CSV 登记簿导入今年的申请件和结转到今年的在办件；同一份导入两次不会重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --agency SLUG [--by USERNAME] [--dry-run] [--kind KIND] [--channel CHANNEL] [--past]."""
        parser.add_argument("file", type=Path, metavar="文件", help="XLSX、XLS、ODS 或者 CSV")
        parser.add_argument("--agency", required=True, metavar="代号", help="登记在哪个机关")
        parser.add_argument("--by", metavar="登录名", help="以谁的名义登记；默认机关的经办人")
        parser.add_argument("--dry-run", action="store_true", help="只说明会怎样，什么也不写入")
        parser.add_argument(
            "--kind", default="", choices=["", *applicant_kinds()], help="没有写申请人类型的按哪一类"
        )
        parser.add_argument(
            "--channel", default="", choices=["", *Channel.values], help="没有写提交方式的按哪一种"
        )
        parser.add_argument("--year", type=int, metavar="年", help="没有写年份的日期按哪一年")
        parser.add_argument("--past", action="store_true", help="以前年度已经答复的也登记")

    def handle(self, *_: Any, **given: Any) -> None:
        """Prints what cannot be and the count; fails where a row cannot be."""
        path: Path = given["file"]
        today = timezone.localdate()
        agency = Agency.objects.filter(slug=given["agency"]).first()
        if agency is None:
            raise CommandError(f"没有代号为「{given['agency']}」的机关；请核对 --agency。")
        about: dict[str, Any] = {
            "agency": agency,
            "today": today,
            "defaults": replace(
                known_of(agency), **{name: given[name] for name in ("kind", "channel", "year", "past")}
            ),
        }
        try:
            data = path.read_bytes()
            if given["dry_run"]:
                report = check_register(data, path.name, **about)
            else:
                report = import_register(data, path.name, by=_person(given["by"], agency), **about)
        except OSError as problem:
            raise CommandError(f"{path}：读不到文件（{problem.strerror}）。") from None
        except GongkaiError as problem:
            raise CommandError(f"{path}：{problem}") from None
        self._tell(report)

    def _tell(self, report: Report) -> None:
        for line in report.lines:
            if line.result in _TOLD:
                self.stderr.write(line.sentence)
        for table in report.untold:
            missing = "、".join(words().labels[key] for key in table.missing)
            self.stderr.write(f"不知道哪一列是{missing}；请在“导入登记簿”的页面上选一次，这里也就认得。")
        for sentence in report.unread:
            self.stderr.write(f"没有读：{sentence}")
        if report.unknown_columns:
            self.stdout.write(f"没有认出、不导入的列：{'、'.join(report.unknown_columns)}")
        said = "，".join(f"{result.label} {count}" for result, count in report.counts.items())
        self.stdout.write(f"共 {len(report.lines)} 行：{said or '没有可以登记的行'}")
        if not report.tables:
            raise CommandError("没有可以登记的行，见上。")
        wrong = sum(report.counts.get(result, 0) for result in _TOLD)
        if wrong:
            raise CommandError(f"{wrong} 行没有登记，见上；改好以后再导入一次，已经登记的不会重复。")


def _person(username: str | None, agency: Agency) -> Person:
    """Who enters it: named, or the first officer of the agency."""
    if username:
        found = Person.objects.filter(username=username).first()
        if found is None:
            raise CommandError(f"没有登录名为「{username}」的人员；请核对 --by。")
        return found
    office = staff_of(agency, timezone.localdate()).filter(role=Role.OFFICER).order_by("pk").first()
    if office is None:
        raise CommandError(f"{agency.name}现在没有经办人；请先任命，或者用 --by 指明以谁的名义登记。")
    return office.person
