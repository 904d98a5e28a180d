"""认定不是问题: which faults of inspections does a finding stand for, and do they still count there?

A machine may err. What a person, having looked, says to be no fault weighs neither in the result of the
inspection nor in what is made of it (bulletins, assessment, tables). Of its own site a unit does not say so
for the office that supervises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_web.oversight.inspection.actions.ending import refute
from gongkai_web.oversight.inspection.queries import digest_of
from gongkai_web.oversight.rectification.facts import Kind, Source, Status
from gongkai_web.oversight.rectification.models import Finding, FindingEvent

OF_RUN = "inspection.Run:"


def origin_of(run: int, key: str) -> str:
    """How a finding names the fault of an inspection."""
    return f"{OF_RUN}{run}#{digest_of(key)}"


def run_of(origin: str) -> int:
    """The inspection that an origin names."""
    return int(origin.removeprefix(OF_RUN).partition("#")[0])


def tell_inspections(finding: Finding) -> None:
    """Has the inspections count, or no longer count, what stands in this finding as it is now."""
    if finding.kept_by_id == finding.agency_id and finding.agency.supervisor_id:
        return
    is_refuted = finding.status == Status.UNFOUNDED
    named: dict[int, set[str]] = {}
    for origin in _origins(finding):
        named.setdefault(run_of(origin), set()).add(origin.partition("#")[2])
    for run, digests in named.items():
        refute(run=run, digests=digests, is_refuted=is_refuted)


def _origins(finding: Finding) -> Iterator[str]:
    """Of each inspection that found it, and that found what was merged into it."""
    rows = [finding, *finding.merged.filter(source=Source.MACHINE)]
    again = FindingEvent.objects.filter(finding__in=rows, kind=Kind.SEEN_AGAIN)
    told = [*(one.origin for one in rows), *(one.data.get("origin", "") for one in again)]
    yield from (one for one in told if one.startswith(OF_RUN))
