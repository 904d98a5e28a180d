"""What waits for a decision at 云溪区: a letter of 李强's, boxes that he drew, a report that 孙立 froze."""

from datetime import date

import pytest

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions as annual
from gongkai_web.files import actions as files
from gongkai_web.files.models import Redaction
from gongkai_web.proposals import actions as proposals
from tests.people import answer, check_report, receive
from tests.web.files.made import CASE, DAY, place_of, plan
from tests.web.letters.written import furnish, submitted

PROPOSED = date(2026, 3, 20)
RECEIVED, JANUARY = date(2024, 9, 2), date(2025, 1, 20)
ENTERED = (
    "table2.administrative_licensing.decision_count",
    "table2.administrative_penalty.decision_count",
    "table2.administrative_coercion.decision_count",
    "table2.administrative_charges.amount_wan_yuan",
)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def chen_lei(town):
    """陈磊 has an account and no office yet."""
    return agencies.add_person(by=town.operator, username="chenlei", display_name="陈磊")


@pytest.fixture
def letter(town):
    """A letter of 李强's that goes to a reviewer and then to the head."""
    furnish(town, steps=["reviewer", "head"])
    return submitted(town, receive(town, RECEIVED), "L12")


@pytest.fixture
def redaction(town) -> Redaction:
    """李强 drew a box over 王芳's identity number and handed it in."""
    original = files.store_file(
        agency=town.district,
        owner=CASE,
        purpose="information",
        upload_name="征地补偿方案.pdf",
        content=plan(),
        by=town.li_qiang,
        day=DAY,
    )
    opened = files.open_redaction(by=town.li_qiang, original=original, day=DAY)
    box = {"page": 1, **place_of("ID"), "reason": "denied_third_party_rights"}
    files.add_box(by=town.li_qiang, redaction=opened, day=DAY, **box)
    return files.propose_redaction(by=town.li_qiang, redaction=opened, day=DAY)


@pytest.fixture
def proposal(town):
    """王芳 and a company asked for the same; 李强 proposes to publish it."""
    company = {"applicant_name": "示范建材公司", "applicant_kind": "commercial_enterprise"}
    found = [receive(town, date(2026, 3, 2)), receive(town, date(2026, 3, 4), **company)]
    return proposals.propose(
        by=town.li_qiang, agency=town.district, day=PROPOSED, title="征地补偿方案", cases=found
    )


@pytest.fixture
def filing(town):
    """The report of 2024, frozen by 孙立."""
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    given = {"by": town.li_qiang, "agency": town.district, "year": 2024, "source": "台账", "day": JANUARY}
    for cell in ENTERED:
        annual.enter_figure(**given, cell=cell, value=0)
    check_report(town, town.district, 2024, JANUARY)
    return annual.file_report(by=town.sun_li, agency=town.district, year=2024, day=JANUARY)
