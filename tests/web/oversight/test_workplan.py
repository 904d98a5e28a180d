"""工作要点: a point is broken down to units, followed, closed by who set it, counted; so are goals."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.period import Period, Scope
from gongkai_web.oversight.workplan import actions, figures
from gongkai_web.oversight.workplan.models import Goal, Point, Task
from tests.people import FOUNDED
from tests.web.oversight.conftest import TODAY

YEAR = Period.of_year(2025)
NAMES = {
    "points": figures.ALL_POINTS,
    "fulfilled": figures.FULFILLED,
    "tasks": figures.ALL_TASKS,
    "closed": figures.CLOSED,
    "in_time": figures.IN_TIME,
    "late": figures.LATE,
    "goals": figures.ALL_GOALS,
    "met": figures.GOALS_MET,
}


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def numbers(town, *names, only=None) -> list[int]:
    asked = {name: Asked.on(TODAY, NAMES[name], YEAR) for name in names}
    found = counts(asked, Scope.of(town.district), only)
    return [int(found[name]) for name in names]


@pytest.fixture
def wu_hao(town):
    """吴浩, who handles cases at 云溪区自然资源局."""
    person = agencies.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    agencies.appoint(
        by=town.operator, person=person, agency=town.bureau, role="officer", since=FOUNDED, reason="任职"
    )
    return person


@pytest.fixture
def point(town):
    return actions.add_point(
        by=town.li_qiang,
        agency=town.district,
        today=TODAY,
        year=2025,
        number="3",
        title="加强征地信息公开",
        source="示政办〔2025〕3号",
    )


def a_task(town, point, due_on=date(2025, 6, 30), **given):
    return actions.add_task(
        by=town.li_qiang,
        point=point,
        today=TODAY,
        due_on=due_on,
        **{"title": "补齐征地公告", "unit": town.bureau, **given},
    )


def done(town, task, day=date(2025, 5, 12)):
    about = {"by": town.li_qiang, "task": task, "day": day, "today": TODAY}
    actions.report_progress(**about, said="公告已经补齐")
    return actions.close_task(**about, said="逐条看过")


def test_a_point_is_fulfilled_with_the_last_of_its_tasks(town, point):
    first, second = a_task(town, point), a_task(town, point, unit=None, unit_name="各街道")
    assert numbers(town, "points", "fulfilled", "tasks", "closed") == [1, 0, 2, 0]
    done(town, first)
    assert numbers(town, "fulfilled", "closed", "in_time") == [0, 1, 1]
    done(town, second, date(2025, 5, 14))
    assert Point.objects.get().fulfilled_on == date(2025, 5, 14)
    assert numbers(town, "points", "fulfilled", "closed") == [1, 1, 2]
    actions.reopen_task(by=town.li_qiang, task=first, day=TODAY, reason="还缺两份")
    assert Point.objects.get().fulfilled_on is None
    assert numbers(town, "fulfilled", "closed") == [0, 1]
    assert verify().sound


def test_late_is_what_was_closed_late_and_what_is_still_open_by_unit(town, point):
    a_task(town, point, date(2025, 4, 30))
    done(town, a_task(town, point, date(2025, 4, 30), unit=None, unit_name="各街道"))
    a_task(town, point, date(2025, 5, 20), unit=None, unit_name="各街道")
    assert numbers(town, "late", "in_time", "closed") == [2, 0, 1]
    assert numbers(town, "late", only={figures.UNIT: ["各街道"]}) == [1]


def test_the_unit_tells_how_far_it_is_and_does_not_close_its_own_task(town, point, wu_hao):
    task = a_task(town, point)
    about = {"task": task, "day": TODAY, "today": TODAY}
    actions.report_progress(by=wu_hao, said="正在补", **about)
    with pytest.raises(NotAllowed):
        actions.close_task(by=wu_hao, said="好了", **about)
    with pytest.raises(NotAllowed):
        actions.report_progress(by=town.he_jing, said="正在补", **about)


def test_nothing_is_closed_of_which_nobody_said_what_was_done(town, point):
    task = a_task(town, point)
    with pytest.raises(Refused, match="还没有登记过进展"):
        actions.close_task(by=town.li_qiang, task=task, day=TODAY, said="好了")
    with pytest.raises(Refused, match="还没有到"):
        actions.report_progress(by=town.li_qiang, task=task, day=date(2025, 5, 21), said="做了", today=TODAY)


def test_a_term_is_moved_with_a_reason_and_the_task_keeps_its_way(town, point):
    task = a_task(town, point, date(2025, 4, 30))
    about = {"by": town.li_qiang, "task": task, "day": TODAY}
    with pytest.raises(Refused, match="理由"):
        actions.move_task(**about, due_on=date(2025, 7, 31), reason="")
    actions.move_task(**about, due_on=date(2025, 7, 31), reason="等省里的格式")
    assert numbers(town, "late") == [0]
    assert [one.said for one in task.steps.all()] == ["2025-04-30 → 2025-07-31：等省里的格式"]
    assert verify().sound


def test_what_is_dropped_is_counted_nowhere(town, point):
    task = a_task(town, point, date(2025, 4, 30))
    with pytest.raises(Refused, match="还有任务"):
        actions.drop_point(by=town.li_qiang, point=point, today=TODAY, reason="登重了")
    actions.drop_task(by=town.li_qiang, task=task, today=TODAY, reason="登重了")
    actions.drop_point(by=town.li_qiang, point=point, today=TODAY, reason="登重了")
    assert numbers(town, "points", "tasks", "late") == [0, 0, 0]
    assert verify().sound
    Task.objects.update(due_on=date(2026, 1, 1))
    assert "要点任务" in verify().sentence


def test_the_number_of_a_point_stands_once_in_a_year(town, point):
    about = {"by": town.li_qiang, "agency": town.district, "today": TODAY, "number": "3", "title": "另一条"}
    with pytest.raises(Refused, match="已经有序号 3"):
        actions.add_point(**about, year=2025)
    actions.add_point(**about, year=2024)
    with pytest.raises(Refused, match="不能登记"):
        actions.add_point(**about, year=2027)


def test_two_units_are_not_one_and_nothing_that_was_typed_is_lost(town, point):
    with pytest.raises(Refused, match="又填了「区教育局」：一项任务由一个单位负责"):
        a_task(town, point, unit_name="区教育局")
    assert a_task(town, point, unit=None, unit_name="区教育局").unit_name == "区教育局"


def test_the_same_goal_is_not_set_twice(town):
    about = {"by": town.li_qiang, "agency": town.district, "today": TODAY, "year": 2025}
    goal = {**about, "quarter": 1, "title": "栏目全部更新", "unit_name": "各单位"}
    first = actions.set_goal(**goal)
    with pytest.raises(Refused, match="第 1 季度已经登记了各单位的这个目标"):
        actions.set_goal(**goal)
    actions.drop_goal(by=town.li_qiang, goal=first, today=TODAY, reason="登错了")
    actions.set_goal(**goal)
    assert numbers(town, "goals") == [1]


def test_a_goal_waits_for_whoever_set_it_from_the_end_of_its_quarter_until_it_is_judged(town, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    about = {
        "by": town.li_qiang,
        "agency": town.district,
        "today": TODAY,
        "year": 2025,
        "unit_name": "各单位",
    }
    over = actions.set_goal(**about, quarter=1, title="栏目全部更新")
    actions.set_goal(**about, quarter=2, title="答复不超期")

    def waits(person):
        page = client_of(person).get(reverse("desk:home")).content.decode()
        return ["栏目全部更新" in page, "答复不超期" in page]

    assert (waits(town.li_qiang), waits(town.he_jing)) == ([True, False], [False, False])
    actions.judge_goal(goal=over, result="met", by=town.li_qiang, today=TODAY, said="看过台账")
    assert waits(town.li_qiang) == [False, False]


def test_goals_are_judged_when_their_quarter_is_over(town):
    about = {
        "by": town.li_qiang,
        "agency": town.district,
        "today": TODAY,
        "year": 2025,
        "unit_name": "各单位",
    }
    first = actions.set_goal(**about, quarter=1, title="栏目全部更新")
    second = actions.set_goal(**about, quarter=2, title="答复不超期")
    judged = {"by": town.li_qiang, "today": TODAY, "said": "看过台账"}
    actions.judge_goal(goal=first, result="met", **judged)
    with pytest.raises(Refused, match="2025-06-30 才完"):
        actions.judge_goal(goal=second, result="missed", **judged)
    assert numbers(town, "goals", "met") == [2, 1]
    assert numbers(town, "goals", "met", only={figures.QUARTER: ["2"]}) == [1, 0]
    actions.drop_goal(by=town.li_qiang, goal=second, today=TODAY, reason="登重了")
    assert numbers(town, "goals") == [1]
    assert verify().sound


@pytest.mark.parametrize(
    ("quarter", "last"),
    [(1, date(2025, 3, 31)), (2, date(2025, 6, 30)), (3, date(2025, 9, 30)), (4, date(2025, 12, 31))],
)
def test_a_quarter_ends_on_its_last_day(quarter, last):
    assert actions.last_day(2025, quarter) == last


def test_a_year_s_work_goes_its_way_through_the_pages(town):
    client = client_of(town.li_qiang)
    base = "/office/workplan/"
    given = {"agency": town.district.pk, "year": "2025", "number": "1", "title": "公开财政信息", "source": ""}
    assert client.post(f"{base}new/", {**given, "title": ""}).status_code == 422
    assert client.post(f"{base}new/", given).status_code == 302
    point = Point.objects.get()
    task = {"title": "补齐预算", "unit": "", "unit_name": "区财政局", "due_on": "2025-05-01"}
    assert client.post(f"{base}{point.pk}/new/", {**task, "unit_name": ""}).status_code == 422
    assert client.post(f"{base}{point.pk}/new/", task).status_code == 302
    page = client.get(base).content.decode()
    assert "1 项超期" in page
    one = f"{base}tasks/{Task.objects.get().pk}/"
    for act, more in (
        ("progress", {"said": "已经上传"}),
        ("close", {"said": "看过"}),
        ("reopen", {"reason": "缺表"}),
        ("move", {"due_on": "2025-06-01", "reason": "补表"}),
    ):
        assert client.post(f"{one}{act}/", {"day": "2025-05-20", **more}).status_code == 302, act
    shown = client.get(one).content.decode()
    for words in ("已经上传", "缺表", "2025-06-01", "区财政局", "取消任务"):
        assert words in shown
    goal = {
        "agency": town.district.pk,
        "year": "2025",
        "quarter": "1",
        "title": "季季更新",
        "unit_name": "各科",
    }
    assert client.post(f"{base}goals/new/", goal).status_code == 302
    judge = f"{base}goals/{Goal.objects.get().pk}/judge/"
    assert client.post(judge, {"result": "partly", "said": "两个没有"}).status_code == 302
    assert "部分完成" in client.get(f"{base}goals/").content.decode()


def test_each_address_answers_each_person_as_expected(town, point, wu_hao):
    task = a_task(town, point)
    goal = actions.set_goal(
        by=town.li_qiang,
        agency=town.district,
        today=TODAY,
        year=2025,
        quarter=1,
        title="更新",
        unit_name="各科",
    )
    base = "/office/workplan/"
    expected = {
        base: (302, 200, 200, 200, 200, 200),
        f"{base}new/": (302, 200, 200, 200, 200, 403),
        f"{base}{point.pk}/": (302, 200, 200, 200, 404, 404),
        f"{base}{point.pk}/new/": (302, 200, 403, 403, 404, 404),
        f"{base}{point.pk}/drop/": (302, 200, 403, 403, 404, 404),
        f"{base}tasks/{task.pk}/": (302, 200, 200, 200, 404, 404),
        f"{base}tasks/{task.pk}/progress/": (302, 200, 403, 200, 404, 404),
        f"{base}tasks/{task.pk}/close/": (302, 200, 403, 403, 404, 404),
        f"{base}tasks/{task.pk}/nothing/": (302, 404, 404, 404, 404, 404),
        f"{base}goals/": (302, 200, 200, 200, 200, 200),
        f"{base}goals/new/": (302, 200, 200, 200, 200, 403),
        f"{base}goals/{goal.pk}/judge/": (302, 200, 403, 404, 404, 404),
        f"{base}goals/{goal.pk}/drop/": (302, 200, 403, 404, 404, 404),
    }
    people = (town.li_qiang, town.zhou_jie, wu_hao, town.he_jing, town.stranger)
    clients = [Client(), *map(client_of, people)]
    got = {path: tuple(client.get(path).status_code for client in clients) for path in expected}
    assert got == expected
