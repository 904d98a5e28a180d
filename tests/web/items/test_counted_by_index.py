"""Are the year's numbers counted from an index alone, so that a million items are counted in an instant?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.figures.counting import Asked, counts, split
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.items.figures import (
    BY,
    BY_CHANNEL,
    BY_FIELD,
    CHANNEL,
    FIELD,
    FIGURES,
    MONTH,
    PUBLISHED,
)
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.site_figures import BY_SITE
from tests.web.items.written import DAY, published

YEAR = Period.of_year(2026)
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")


def plan(asking):
    """How SQLite finds the records of the last question that is asked, step by step."""
    with CaptureQueriesContext(connection) as asked:
        asking()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[-1]['sql']}".replace("%", "%%"), ())
        return [row[3] for row in cursor.fetchall()]


@SQLITE
@pytest.mark.parametrize("dimension", BY, ids=lambda one: one.id)
def test_no_item_is_read_to_count_what_an_agency_published(office, dimension):
    scope = Scope.of(office.district)
    first, *_ = plan(lambda: split({"": Asked(PUBLISHED, YEAR)}, scope, (dimension,)))
    assert first.startswith("SEARCH items_item USING COVERING INDEX item_counted")


@SQLITE
@pytest.mark.parametrize(
    ("figure", "index"),
    [(BY_CHANNEL, "item_channel"), (BY_FIELD, "item_field"), (BY_SITE, "item_site")],
    ids=["channel", "field", "site"],
)
def test_no_row_is_read_to_count_what_stands_in_each_channel_field_or_site(office, figure, index):
    scope = Scope.of(office.district)
    for dimension in figure.by:
        steps = plan(lambda one=dimension: split({"": Asked(figure, YEAR)}, scope, (one,)))
        assert f"USING COVERING INDEX {index}_counted" in steps[0]
        assert not [step for step in steps[1:] if "items_item" in step]


@SQLITE
@pytest.mark.parametrize(
    ("figure", "index"),
    [
        (PUBLISHED, "item"),
        (BY_CHANNEL, "item_channel"),
        (BY_FIELD, "item_field"),
        (BY_SITE, "item_site"),
    ],
    ids=["item", "channel", "field", "site"],
)
def test_of_all_agencies_the_year_is_looked_up_at_each_and_no_other_year_is_read(office, figure, index):
    """Also where nobody told SQLite how few agencies there are: no `ANALYZE` was run."""
    for dimension in figure.by:
        steps = plan(lambda one=dimension: split({"": Asked(figure, YEAR)}, EVERYWHERE, (one,)))
        assert f"USING COVERING INDEX {index}_counted (agency_id=? AND published_on>?" in steps[0], steps


@SQLITE
@pytest.mark.parametrize(
    ("figure", "dimension"), [(BY_CHANNEL, CHANNEL), (BY_FIELD, FIELD)], ids=["channel", "field"]
)
def test_what_a_person_sees_is_asked_of_what_is_counted_and_not_of_all_items(office, figure, dimension):
    scope = Scope.of(office.district).seen_by(office.li_qiang, DAY)
    steps = plan(lambda: split({"": Asked(figure, YEAR)}, scope, (dimension,)))
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]


@SQLITE
def test_all_numbers_of_the_year_together_read_no_other_year(office):
    asked = {one.id: Asked(one, YEAR) for one in FIGURES if one.subject.model is Item}
    steps = plan(lambda: counts(asked, Scope.of(office.district)))
    assert "SEARCH items_item USING COVERING INDEX item_counted" in " ".join(steps)
    assert "SEARCH items_item USING INTEGER PRIMARY KEY (rowid=?)" in steps


def test_months_are_told_as_numbers(office):
    published(office, date(2026, 3, 5))
    published(office, date(2026, 12, 31), content={"formed_on": date(2026, 12, 30)})
    scope = Scope.of(office.district)
    found = split({"n": Asked(PUBLISHED, YEAR)}, scope, (MONTH,))
    assert found == {(3,): {"n": 1}, (12,): {"n": 1}}
    assert counts({"n": Asked(PUBLISHED, YEAR)}, scope, {MONTH: ["3"]}) == {"n": 1}
