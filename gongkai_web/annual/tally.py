"""How many are there in each cell of the year's report?

One grouped query a table, by the filters of `filters`. What cannot be counted is entered (`EnteredFigure`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count, Q, Sum

from gongkai.counting import counting_rules
from gongkai.form import TOTAL, UNSPLIT_ROW, Form, form_of_year
from gongkai.report import CellValue, Fees, completed
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.filters import (
    COUNTED_CASES,
    DOCUMENT_ROWS,
    OTHER_PROCESSING,
    Year,
    column2,
    column4,
    counted,
    flows,
)
from gongkai_web.annual.models import EnteredFigure
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.publishing.models import NormativeDocument


def cells(agency: Agency, year: int, reading: str | None = None) -> dict[str, CellValue]:
    """Every cell of the form of that year. Entered cells that nobody has entered are None.

    `reading`: how table 四 belongs to years; by default the policy of `law/counting.yaml`.
    """
    layout, period = form_of_year(year), Year(year)
    counts = _table3(agency, period, layout) | _table4(agency, period, layout, reading)
    found = _table2(agency, period, layout) | completed(layout, counts)
    return {cell: found[cell] for cell in layout.cells}


def fees(agency: Agency, year: int) -> Fees:
    """The three fee figures of section six: notices by day sent, money by day paid (03 §5)."""
    period = Year(year)
    sent = Q(fee_noticed_on__range=(period.first, period.last))
    paid = Q(fee_paid_on__range=(period.first, period.last))
    found = Case.objects.filter(sent | paid, agency=agency).aggregate(
        notices=Count("pk", filter=sent),
        amount=Sum("fee_amount", filter=sent),
        collected=Sum("fee_amount", filter=paid),
    )
    return Fees(found["notices"], Decimal(found["amount"] or 0), Decimal(found["collected"] or 0))


def _table3(agency: Agency, year: Year, layout: Form) -> dict[str, int]:
    """By kind of applicant and outcome, the four flows in one query."""
    filters = flows(year)
    wanted = Q()
    for condition in filters.values():
        wanted |= condition
    groups = (
        Case.objects.filter(COUNTED_CASES, wanted, agency=agency)
        .order_by()
        .values("applicant_kind", "outcome")
        .annotate(**{f"n_{flow}": Count("pk", filter=condition) for flow, condition in filters.items()})
    )
    unsplit = any(row.key == UNSPLIT_ROW for row in layout.rows3)
    counts: dict[str, int] = {}
    for group in groups:
        outcome = group["outcome"]
        result = UNSPLIT_ROW if unsplit and outcome in OTHER_PROCESSING else outcome
        for flow in filters:
            row = result if flow == "results_total" else flow
            cell = f"table3.{row}.{group['applicant_kind']}"
            counts[cell] = counts.get(cell, 0) + group[f"n_{flow}"]
    return counts


def _table4(agency: Agency, year: Year, layout: Form, reading: str | None) -> dict[str, int]:
    """By block, the four columns in one query."""
    policy = reading or counting_rules()["appeals"].policy
    columns = [column.key for column in layout.columns4 if column.key != TOTAL]
    groups = (
        Appeal.objects.filter(column4(TOTAL, year, policy), case__agency=agency)
        .order_by()
        .values("kind")
        .annotate(**{f"n_{column}": Count("pk", filter=column4(column, year, policy)) for column in columns})
    )
    return {
        f"table4.{group['kind']}.{column}": group[f"n_{column}"] for group in groups for column in columns
    }


def _table2(agency: Agency, year: Year, layout: Form) -> dict[str, CellValue]:
    """Documents in one query, the rest as entered."""
    columns = ("issued_count", "repealed_count", "effective_count")
    groups = (
        NormativeDocument.objects.filter(agency=agency, voided=False, kind__in=DOCUMENT_ROWS.values())
        .order_by()
        .values("kind")
        .annotate(**{f"n_{column}": Count("pk", filter=column2(column, year)) for column in columns})
    )
    by_kind: Mapping[str, Mapping[str, int]] = {group["kind"]: group for group in groups}
    entered = {
        figure.cell: figure.value for figure in EnteredFigure.objects.filter(agency=agency, year=year.number)
    }
    found: dict[str, CellValue] = {}
    for cell in layout.cells.values():
        if cell.table != 2:
            continue
        if counted(cell.id, layout):
            found[cell.id] = by_kind.get(DOCUMENT_ROWS[cell.row_key], {}).get(f"n_{cell.column_key}", 0)
        elif cell.id in entered:
            value = entered[cell.id].normalize()
            found[cell.id] = value if cell.kind == "money" else int(value)
        else:
            found[cell.id] = None
    return found
