"""Does everything that leaves the house say what was frozen, cell by cell – page, DOCX, PDF, XLSX, JSON?

孙立 froze a report in which a penalty does not apply, the coercions are left blank with a remark, the
licences are 0 and the charges have decimals.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.document import from_json
from gongkai.reading import read_bytes
from gongkai.render.readback import differences
from gongkai_web.annual import actions
from tests.people import answer, check_report, receive
from tests.web.annual.test_file import ENTERED, enter

YEAR, JANUARY = 2024, date(2025, 1, 20)
LICENCES, PENALTIES, COERCIONS, CHARGES = ENTERED
FORMATS = {
    "page": ("portal:report", (), ".html"),
    "docx": ("portal:report_file", ("docx",), ".docx"),
    "pdf": ("portal:report_file", ("pdf",), ".pdf"),
    "xlsx": ("portal:report_file", ("xlsx",), ".xlsx"),
    "json": ("portal:report_json", (), ".json"),
}


@pytest.fixture
def published(town):
    """Its filing."""
    given = {"by": town.li_qiang, "agency": town.district, "year": YEAR, "day": JANUARY}
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    answer(town, receive(town, date(2024, 5, 6), applicant_kind="legal_service_agency"), date(2024, 5, 20))
    receive(town, date(2024, 12, 30))
    enter(town, LICENCES, 0)
    enter(town, PENALTIES, None, state="not_applicable", source="本机关没有行政处罚权")
    enter(town, COERCIONS, None, state="blank", source="与公安机关核对中")
    enter(town, CHARGES, Decimal("103.3879"))
    actions.enter_problem(**given, text="政策解读的形式还比较单一", measure="增加图表、视频解读")
    actions.write_draft(**given)
    check_report(town, town.district, YEAR, JANUARY)
    filing = actions.file_report(by=town.sun_li, agency=town.district, year=YEAR, day=JANUARY)
    actions.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    return filing


def states(report):
    """Every cell as it stands: its number, or by its own words that there is none."""
    words = {note.cell: note.stated or "空" for note in report.notes if note.cell}
    return {cell: words[cell] if value is None else value for cell, value in report.cells.items()}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_leaves_the_house_reads_back_as_it_was_frozen(published, kind):
    name, more, suffix = FORMATS[kind]
    sent = Client().get(reverse(name, args=[published.agency.slug, YEAR, *more]))
    assert sent.status_code == 200
    again = read_bytes(sent.getvalue(), f"年报{suffix}")
    frozen = from_json(published.document)
    assert (states(frozen)[PENALTIES], states(frozen)[COERCIONS], states(frozen)[LICENCES]) == (
        "不适用",
        "空",
        0,
    )
    assert states(again) == states(frozen)
    said = [one for one in differences(frozen, again) if kind != "page" or "文字读回" not in one]
    assert said == []  # a page says besides how its tables are read
    for section, same in zip(frozen.sections, again.sections, strict=True):
        assert set(section.text.splitlines()) <= set(same.text.splitlines())
    assert "不适用，本机关没有行政处罚权。" in again.sections[1].text
