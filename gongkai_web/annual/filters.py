"""Which records does a cell of the report count?

Each row of a table is one filter over the records of a year. `tally` counts with it, `records` lists with
it: what a cell says and what it opens can never differ. The rules are those of `law/counting.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet

from gongkai.counting import counting_rules
from gongkai.form import TOTAL, UNSPLIT_ROW, Form
from gongkai.outcomes import outcomes
from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.publishing.models import NormativeDocument

OTHER_PROCESSING = ("other_correction_overdue", "other_fee_overdue", "other_misc")
DOCUMENT_ROWS = {"rules": "rules", "normative_documents": "normative_document"}
COUNTED_CASES = Q(split=False, received_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Year:
    """A reporting year: the first and last day of its period."""

    number: int

    @property
    def first(self) -> date:
        """1 January."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """31 December."""
        return date(self.number, 12, 31)


def flows(year: Year) -> dict[str, Q]:
    """The four flows of table 三: came in new, was carried in, was done, is carried over."""
    done_on = counting_rules()["results"].policy
    open_before = Q(**{done_on: None}) | Q(**{f"{done_on}__gte": year.first})
    open_after = Q(**{done_on: None}) | Q(**{f"{done_on}__gt": year.last})
    return {
        "new_received": Q(received_on__range=(year.first, year.last)),
        "carried_over_in": Q(received_on__lt=year.first) & open_before,
        "results_total": Q(**{f"{done_on}__range": (year.first, year.last)}),
        "carried_over_out": Q(received_on__lte=year.last) & open_after,
    }


def row3(row: str, year: Year) -> Q:
    """The cases of one row of table 三, all kinds of applicant together."""
    found = flows(year)
    if row in found:
        return found[row]
    wanted = OTHER_PROCESSING if row == UNSPLIT_ROW else (row,)
    unknown = [key for key in wanted if key not in outcomes()]
    if unknown:
        raise KeyError(f"no row {unknown[0]} in table 三")
    return found["results_total"] & Q(outcome__in=wanted)


def column4(column: str, year: Year, reading: str) -> Q:
    """The appeals of one column of table 四, all blocks together.

    `reading`: `concluded_or_pending` (the policy) or `filed`, the other reading of handbook 02 §4.
    """
    concluded = Q(concluded_on__range=(year.first, year.last))
    pending = Q(filed_on__lte=year.last) & (Q(concluded_on=None) | Q(concluded_on__gt=year.last))
    if reading == "filed":
        filed = Q(filed_on__range=(year.first, year.last))
        concluded, pending = filed & Q(concluded_on__lte=year.last), filed & pending
    if column == TOTAL:
        return concluded | pending
    return pending if column == "pending" else concluded & Q(result=column)


def column2(column: str, year: Year) -> Q:
    """The documents of one column of table 二."""
    if column == "issued_count":
        return Q(issued_on__range=(year.first, year.last))
    if column == "repealed_count":
        ended = Q(ended_on__range=(year.first, year.last))
        only = counting_rules()["documents_repealed"].policy == "repealed_only"
        return ended & Q(ending="repealed") if only else ended
    in_force = Q(ended_on=None) | Q(ended_on__gt=year.last)
    return Q(effective_from__lte=year.last) & in_force


def counted(cell: str, layout: Form) -> bool:
    """Whether the cell is counted from records (else it is entered with its source)."""
    table, row, column = cell.split(".")
    if table != "table2":
        return cell in layout.cells
    return row in DOCUMENT_ROWS and column in {"issued_count", "repealed_count", "effective_count"}


def records(agency: Agency, year: int, cell: str, reading: str | None = None) -> QuerySet[Model]:
    """The records behind a counted cell: cases, appeals or documents. KeyError for an entered cell."""
    period = Year(year)
    table, row, column = cell.split(".")
    if table == "table3":
        found = Case.objects.filter(COUNTED_CASES, row3(row, period), agency=agency)
        return found if column == TOTAL else found.filter(applicant_kind=column)
    if table == "table4":
        reading = reading or counting_rules()["appeals"].policy
        return Appeal.objects.filter(column4(column, period, reading), case__agency=agency, kind=row)
    if row not in DOCUMENT_ROWS:
        raise KeyError(f"{cell} is entered, not counted")
    documents = NormativeDocument.objects.filter(agency=agency, voided=False, kind=DOCUMENT_ROWS[row])
    return documents.filter(column2(column, period))
