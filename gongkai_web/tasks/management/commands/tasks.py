"""`gongkai manage tasks [--retry ID]`: what waits, what has failed and why, and when the schedule is next."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gongkai_web.errors import Refused
from gongkai_web.tasks import actions, queries
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, Schedule

_MOST = 200


class Command(BaseCommand):
    """For whoever runs the site: one line a job, its sentence below it."""

    help = "列出等待、正在执行和失败的任务，以及定时任务的下一次；--retry 编号 把失败的重新排入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--retry ID]."""
        parser.add_argument("--retry", type=int, metavar="编号", help="重新排入这个失败的任务")

    def handle(self, *_: Any, retry: int | None, **__: Any) -> None:
        """The list, or one job again."""
        if retry is not None:
            try:
                job = actions.retry(pk=retry, now=now())
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"任务 {job} 已重新排入。")
            return
        found = queries.open_jobs()
        for job in found[:_MOST]:
            self.stdout.write(_line(job))
            if job.error:
                self.stdout.write(f"    {job.error}")
        self.stdout.write(f"未完成的任务 {found.count()} 个。")
        for row in queries.schedules():
            self.stdout.write(_scheduled(row))


def _line(job: Job) -> str:
    where = f"，在 {job.worker}" if job.worker else ""
    return (
        f"{job.pk}  {job.get_state_display()}  {job.name}  {_time(job.run_at)}，"
        f"已试 {job.attempts} / {job.most_attempts} 次{where}"
    )


def _scheduled(row: Schedule) -> str:
    last = f"，上一次应在 {_time(row.last_at)}" if row.last_at else ""
    late = f"，迟了 {row.last_late}" if row.last_late else ""
    return f"定时  {row.name}  {row.cron}，下一次 {_time(row.next_at)}{last}{late}"


def _time(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
