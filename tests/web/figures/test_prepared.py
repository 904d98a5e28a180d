"""Is a question that was asked before written no second time, and answered anew all the same?"""

from datetime import date

import pytest
from django.db import connection
from django.db.models import ForeignKey, Q
from django.db.models.sql.datastructures import Join
from django.test.utils import CaptureQueriesContext

from gongkai.counting import Reign, reigns
from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.asking import Asking
from gongkai_web.cases import actions as cases
from gongkai_web.cases.figures import CHANNEL, NEW_RECEIVED, RESULTS
from gongkai_web.cases.models import Case
from gongkai_web.figures import counting, policy
from gongkai_web.figures.counting import Asked, count, counts, counts_at_once, split, splits_at_once
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.prepared import BySql, Prepared, PreparedRecords, slots
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.figures import (
    BY_CHANNEL,
    DUE,
    IN_TIME,
    PUBLISHED,
)
from gongkai_web.publishing.items.review_figures import EDITIONS, REVIEWED, REVIEWS, WAITING
from tests.people import answer, receive
from tests.web.items.written import DAY as DRAFTED
from tests.web.items.written import again, approved, decide, furnish, published, submitted

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


def test_what_people_see_is_written_once_for_all_of_them_and_answered_for_each(town, written):
    office = furnish(town)
    beside = {"by": town.operator, "person": town.he_jing, "agency": town.district, "role": "officer"}
    agencies.appoint(**beside, since=date(2026, 1, 5), reason="调入")
    submitted(office)
    closed = approved(office).item
    actions.set_readers(
        item=closed, by=office.li_qiang, day=DRAFTED, readers="named", named=[office.stranger]
    )
    year = Period.of_year(2026)
    given = {
        "reviews": Asked(REVIEWS, year),
        "waiting": Asked(WAITING, year),
        "through": Asked(REVIEWED, year),
    }
    yunxi, people = Scope.of(office.district), (office.sun_li, office.he_jing, office.zhou_jie)
    found = {one: counts(given, yunxi.seen_by(one, DRAFTED)) for one in people}
    assert written() == len({one.figure.subject for one in given.values()}) == 3
    assert found[office.sun_li] == {"reviews": 3, "waiting": 1, "through": 1}
    assert found[office.he_jing] == {"reviews": 0, "waiting": 1, "through": 0}
    assert found[office.zhou_jie] == dict.fromkeys(given, 0)
    for person, numbers in found.items():
        scope = yunxi.seen_by(person, DRAFTED)
        assert numbers == {key: count(one.figure, scope, year) for key, one in given.items()}


def test_an_agency_that_asks_what_another_asked_brings_itself_and_no_question(town, written):
    office = furnish(town)
    approved(office)
    asked = {"n": Asked(REVIEWS, Period.of_year(2026))}

    def told(*agencies) -> tuple[int, int]:
        scope = Scope.of(*agencies).seen_by(office.sun_li, DRAFTED)
        return counts(asked, scope)["n"], written()

    district, county, bureau = office.district, town.county, town.bureau
    assert told(county) == (0, 1)
    assert told(district) == (3, 0)
    assert told() == (0, 0)
    assert told(county, bureau) == (0, 1)
    assert told(district, county) == told(county, bureau, district) == (3, 0)


def test_who_sees_what_is_said_the_same_of_one_as_of_all(town):
    said = {one.subject for one in registry().all() if one.subject.seen_by}
    assert len(said) >= 5
    for person in (town.li_qiang, town.sun_li, town.zhou_jie, town.stranger):
        for subject in said:
            of_one = BySql(subject.seen_by(Asking(person, DAY)))
            assert of_one == BySql(subject.visible(person, DAY)), subject.listing.caption


def test_numbers_of_one_whole_are_told_apart_among_its_records_alone(town, written):
    with CaptureQueriesContext(connection) as taken:
        counts({one: Asked(one, YEAR) for one in (PUBLISHED, DUE, IN_TIME)}, Scope.of(town.district))
    (query,) = [one["sql"] for one in taken]
    assert query.count("BETWEEN") == 1
    assert " IN (SELECT" not in query  # whether a draft came with past stock stands in its own row


