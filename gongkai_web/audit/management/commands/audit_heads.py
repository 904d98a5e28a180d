"""Where do the chains of the audit trail end now? To be noted down outside this system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gongkai_web.audit import queries


class Command(BaseCommand):
    """`gongkai audit heads`."""

    help = "印出各条审计链的条数和摘要，供抄到本系统以外保存"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints a line for each chain."""
        for line in queries.written(queries.heads()):
            self.stdout.write(line)
