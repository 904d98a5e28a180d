"""Which command is meant, and what status does the shell get?

A command loads its own module and no other: what reads and writes files takes five times as long to load as
`gongkai due` takes to answer. This is the one place where modules are named by strings, for that reason.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import entry_points

from gongkai import __version__
from gongkai.cli.terminal import show_all
from gongkai.cli.words import Command, Parser, lacking
from gongkai.errors import GongkaiError, UsageError

# In the order of the help. A module may have several; its `add` adds them all.
_MODULES = {
    "read": "gongkai.cli.reports",
    "check": "gongkai.cli.reports",
    "compare": "gongkai.cli.comparing",
    "combine": "gongkai.cli.writing",
    "write": "gongkai.cli.writing",
    "verify": "gongkai.cli.verifying",
    "due": "gongkai.cli.terms",
    "fee": "gongkai.cli.fees",
    "rules": "gongkai.cli.rules",
    "proof": "gongkai.cli.proofing",
    "law": "gongkai.cli.law",
}
OFFICE = {
    "demo": "建立示范站点并打开",
    "serve": "运行站点",
    "work": "执行排入的任务和定时任务",
    "manage": "站点的管理命令",
    "backup": "备份站点",
    "restore": "恢复备份",
    "audit": "核对操作记录（verify），印出链尾（heads）和锚定（anchor）",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    written = list(sys.argv[1:] if argv is None else argv)
    show_all()
    try:
        if written and written[0] in OFFICE:
            return _office(written[0], written[1:])
        options = _parser_for(written[:1]).parse_args(written)
        command: Command = options.command
        return command(options)
    except GongkaiError as problem:
        print(problem, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """All commands and their options; the docs print their help from here."""
    return _parser(_MODULES.values())


def _parser_for(first: list[str]) -> argparse.ArgumentParser:
    """The parser of the command that is meant; of all, where help is asked for or the word is not known."""
    if first == ["--version"]:
        return _parser(())
    return _parser([_MODULES[word] for word in first if word in _MODULES] or _MODULES.values())


def _parser(modules: Iterable[str]) -> argparse.ArgumentParser:
    top = Parser(prog="gongkai", description="政府信息公开：读、核对年度报告，算期限和信息处理费。")
    top.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = top.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    for module in dict.fromkeys(modules):
        importlib.import_module(module).add(commands)
    for name, text in OFFICE.items():
        commands.add_parser(name, help=text)  # for the list of commands only; main() hands them over
    return top


def _office(name: str, words: list[str]) -> int:
    offered: dict[str, Callable[[list[str]], int]] = {}
    for point in entry_points(group="gongkai.commands"):
        try:
            offered |= point.load()
        except ModuleNotFoundError as problem:
            raise lacking(name, problem) from None
    if name not in offered:
        raise UsageError(f"命令「{name}」属于网站部分，这里没有安装；请安装 gongkai[web]。")
    return offered[name](words)
