"""How far has the report come, by whom and when, and what is still due by which day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.owed import owed
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing


@dataclass(frozen=True, slots=True)
class Step:
    """A step with who took it and when; `due`: by when it is to be taken, `late`: it was or is too late."""

    label: str
    by: str = ""
    on: date | None = None
    due: date | None = None
    late: bool = False


def steps(agency: Agency, year: int, filing: Filing | None, today: date) -> list[Step]:
    """The steps of the latest version, in order; the report of a government is submitted to nobody.

    The day of the law is that of the report (《条例》第四十九条): a correction of what was submitted or
    published before has none.
    """
    theirs = owed(agency.kind, year)
    check = queries.latest_check(agency, year)
    handover = getattr(filing, "handover", None)
    release = getattr(filing, "release", None)
    handed = handover and (handover.handed_by, handover.handed_on)
    submit_by, publish_by = (theirs.submit_by, theirs.publish_by) if theirs else (None, None)
    submitted = theirs is None or submit_by is not None
    published = release and (release.released_by, release.released_on)
    again = queries.done_before(filing) if filing else (False, False)
    return [
        Step("核对", check.checked_by, check.checked_on) if check else Step("核对"),
        Step("定稿", filing.filed_by, filing.filed_on) if filing else Step("定稿"),
        *([_by("提交主管部门", handed, None if again[0] else submit_by, today)] if submitted else []),
        _by("公布", published, None if again[1] else publish_by, today),
    ]


def _by(label: str, done: tuple[str, date] | None, due: date | None, today: date) -> Step:
    by, on = done or ("", None)
    return Step(label, by, on, due, due is not None and (on or today) > due)
