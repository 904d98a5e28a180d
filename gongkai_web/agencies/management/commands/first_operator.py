"""`gongkai manage first_operator`: the first person of a new installation, who then adds all others."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai_web.agencies.actions import install_operator, refuse_second
from gongkai_web.errors import Refused

FROM = "GONGKAI_FIRST_PASSWORD"


class Command(BaseCommand):
    """Asks for the password, or takes it from the environment where nobody sits at a keyboard."""

    help = f"建立第一个系统管理员；口令在屏幕上问，或者取自环境变量 {FROM}。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("--username", required=True, help="登录名")
        parser.add_argument("--name", required=True, help="姓名")

    def handle(self, *_: Any, username: str, name: str, **__: Any) -> None:
        """Prints where to go on."""
        try:
            refuse_second()
            password = os.environ.get(FROM) or self._asked()
            install_operator(username=username, display_name=name, password=password)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已建立系统管理员 {username}；登录以后在“机关设置”设立机关，任命人员。")

    def _asked(self) -> str:
        first, again = getpass.getpass("口令（至少十位）："), getpass.getpass("再输入一次：")
        if first != again:
            raise CommandError("两次输入的口令不一样；请再来一次。")
        return first
