"""Does a released report stand when what it carried over is split in the year after?"""

from datetime import date

from gongkai_web.annual import tally
from gongkai_web.cases import actions
from gongkai_web.cases.actions import Part
from tests.people import receive

YEAR = ("table3.new_received.total", "table3.carried_over_in.total", "table3.carried_over_out.total")


def numbers(town, year: int) -> list[int]:
    return [tally.cell(town.district, year, cell)[cell] for cell in YEAR]


def split(town, case, day: date, count: int = 3):
    parts = [Part(f"第{number}项") for number in range(count)]
    return actions.split_case(case=case, by=town.li_qiang, day=day, parts=parts, reason="一事一申请")


def test_a_request_carried_over_and_then_split_leaves_the_year_before_as_it_was(town):
    case = receive(town, date(2024, 12, 20))
    assert numbers(town, 2024) == [1, 0, 1]
    split(town, case, date(2025, 1, 8))
    assert numbers(town, 2024) == [1, 0, 1]
    assert numbers(town, 2025) == [2, 1, 3]


def test_a_further_part_that_is_split_again_stays_in_the_year_of_its_own_splitting(town):
    _, further = split(town, receive(town, date(2023, 12, 20)), date(2024, 3, 4), 2)
    further.refresh_from_db()
    split(town, further, date(2025, 2, 3), 2)
    assert numbers(town, 2023) == [1, 0, 1]
    assert numbers(town, 2024) == [1, 1, 2]
    assert numbers(town, 2025) == [1, 2, 3]


def test_what_was_split_in_the_year_of_its_receipt_is_new_in_that_year(town):
    split(town, receive(town, date(2024, 12, 20)), date(2024, 12, 31), 2)
    assert numbers(town, 2024) == [2, 0, 2]
    assert numbers(town, 2025) == [0, 2, 2]
