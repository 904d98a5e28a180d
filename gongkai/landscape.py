"""How does a list in a workbook go on paper?

Lying, as wide as the sheet of paper, and with its head on every page: whoever prints it changes nothing.
"""

from __future__ import annotations

from typing import Any

_A4 = 9
_NARROW = 0.4  # inches at the sides


def landscape(sheet: Any, *, head: int = 0) -> None:
    """Sets up a worksheet of xlsxwriter. `head`: the row, from 0, up to which its head goes."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head)
    sheet.set_margins(left=_NARROW, right=_NARROW, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