def test_what_belongs_to_an_item_is_counted_by_its_own_index(town):
    with CaptureQueriesContext(connection) as taken:
        counts({BY_CHANNEL: Asked(BY_CHANNEL, YEAR)}, Scope.of(town.district))
    (query,) = [one["sql"] for one in taken]
    assert "JOIN" not in query
    assert " IN (SELECT" not in query


def test_a_condition_about_many_others_counts_what_belongs_to_an_item_once(town):
    office = furnish(town)
    edition = submitted(office)
    decide(office.zhao_min, edition, approve=False)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DRAFTED)
    twice = Figure("editions.twice", "送审的", "件", "送审", EDITIONS, lambda _: Q(snapshots__number__gt=0))
    assert edition.snapshots.count() == 2
    assert counts({"n": Asked(twice, YEAR)}, Scope.of(office.district)) == {"n": 1}


def test_several_figures_fall_apart_in_one_query(town, django_assert_num_queries):
    office = furnish(town)
    published(office)
    published(office, content={"column": "annual_report", "channels": ["website"]})
    receive(town, date(2026, 3, 1))
    district, year = Scope.of(office.district), Period.of_year(2026)
    asked = {
        (figure, by): (Asked(figure, year), by)
        for figure in (PUBLISHED, BY_CHANNEL, NEW_RECEIVED, REVIEWS)
        for by in figure.by
    }
    with django_assert_num_queries(1):
        found = splits_at_once(asked, district)
    for (figure, by), groups in found.items():
        apart = split({"n": Asked(figure, year)}, district, (by,))
        assert groups == {str(value): numbers["n"] for (value,), numbers in apart.items()}, (figure.id, by.id)
    assert sum(map(sum, (groups.values() for groups in found.values()))) > 10
    assert splits_at_once(asked, Scope(())) == {key: {} for key in asked}


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


def test_a_number_narrowed_to_values_is_what_its_groups_come_to(town, django_assert_num_queries):
    office = furnish(town)
    published(office)
    published(office, content={"column": "annual_report"})
    district, year = Scope.of(office.district), Period.of_year(2026)
    (column,) = (by for by in PUBLISHED.by if by.id == "column")
    groups = {
        values: found["n"]
        for (values,), found in split({"n": Asked(PUBLISHED, year)}, district, (column,)).items()
    }
    asked = {value: Asked(PUBLISHED, year, ((column, frozenset({value})),)) for value in groups}
    both = Asked(PUBLISHED, year, ((column, frozenset(groups)),))
    none = Asked(PUBLISHED, year, ((column, frozenset({"no_such_column"})),))
    with django_assert_num_queries(1):
        found = counts_at_once({**asked, "both": both, "none": none, "all": Asked(PUBLISHED, year)}, district)
    assert len(groups) == 2
    assert found == {**groups, "both": 2, "none": 0, "all": 2}


def test_records_of_a_prepared_question_are_those_of_django_and_what_is_left_out_is_read_when_used(
    town, django_assert_num_queries
):
    receive(town, date(2024, 3, 1))
    agency, year = slots(2)
    wanted = Case.objects.filter(agency=agency, received_on__year=year).order_by("pk")
    (found,) = PreparedRecords.of(wanted, "title").told((town.district.pk, 2024))
    known = Case.objects.get()
    with django_assert_num_queries(0):
        assert found == known
        assert (found.received_on, found.agency_id) == (known.received_on, known.agency_id)
    with django_assert_num_queries(1):
        assert found.title == known.title


def joined(records) -> set:
    """By which relations the question asks other tables."""
    return {one.join_field for one in records.query.alias_map.values() if isinstance(one, Join)}


@pytest.mark.django_db
def test_a_record_has_one_value_in_each_dimension_so_that_several_can_be_told_in_one_pass():
    several = []
    for figure in registry().all():
        everything = figure.subject.everything()
        for by in figure.by:
            added = joined(everything.values(by.column)) - joined(everything)
            several += [(figure.id, by.id) for one in added if not isinstance(one, ForeignKey)]
    assert several == []
