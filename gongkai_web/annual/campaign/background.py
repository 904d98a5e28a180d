"""Who goes on reading when a request has ended and files still wait?

A thread of the web process, which only waits for the process that reads and writes down what came of each
file. It is no queue: where the server is restarted the files wait again, and a click goes on.
"""

from __future__ import annotations

import logging
import threading
from datetime import date

from django.db import connection

from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign import actions
from gongkai_web.annual.campaign.models import Batch

_log = logging.getLogger("gongkai.review")
_running: set[int] = set()  # one thread a batch is enough


def go_on(*, by: Person, batch: Batch, day: date) -> None:
    """Reads on behind the request until no file of the batch waits."""
    if batch.pk not in _running:
        _running.add(batch.pk)
        threading.Thread(target=_thread, args=(by, batch, day), daemon=True).start()


def read_all(by: Person, batch: Batch, day: date) -> None:
    """Reads whatever waits."""
    while actions.read_next(by=by, batch=batch, day=day, seconds=60):
        pass


def _thread(by: Person, batch: Batch, day: date) -> None:
    try:
        read_all(by, batch, day)
    except Exception:  # nobody waits for a thread: the log is the only one to tell
        _log.exception("读取核对批次 %s 时中断；未读的文件仍在等待，可在页面上再点“读取”。", batch.pk)
    finally:
        _running.discard(batch.pk)
        connection.close()
