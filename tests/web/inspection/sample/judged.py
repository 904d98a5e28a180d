"""Was every fault found that the examiner put there, and nothing invented?"""

from __future__ import annotations

from gongkai_web.oversight.inspection.models import Finding, Run
from tests.web.inspection.sample.faults import Fault


def judged(run: Run, faults: list[Fault]) -> tuple[list[Fault], list[str]]:
    """What was missed, and what was found that nobody had spoilt."""
    left = list(run.findings.prefetch_related("places__visit"))
    missed = []
    for fault in faults:
        found = next((one for one in left if one.kind == fault.kind and fault.at in told(one)), None)
        if found is None:
            missed.append(fault)
        elif sum(each.kind == fault.kind and each.at in told(found) for each in faults) < 2:
            left.remove(found)
    known = [one for one in left if any(each.kind == one.kind and each.at in told(one) for each in faults)]
    return missed, [f"{one.key} {told(one)}" for one in left if one not in known]


def told(finding: Finding) -> str:
    """All that is said of where it stands."""
    places = " ".join(one.visit.address for one in finding.places.all())
    return f"{finding.place} {finding.what} {places}"
