"""Do the records still say what was published, and who decides what follows where they do not?

What is published does not move by itself: another version corrects it, or the head writes why it stays.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.document import from_json
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import compose, queries
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.models import Drift, DriftNote, Filing
from gongkai_web.approval import standing
from gongkai_web.errors import Refused

_LONGEST = 500


@transaction.atomic
def notice_drift(*, filing: Filing, day: date) -> Drift | None:
    """Writes down what the records say otherwise than the filing; None where nothing is new since."""
    one_after_another(filing.agency)
    cells, sections = _differing(filing)
    digest = standing.digest([cells, sections]) if cells or sections else ""
    last = filing.drifts.last()
    if (last.digest if last else "") == digest:
        return None
    made = Drift(filing=filing, digest=digest, cells=cells, sections=sections, noticed_on=day)
    made.save()
    return made


def notice_after(agency: Agency, year: int, day: date) -> None:
    """The same right after something was entered for a year whose report is published already."""
    latest = Filing.objects.filter(agency=agency, year=year).defer("records").order_by("-version")
    filing = latest.first()
    if filing is not None and queries.is_released(filing):
        notice_drift(filing=filing, day=day)


@transaction.atomic
def keep_published(*, by: Person, drift: Drift, reason: str, day: date) -> DriftNote:
    """Says why the report stays as it was published although the records say otherwise."""
    agency = drift.filing.agency
    require(by, agency, What.SETTLE_REPORT, day, "决定公布的年报要不要更正")
    one_after_another(agency)
    if queries.open_drift(drift.filing) != drift:
        raise Refused("这一处变动已经办了，或者后来又有变动；请刷新页面再看。")
    if not reason.strip():
        raise Refused("请写明为什么不更正；要更正的，重新核对、定稿，另出一版。")
    if len(reason.strip()) > _LONGEST:
        raise Refused(f"理由有 {len(reason.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    note = DriftNote(drift=drift, digest=drift.digest, reason=reason.strip(), noted_on=day)
    note.noted_by, note.person_id = by.display_name, by.pk
    note.save()
    detail = {"filing": drift.filing_id, "digest": drift.digest, "reason": note.reason, "day": day}
    told(by, agency, "keep_published", note, detail)
    return note


def _differing(filing: Filing) -> tuple[list[list[str | None]], list[int]]:
    """The cells with their numbers as filed and now, and the sections whose text differs."""
    if filing.summed:  # no records of its own are behind it
        return [], []
    found = compose.moves(from_json(filing.document), compose.compose(filing.agency, filing.year))
    cells = [
        [cell, *(None if value is None else str(value) for value in pair)]
        for cell, pair in found.cells.items()
    ]
    return cells, list(found.sections)
