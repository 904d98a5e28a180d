"""Which cells does a story expect, which does the site report, and do they add up?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.urls import reverse

from gongkai.checking import ERROR, check
from gongkai.document import from_json
from gongkai.form import Form, form_of_year
from gongkai.report import Fees, Report
from tests.web.cases_through_forms.stories import Story

Cells = dict[str, int]
FLOWS = ("new_received", "carried_over_in", "results_total", "carried_over_out")
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
PENDING = "pending"
NOTHING = (0, 0, 0)


def blank(year: int) -> Cells:
    """Tables 三 and 四 of that year's form with nothing in them."""
    return {cell: 0 for cell in form_of_year(year).cells if not cell.startswith("table2.")}


def expected(story: Story, year: int) -> Cells:
    """Every cell that the story expects: its words with the totals that follow, all others zero.

    A word is a row of table 三 (of the story's kind of applicant, else `row@kind`) or `block.column` of 四.
    """
    found = blank(year)
    for word, number in story.expect.get(year, {}).items():
        for cell in _cells_of(word, story.kind):
            assert cell in found, f"{story.name}：{year} 年的表没有「{cell}」这一格"
            found[cell] += number
    return found


def _cells_of(word: str, kind: str) -> list[str]:
    if "." in word:
        block, column = word.split(".")
        return [f"table4.{block}.{column}", f"table4.{block}.total"]
    row, _, column = word.partition("@")
    rows = [row] if row in FLOWS else [row, "results_total"]
    return [f"table3.{one}.{each}" for one in rows for each in (column or kind, "total")]


def reported(client: Client, slug: str, year: int) -> Report | None:
    """The report of that year as the site gives it; None where the site says that there is none."""
    answer = client.get(reverse("desk:report_json", args=[slug, year]))
    return from_json(answer.json()) if answer.status_code == 200 else None


def counted(report: Report | None, year: int) -> Cells:
    """Tables 三 and 四 of the report; nothing where there is none."""
    if report is None:
        return blank(year)
    return {cell: report.cells[cell] for cell in blank(year)}  # type: ignore[misc]


def fee_figures(report: Report | None) -> tuple[Any, ...]:
    """The three figures of section six: notices, amount asked, amount paid."""
    if report is None:
        return NOTHING
    return (report.fees.notice_count, report.fees.notice_amount_yuan, report.fees.collected_amount_yuan)


def unlike(found: Cells, wanted: Cells) -> dict[str, tuple[int | None, int | None]]:
    """The cells that differ: what there is, and what there should be."""
    return {
        cell: (found.get(cell), wanted.get(cell))
        for cell in wanted.keys() | found.keys()
        if found.get(cell) != wanted.get(cell)
    }


def as_report(name: str, year: int, cells: Cells, fees: tuple[int, int, int]) -> Report:
    """The report of an agency that has only this story."""
    layout = form_of_year(year)
    whole = {cell: cells.get(cell, 0) for cell in layout.cells}
    return Report(form=layout.key, cells=whole, agency=name, year=year, fees=Fees(fees[0], fees[1], fees[2]))


def added(many: Iterable[Cells]) -> Cells:
    """Cell by cell."""
    total: Cells = {}
    for cells in many:
        for cell, number in cells.items():
            total[cell] = total.get(cell, 0) + number
    return total


# – the identities (handbook 02 §3.3), reckoned here without the product's own rules


def broken(year: int, cells: Cells, before: Cells | None) -> list[str]:
    """R1 to R6, each with what does not add up; empty where all hold."""
    layout = form_of_year(year)
    kinds = [column.key for column in layout.columns3 if column.key != "total"]
    rows = {cell.split(".")[1] for cell in cells if cell.startswith("table3.")}
    leaves = rows - set(FLOWS)
    found = [f"R4 {cell}={number}" for cell, number in cells.items() if number < 0]
    for row in rows:
        if cells[f"table3.{row}.total"] != sum(cells[f"table3.{row}.{kind}"] for kind in kinds):
            found.append(f"R1 {row}")
    for column in (*kinds, "total"):
        at = {row: cells[f"table3.{row}.{column}"] for row in rows}
        if at["new_received"] + at["carried_over_in"] != at["results_total"] + at["carried_over_out"]:
            found.append(f"R2 {column}")
        if at["results_total"] != sum(at[row] for row in leaves):
            found.append(f"R3 {column}")
        if before is not None and at["carried_over_in"] != before[f"table3.carried_over_out.{column}"]:
            found.append(f"R5 {column}")
    return found + _broken4(layout, cells)


def _broken4(layout: Form, cells: Cells) -> list[str]:
    columns = [column.key for column in layout.columns4 if column.key != "total"]
    return [
        f"R6 {block}"
        for block in BLOCKS
        if cells[f"table4.{block}.total"] != sum(cells[f"table4.{block}.{column}"] for column in columns)
    ]


def faults(report: Report, before: Report | None) -> list[str]:
    """What the product's own check finds wrong in tables 三 and 四."""
    return [
        finding.message
        for finding in check(report, before)
        if finding.severity == ERROR and finding.rule.startswith(("t3", "t4"))
    ]
