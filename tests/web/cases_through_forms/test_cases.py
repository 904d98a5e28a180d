"""Does each case, played through the site's own forms, count in the cells that the handbook says?

The stories stand in `cases/`, one file a chapter. The report is read at the site's own address.
"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.combine import combine
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel
from gongkai.procedure.machine import acts
from tests.web.cases_through_forms.counts import (
    NOTHING,
    added,
    as_report,
    blank,
    broken,
    counted,
    expected,
    faults,
    fee_figures,
    reported,
    unlike,
)
from tests.web.cases_through_forms.play import Office, Play
from tests.web.cases_through_forms.stories import Story, stories

pytestmark = pytest.mark.slow

STORIES = stories()
LEAST = 60
# The years that end and begin inside a story.
BOUNDARIES = [(year, year + 1) for year in range(2021, 2026)]


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_a_case_counts_where_the_handbook_says(office, story):
    Play(office, story).run()
    compare(
        office, story.years, lambda year: expected(story, year), lambda year: story.fees.get(year, NOTHING)
    )


def compare(office: Office, years, cells_of, fees_of) -> None:
    """All cells of tables 三 and 四 and the three fee figures, year by year, and the identities."""
    office.turn(date(max(years), 3, 2))
    client, slug = office.of("李强").client, office.town.district.slug
    before, cells_before = None, None
    for year in years:
        report = reported(client, slug, year)
        found = counted(report, year)
        wrong = unlike(found, cells_of(year))
        assert not wrong, f"{year} 年度这些格（实有, 应有）不同：{wrong}"
        assert (year, fee_figures(report)) == (year, fees_of(year))
        assert broken(year, found, cells_before) == []
        if report:
            assert faults(report, before) == []
        before, cells_before = report, found


@pytest.mark.long
def test_all_cases_together_count_what_they_count_alone(office):
    """One agency has them all; what every form demands is left out once on the way."""
    office.tried = set()
    for story in STORIES:
        Play(office, story).run()
    years = range(min(story.years[0] for story in STORIES), max(story.years[-1] for story in STORIES) + 1)
    sums = {year: together(STORIES, year) for year in years}
    compare(office, years, lambda year: sums[year][0], lambda year: sums[year][1])
    assert set(acts()) | {"intake", "undo"} <= office.tried


def together(many: list[Story], year: int) -> tuple[dict[str, int], tuple[int, ...]]:
    """The cells and fee figures of all of them: added here, and the same by the product's own addition."""
    alone = [expected(story, year) for story in many]
    fees = [story.fees.get(year, NOTHING) for story in many]
    cells, money = added([blank(year), *alone]), tuple(sum(column) for column in zip(*fees, strict=True))
    parts = [
        as_report(story.name, year, own, paid) for story, own, paid in zip(many, alone, fees, strict=True)
    ]
    combined = combine(parts, "示范市", year)
    assert not combined.problems
    assert counted(combined.report, year) == cells
    assert fee_figures(combined.report) == money
    return cells, money


# – are the stories the whole of it?


def test_there_are_enough_of_them_and_they_cover_the_tables():
    assert len(STORIES) >= LEAST
    words = {word.partition("@")[0] for story in STORIES for cells in story.expect.values() for word in cells}
    assert set(outcomes()) <= words
    assert {story.kind for story in STORIES} == set(applicant_kinds())
    assert all(story.article for story in STORIES)


def test_every_way_of_coming_in_is_there():
    intakes = [step for story in STORIES for step in story.steps if step.name == "intake"]
    used = {step.fields.get("channel", "registered_post") for step in intakes}
    assert used | {"web"} == set(Channel.values)
    assert any(step.name == "apply" for story in STORIES for step in story.steps)


def test_every_act_of_the_procedure_is_played_and_many_are_refused():
    steps = [step for story in STORIES for step in story.steps]
    assert set(acts()) <= {step.name for step in steps if not step.refused}
    assert {"void", "replace", "answer_correction_online", "withdraw_online", "remind_online"} <= {
        step.name for step in steps
    }


@pytest.mark.parametrize("boundary", BOUNDARIES, ids=[f"{first}/{second}" for first, second in BOUNDARIES])
def test_every_turn_of_the_year_is_crossed(boundary):
    assert [story for story in STORIES if set(boundary) <= set(story.expect)]
