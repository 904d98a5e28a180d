"""How is each command called? The pages' help, from the same parsers that read the calls."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
from collections.abc import Callable

from django.core.management import __path__ as django_core
from django.core.management import find_commands, get_commands, load_command_class
from django.core.management.base import BaseCommand

from gongkai.cli.commands import OFFICE, parser
from gongkai_web.commands import COMMANDS
from tools.docs_tables import table

Action = argparse.Action


def commands() -> str:
    """Every command with its usage, its options and what each means."""
    (choices,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    parts = [_office(name) if name in OFFICE else _library(one) for name, one in choices.choices.items()]
    return "\n\n".join(parts)


def management() -> str:
    """The management commands of our own."""
    # `migrate` takes the same words as Django's own.
    theirs = find_commands(django_core[0])
    found = {name: str(app) for name, app in get_commands().items() if name not in theirs}
    ours = [(name, app) for name, app in found.items() if app.startswith("gongkai_web")]
    rows = []
    for name, app in sorted(ours):
        command = load_command_class(str(app), name)
        common = {action.dest for action in BaseCommand().create_parser("", "")._actions}
        own = [action for action in command.create_parser("", name)._actions if action.dest not in common]
        usage = " ".join(["gongkai manage", name, *map(_shown, own)])
        options = "；".join(f"{_name(action)} {action.help}" for action in own if action.help)
        rows.append((f"`{usage}`", command.help, options))
    return table(("调用", "做什么", "参数"), rows)


def _library(one: argparse.ArgumentParser) -> str:
    actions = [action for action in one._actions if action.dest != "help"]
    usage = " ".join([one.prog.replace(" 命令", ""), *map(_shown, actions)])
    rows = [(f"`{_name(action)}`", _explained(action)) for action in actions]
    head = f"## `{one.prog}`\n\n{one.description}\n\n```text\n{usage}\n```"
    return f"{head}\n\n{table(('参数', '说明'), rows)}" if rows else head


def _office(name: str) -> str:
    head = f"## `gongkai {name}`\n\n{OFFICE[name]}。"
    if name not in COMMANDS:
        return f"{head}这个命令还没有提供。"
    if name == "manage":
        return f"{head}本项目自己的几个见下面的表；其余是 Django 自带的，`gongkai manage help` 列出全部。"
    return f"{head}\n\n```text\n{_usage(name)}\n```"


def _usage(name: str) -> str:
    """The usage line of a command of the office, as it tells it itself."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        COMMANDS[name](["--help"])
    return re.split(r"用法：|usage: ", told.getvalue())[1].splitlines()[0]


def _name(action: Action) -> str:
    return action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest)


def _shown(action: Action) -> str:
    """The argument as it stands in the usage line."""
    repeated = "…" if action.nargs in {"+", "*"} or isinstance(action, argparse._AppendAction) else ""
    value = (
        "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())
    )
    if not action.option_strings:
        return value + repeated
    shown = _name(action) if action.nargs == 0 else f"{_name(action)} {_brief(value)}"
    return (shown if action.required else f"[{shown}]") + repeated


def _brief(value: str) -> str:
    """A long list of choices is told in words, not in the usage line."""
    return value if len(value) <= 40 else "值"


def _explained(action: Action) -> str:
    told = [action.help or ("一份或多份年报文件" if action.nargs == "+" else "年报文件")]
    if action.required and action.option_strings:
        told.append("必填")
    if isinstance(action, argparse._AppendAction):
        told.append("可以写多次")
    return "；".join(told)


TABLES: dict[str, Callable[[], str]] = {"commands": commands, "management": management}
