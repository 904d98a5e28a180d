"""Does 今天 show points to look at, objections to answer and results to issue to whoever must act, only?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai_web.oversight.assessment import actions
from tests.web.assessment.conftest import TODAY
from tests.web.assessment.told import begun, issued, judged, objected, told
from tests.web.oversight.home import acts, client_of, listed

WHO = ("zhou_jie", "zheng_gang", "li_qiang", "he_jing", "operator", "stranger")
LAST, AFTER, LATE = date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 19)


@pytest.fixture
def clock(monkeypatch):
    def at(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)

    return at


def waiting(town) -> dict[str, list[str]]:
    return acts(town, "assessments", *WHO)


def test_each_unit_looks_at_its_points_while_it_may_object_and_has_not(town, clock):
    made = judged(town, begun(town))
    assert waiting(town) == {}
    actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)
    assert waiting(town) == {"li_qiang": ["核对得分"], "he_jing": ["核对得分"]}
    (row,) = listed(town.li_qiang, "assessments")
    assert (row.who, row.due_on, row.pressing) == (town.district.name, LAST, False)
    assert reverse("assessment:unit", args=[made.pk, "yunxi"]) == row.act.href
    clock(LAST)
    assert listed(town.he_jing, "assessments")[0].pressing
    clock(AFTER)
    assert "he_jing" not in waiting(town)


def test_an_objection_waits_for_the_office_with_its_term_and_the_result_for_zheng_gang(town, clock):
    made = told(town)
    one = objected(town, made)
    answers = {"zhou_jie": ["答复"], "zheng_gang": ["答复"]}
    assert waiting(town) == {**answers, "he_jing": ["核对得分"]}
    (row,) = listed(town.zhou_jie, "assessments")
    assert (row.due_on, row.marks[0].state) == (date(2027, 1, 18), "open")
    assert one.reasons in row.about
    page = reverse("assessment:assessment", args=[made.pk])
    assert row.act.href in client_of(town.zhou_jie).get(page).content.decode()
    issuing = reverse("assessment:issue", args=[made.pk])
    assert issuing not in client_of(town.zheng_gang).get(page).content.decode()
    clock(LATE)
    assert waiting(town) == answers
    assert listed(town.zhou_jie, "assessments")[0].marks[0].state == "late"
    actions.answer(objection=one, by=town.zhou_jie, today=LATE, words="维持")
    assert waiting(town) == {"zheng_gang": ["审定、印发"]}
    assert issuing in client_of(town.zheng_gang).get(page).content.decode()
    issued(town, made)
    assert waiting(town) == {}


def test_the_page_asks_twenty_times_at_most_while_the_term_runs(town):
    objected(town, told(town))
    for person in (town.zhou_jie, town.he_jing):
        client = client_of(person)
        client.get(reverse("desk:home"))
        with CaptureQueriesContext(connection) as taken:
            assert client.get(reverse("desk:home")).context["assessments"]
        assert len(taken) <= 20, [one["sql"] for one in taken]
