"""How long does a command take to begin, beside the bare import of what it uses?

Processor time of whole processes, base and command in turn, the median of the ratios of pairs: a busy machine
slows both. What each uses stands beside it: a question of the law its module, the help its parser, what lists
the commands of the site Django set up with it. And what it costs that even a single file is read by another
process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.law.formats import builders, writers

_PAIRS = 15
_CALL = ("-c", "from gongkai.cli import main; raise SystemExit(main())")
_READ = (
    "-c",
    "import sys, pathlib, gongkai.checking, gongkai.reading\n"
    "gongkai.checking.check(gongkai.reading.read(pathlib.Path(sys.argv[1])))",
)
_SITE = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'gongkai_web.settings'; django.setup()"
# The words of the command, and the import of what it uses.
_COMMANDS = {
    "gongkai --version": (("--version",), "import gongkai.cli"),
    "gongkai due": (("due", "--received", "2024-09-20"), "import gongkai.due"),
    "gongkai fee": (("fee", "--by", "items", "--count", "40"), "import gongkai.tariff"),
    "gongkai rules": (("rules",), "import gongkai.checking"),
    "gongkai serve --help": (("serve", "--help"), "import gongkai.cli"),
    "gongkai manage help": (("manage", "help"), _SITE),
}


def run() -> list[tuple[str, str]]:
    """(what, measured) for the bench's table."""
    rows = [_begun(what, words, base) for what, (words, base) in _COMMANDS.items()]
    return [*rows, _one_file()]


def _begun(what: str, words: tuple[str, ...], base: str) -> tuple[str, str]:
    pairs = _pairs(lambda: _processor("-c", base), lambda: _processor(*_CALL, *words))
    ratio = statistics.median(command / base for base, command in pairs)
    median = statistics.median(command for _, command in pairs)
    used = "建立 Django 和站点" if base == _SITE else f"只载入 {base.removeprefix('import ')} "
    return f"{what}：启动", f"{median * 1000:.0f} 毫秒处理器时间，是{used}的 {ratio:.1f} 倍"


def _one_file() -> tuple[str, str]:
    """The command, which has the file read by another process, beside a program that reads it itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "report.html")
        Path(path).write_bytes(writers.as_html(builders.distinct()))
        pairs = _pairs(lambda: _processor(*_READ, path), lambda: _processor(*_CALL, "check", path))
    ratio = statistics.median(command / base for base, command in pairs)
    return "gongkai check 一份网页（由另一个进程读）", f"是在本进程里读并核对的 {ratio:.2f} 倍"


def _pairs(base: Callable[[], float], other: Callable[[], float]) -> list[tuple[float, float]]:
    base(), other()  # the first time the files come from the disk
    return [(base(), other()) for _ in range(_PAIRS)]


def _processor(*words: str) -> float:
    """Seconds of the processor that Python takes for that."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, *words], stdout=quiet, stderr=quiet)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime
