"""How does a report look on paper, on a page and in a sheet?

`tables(report)` is the printed form – rows, merged heads, values with their state – for every target and for
the pages of the office. `write(report, path)` makes DOCX, PDF, HTML, XLSX, TXT or JSON of it and reads back
what it wrote before it says that it is done.
"""

from gongkai.render.layout import (
    UNREADABLE_MARK,
    DataCell,
    HeadCell,
    PrintedCell,
    PrintedRow,
    PrintedTable,
    tables,
)
from gongkai.render.writing import SUFFIXES, remarks, rendered, write

__all__ = [
    "SUFFIXES",
    "UNREADABLE_MARK",
    "DataCell",
    "HeadCell",
    "PrintedCell",
    "PrintedRow",
    "PrintedTable",
    "remarks",
    "rendered",
    "tables",
    "write",
]
