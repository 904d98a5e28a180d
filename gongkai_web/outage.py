"""Can nothing be written just now, and what does the site say then?

A lock that somebody holds beyond its limit, a full disk, a database that does not answer: no fault of the
program, and over in a while. Nothing was done then; whoever asked gets 503 with that sentence, and what was
typed where there was something to type.
"""

from __future__ import annotations

import errno
import sqlite3
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error as fault

UNAVAILABLE = 503
A_MINUTE = "60"  # Retry-After, in seconds
_FULL = "存储空间已满"
_BUSY = "别的操作还占着数据库"
_AWAY = "数据库暂时不能使用"
_ON_DISK = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL, errno.EIO: "存储暂时不能写入"}
_IN_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "存储暂时不能写入",
    sqlite3.SQLITE_READONLY: _AWAY,
    sqlite3.SQLITE_CANTOPEN: _AWAY,
}
_PRIMARY = 0xFF  # the rest of SQLite's code tells more about the same
_LOCK_NOT_AVAILABLE, _DISK_FULL = "55P03", "53100"
# Connection, rollback for another's sake, resources, a lock not to be had, an operator's intervention.
_PASSING = ("08", "40", "53", "55", "57")


def cause(problem: BaseException | None) -> str:
    """What stands in the way, in words; empty where it is anything else, such as a fault of the program."""
    if isinstance(problem, OperationalError):
        return _of_database(problem.__cause__)
    if isinstance(problem, OSError):
        return _ON_DISK.get(problem.errno or 0, "")
    return ""


def not_sent(why: str) -> str:
    """The sentence on top of a form that is shown again with all that was typed."""
    return (
        f"没有提交：{why}，这一次什么也没有登记。填写的内容都在（所选的文件请重新选择）；"
        "请过一会儿再按一次，或者先把这一页打印下来。"
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an error: 503 where waiting helps, else 500."""
    why = cause(sys.exc_info()[1])
    if not why:
        return fault(request)
    page = loader.get_template("503.html").render({"why": why})
    return HttpResponse(page, status=UNAVAILABLE, headers={"Retry-After": A_MINUTE})


def _of_database(problem: BaseException | None) -> str:
    if isinstance(problem, sqlite3.Error):
        return _IN_SQLITE.get(getattr(problem, "sqlite_errorcode", 0) & _PRIMARY, "")
    state = getattr(problem, "sqlstate", None)
    if state is None:  # no word from PostgreSQL at all
        return _AWAY
    if not state.startswith(_PASSING):
        return ""
    return {_LOCK_NOT_AVAILABLE: _BUSY, _DISK_FULL: _FULL}.get(state, _AWAY)
