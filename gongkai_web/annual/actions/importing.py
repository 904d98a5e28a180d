"""How does last year's report, made elsewhere, come into the house, so that carry-over has a past?"""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from gongkai import confined
from gongkai.document import from_json
from gongkai.drafting.problems import problems_in
from gongkai.labels import normal
from gongkai.report import Report
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import opening, queries
from gongkai_web.annual.actions.entry import enter_problem
from gongkai_web.annual.actions.lines import told
from gongkai_web.annual.models import FormerReport, Problem
from gongkai_web.approval import standing
from gongkai_web.errors import Refused

_PROBLEMS = 5  # the section that tells of them


def import_report(
    *, by: Person, agency: Agency, year: int, name: str, data: bytes, day: date, other_name: bool = False
) -> FormerReport:
    """Brings in the report of a year that was not filed here, and takes over the problems that it tells of.

    The file is opened in a process of its own, before anything is written. Refused for another year or, but
    for `other_name`, another agency; raises ReadingError where it is no report.
    """
    require(by, agency, What.WRITE_REPORT, day, "导入以前的年报")
    if queries.latest_version(agency, year):
        raise Refused(f"{year} 年度的年报已经在本系统定稿，不用导入；数不对的，更正另出一版。")
    document = confined.call(opening.document, data, name, name=name, seconds=opening.SECONDS)
    report = from_json(document)
    _require_theirs(report, agency, year, other_name=other_name)
    with transaction.atomic():
        kept = FormerReport(
            agency=agency,
            year=year,
            document=document,
            name=name[-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            imported_on=day,
            imported_by=by.display_name,
        )
        kept.save()
        detail = {"year": year, "name": kept.name, "sha256": kept.sha256}
        told(by, agency, "import_report", kept, detail | {"document": standing.digest(document)})
        _take_problems(report, by, agency, year, day)
    return kept


def _require_theirs(report: Report, agency: Agency, year: int, *, other_name: bool) -> None:
    if report.year != year:
        said = f"{report.year} 年度的" if report.year else "没有写明年度的"
        raise Refused(f"这个文件是{said}年报，要导入的是 {year} 年度的；请核对是否选错了文件。")
    names = {normal(name) for name in agency.names.values_list("name", flat=True)}
    if not other_name and normal(report.agency or "") not in names:
        raise Refused(
            f"文件里的机关是「{report.agency or '没有写明'}」，不是{agency.name}用过的名称；"
            "请核对是否选错了文件，确是本机关的请选明再导入。"
        )


def _take_problems(report: Report, by: Person, agency: Agency, year: int, day: date) -> None:
    """Enters the problems of section five, where none of that year is entered yet."""
    if Problem.objects.filter(agency=agency, year=year).exists():
        return
    for section in report.sections:
        for text in problems_in(section.text) if section.number == _PROBLEMS else ():
            enter_problem(by=by, agency=agency, year=year, text=text, day=day)
