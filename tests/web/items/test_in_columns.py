"""Does a column say that as many stand in it as its list shows, whatever became of an item?"""

from collections import Counter
from datetime import timedelta

from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.in_columns import InColumns
from gongkai_web.publishing.items.models import Item
from tests.web.items.written import DAY, drafted, published

ENDED, PERIOD_OVER = DAY + timedelta(days=3), DAY + timedelta(days=6)


def end(office, item, kind, **changes):
    given = {"by": office.sun_li, "reason": "核对后办理", "day": ENDED, **changes}
    actions.end(item=item, kind=kind, **given)


def test_what_ended_is_counted_where_it_is_still_listed_and_only_there(office):
    stays, marked, archived, replaced, secret, shown = (published(office) for _ in range(6))
    other = published(office, content={"column": "annual_report"})
    drafted(office)
    end(office, marked, "out_of_force", basis="云政发〔2026〕9号")
    end(office, archived, "archived")
    end(office, replaced, "replaced", successor=stays)
    end(office, secret, "secret", by=office.chen_jing)
    # A list with persons: its period is over before the clock has taken it down.
    Item.objects.filter(pk=shown.pk).update(shown_until=PERIOD_OVER)
    said = {}
    for day in (DAY - timedelta(days=1), DAY, ENDED, PERIOD_OVER, PERIOD_OVER + timedelta(days=1)):
        said[day] = InColumns().counts(office.district, day)
        assert said[day] == Counter(queries.listed_on(day).values_list("column_code", flat=True)), day
    assert said[PERIOD_OVER] == {stays.column_code: 3, other.column_code: 1}
    assert said[PERIOD_OVER + timedelta(days=1)] == {stays.column_code: 2, other.column_code: 1}
    assert said[DAY - timedelta(days=1)] == {}
