"""`gongkai manage morning [--send] [--day DAY]`: the summary of the morning, one mail a person."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.workdays import calendar
from gongkai_web.holidays.queries import install
from gongkai_web.schedule import mail
from gongkai_web.schedule.jobs import put_summaries
from gongkai_web.schedule.queries import readers, summary
from gongkai_web.tasks.models import State
from gongkai_web.tasks.worker import run_here


class Command(BaseCommand):
    """What a worker does every morning, now. Without --send it prints what would be sent."""

    help = "打印每个人的早间办理提醒；加 --send 用电子邮件发出。休息日不发，没有要说的不发，一人一天一封。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--send] [--day DAY]."""
        parser.add_argument("--send", action="store_true", help="用电子邮件发出")
        parser.add_argument("--day", type=date.fromisoformat, metavar="日期", help="默认是今天")

    def handle(self, *_: Any, send: bool, day: date | None, **__: Any) -> None:
        """On a rest day nothing is sent."""
        install()
        day = day or timezone.localdate()
        if not send:
            said = self._print(day)
        elif not calendar().is_workday(day):
            self.stdout.write(f"{day} 是休息日，不发。")
            return
        else:
            said = self._send(day)
        if not said:
            people = readers(day).count()
            self.stdout.write(f"没有要说的：填写了电子邮箱的在任人员 {people} 人（在办公页面“日程”里填写）。")

    def _print(self, day: date) -> int:
        """How many have something to read."""
        said = 0
        for person in readers(day):
            found = summary(person, day)
            if not found.empty:
                said += 1
                subject, body = mail.subject(found), mail.body(found, settings.GONGKAI_SITE["domain"])
                self.stdout.write(f"致 {person.display_name} <{person.email}>\n{subject}\n{body}\n")
        return said

    def _send(self, day: date) -> int:
        """How many had something to read. A failing address does not stop the others, and is said."""
        sent = failed = before = 0
        for person, result in put_summaries(day):
            if result.is_finished:
                before += 1
                continue
            job = run_here(result.job)
            sent += job.value is True
            if job.state != State.SUCCESSFUL:
                failed += 1
                self.stderr.write(f"发给 {person.display_name} <{person.email}> 失败：{job.error}其余照发。")
        earlier = f"，{before} 人的今天已经发过" if before else ""
        self.stdout.write(f"已发出 {sent} 封，失败 {failed} 封{earlier}。")
        return sent + failed + before
