"""自动巡查: what the inspection of a site found goes into the ledger; what it finds no more is mended.

What the later inspection could not tell (a page refused, asked for a sign-in, or not reached) closes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.pages.law import fault_kinds
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.oversight.inspection import queries as inspection
from gongkai_web.oversight.inspection.actions.ending import mark_taken
from gongkai_web.oversight.inspection.models import Outcome, Run, RunState, State, Visit
from gongkai_web.oversight.inspection.queries import Raised
from gongkai_web.oversight.rectification import actions, queries
from gongkai_web.oversight.rectification.actions import Found, Seen
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Result, Source
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.oversight.rectification.refuting import OF_RUN, origin_of, run_of

# Indicators of which each page and link is looked at by itself: what could not be told is said of some.
_BY_PAGE = frozenset({"links", "marks", "V4", "V5", "V6"})
_ADDRESSES = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a run are new in the ledger, were known there, and are mended now."""

    new: int
    known: int
    mended: int

    @property
    def said(self) -> str:
        """As a sentence."""
        return f"新登记 {self.new} 条，再次发现 {self.known} 条，复核已经整改 {self.mended} 条。"


@transaction.atomic
def take_run(*, run: Run, by: Person, day: date) -> Taken:
    """Takes a finished inspection into the ledger of whoever keeps it; twice taken, nothing is twice."""
    outlet = run.outlet
    if run.state != RunState.DONE:
        raise Refused(f"“{run}”还没有查完；查完以后再登记到台账。")
    if run != inspection.last_run(outlet):
        raise Refused(f"“{run}”以后又检查过；请登记最近的一次。")
    kept_by = queries.kept_at(by, outlet.agency, day)
    actions.require_keeps(by, kept_by, outlet.agency, day)
    raised = list(inspection.found(outlet))
    before = Finding.objects.count()
    taken = [_register(one, run, kept_by, by) for one in raised]
    new = Finding.objects.count() - before
    if kept_by.pk != outlet.agency_id or not outlet.agency.supervisor_id:
        mark_taken(run=run, day=day)
    mended = _look_again(run, kept_by, {one.key for one in taken})
    return Taken(new, len({one.pk for one in taken}) - new, mended)


def _register(raised: Raised, run: Run, kept_by: Agency, by: Person) -> Finding:
    kind = fault_kinds()[raised.kind]
    first = raised.evidence[0] if raised.evidence else None
    found = Found(
        source=Source.MACHINE,
        rule=f"{raised.indicator} {kind.label}".strip(),
        title=raised.message,
        place=raised.place,
        text=_where(raised),
        suggestion=raised.mend,
        origin=origin_of(run.pk, raised.key),
        site=f"outlet:{run.outlet_id}",
        seen=Seen(
            address=first.address,
            at=first.at,
            excerpt=first.excerpt,
            header="\n".join(f"{name}: {value}" for name, value in first.headers.items()),
            body_sha256=first.body_hash,
        )
        if first
        else None,
    )
    return actions.register_finding(
        by=by, kept_by=kept_by, agency=run.outlet.agency, day=run.day, found=found
    )


def _where(raised: Raised) -> str:
    """One fault of a template on many pages is one finding with all its places."""
    if raised.pages <= 1:
        return ""
    shown = [one.address for one in raised.evidence[:_ADDRESSES]]
    more = f"\n（另有 {raised.pages - len(shown)} 处）" if raised.pages > len(shown) else ""
    return f"共 {raised.pages} 处：\n" + "\n".join(shown) + more


def _look_again(run: Run, kept_by: Agency, still: set[str]) -> int:
    """What earlier inspections of this site found, is under way, and is not found any more."""
    known = Finding.objects.filter(
        kept_by=kept_by, source=Source.MACHINE, status__in=UNDER_WAY, origin__startswith=OF_RUN
    ).exclude(key__in=still)
    runs = Run.objects.filter(outlet=run.outlet, day__lt=run.day).in_bulk()
    mended = [one for one in known if run_of(one.origin) in runs and _was_looked_at(one, run)]
    for one in mended:
        actions.recheck(
            finding=one,
            by=None,
            day=max(run.day, _last_day(one)),
            result=Result.MENDED,
            note=f"{run.day} 检查，没有再查到。",
        )
    return len(mended)


def _last_day(finding: Finding) -> date:
    return finding.events.latest("position").day


def _was_looked_at(finding: Finding, run: Run) -> bool:
    """Whether that inspection reached the pages on which the fault stood, and could tell."""
    addresses = set(finding.evidence.exclude(address="").values_list("address", flat=True))
    # The indicators of which that inspection could tell nothing; of links each is looked at by itself.
    if finding.rule.partition(" ")[0] in {code for code, _ in run.untold} - _BY_PAGE:
        return False
    # What a link leads to, or the file: not asked any more where no page names it.
    if Visit.objects.filter(run=run, address=finding.place).exclude(outcome=Outcome.FINE).exists():
        return False
    visits = Visit.objects.filter(run=run, address__in=addresses, state=State.DONE)
    seen = visits.exclude(outcome=Outcome.UNTOLD).values_list("address", "facts__cut")
    told = {address for address, is_cut in seen if not is_cut}
    return bool(addresses) and addresses <= told
