"""Does the sample city replay as before once the next form of the report is in force?

The law folder is that of the installation with the form of 2027 that docs/law.md enters, by its steps.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.form import form_of_year
from gongkai.reading import read
from gongkai.report import Report, completed
from gongkai_web.annual import tally
from gongkai_web.cases.models import Event
from gongkai_web.errors import Refused
from gongkai_web.replay import plan, sample_city
from gongkai_web.replay.replay import replay
from tests.lawfolder import LawFolder
from tests.people import Town

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[3] / "docs" / "law.md"
YUNXI = next(sample for sample in sample_city.agencies() if sample.slug == "yunxi-office")


@pytest.fixture
def law(tmp_path):
    """The law folder with the next form, not yet installed."""
    made = LawFolder(tmp_path / "law")
    for file, text in made.told_by(DOCS, "录入新的年报格式"):
        made.enter(file, text)
    return made


def played(town: Town):
    return replay(
        read(YUNXI.report), town.district, officer=town.li_qiang, head=town.sun_li, source="示范年报"
    )


def test_a_report_of_2024_replays_cell_by_cell_under_the_next_form(town, law):
    with law.installed():
        assert form_of_year(2027).key == "2027"
        replayed = played(town)
        assert (replayed.equal, replayed.compared) == (True, len(form_of_year(2024).cells))
        assert set(tally.cells(town.district, 2024)) == set(form_of_year(2024).cells)
        assert set(tally.cells(town.district, 2027)) == set(form_of_year(2027).cells)
    assert Event.objects.filter(kind="replied").exists()


def test_the_next_form_changes_no_step_of_the_replay(law):
    before = plan.plan(read(YUNXI.report))
    with law.installed():
        assert plan.plan(read(YUNXI.report)) == before


def test_a_report_of_2027_in_the_new_form_replays_too(town, law):
    with law.installed():
        old = read(YUNXI.report)
        layout = form_of_year(2027)
        two = {cell.id: old.cells.get(cell.id, 0) for cell in layout.cells.values() if cell.table == 2}
        counts = {"table3.new_received.natural_person": 3, "table3.granted.natural_person": 2}
        counts |= {"table3.not_processed_duplicate.natural_person": 1}
        cells = {**dict.fromkeys(layout.cells), **two, **completed(layout, counts)}
        made = Report(layout.key, cells, old.agency, 2027, "示范年报")
        replayed = replay(made, town.district, officer=town.li_qiang, head=town.sun_li, source="示范年报")
        assert (replayed.equal, replayed.compared) == (True, len(layout.cells))


def test_a_report_of_2027_in_the_old_form_is_refused_with_both_named(law):
    with law.installed():
        old = replace(read(YUNXI.report), year=2027)
        with pytest.raises(Refused, match="2021 年格式，2027 年度应为 2027 年格式"):
            plan.plan(old)
