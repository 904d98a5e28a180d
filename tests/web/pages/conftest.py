"""What do the pages show in these tests? A town that has answered a request and published its report."""

from datetime import date

import pytest

from gongkai_web.annual import actions as annual
from tests.people import Town, answer, check_report, found_town, receive
from tests.recorded import Recorded
from tests.web.annual.test_file import ENTERED

YEAR, JANUARY = 2024, date(2025, 1, 20)


def file_report() -> Town:
    """云溪区 has a case and a published report for 2024."""
    town = found_town()
    town.case = answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        annual.enter_figure(
            by=town.li_qiang, agency=town.district, year=YEAR, cell=cell, value=0, source="台账", day=JANUARY
        )
    check_report(town, town.district, YEAR, JANUARY)
    filing = annual.file_report(by=town.sun_li, agency=town.district, year=YEAR, day=JANUARY)
    annual.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    return town


@pytest.fixture(scope="session")
def recorded_report(django_db_setup, django_db_blocker):
    """The town with its report, once a run."""
    with django_db_blocker.unblock():
        return Recorded.of(file_report)


@pytest.fixture
def filed(db, recorded_report):
    """云溪区 has a case and a published report for 2024."""
    return recorded_report.again()
