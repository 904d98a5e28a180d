"""Does 今天 show late tasks and overdue faults to whoever must act, and to the office above?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.oversight.rectification import actions as ledger
from gongkai_web.oversight.workplan import actions
from tests.people import FOUNDED
from tests.web.oversight.conftest import TODAY
from tests.web.rectification.found import found

TASK, FAULT = "补齐征地公告", "“工作动态”栏目超过两周没有更新"
APRIL, MAY_DAY = date(2025, 4, 14), date(2025, 4, 30)


@pytest.fixture
def wu_hao(town):
    """吴浩, who handles cases at 云溪区自然资源局."""
    person = agencies.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    given = {"agency": town.bureau, "role": "officer", "since": FOUNDED, "reason": "任职"}
    agencies.appoint(by=town.operator, person=person, **given)
    return person


def plan(town, due_on):
    about = {"by": town.li_qiang, "today": APRIL}
    point = actions.add_point(
        **about, agency=town.district, year=2025, number="3", title="加强征地信息公开", source=""
    )
    return actions.add_task(**about, point=point, due_on=due_on, title=TASK, unit=town.bureau)


def today_of(person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("desk:home")).content.decode()


def test_a_late_task_waits_for_its_unit_and_for_who_set_it_and_the_office_above_sees_it(town, wu_hao):
    task = plan(town, MAY_DAY)
    acts = {wu_hao: "progress", town.li_qiang: "close"}
    for person in (wu_hao, town.li_qiang, town.zhou_jie):
        page = today_of(person)
        assert TASK in page
        does = [act for act in acts.values() if reverse("workplan:act", args=[task.pk, act]) in page]
        assert does == ([acts[person]] if person in acts else [])
        assert "?due=late" in page
    assert TASK not in today_of(town.stranger)


def test_a_unit_is_reminded_of_a_task_a_week_before_it_ends(town, wu_hao):
    task = plan(town, TODAY + timedelta(days=8))
    assert TASK not in today_of(wu_hao)
    about = {"by": town.li_qiang, "task": task, "day": TODAY}
    actions.move_task(**about, due_on=TODAY + timedelta(days=7), reason="提前")
    page = today_of(wu_hao)
    assert reverse("workplan:act", args=[task.pk, "progress"]) in page
    assert "?due=late" not in page
    assert TASK not in today_of(town.li_qiang)


def test_a_task_that_is_in_time_or_closed_is_not_late(town):
    task = plan(town, TODAY)
    assert TASK not in today_of(town.li_qiang)
    about = {"by": town.li_qiang, "task": task, "day": TODAY}
    actions.move_task(**about, due_on=MAY_DAY, reason="提前")
    assert TASK in today_of(town.li_qiang)
    actions.report_progress(**about, said="公告已经补齐")
    actions.close_task(**about, said="逐条看过")
    assert TASK not in today_of(town.li_qiang)


def test_an_overdue_fault_waits_for_the_unit_and_the_office_that_keeps_it_sees_it(town):
    one = found(town, APRIL)
    ledger.notify(findings=[one], by=town.zhou_jie, day=APRIL, due_on=TODAY)
    assert FAULT in today_of(town.li_qiang)
    assert FAULT not in today_of(town.zhou_jie)  # its term runs
    ledger.prolong(finding=one, by=town.zhou_jie, day=APRIL, due_on=MAY_DAY, reason="提前")
    assert FAULT in today_of(town.li_qiang)
    assert FAULT in today_of(town.zhou_jie)
    assert FAULT not in today_of(town.stranger)
