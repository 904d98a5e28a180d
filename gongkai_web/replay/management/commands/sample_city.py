"""`gongkai manage sample_city`: builds the sample city in an empty installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai_web.agencies.models import Agency
from gongkai_web.replay.sample_city import (
    CITY,
    LAST_YEAR,
    PEOPLE,
    SUPERVISOR,
    begun,
    build,
    carry_on,
    new_password,
)
from gongkai_web.turns import alone


class Command(BaseCommand):
    """Builds once, and goes on where that was cut off; later it only says how to sign in."""

    help = "建立示范市：五个虚构机关，由记录数出五份年报。"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints a line a report and how to sign in."""
        kept = Path(settings.DATA) / "demo-password.txt"
        if begun() or not Agency.objects.exists():
            self.stdout.write("正在由五份年报重演一年的记录，约需一分钟……")
            self._build(_password(kept))
        elif not kept.exists():
            self.stdout.write("这里已有别的机关，没有建立示范市。")
            return
        people = "、".join(f"{name}（{role.label}）" for name, _, role in (*PEOPLE, SUPERVISOR))
        self.stdout.write(f"工作人员登录：{people}，口令 {kept.read_text().strip()}")

    def _build(self, password: str) -> None:
        equal = 0
        with alone():
            for replayed in build(password):
                equal += 1
                said = len(replayed.statements)
                self.stdout.write(
                    f"  {replayed.agency.name} {replayed.year} 年度：{replayed.cases} 件申请，"
                    f"比较 {replayed.compared} 格，全部相同；正文的陈述 {said} 条，全部数得出"
                )
            carry_on(Agency.objects.get(slug=CITY), LAST_YEAR, timezone.localdate())
        self.stdout.write(f"{equal} of {equal} equal")


def _password(kept: Path) -> str:
    """What the staff sign in with; written down first, so that a run that goes on knows it."""
    if not (begun() and kept.exists()):
        kept.touch(mode=0o600)
        kept.write_text(new_password() + "\n")
    return kept.read_text().strip()
