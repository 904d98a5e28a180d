"""What is done at its hour? The crawler is started where a run waits; each hour the sites are tried once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from gongkai_web.fetching import verdicts
from gongkai_web.fetching.errors import PERHAPS_OURS, Failed, NotAsked
from gongkai_web.fetching.fetch import Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.oversight.inspection.models import Outcome, Run
from gongkai_web.oversight.inspection.reading import outcome_of
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task

TRIES_KEPT = timedelta(days=30)
CUT_OFF = "这时别的网站也没有答复，可能是本机没有连到外网"
_INSPECT = (
    sys.executable,
    "-c",
    "import sys; from gongkai_web.commands import COMMANDS; sys.exit(COMMANDS['manage'](sys.argv[1:]))",
    "inspect_sites",
    "--parent",
)
_started: list[subprocess.Popen[bytes]] = []


@periodic("*/5 * * * *")
@task(atomic=False)
def start_crawler() -> int:
    """Starts the crawler in a process of its own, where a run waits and none works here; how many wait."""
    _started[:] = [one for one in _started if one.poll() is None]
    waiting = queries.unfinished().count()
    if waiting and not _started:
        _started.append(subprocess.Popen([*_INSPECT, str(os.getpid())], start_new_session=True))  # noqa: S603 – ourselves
    return waiting


@periodic("11 * * * *")
@task(atomic=False, takes_context=True, priority=-1)
def try_sites(context: TaskContext) -> int:
    """Opens the home page of each site that is inspected, once; how many."""
    fetcher = Fetcher(Pace(settings.INSPECT_SECONDS), Limits(most_bytes=0), named=settings.FETCH_NAMED)
    found = Outlet.objects.filter(pk__in=Run.objects.values("outlet"), closed_on=None)
    for outlet in found:
        context.go_on()
        try_site(outlet, fetcher)
    runs.forget_tries(before=timezone.now() - TRIES_KEPT)
    return len(found)


def try_site(outlet: Outlet, fetcher: Fetcher) -> Outcome:
    """One try, as it came out. What may be our own line says nothing of the site."""
    seconds = 0.0
    try:
        fetched = fetcher.fetch(outlet.address, whether_open=True)
        status, seconds = fetched.answer.status, fetched.seconds
        outcome, said = Outcome(verdicts.of_status(status).value), str(status)
    except NotAsked as why:
        outcome, said = Outcome.UNTOLD, str(why)
    except Failed as why:
        outcome, said, seconds = outcome_of(why), str(why), why.seconds
        if why.failure in PERHAPS_OURS and not _is_online(outlet, fetcher):
            outcome, said = Outcome.UNTOLD, CUT_OFF
    runs.record_try(outlet=outlet, at=timezone.now(), outcome=outcome, seconds=seconds, said=said)
    return outcome


def _is_online(outlet: Outlet, fetcher: Fetcher) -> bool:
    """Whether at this moment a site of somebody else answers, whatever it says."""
    for address in queries.witnesses(outlet):
        try:
            fetcher.fetch(address, most_bytes=0)
        except (NotAsked, Failed):
            continue
        return True
    return False
