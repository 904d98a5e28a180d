"""How does an inspection begin, who is at it, and how does it end?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from gongkai.pages.decoding import writable
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.oversight.inspection.actions.visits import put
from gongkai_web.oversight.inspection.addresses import Wanted, own_site
from gongkai_web.oversight.inspection.models import Outcome, Purpose, Run, RunState, State, Try, Visit
from gongkai_web.publishing.channels.models import SITE, Outlet

MOST = 20_000
_SAID = 60


@transaction.atomic
def start_run(*, by: Person, outlet: Outlet, day: date, now: datetime, most: int = MOST) -> Run:
    """Begins the inspection of a site; the crawler takes it up."""
    require(by, outlet.agency, What.INSPECT_SITE, day)
    run = begin_run(outlet=outlet, day=day, now=now, most=most, by=by)
    record(
        actor=by,
        agency=outlet.agency,
        act="inspection.start_run",
        subject=f"{run._meta.label}:{run.pk}",
        detail={"outlet": outlet.pk, "day": day, "most": most},
    )
    return run


@transaction.atomic
def begin_run(*, outlet: Outlet, day: date, now: datetime, most: int = MOST, by: Person | None = None) -> Run:
    """The same for the program itself, and for tests."""
    if outlet.medium != SITE or not outlet.address:
        raise Refused(f"「{outlet.name}」没有登记网址，不能检查；请先在“网站和政务新媒体”里填写。")
    if outlet.closed_on is not None and outlet.closed_on <= day:
        raise Refused(f"「{outlet.name}」已于 {outlet.closed_on} 关停。")
    if Run.objects.filter(outlet=outlet, state=RunState.RUNNING).exists():
        raise Refused(f"「{outlet.name}」正在检查；请等这一次完成。")
    run = Run(outlet=outlet, day=day, begun_at=now, asked_by=by, most=most)
    run.save()
    own = own_site(outlet.address)
    put(run=run, wanted=[Wanted(own.home, Purpose.PAGE), *(Wanted(one, Purpose.PAIR) for one in own.names())])
    return run


def take_run(*, run: Run, holder: str, now: datetime) -> bool:
    """This process is at it from now on, unless another is. What was under way is asked for again."""
    with transaction.atomic():
        free = Q(held_until=None) | Q(held_until__lt=now) | Q(holder=holder)
        taken = Run.objects.filter(free, pk=run.pk, state=RunState.RUNNING).update(
            holder=holder, held_until=now + _lease()
        )
        if taken:
            Visit.objects.filter(run=run, state=State.UNDER_WAY).update(state=State.WAITING)
    return bool(taken)


def hold_run(*, run: Run, holder: str, now: datetime) -> bool:
    """It goes on; False where another process has taken it."""
    return bool(
        Run.objects.filter(pk=run.pk, holder=holder, state=RunState.RUNNING).update(held_until=now + _lease())
    )


def _lease() -> timedelta:
    return timedelta(seconds=settings.INSPECT_LEASE)


def let_go(*, run: Run, holder: str) -> None:
    """Another process may take it at once."""
    Run.objects.filter(pk=run.pk, holder=holder).update(held_until=None, holder="")


def record_try(*, outlet: Outlet, at: datetime, outcome: Outcome, seconds: float, said: str) -> Try:
    """One try to open the home page."""
    made = Try(outlet=outlet, at=at, outcome=outcome, seconds=seconds, said=writable(said)[:_SAID])
    made.save()
    return made


def forget_tries(*, before: datetime) -> int:
    """Takes away tries of long ago; how many."""
    return Try.objects.filter(at__lt=before).delete()[0]
