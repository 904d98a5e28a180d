"""How does prose get in, how a figure that cannot be counted, and how is a report frozen and published?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from gongkai.checking import ERROR, by_cause, worst
from gongkai.document import to_json
from gongkai.form import form_of_year
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import compose, queries, tally
from gongkai_web.annual.cells import behind, parts, records
from gongkai_web.annual.models import EnteredFigure, Filing, FilingDecision, Release, SectionText
from gongkai_web.approval import actions as approval
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused


@transaction.atomic
def write_section(*, by: Person, agency: Agency, year: int, number: int, text: str, day: date) -> SectionText:
    """Writes the running text of a section; the former text stays in the audit trail."""
    require(by, agency, What.WRITE_REPORT, day)
    if number not in {heading.number for heading in form_of_year(year).sections}:
        raise Refused(f"年报没有第 {number} 部分；六个部分编号为 1 至 6。")
    former = SectionText.objects.filter(agency=agency, year=year, number=number).first()
    section, _ = SectionText.objects.update_or_create(
        agency=agency, year=year, number=number, defaults={"text": text}
    )
    detail = {"year": year, "number": number, "before": former.text if former else "", "after": text}
    _line(by, agency, "write_section", section, detail)
    return section


@transaction.atomic
def enter_figure(
    *, by: Person, agency: Agency, year: int, cell: str, value: Decimal | int, source: str, day: date
) -> EnteredFigure:
    """Enters a cell that cannot be counted, with its source. Refused for a counted cell."""
    require(by, agency, What.WRITE_REPORT, day, "填报年报数字")
    layout = form_of_year(year)
    if cell not in layout.cells:
        raise Refused(f"{year} 年度的年报没有「{cell}」这一格。")
    if behind(cell, layout):
        raise Refused(f"{layout.name(cell)}由记录数出，不能填报；数字不对请更正登记。")
    if value < 0 and layout.cells[cell].kind != "signed":
        raise Refused(f"{layout.name(cell)}不能小于零。")
    if not source.strip():
        raise Refused(f"{layout.name(cell)}须写明出处（台账、系统或者文件）。")
    figure, _ = EnteredFigure.objects.update_or_create(
        agency=agency, year=year, cell=cell, defaults={"value": value, "source": source.strip()}
    )
    _line(
        by,
        agency,
        "enter_figure",
        figure,
        {"year": year, "cell": cell, "value": str(value), "source": source},
    )
    return figure


@transaction.atomic
def file_report(*, by: Person, agency: Agency, year: int, day: date) -> Filing:
    """Freezes the report with the records behind each cell. Refused while a check of level error fails."""
    require(by, agency, What.SETTLE_REPORT, day)
    if day <= date(year, 12, 31):
        raise Refused(f"{year} 年度的统计期间到 {year}-12-31 才结束，{day} 还不能定稿。")
    report = compose.compose(agency, year)
    found = compose.findings(report, queries.latest_filing(agency, year - 1))
    if worst(found) == ERROR:
        ordered = (one for cause, following in by_cause(found) for one in (cause, *following))
        first = next(finding for finding in ordered if finding.severity == ERROR)
        raise Refused(f"年报没有通过核对，不能定稿：{first.message}")
    blank = [cell for cell, value in report.cells.items() if value is None]
    if blank:
        raise Refused(f"{report.layout.name(blank[0])}还没有填报；没有发生的填 0，全部填报后才能定稿。")
    document, behind = to_json(report), _behind(agency, year, report.cells)
    former = queries.latest_filing(agency, year)
    filing = Filing(
        agency=agency,
        year=year,
        version=former.version + 1 if former else 1,
        title=report.title or "",
        document=document,
        records=behind,
        digest=queries.digest(document, behind),
        filed_on=day,
        filed_by=by.display_name,
    )
    filing.save()
    told = {"year": year, "version": filing.version, "title": filing.title, "digest": filing.digest}
    _line(by, agency, "file_report", filing, told)
    return filing


@transaction.atomic
def release_report(*, by: Person, filing: Filing, day: date, seen: str = "") -> Release:
    """Publishes a filing (《条例》第四十九条); from then on it is what the public sees.

    `seen`: the digest of the filing that was on the screen, by default of this one.
    """
    agency, matter = filing.agency, queries.matter(filing)
    approval.require_turn(matter, by, day)
    if Release.objects.filter(filing=filing).exists():
        raise Refused(f"{filing}已经公布。")
    if day < filing.filed_on:
        raise Refused(f"公布日期 {day} 早于定稿日期 {filing.filed_on}；请核对。")
    decided = approval.decide(
        FilingDecision(filing=filing),
        matter=matter,
        by=by,
        day=day,
        approve=True,
        now=queries.digest(filing.document, filing.records),
        seen=seen or filing.digest,
    )
    release = Release(filing=filing, released_on=day, released_by=by.display_name)
    release.save()
    told = {"year": filing.year, "version": filing.version, "day": day, "role": decided.role}
    _line(by, agency, "release_report", filing, told)
    return release


def _behind(agency: Agency, year: int, cells: Mapping[str, object]) -> dict[str, list[int]]:
    """The keys behind each counted cell that is not 0; totals are the union of their parts and not kept."""
    layout, period = form_of_year(year), tally.period_of(year)
    return {
        cell: sorted(records(agency, period, cell).values_list("pk", flat=True))
        for cell, value in cells.items()
        if value and behind(cell, layout) and not parts(layout, cell)
    }


def _line(
    by: Person,
    agency: Agency,
    act: str,
    subject: SectionText | EnteredFigure | Filing,
    detail: Mapping[str, Any],
) -> None:
    record(
        actor=by,
        agency=agency,
        act=f"annual.{act}",
        subject=f"{subject._meta.label}:{subject.pk}",
        detail=detail,
    )
