"""What do the commands of the office do, once their words are read (`commands`)?

`COMMANDS` maps their names to functions of what was read that return the exit status.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, call_command, get_commands
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseError
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from gongkai.errors import GongkaiError, UsageError
from gongkai.kin import end_with_parent
from gongkai_web import backup as archives
from gongkai_web import outage, owner, reserve
from gongkai_web.commands import WRONG_USAGE
from gongkai_web.held_open import hold_database, let_database_go
from gongkai_web.office import days
from gongkai_web.office.lawful import refuse_unsound_law
from gongkai_web.tasks.companion import Companion, Master

Command = Callable[[argparse.Namespace], int]
_FIRST_TIME = "首次使用请先运行 gongkai manage migrate。"
# A program, not a module: the processes in which files are read would else import it again.
_WORK = (
    sys.executable,
    "-c",
    # It ends with us from its first moment on, not only when all is loaded.
    "import signal, sys; from gongkai.kin import end_with_parent; "
    "end_with_parent(int(sys.argv[-1]), signal.SIGTERM); "
    "from gongkai_web.commands import COMMANDS; sys.exit(COMMANDS['work'](sys.argv[1:]))",
    "--parent",
)


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
    django.setup()


def _said(function: Command) -> Command:
    """The function, with what goes wrong said in one sentence on standard error.

    What it writes is for the owner alone.
    """

    def call(given: argparse.Namespace) -> int:
        try:
            with owner.alone():
                return function(given)
        except (UsageError, CommandError, ImproperlyConfigured) as error:
            sys.stderr.write(f"{error}\n")
            return WRONG_USAGE
        except GongkaiError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        except DatabaseError as error:
            sys.stderr.write(f"{_hindered(error) or f'数据库不能使用（{error}）；{_FIRST_TIME}'}\n")
            return 1
        except OSError as error:
            if not (said := _hindered(error)):
                raise
            sys.stderr.write(f"{said}\n")
            return 1
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(bool(ended.code))

    return call


def _hindered(problem: Exception) -> str:
    """What nobody can write through just now, as a sentence; empty where it is anything else."""
    if settings.configured and reserve.is_full(settings.DATA):
        return f"{reserve.FULL}（{settings.DATA}），没有办成；请腾出空间以后再试。"
    why = outage.cause(problem)
    return f"{why}（{problem}），没有办成；请排除以后再试。" if why else ""


@_said
def manage(given: argparse.Namespace) -> int:
    """Django's own commands and ours: `gongkai manage migrate`."""
    _setup()
    words = given.words
    if words and not words[0].startswith("-") and words[0] not in {"help", *get_commands()}:
        raise UsageError(f"没有名为「{words[0]}」的管理命令；gongkai manage help 列出全部。")
    ManagementUtility(["gongkai manage", *words]).execute()
    return 0


@_said
def serve(given: argparse.Namespace) -> int:
    """Serves the site, after bringing the database up to date."""
    _setup()
    refuse_unsound_law()
    _make_room()
    call_command("check", stdout=io.StringIO())  # loads every address before anybody asks for one
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if _on_sqlite():
        reserve.lay_by(settings.DATA)
    for module in getattr(settings, "READY", ()):
        importlib.import_module(module).make_ready(days.today())
    _part_from_database()
    sys.stdout.write(f"网站在 http://{given.host}:{given.port} ，按 Ctrl+C 停止。\n")
    sys.stdout.flush()
    companion = None if given.no_worker else Companion(_WORK)
    _Server(f"{given.host}:{given.port}", given.workers, given.threads, companion).run()
    return 0


@_said
def demo(given: argparse.Namespace) -> int:
    """Builds the sample city where it is not yet there, and serves it."""
    os.environ.setdefault("GONGKAI_DATA", str(Path("var") / "demo"))
    os.environ.setdefault("GONGKAI_SITE_NAME", "示范市政府信息公开")
    os.environ.setdefault("GONGKAI_SITE_ORGANISER", "示范市人民政府办公室（虚构）")
    _setup()
    refuse_unsound_law()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sample_city")
    if given.build_only:
        return 0
    return serve(given)


