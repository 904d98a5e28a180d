"""How does a list in a workbook go on paper?

Lying, as wide as the sheet of paper, and with its head on every page: whoever prints it changes nothing.
"""

from __future__ import annotations

from typing import Any

_A4 = 9
_NARROW = 0.4  # inches at the sides
_LONGEST = 200  # characters of a title; a header of XLSX holds 255
_SMALL = 70  # percent, of what is too wide for one sheet of paper


def landscape(sheet: Any, *, head: int = 0, title: str = "", aside: int = 0) -> None:
    """Sets up a worksheet of xlsxwriter. `head`: the row, from 0, up to which its head goes.

    `title`: what stands above each page, where no row of the list says it. `aside`: so many columns stand on
    every page of a list that is too wide for one.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    if aside:
        sheet.repeat_columns(0, aside - 1)
        sheet.set_print_scale(_SMALL)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head)
    sheet.set_margins(left=_NARROW, right=_NARROW, top=0.8 if title else 0.5, bottom=0.6)
    if title:
        sheet.set_header(f"&C&B{title[:_LONGEST].replace('&', '&&')}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
