"""Is no number of a person shown more openly than allowed, and is the last day of an entry not over?"""

from datetime import date, timedelta

import pytest

from gongkai.errors import UsageError
from gongkai.publication.persons import way_of
from gongkai.publication.schedule import Punctuality, schedule_of

DAY = date(2026, 3, 2)


def test_a_column_of_persons_is_shown_as_the_law_has_it_or_more_strictly_never_as_it_is() -> None:
    assert way_of("身份证号", DAY) == way_of("身份证号", DAY, "identity") == "identity"
    assert way_of("身份证号", DAY, "drop") == "drop"
    with pytest.raises(UsageError, match="「身份证号」这一栏不能“照样”"):
        way_of("身份证号", DAY, "keep")


def test_on_its_last_day_an_entry_of_the_schedule_is_not_overdue() -> None:
    dated = [one for one in schedule_of("department", 2026, date(2026, 1, 1)) if one.last is not None]
    assert dated
    for entry in dated:
        for over, how in ((0, Punctuality.WAITING), (1, Punctuality.OVERDUE)):
            on = {one.key: one for one in schedule_of("department", 2026, entry.last + timedelta(days=over))}
            assert on[entry.key].punctuality == how
