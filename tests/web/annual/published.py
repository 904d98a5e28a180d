"""A report that was published, written straight into the tables: what lists, archives and data sets read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.document import to_json
from gongkai.form import form_of_year
from gongkai.report import CellValue, Note, Report, completed
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, Release


def report_of(name: str, year: int, cells: Mapping[str, CellValue], notes: tuple[Note, ...] = ()) -> Report:
    """A report with these numbers; the others are 0, the sums of tables 三 and 四 are added up."""
    layout = form_of_year(year)
    counts = {cell: value for cell, value in cells.items() if isinstance(value, int)}
    numbers = dict.fromkeys(layout.cells, 0) | completed(layout, counts) | dict(cells)
    title = f"{name}{year}年政府信息公开工作年度报告"
    period = (date(year, 1, 1), date(year, 12, 31))
    return Report(layout.key, numbers, name, year, title, period, notes=notes)


def publish(agency: Agency, year: int, cells: Mapping[str, CellValue], **more: Any) -> Filing:
    """The report of that agency as it was filed and released in the January after; `version`, `notes`."""
    report = report_of(agency.name, year, cells, more.get("notes", ()))
    document, day = to_json(report), more.get("day", date(year + 1, 1, 20))
    filing = Filing(
        agency=agency,
        year=year,
        version=more.get("version", 1),
        title=report.title or "",
        document=document,
        records={},
        digest=queries.digest(document, {}),
        filed_on=day,
        filed_by="孙立",
    )
    filing.save()
    Release(filing=filing, released_on=day, released_by="孙立").save()
    return filing
