"""看板: every number of 周洁's first page stands over the rows that its address shows, in few questions."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.oversight.dashboard.standing import standing
from gongkai_web.oversight.workplan import actions as workplan
from tests.web.rectification.found import found, rechecked, replied, sent

TODAY = date(2026, 7, 10)


@pytest.fixture(autouse=True)
def _the_tenth_of_july(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def faults(town):
    """One of each age at 云溪区, two of them overdue; one at 白石县 is new; one was mended this week."""
    sent(town, ago(60), rule="老的")
    sent(town, ago(30), rule="一个月的")
    found(town, ago(3), rule="新的")
    found(town, ago(7), agency=town.county, rule="七天的")
    rechecked(town, replied(town, sent(town, ago(20), rule="改好的"), ago(6)), ago(5))


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_units_stand_with_what_is_open_by_age_and_the_most_overdue_first(town, faults):
    rows = standing(town.zhou_jie, TODAY).units
    assert [(one.name, [number.label for number in one.numbers]) for one in rows] == [
        (town.district.name, ["1", "1", "1", "2"]),
        (town.county.name, ["1", "0", "0", "0"]),
    ]
    (own,) = standing(town.li_qiang, TODAY).units
    assert [number.label for number in own.numbers] == ["0", "1", "1", "2"]  # what is not sent is not told


def test_each_number_opens_as_many_rows_as_it_says(town, faults):
    client, shown = client_of(town.zhou_jie), standing(town.zhou_jie, TODAY)
    numbers = [(one.value, one.href) for one in (*shown.week, *shown.today[:2])]
    numbers += [(one.label, one.href) for row in shown.units for one in row.numbers]
    assert [value for value, _ in numbers[:5]] == ["2", "0", "1", "2", "0"]
    for value, href in numbers:
        page = client.get(href).content.decode()
        assert len(set(re.findall(r"/office/rectification/(\d+)/\"", page))) == int(value), href


def test_the_page_asks_few_questions_and_names_the_late_task(town, faults, django_assert_max_num_queries):
    point = workplan.add_point(
        by=town.zhou_jie, agency=town.city, today=TODAY, year=2026, number="1", title="推进公开"
    )
    workplan.add_task(
        by=town.zhou_jie, point=point, today=TODAY, title="补齐栏目", due_on=ago(1), unit=town.district
    )
    client = client_of(town.zhou_jie)
    client.get(reverse("oversight:home"))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("oversight:home")).content.decode()
    assert "超期的任务（1 项）" in page
    assert "补齐栏目" in page
