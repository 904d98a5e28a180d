"""`gongkai manage reencrypt`: after a change of key, brings every identity number under the new one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai_web.cases.actions import reencrypt_applicants
from gongkai_web.corrections.actions import reencrypt_corrections
from gongkai_web.errors import Refused


class Command(BaseCommand):
    """The former keys stay in the setting: query codes that were handed out under them stay good."""

    help = "更换密钥以后运行：把全部证件号码改用排在第一的密钥加密，摘要一并重算。"

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints how many were sealed anew; all of them or none."""
        try:
            applicants, corrections = reencrypt_applicants(), reencrypt_corrections()
        except Refused as problem:
            raise CommandError(f"{problem}没有改动任何一件。") from problem
        self.stdout.write(f"已改用新的密钥：申请人 {applicants} 个，更正申请 {corrections} 件。")
