"""How do pages go on being read when the disk is full to the last byte?

SQLite makes two files beside its database, `-wal` and `-shm`, for the first connection, and takes them away
with the last. A site that nobody asks has no connection: its next reader needs room on the disk. So each
process keeps one connection open from its start to its end. Nothing is asked over it, it holds no lock, and
it is opened after the fork: no process goes on with one that another opened. PostgreSQL needs none.
"""

from __future__ import annotations

import logging

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_log = logging.getLogger("gongkai")
_kept: list[BaseDatabaseWrapper] = []


def hold_database() -> None:
    """Opens the connection that stays, unless this process has it; a disk that is full already is told of."""
    if _kept or connections[DEFAULT_DB_ALIAS].vendor != "sqlite":
        return
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        connection.ensure_connection()  # its first words to the database make the files
    except DatabaseError:
        connection.close()
        _log.warning("数据库现在打不开，磁盘满的时候页面也会打不开；请腾出空间以后重新启动。", exc_info=True)
    else:
        _kept.append(connection)


def let_database_go() -> None:
    """Closes it: the last process of the site leaves one whole file behind."""
    while _kept:
        _kept.pop().close()
