"""Which cells of the tables carry the number of a finding, and which findings are one?"""

from dataclasses import replace

from gongkai.checking import by_cause, check
from gongkai_web.annual import presentation
from gongkai_web.annual.campaign.models import SubmittedFile
from gongkai_web.annual.campaign.results import Judged, Result
from tests.law.checking import builders as b


def marks(made):
    """The numbers at each cell that has some."""
    views = presentation.tables(made, lambda _: "", check(made))
    return {cell.id: cell.marks for view in views for row in view.body for cell in row.cells if cell.marks}


def test_the_cells_of_what_follows_carry_the_number_of_the_cause():
    made = b.with_cells(b.office(), table3__results_total__natural_person=30, table3__results_total__total=40)
    ((cause, following),) = by_cause(check(made))
    found = marks(made)
    assert set(found.values()) == {(1,)}
    assert "table3.granted.natural_person" not in cause.cells
    assert "table3.granted.natural_person" in found  # of the sum of the results, which follows
    assert len(following) > 1


def test_a_note_from_which_an_error_follows_waits_for_a_verdict():
    made = b.office()
    before = b.year_before(made, table3__carried_over_out__total=9)
    other = [
        one
        for one in check(made, replace(before, agency="示范市科学技术局"))
        if one.rule.startswith("years.")
    ]
    result = Result(SubmittedFile(), tuple(Judged(one, one.id, None) for one in other))
    assert [one.finding.severity for one in result.judged] == ["note", "error"]
    assert result.open == 1
