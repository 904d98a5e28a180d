"""How far has a replay come, and where does it go on?

A replay is made in batches, each a short transaction of its own with a line of the trail that says how far it
came. Whatever was cut off, the lines agree with the records: the next run goes on behind the last of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, takewhile

from django.db import transaction

from gongkai.report import Report
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.audit.queries import about
from gongkai_web.replay.plan import Plan
from gongkai_web.turns import give_way

BEGUN, ENTERED, DONE = "exchange.replay_begun", "exchange.replay_entered", "exchange.replay"
BATCH = 20  # so much weight in one transaction: a fifth of a second


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is made, whole for itself. `weight`: how many cases take as long."""

    make: Callable[[], None]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    """One report replayed for one agency. `digest`: of all that is to be made."""

    agency: Agency
    year: int
    digest: str
    source: str

    @property
    def reason(self) -> str:
        """Why records of that year were made by the program."""
        return f"按年报重演，{self.year} 年度的记录都由程序登记（{self.source}）"


def run_of(planned: Plan, report: Report, agency: Agency, source: str) -> Run:
    """The run of that plan."""
    made = {"plan": asdict(planned), "sections": [[one.number, one.text] for one in report.sections]}
    digest = hashlib.sha256(canonical(made).encode()).hexdigest()
    return Run(agency, planned.year, digest, source)


@transaction.atomic(durable=True)
def begin(run: Run, *, refuse: Callable[[], None]) -> None:
    """Notes that the run begins, unless it goes on. `refuse` raises where the year has records of others."""
    _hold(run)
    if not _under_way(run):
        refuse()
        _record(run, BEGUN, {})


def enter(run: Run, parts: Sequence[Part]) -> None:
    """Makes what is not made yet, a batch at a time; whoever waits to write comes between two of them."""
    while _enter_batch(run, parts):
        give_way()


def end(run: Run, *, cases: int, officer: Person, head: Person) -> None:
    """Notes that the run is done: filed and published."""
    _record(run, DONE, {"cases": cases, "officer": officer.pk, "head": head.pk})


@transaction.atomic(durable=True)
def _enter_batch(run: Run, parts: Sequence[Part]) -> bool:
    _hold(run)
    first = entered(run)
    batch = _some(parts[first:])
    for part in batch:
        part.make()
    if batch:
        _record(run, ENTERED, {"first": first + 1, "last": first + len(batch), "of": len(parts)})
    return bool(batch)


def _some(parts: Sequence[Part]) -> Sequence[Part]:
    """The first of them, up to the weight of one batch."""
    weights = accumulate(part.weight for part in parts)
    return parts[: max(1, sum(1 for weight in takewhile(lambda one: one <= BATCH, weights)))]


def entered(run: Run) -> int:
    """How many parts are made."""
    return max((line["last"] for act, line in _lines(run) if act == ENTERED), default=0)


def _under_way(run: Run) -> bool:
    acts = [act for act, _ in _lines(run)]
    return BEGUN in acts and DONE not in acts


def is_done(run: Run) -> bool:
    """Whether it was filed and published."""
    return any(act == DONE for act, _ in _lines(run))


def _lines(run: Run) -> list[tuple[str, dict[str, int]]]:
    found = about(_subject(run)).filter(act__in=(BEGUN, ENTERED, DONE), detail__digest=run.digest)
    return list(found.values_list("act", "detail"))


def _hold(run: Run) -> None:
    """Two who run the same at once make each part once."""
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=run.agency.pk)


def _record(run: Run, act: str, detail: dict[str, int]) -> None:
    record(
        actor=None,
        agency=run.agency,
        act=act,
        subject=_subject(run),
        detail={"year": run.year, "digest": run.digest, **detail},
        reason=run.reason,
    )


def _subject(run: Run) -> str:
    return f"agencies.Agency:{run.agency.pk}"
