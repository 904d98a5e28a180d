"""`gongkai manage morning [--send] [--day DAY]`: the summary of the morning, one mail a person."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.workdays import calendar
from gongkai_web.holidays.queries import install
from gongkai_web.schedule import mail
from gongkai_web.schedule.queries import readers, summary


class Command(BaseCommand):
    """For cron, every morning: on a rest day nothing is sent. Without --send it prints what would be."""

    help = "打印每个人的早间办理提醒；加 --send 用电子邮件发出。休息日不发，没有要说的不发。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--send] [--day DAY]."""
        parser.add_argument("--send", action="store_true", help="用电子邮件发出")
        parser.add_argument("--day", type=date.fromisoformat, metavar="日期", help="默认是今天")

    def handle(self, *_: Any, send: bool, day: date | None, **__: Any) -> None:
        """One mail a person; a failing address does not stop the others, and is said."""
        install()
        day = day or timezone.localdate()
        if send and not calendar().is_workday(day):
            self.stdout.write(f"{day} 是休息日，不发。")
            return
        people = readers(day)
        sent = failed = silent = 0
        for person in people:
            found = summary(person, day)
            if found.empty:
                silent += 1
                continue
            subject, body = mail.subject(found), mail.body(found, settings.GONGKAI_SITE["domain"])
            if not send:
                self.stdout.write(f"致 {person.display_name} <{person.email}>\n{subject}\n{body}\n")
                continue
            try:
                send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
                sent += 1
            except OSError as error:
                failed += 1
                self.stderr.write(f"发给 {person.display_name} <{person.email}> 失败：{error}；其余照发。")
        if send:
            self.stdout.write(f"已发出 {sent} 封，失败 {failed} 封。")
        if silent == len(people):
            self.stdout.write(
                f"没有要说的：填写了电子邮箱的在任人员 {len(people)} 人（在办公页面“日程”里填写）。"
            )
