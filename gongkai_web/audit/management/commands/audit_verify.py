"""Is the audit trail whole? Exit status 0 where it is, 1 where it breaks."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from gongkai_web.audit import queries


class Command(BaseCommand):
    """`gongkai audit verify`."""

    help = "核对审计记录的链是否完整"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints one sentence."""
        found = queries.verify()
        self.stdout.write(found.sentence)
        if not found.sound:
            sys.exit(1)
