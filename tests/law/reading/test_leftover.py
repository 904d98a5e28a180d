"""Numbers around which a label stands never replace those of a row that was read."""

from gongkai.form import form
from gongkai.reading.around import Around
from gongkai.reading.blocks import GridCell
from gongkai.reading.cutting import Cutter
from gongkai.reading.filling import Filling
from gongkai.reading.found import Tables
from gongkai.reading.heads import Heads
from gongkai.reading.leftover import take_loose


def row(number: int) -> list[GridCell]:
    return [GridCell(number, column, str(number)) for column in range(7)]


def test_numbers_with_a_label_around_them_fill_a_row_that_is_missing_and_no_other():
    layout = form("2021")
    for missing in (True, False):
        tables, heads, around = Tables(layout), Heads(layout), Around(layout.key)
        filling = Filling(tables, heads, around, Cutter(tables, heads.ids3))
        if not missing:
            tables.settle(heads.ids3("granted"), row(1))
        around.text("（一）予以公开")
        around.numbers(row(2))
        take_loose(filling)
        assert tables.cells["table3.granted.total"].text == ("2" if missing else "1")
