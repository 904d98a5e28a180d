"""Does every kind of agency know which report it owes, and by which day?"""

from datetime import date

import pytest

from gongkai.outcomes import agency_kinds
from gongkai.owed import kinds_due, kinds_owing, kinds_to_submit, owed, report_kinds


@pytest.mark.parametrize("kind", agency_kinds())
def test_every_kind_of_agency_owes_exactly_one_report(kind):
    owing = [one for one in report_kinds().on(date(2024, 12, 31)).values() if kind in one.agencies]
    assert len(owing) == 1


@pytest.mark.parametrize(
    ("kind", "submit", "publish"),
    [
        ("department", date(2025, 1, 31), date(2025, 1, 31)),  # 第四十九条第一款
        ("government", None, date(2025, 3, 31)),  # 第四十九条第二款
    ],
)
def test_each_kind_of_report_has_its_own_days(kind, submit, publish):
    found = owed(kind, 2024)
    assert (found.submit_by, found.publish_by) == (submit, publish)


def test_a_government_publishes_and_submits_to_nobody():
    assert "government" not in kinds_to_submit(2024)
    assert "department" in kinds_to_submit(2024)
    assert kinds_owing(2024) == set(agency_kinds())
    assert kinds_due(2024, date(2025, 2, 1)) == {"government"}


def test_before_the_regulation_that_is_on_file_nothing_is_said():
    assert owed("department", 2018) is None
    assert kinds_owing(2018) == set()
