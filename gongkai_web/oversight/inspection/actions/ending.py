"""How is it written down what follows from all pages together, once and whole?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from gongkai.pages.facts import Found
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.actions.visits import note
from gongkai_web.oversight.inspection.by_hand import quarter_of
from gongkai_web.oversight.inspection.models import Failure, Finding, Place, Reference, Run, RunState
from gongkai_web.oversight.inspection.stretches import cut, stretches
from gongkai_web.oversight.registers.models import Judgement
from gongkai_web.publishing.channels.models import Outlet

# A fault, and where it stands: of a template on all pages of a site, which are read when they are noted.
Placed = tuple[Found, Iterable[tuple[int, str]]]


def count_failures(*, outlet: Outlet, dead: Sequence[str], day: date) -> dict[str, int]:
    """On how many different days each has failed now."""
    with transaction.atomic():
        kept = Failure.objects.filter(outlet=outlet, key__in=dead)
        known = {one.key: one for one in kept}
        new = [key for key in dict.fromkeys(dead) if key not in known]
        Failure.objects.bulk_create(Failure(outlet=outlet, key=key, since=day, last_on=day) for key in new)
        repeated = [one.pk for one in known.values() if one.last_on < day]
        Failure.objects.filter(pk__in=repeated).update(days=F("days") + 1, last_on=day)
        return dict(kept.values_list("key", "days"))


def forget_failures(*, outlet: Outlet, fine: Sequence[str]) -> None:
    """What answered begins anew."""
    Failure.objects.filter(outlet=outlet, key__in=fine).delete()


@transaction.atomic
def end_run(
    *,
    run: Run,
    placed: Iterable[Placed],
    untold: Sequence[tuple[str, str]],
    gone: Sequence[int],
    now: datetime,
) -> Run:
    """The run is done: what follows is noted, the links between pages are no longer needed.

    `gone`: pages that are not there, though the server does not say so: they have no other fault. All is
    done in stretches: one statement over the links of twenty thousand pages keeps as many numbers in memory.
    """
    for pages in cut(gone):
        Place.objects.filter(visit__in=pages).delete()
    for lines in stretches(Finding.objects.filter(run=run, places=None)):
        Finding.objects.filter(pk__in=[pk for (pk,) in lines]).delete()
    for found, visits in placed:
        note(run=run, found=found, visits=visits)
    for rows in stretches(run.visits.all()):
        Reference.objects.filter(source__in=[pk for (pk,) in rows]).delete()
    run.state, run.ended_at, run.untold = RunState.DONE, now, [list(one) for one in untold]
    run.holder, run.held_until = "", None
    run.save()
    settle([run])
    return run


def settle(runs: Sequence[Run]) -> None:
    """Writes down what they came to."""
    for run, found in queries.results(runs):
        run.verdict = found.verdict
        run.save(update_fields=["verdict"])


def refute(*, run: int, digests: Collection[str], is_refuted: bool) -> None:
    """Somebody looked and says that these faults are none, or takes that back."""
    held = Run.objects.select_for_update(no_key=True).filter(pk=run, state=RunState.DONE).first()
    if held is None:
        return
    meant = [one.pk for one in held.findings.all() if queries.digest_of(one.key) in digests]
    held.findings.filter(pk__in=meant).update(is_refuted=is_refuted)
    settle([held])


def mark_taken(*, run: Run, day: date) -> None:
    """What it found stands in the ledger of whoever supervises."""
    run.taken_on = run.taken_on or day
    run.save(update_fields=["taken_on"])


def settle_judged(judgement: Judgement) -> None:
    """The same where a person judged an indicator, or took that back: of all of that quarter."""
    first, after = quarter_of(judgement.day)
    done = Run.objects.filter(outlet=judgement.outlet_id, state=RunState.DONE)
    settle(list(done.filter(day__gte=first, day__lt=after)))
