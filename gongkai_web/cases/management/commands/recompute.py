"""`gongkai manage recompute`: reads every case anew after an upgrade, and logs which days moved."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai_web.cases.actions import recompute_all

REASON = "软件升级后按现在的规则重新计算"


class Command(BaseCommand):
    """The events stay; only what is computed from them is written anew."""

    help = "升级以后运行：由办理事项重新计算每一件的状态和期限，变动的逐件记录。"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints what moved."""
        moved = recompute_all(by=None, day=timezone.localdate(), reason=REASON)
        for one in moved:
            self.stdout.write(f"{one.case.agency.name} {one.case.registry_number}：{'、'.join(one.changes)}")
        self.stdout.write(f"重新计算完成，{len(moved)} 件的期限或者下一步有变动。")
