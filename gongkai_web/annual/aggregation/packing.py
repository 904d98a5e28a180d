"""What goes into the one ZIP of a sum, and into the files for a superior?

Everything is made from the frozen sum and from the submissions behind it, so that the same sum gives the same
bytes whenever it is packed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from gongkai import bundle
from gongkai.aggregation import Aggregation, Unit
from gongkai.aggregation.adding import add_up
from gongkai.aggregation.exchange import Exchange, exchange, to_json, to_xlsx
from gongkai.document import from_json
from gongkai.render import rendered
from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.campaign.collecting import store
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.annual.campaign.names import clean_name

_AT_ONCE = 50


def packed(sum_: Sum, out: IO[bytes]) -> str:
    """Writes the ZIP; returns the digest of its manifest."""
    about = {
        "title": sum_.title,
        "agency": sum_.agency.name,
        "year": sum_.campaign.year,
        "version": sum_.version,
        "frozen_on": sum_.frozen_on.isoformat(),
        "digest": sum_.digest,
        "law": sum_.law,
        "units": len(sum_.members),
    }
    return bundle.write(out, _files(sum_), about)


def exchanged(sum_: Sum) -> Exchange:
    """What of a frozen sum goes to the platform of a superior: read anew from the reports behind it."""
    members, report = queries.members(sum_), from_json(sum_.document)
    added = add_up(report.layout, [(one, one.report) for one in members if one.report is not None])
    absent = tuple(Unit(str(unit), name, waived=reason) for unit, name, reason in sum_.absent)
    return exchange(Aggregation(report, members, absent, gaps=added.gaps))


def _files(sum_: Sum) -> Iterator[tuple[str, bytes]]:
    report, facts = from_json(sum_.document), exchanged(sum_)
    yield "合计/合计.json", _json(sum_.document)
    yield "合计/合计.docx", bundle.undated(rendered(report, ".docx"))
    yield "合计/交换.json", to_json(facts)
    yield "合计/交换.xlsx", to_xlsx(facts)
    if sum_.sheet:
        yield "合计/全年指标.json", _json(sum_.sheet)
    yield "合计/提示.json", _json([problem.message for problem in queries.problems(sum_)])
    for start in range(0, len(sum_.members), _AT_ONCE):
        yield from _reports(sum_.members[start : start + _AT_ONCE], start)


def _reports(members: list[Any], start: int) -> Iterator[tuple[str, bytes]]:
    """The report of each unit, and the file as it was handed in where there is one."""
    rows = Submission.objects.select_related("unit__campaign").in_bulk([member[3] for member in members])
    for place, (_, name, _, key, _) in enumerate(members, start=start + 1):
        row = rows[key]
        stem = clean_name(f"{place:04d} {name}")
        yield f"单位/{stem}.json", _json(row.document)
        if row.sha256:
            yield f"原件/{clean_name(f'{place:04d} {row.name}')}", store.read(row)


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
