"""Is a question that was asked before written no second time, and answered anew all the same?"""

from datetime import date

import pytest

from gongkai.counting import Reign, reigns
from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions as cases
from gongkai_web.cases.figures import CHANNEL, NEW_RECEIVED, RESULTS
from gongkai_web.cases.models import Case
from gongkai_web.figures import counting, policy
from gongkai_web.figures.counting import Asked, counts, counts_at_once, split
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.prepared import BySql, Prepared
from tests.people import answer, receive

YEAR, DAY = Period.of_year(2024), date(2024, 3, 15)


@pytest.fixture
def written():
    """How many questions were written since the last time it was asked."""
    counting._prepared.cache_clear()
    last = [0]

    def since() -> int:
        before, last[0] = last[0], counting._prepared.cache_info().misses
        return last[0] - before

    return since


def came(scope: Scope, period: Period = YEAR) -> dict[str, int]:
    return {
        channel: numbers["n"]
        for (channel,), numbers in split({"n": Asked(NEW_RECEIVED, period)}, scope, (CHANNEL,)).items()
    }


def done(scope: Scope, year: int) -> int:
    return counts({"n": Asked(RESULTS, Period.of_year(year))}, scope)["n"]


def test_the_second_time_only_the_answer_is_new(town, written):
    district = Scope.of(town.district)
    receive(town, DAY)
    assert (came(district), written()) == ({"registered_post": 1}, 1)
    receive(town, DAY, channel="fax")
    assert (came(district), written()) == ({"registered_post": 1, "fax": 1}, 0)


def test_another_agency_or_year_is_another_question(town, written):
    receive(town, DAY)
    assert came(Scope.of(town.district))
    assert not came(Scope.of(town.county))
    assert not came(Scope.of(town.district), Period.of_year(2023))
    assert written() == 3


def test_li_qiang_counts_nothing_more_where_his_term_has_ended(town, written):
    receive(town, DAY)
    seen = Scope.of(town.district).seen_by(town.li_qiang, DAY)
    assert came(seen) == {"registered_post": 1}
    agencies.end_office(
        by=town.operator, office=town.li_qiang.offices.get(), until=date(2024, 3, 14), reason="调离"
    )
    agencies.forget_terms(town.li_qiang)
    assert came(seen) == {}
    assert done(seen, 2024) == 0


def test_under_another_policy_a_year_is_counted_anew(town, monkeypatch):
    case = answer(town, receive(town, date(2024, 12, 20)), date(2024, 12, 30))
    cases.dispatch(case=case, by=town.li_qiang, day=date(2025, 1, 3))
    district = Scope.of(town.district)
    assert (done(district, 2024), done(district, 2025)) == (1, 0)

    def by_dispatch(rule: str, day: date) -> tuple[Reign, ...]:
        return (Reign("dispatched_on", day),) if rule == "results" else reigns(rule, day)

    monkeypatch.setattr(policy, "reigns", by_dispatch)
    assert (done(district, 2024), done(district, 2025)) == (0, 1)


def test_a_column_is_read_as_the_value_that_it_is(town):
    case = receive(town, DAY)
    rows = Prepared.of(Case.objects.values_list("pk", "received_on", "flags", "split")).rows()
    assert rows == [(case.pk, DAY, [], False)]


def test_where_no_record_can_be_the_database_is_not_asked(town, django_assert_num_queries):
    nobody = Case.objects.filter(agency__in=[])
    with django_assert_num_queries(0):
        assert BySql(nobody).never
        assert Prepared.of(nobody.values_list("pk")).rows() == []
        assert counts({"n": Asked(RESULTS, YEAR)}, Scope(())) == {"n": 0}
    assert BySql(Case.objects.all()) == BySql(Case.objects.order_by("-pk"))
    assert BySql(Case.objects.all()) != BySql(Case.objects.filter(split=False))


def test_numbers_of_all_kinds_of_record_are_one_query(town, django_assert_num_queries):
    district = Scope.of(town.district)
    charged = receive(town, DAY)
    cases.decide_fee(case=charged, by=town.li_qiang, day=DAY, basis="pages", count=250)
    answer(town, receive(town, DAY), DAY)
    asked = {one.id: Asked(one, YEAR) for one in registry().all()}
    with django_assert_num_queries(1):
        found = counts_at_once(asked, district)
    apart = counts(asked, district)
    assert found == apart
    assert {name: type(value) for name, value in found.items()} == {
        name: type(value) for name, value in apart.items()
    }
    assert (found[NEW_RECEIVED.id], found[RESULTS.id]) == (2, 1)
    assert counts_at_once(asked, Scope(())) == dict.fromkeys(asked, 0)
