"""Who sees which cases, what is on the work list, and what belongs to a year?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.cases import actions, queries
from tests.people import answer, receive, submit

DAY = date(2024, 12, 9)


def test_staff_and_supervisors_see_a_case_and_nobody_else(town):
    case = receive(town, DAY)
    seers = [town.li_qiang, town.zhao_min, town.sun_li, town.zhou_jie]
    assert all(case in queries.visible(person, DAY) for person in seers)
    for person in (town.he_jing, town.stranger, town.operator, AnonymousUser()):
        assert not queries.visible(person, DAY).exists()


def test_predicates_let_a_supervisor_read_and_not_handle(town):
    case = receive(town, DAY)
    assert town.zhou_jie.has_perm("cases.view_case", case)
    assert not town.zhou_jie.has_perm("cases.handle_case", case)
    assert town.li_qiang.has_perm("cases.handle_case", case)
    assert town.sun_li.has_perm("cases.approve_extension", case)
    assert not town.he_jing.has_perm("cases.view_case", case)


def test_the_work_list_is_ordered_by_due_day_and_holds_open_cases_only(town):
    later, sooner = receive(town, date(2024, 12, 11)), receive(town, date(2024, 12, 10))
    waiting = receive(town, date(2024, 12, 2))
    actions.ask_correction(case=waiting, by=town.li_qiang, day=date(2024, 12, 3))
    answer(town, receive(town, DAY), DAY)
    unconfirmed = submit(town, DAY)
    receive(town, DAY, by=town.he_jing, agency=town.county)
    assert list(queries.worklist(town.li_qiang, DAY)) == [sooner, later, waiting]
    assert list(queries.unconfirmed(town.li_qiang, DAY)) == [unconfirmed]
    assert not queries.worklist(town.zhou_jie, DAY).exists()


def test_overdue_are_open_cases_after_their_due_day(town):
    case = receive(town, DAY)
    assert case.due_on == date(2025, 1, 7)
    everything = queries.visible(town.li_qiang, DAY)
    assert not queries.overdue(everything, date(2025, 1, 7)).exists()
    assert queries.overdue(everything, date(2025, 1, 8)).get() == case


def test_a_year_holds_what_was_carried_over_and_what_was_received(town):
    old = answer(town, receive(town, date(2023, 12, 20)), date(2023, 12, 31))
    carried = answer(town, receive(town, date(2023, 12, 29)), date(2024, 1, 2))
    fresh = receive(town, date(2024, 12, 31))
    following = receive(town, date(2025, 1, 1))
    submit(town, DAY)
    assert set(queries.for_year(town.district, 2024)) == {carried, fresh}
    assert set(queries.for_year(town.district, 2023)) == {old, carried}
    assert set(queries.for_year(town.district, 2025)) == {fresh, following}


def test_the_appeals_of_a_year_are_those_concluded_in_it_or_pending_at_its_end(town):
    case = answer(town, receive(town, date(2024, 9, 27)), date(2024, 10, 20), "denied_enforcement_file")
    actions.file_appeal(case=case, by=town.li_qiang, day=date(2024, 12, 1), ref="复1", kind="reconsideration")
    actions.conclude_appeal(case=case, by=town.li_qiang, day=date(2025, 1, 10), ref="复1", result="upheld")
    years = [queries.appeals_for_year(town.district, year).count() for year in (2023, 2024, 2025, 2026)]
    assert years == [0, 1, 1, 0]


def test_the_position_in_the_month_follows_receipt_and_starts_anew(town):
    cases = [receive(town, day) for day in (date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1))]
    receive(town, date(2025, 3, 30), applicant_name="张伟")
    assert [queries.position_in_month(case) for case in cases] == [1, 2, 1]
    with pytest.raises(ValueError, match="no day of receipt"):
        queries.position_in_month(submit(town, DAY))


def test_an_act_takes_few_queries(town):
    case = receive(town, DAY)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        answer(town, case, date(2024, 12, 20))
    # savepoint, events, event, three of the audit, case, release; PostgreSQL locks the case besides
    assert len(taken) <= 9
