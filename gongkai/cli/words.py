"""How are the words of a call read, and how is a wrong call answered?"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from gongkai.errors import UsageError

Command = Callable[[argparse.Namespace], int]


def lacking(name: str, problem: ModuleNotFoundError) -> UsageError:
    """A command of the office where the office is not installed whole."""
    missing = f"命令「{name}」属于网站部分，缺少软件包 {problem.name}"
    return UsageError(f"{missing}；请安装 gongkai[web]（或运行 make setup）。")


class Parser(argparse.ArgumentParser):
    """Wrong usage is one Chinese sentence and exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{_in_chinese(message)}用法见 {self.prog} --help。")


def _in_chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required: ", "缺少参数："),
        ("unrecognized arguments: ", "不认识的参数："),
        ("expected one argument", "后面要跟一个值"),
        ("expected at least one argument", "后面至少要跟一个值"),
        ("invalid choice: ", "不允许的值："),
        ("(choose from ", "（可用："),
        ("argument ", "参数 "),
    ):
        message = message.replace(english, chinese)
    return (
        message.rstrip("。)") + ("）" if "（可用：" in message and not message.endswith("）") else "") + "。"
    )


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应写成 2024-09-20 的样子") from None


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"「{text}」不是不小于零的整数")
    return int(text)
