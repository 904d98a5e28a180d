"""Notes the ends of all chains in one line of the audit trail, as happens every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gongkai_web.audit import queries
from gongkai_web.audit.actions import anchor
from gongkai_web.audit.models import ANCHOR


class Command(BaseCommand):
    """`gongkai audit anchor`."""

    help = "把各条审计链的链尾登记为一条锚定记录，并印出它：抄下这一行，就等于抄下了全部"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints the one line to be noted down outside."""
        anchor()
        self.stdout.write(queries.written({ANCHOR: queries.heads()[ANCHOR]})[0])
