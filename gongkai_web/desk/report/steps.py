"""How far has the report come, by whom and when, and what is still due by which day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.deadlines import terms
from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing

# By which term the report of a government is due; any other agency's by that of a department.
_TERMS = {"government": "government_report"}
_TERM = "department_report"


@dataclass(frozen=True, slots=True)
class Step:
    """A step with who took it and when; `due`: by when it is to be taken, `late`: it was or is too late."""

    label: str
    by: str = ""
    on: date | None = None
    due: date | None = None
    late: bool = False


def last_day(agency: Agency, year: int) -> date:
    """By when the report of the year is to be published (第四十九条)."""
    term = terms()[_TERMS.get(agency.kind, _TERM)]
    return term.end(calendar(), date(year, 12, 31))


def steps(agency: Agency, year: int, filing: Filing | None, today: date) -> list[Step]:
    """The four steps of the latest version, in order."""
    check = queries.latest_check(agency, year)
    handover = getattr(filing, "handover", None)
    release = getattr(filing, "release", None)
    due = last_day(agency, year)
    return [
        Step("核对", check.checked_by, check.checked_on) if check else Step("核对"),
        Step("定稿", filing.filed_by, filing.filed_on) if filing else Step("定稿"),
        _by("提交主管部门", handover and (handover.handed_by, handover.handed_on), due, today),
        _by("公布", release and (release.released_by, release.released_on), due, today),
    ]


def _by(label: str, done: tuple[str, date] | None, due: date, today: date) -> Step:
    by, on = done or ("", None)
    return Step(label, by, on, due, (on or today) > due)
