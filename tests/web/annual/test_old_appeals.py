"""Does table 四 count an appeal about a request that was never registered here before?"""

from datetime import date

from django.test import Client

from gongkai_web.annual import tally
from gongkai_web.cases import actions
from tests.people import answer, receive

APPEALS = "table4.reconsideration.pending"


def number(town, year, cell):
    return tally.cell(town.district, year, cell)[cell]


def test_a_request_of_an_old_year_is_entered_late_and_its_lawsuit_counts_this_year(town):
    old = answer(town, receive(town, date(2021, 3, 1)), date(2021, 3, 12), today=date(2025, 6, 3))
    actions.file_appeal(
        case=old, by=town.li_qiang, day=date(2025, 5, 20), ref="示复〔2025〕9号", kind="reconsideration",
        today=date(2025, 6, 3),
    )  # fmt: skip
    assert number(town, 2025, APPEALS) == 1
    assert number(town, 2025, "table3.new_received.total") == 0
    assert number(town, 2021, "table3.new_received.total") == 1


def test_the_page_of_the_register_says_how_such_an_appeal_is_entered(town):
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get("/office/cases/new/").content.decode()
    assert "在这里补登旧件" in shown
