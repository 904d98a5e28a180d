"""Which commands does the office add to `gongkai`, and how are their words read?

`COMMANDS` maps the first word of a command to a function of the remaining words that returns the exit
status (0 done, 1 something is wrong, 2 wrong usage). `gongkai.cli` finds it by the entry-point group
`gongkai.commands`. The words are read here, before the site is loaded (`running`): `--help` and a slip need
neither Django nor the server.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable

from gongkai.cli.words import Parser, lacking
from gongkai.errors import UsageError

WRONG_USAGE = 2
Read = Callable[[list[str]], argparse.Namespace]
_RUNNING = "gongkai_web.running"
AUDIT_USAGE = "用法：gongkai audit verify [--expect 文件]、gongkai audit heads、gongkai audit anchor"


def _of_serve(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="gongkai serve", description="运行站点；先把数据库更新到最新。")
    _add_address(parser)
    parser.add_argument("--workers", type=_some, default=2, metavar="进程数", help="默认 2")
    parser.add_argument("--threads", type=_some, default=8, metavar="线程数", help="每个进程的，默认 8")
    _add_no_worker(parser)
    return parser.parse_args(words)


def _of_demo(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="gongkai demo", description="建立示范站点并打开；第二次不再重建。")
    _add_address(parser)
    parser.add_argument("--build-only", action="store_true", help="只建立，不打开")
    _add_no_worker(parser)
    return parser.parse_args(words, argparse.Namespace(workers=1, threads=8))


def _of_work(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="gongkai work", description="执行排入的任务和定时任务；可以同时开几个。")
    parser.add_argument("--once", action="store_true", help="到期的都执行完就结束")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)  # `serve` ends it with itself
    return parser.parse_args(words)


def _of_backup(words: list[str]) -> argparse.Namespace:
    return _one_file(words, "用法：gongkai backup 文件.tar.gz")


def _of_restore(words: list[str]) -> argparse.Namespace:
    return _one_file(words, "用法：gongkai restore 文件.tar.gz（恢复到 GONGKAI_DATA 指明的空目录）")


def _one_file(words: list[str], usage: str) -> argparse.Namespace:
    if len(words) != 1 or words[0].startswith("-"):
        raise UsageError(usage)
    return argparse.Namespace(file=words[0])


def _of_audit(words: list[str]) -> argparse.Namespace:
    if not words or words[0] not in {"verify", "heads", "anchor"}:
        raise UsageError(f"gongkai audit 只认识 verify、heads 和 anchor。{AUDIT_USAGE}")
    return argparse.Namespace(what=words[0], words=words[1:])


def _of_manage(words: list[str]) -> argparse.Namespace:
    return argparse.Namespace(words=words)


def _add_no_worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-worker", action="store_true", help="不带执行任务的进程，另用 gongkai work 开")


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认 127.0.0.1，只有本机能打开")
    parser.add_argument("--port", type=_port, default=8000, metavar="端口", help="默认 8000")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"「{text}」不是端口，应在 1 至 65535 之间")
    return int(text)


def _some(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"「{text}」不是数目，至少为 1")
    return int(text)


def _command(name: str, read: Read) -> Callable[[list[str]], int]:
    """The command: first its words, then the site."""

    def call(words: list[str]) -> int:
        try:
            given = read(words)
        except UsageError as slip:
            sys.stderr.write(f"{slip}\n")
            return WRONG_USAGE
        except SystemExit as ended:  # the help was printed
            return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        try:
            running = importlib.import_module(_RUNNING)
        except ModuleNotFoundError as problem:
            raise lacking(name, problem) from None
        run: Callable[[argparse.Namespace], int] = running.COMMANDS[name]
        return run(given)

    return call


COMMANDS = {
    name: _command(name, read)
    for name, read in {
        "audit": _of_audit,
        "backup": _of_backup,
        "demo": _of_demo,
        "manage": _of_manage,
        "restore": _of_restore,
        "serve": _of_serve,
        "work": _of_work,
    }.items()
}
