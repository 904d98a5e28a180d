"""Who sees which cases, what waits to be received, and which request of the month is it?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.agencies.permissions import What, may
from gongkai_web.cases import actions, queries
from tests.people import answer, receive, submit

DAY = date(2024, 12, 9)


def test_staff_and_supervisors_see_a_case_and_nobody_else(town):
    case = receive(town, DAY)
    seers = [town.li_qiang, town.zhao_min, town.sun_li, town.zhou_jie]
    assert all(case in queries.visible(person, DAY) for person in seers)
    for person in (town.he_jing, town.zheng_gang, town.stranger, town.operator, AnonymousUser()):
        assert not queries.visible(person, DAY).exists()


def test_the_table_lets_a_supervisor_read_and_not_handle(town):
    case = receive(town, DAY)
    assert may(town.zhou_jie, case.agency, What.SEE, DAY)
    assert not may(town.zhou_jie, case.agency, What.HANDLE, DAY)
    assert may(town.li_qiang, case.agency, What.HANDLE, DAY)
    assert may(town.sun_li, case.agency, What.APPROVE_EXTENSION, DAY)
    assert not may(town.he_jing, case.agency, What.SEE, DAY)


def test_what_is_still_to_be_received_waits_at_its_own_agency(town):
    unconfirmed = submit(town, DAY)
    receive(town, DAY)
    receive(town, DAY, by=town.he_jing, agency=town.county)
    assert list(queries.unconfirmed(town.li_qiang, DAY)) == [unconfirmed]
    assert not queries.unconfirmed(town.zhou_jie, DAY).exists()


def test_the_position_in_the_month_follows_receipt_and_starts_anew(town):
    cases = [receive(town, day) for day in (date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1))]
    receive(town, date(2025, 3, 30), applicant_name="张伟")
    assert [queries.position_in_month(case) for case in cases] == [1, 2, 1]
    with pytest.raises(ValueError, match="no day of receipt"):
        queries.position_in_month(submit(town, DAY))


def test_what_was_split_counts_by_its_parts_in_the_month(town):
    whole = receive(town, date(2025, 3, 3))
    parts = [actions.Part("补偿方案"), actions.Part("补偿标准")]
    actions.split_case(case=whole, by=town.li_qiang, day=date(2025, 3, 4), parts=parts, reason="两项")
    assert queries.position_in_month(receive(town, date(2025, 3, 5))) == 3


def test_an_act_takes_few_queries(town):
    case = receive(town, DAY)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        answer(town, case, date(2024, 12, 20))
    # savepoint, events, event, three of the audit, letter, case, release; PostgreSQL locks the case
    assert len(taken) == 9 + connection.features.has_select_for_update
