"""What does a worker do all day?

It looks after the schedule, takes the next job, runs it, and looks again. Any number of them do so at once.
"""

from __future__ import annotations

import logging
import os
import socket
import time

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from gongkai_web.held_open import hold_database, let_database_go
from gongkai_web.tasks import actions, periodic, queries
from gongkai_web.tasks.errors import Stopping
from gongkai_web.tasks.heart import Heart
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job
from gongkai_web.tasks.run import discover, run
from gongkai_web.tasks.stop import Stop

_BETWEEN_LOOKS = 1.0  # seconds
_NAP = 0.1  # after which a signal is noticed
_log = logging.getLogger("gongkai.tasks")


def work(*, once: bool, parent: int | None = None) -> int:
    """Runs jobs until told to stop; with `once` only as long as some are due. Returns how many it ran."""
    discover()
    stop, heart = Stop(parent), Heart()
    stop.listen()
    try:
        hold_database()
        heart.start()
        periodic.keep(now())
        return _all(stop, heart, once=once)
    finally:
        stop.end()
        heart.stop()
        let_database_go()


def run_here(job: Job) -> Job:
    """Runs this one job now, in this process, unless somebody has it or it has ended; how it then stands."""
    taken = actions.claim(worker=_name(), now=now(), only=job.pk)
    if taken:
        run(taken, None, Stop())
    job.refresh_from_db()
    return job


def _all(stop: Stop, heart: Heart, *, once: bool) -> int:
    done = 0
    while not stop.asked:
        try:
            ran = _next(stop, heart, patient=not once)
        except Stopping:
            _log.info("工作进程 %s 停止，未完成的任务已放回。", _name())
            break
        done += ran
        if not ran and once:
            break
        if not ran:
            _pause(stop)
    return done


def _next(stop: Stop, heart: Heart, *, patient: bool) -> bool:
    """One job, if there is one. `patient`: a database that does not answer is asked again."""
    try:
        close_old_connections()
        return _one(stop, heart)
    except (DatabaseError, InterfaceError):
        if not patient:
            raise
        _log.exception("工作进程 %s 用不了数据库，稍后再试。", _name())
        connection.close()
        return False


def _one(stop: Stop, heart: Heart) -> bool:
    moment = now()
    periodic.tick(moment)
    actions.bury(now=moment)
    job = actions.claim(worker=_name(), now=moment) if queries.claimable(moment) else None
    if job:
        run(job, heart, stop)
    return job is not None


def _pause(stop: Stop) -> None:
    until = time.monotonic() + _BETWEEN_LOOKS
    while time.monotonic() < until and not stop.asked:
        time.sleep(_NAP)


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:120]