@_said
def work(given: argparse.Namespace) -> int:
    """Runs jobs and the schedule, until it is told to stop; any number of them at once."""
    _setup()
    call_command("work", once=given.once, parent=given.parent)
    return 0


@_said
def backup(given: argparse.Namespace) -> int:
    """`backup FILE`: the whole installation in one archive."""
    _setup()
    names = archives.backup(Path(settings.DATA), Path(given.file))
    sys.stdout.write(f"已备份到 {given.file}，共 {len(names)} 个文件，并已读回核对。\n")
    return 0


@_said
def restore(given: argparse.Namespace) -> int:
    """`restore FILE`: back into an empty data folder."""
    data = Path(os.environ.get("GONGKAI_DATA") or "var")
    names = archives.restore(Path(given.file), data)
    sys.stdout.write(f"已恢复 {len(names)} 个文件到 {data}；请运行 gongkai audit verify 核对操作记录。\n")
    return 0


@_said
def audit(given: argparse.Namespace) -> int:
    """`audit verify`: is the trail whole, status 1 where not; `heads`: its ends; `anchor`: notes them."""
    _setup()
    call_command(f"audit_{given.what}", *given.words)
    return 0


def _on_sqlite() -> bool:
    return connections[DEFAULT_DB_ALIAS].vendor == "sqlite"


def _make_room() -> None:
    """On a full disk what was laid by is given up, so that pages can be read; and that is said."""
    if _on_sqlite() and reserve.is_full(settings.DATA) and reserve.give_up(settings.DATA):
        sys.stderr.write(
            f"{reserve.FULL}（{settings.DATA}）：起动用掉了预留的空间，网页可以看，不能登记的会说明没有提交、填写的都在。"
            "请腾出空间，再重新启动，补上预留。\n"
        )


def _part_from_database() -> None:
    """Closes every connection: no process may go on with one that another process opened.

    Rows of one visitor's query reached another worker's page, and one worker undid what another had begun.
    """
    connections.close_all()


def _begin_worker(_arbiter: object, worker: Worker) -> None:
    """It parts from what the master holds, and ends with it: by itself it looks only once a minute.

    SIGKILL, for SIGTERM would be lost until gunicorn has set up its signals, and whoever is still being
    served would keep the port from the next start. What was acknowledged is on the disk.
    """
    end_with_parent(worker.ppid, signal.SIGKILL)
    _part_from_database()
    hold_database()


def _end_worker(_arbiter: object, _worker: Worker) -> None:
    for module in settings.AT_END:
        importlib.import_module(module).write_down()
    _part_from_database()
    let_database_go()


class _Server(BaseApplication):
    """gunicorn, set up from here instead of a file.

    Its workers have threads: while some wait for another's lock, the others read. They come from a master
    that has loaded the site already: a new one serves at once.
    """

    def __init__(self, bind: str, workers: int, threads: int, companion: Companion | None = None) -> None:
        self._companion = companion
        self._given: Mapping[str, Any] = {
            "bind": bind,
            "workers": workers,
            "worker_class": "gthread",
            "threads": threads,
            "preload_app": True,
            "post_fork": _begin_worker,
            "worker_exit": _end_worker,
            "timeout": 120,  # of a worker whose threads are all silent
            "proc_name": "gongkai",
            "forwarded_allow_ips": "",  # whom to believe is decided in one place (gongkai_web.proxies)
            "control_socket_disable": True,  # it would lie in the user's home, shared by two sites
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._given.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def run(self) -> None:
        """With a worker beside those that serve."""
        Master(self, self._companion).run()


COMMANDS: dict[str, Command] = {
    "audit": audit,
    "backup": backup,
    "demo": demo,
    "manage": manage,
    "restore": restore,
    "serve": serve,
    "work": work,
}
