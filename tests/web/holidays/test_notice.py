"""What follows when 周洁 enters next year's notice of days off?"""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from gongkai import workdays
from gongkai_web.apply.rows import next_step
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases import queries, stored
from gongkai_web.cases.models import Case
from gongkai_web.casework.act_forms import FORMS
from gongkai_web.casework.act_forms.base import Subject
from gongkai_web.casework.dates import moved_by
from gongkai_web.casework.rows import case_marks
from gongkai_web.corrections.actions import CorrectionGiven, register_correction
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.corrections.rows import correction_marks
from gongkai_web.desk.rows import next_marks
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.holidays import actions
from gongkai_web.holidays import queries as queries_of_days
from gongkai_web.holidays.queries import changed, install, reckoned, source
from gongkai_web.schedule.queries import summary
from tests.people import answer, receive

DAY = date(2026, 11, 20)
SPRING = ("春节", date(2027, 2, 5), date(2027, 2, 13))
NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕示范号",
    "spans": [("元旦", date(2027, 1, 1), date(2027, 1, 3)), SPRING],
    "work": [date(2027, 1, 30), date(2027, 2, 14)],
}


def enter(town, **changes):
    return actions.enter_notice(by=town.zhou_jie, day=DAY, **{**NOTICE, **changes})


def test_a_day_of_2027_is_provisional_until_the_notice_is_entered(town):
    assert workdays.calendar().day(date(2027, 2, 11)).provisional
    enter(town)
    install()
    known = workdays.calendar().day(date(2027, 2, 11))
    assert (known.provisional, known.why, known.name) == (False, workdays.Why.HOLIDAY, "春节")
    assert "国办发明电〔2026〕示范号" in str(known.source)
    assert workdays.calendar().day(date(2027, 1, 30)).why == workdays.Why.MAKE_UP


def test_new_years_may_begin_in_the_december_before_and_the_rest_of_that_year_stays(town):
    spans = [("元旦", date(2026, 12, 31), date(2027, 1, 2)), SPRING]
    enter(town, spans=spans, work=[date(2026, 12, 27), *NOTICE["work"][1:]])
    install()
    known = workdays.calendar()
    assert (known.day(date(2026, 12, 31)).name, known.is_workday(date(2026, 12, 27))) == ("元旦", True)
    assert not known.is_workday(date(2026, 12, 26))
    assert "2026" in str(known.day(date(2026, 12, 30)).source)
    assert known.is_workday(date(2026, 12, 30))


def test_a_festival_that_the_notice_forgot_is_named_from_the_first_day_of_the_year():
    forgot = actions.checked(2027, NOTICE["number"], [SPRING], NOTICE["work"], day=DAY)
    named = queries_of_days.left_out(forgot)
    assert named[0] == (date(2027, 1, 1), "元旦")
    assert "国庆" in "".join(name for _, name in named)
    assert not {day for day, _ in named} & {*forgot.off}


def test_open_cases_are_recomputed_and_what_moved_is_told_while_answered_ones_stay(town):
    waiting = receive(town, date(2027, 1, 20))
    answered = answer(town, receive(town, date(2027, 1, 20)), date(2027, 1, 25), outcome="granted")
    cases.serve(case=answered, by=town.li_qiang, day=date(2027, 1, 26))
    before, stays = waiting.due_on, answered.due_on
    assert waiting.provisional
    enter(town)
    install()
    moved = cases.recompute_open(by=town.zhou_jie, day=DAY, reason="登记 2027 年放假通知")
    after = Case.objects.get(pk=waiting.pk)
    assert [one.case.pk for one in moved if "due_on" in one.changes] == [waiting.pk]
    assert (after.due_on, after.provisional) == (date(2027, 2, 23), False) != (before, True)
    assert stored.current(answered).outcome == "granted"
    assert Case.objects.get(pk=answered.pk).concluded_on == date(2027, 1, 25)
    told = list(queries.due_moves(town.li_qiang, DAY, DAY))
    assert [(one.case_id, one.before, one.after) for one in told if one.case_id == waiting.pk] == [
        (waiting.pk, before, after.due_on)
    ]
    assert not queries.due_moves(town.he_jing, DAY, DAY).exists()
    assert not queries.due_moves(town.zhou_jie, DAY, DAY).exists()  # she watches, it is not her work
    lines = AuditLine.objects.filter(act="cases.recompute", subject=f"cases.Case:{waiting.pk}")
    assert lines.get().detail["due_on"] == [before.isoformat(), after.due_on.isoformat()]
    assert Case.objects.get(pk=answered.pk).due_on == stays


def test_nothing_moves_where_the_notice_concerns_nobody(town):
    receive(town, date(2024, 9, 20))
    enter(town)
    install()
    assert cases.recompute_open(by=town.zhou_jie, day=DAY, reason="登记") == []


def test_a_wrong_notice_is_entered_anew(town):
    enter(town, spans=[("春节", date(2027, 2, 5), date(2027, 2, 6))], work=[])
    enter(town)
    install()
    assert not workdays.calendar().is_workday(date(2027, 2, 11))


def spring_of_2026(last: date) -> dict[str, object]:
    """The notice of 2026 with another last day of 春节, as in 2020."""
    known = workdays.calendar().notice(2026)
    assert known is not None
    spans = [(name, first, last if name == "春节" else end) for name, first, end in known.spans]
    work = sorted(day for day in known.work if day not in workdays.days(date(2026, 2, 22), last))
    return {"year": 2026, "number": "国办发明电〔2026〕示范1号", "spans": spans, "work": work}


def test_a_running_year_is_amended_and_open_cases_move(town):
    waiting = receive(town, date(2026, 2, 9))
    before = waiting.due_on
    amended = spring_of_2026(date(2026, 2, 27))
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 2, 12), **amended)
    assert workdays.calendar().is_workday(date(2026, 2, 26))
    install()
    known = workdays.calendar().day(date(2026, 2, 26))
    assert (known.name, known.provisional) == ("春节", False)
    assert "示范1号" in str(known.source)
    assert workdays.calendar().is_workday(date(2026, 3, 2))
    moved = cases.recompute_open(by=town.zhou_jie, day=date(2026, 2, 12), reason="调整 2026 年放假安排")
    after = Case.objects.get(pk=waiting.pk).due_on
    assert [one.case.pk for one in moved] == [waiting.pk]
    assert workdays.calendar().count(date(2026, 2, 9), after) == 20
    assert after > before
    assert queries.due_moves(town.li_qiang, date(2026, 2, 12), date(2026, 2, 12)).get().before == before
    assert AuditLine.objects.get(act="holidays.enter_notice").detail["amends"] is True


def test_an_amendment_is_amended_by_the_next(town):
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 2, 12), **spring_of_2026(date(2026, 2, 26)))
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 2, 13), **spring_of_2026(date(2026, 2, 24)))
    install()
    assert workdays.calendar().is_workday(date(2026, 2, 26))


def test_a_year_that_the_software_brings_later_is_the_softwares(town):
    found = workdays.notice(2026, [("元旦", date(2026, 1, 1), date(2026, 1, 9))], [], source(2026, "×", DAY))
    workdays.install([found])
    assert workdays.calendar().is_workday(date(2026, 1, 9))


def test_what_an_amendment_changes_is_told_day_by_day(town):
    found = spring_of_2026(date(2026, 2, 25))
    notice = actions.checked(**found, day=date(2026, 2, 12))
    assert changed(notice) == [
        (date(2026, 2, 24), "上班", "放假（春节）"),
        (date(2026, 2, 25), "上班", "放假（春节）"),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": " "}, "文号"),
        ({"spans": []}, "没有填写任何放假日期"),
        ({"year": 2025}, "这一年已经过去，不能再调整"),
        ({"spans": [("春节", date(2027, 2, 13), date(2027, 2, 5))]}, "不是 2027 年内的一段日子"),
        ({"work": [date(2027, 2, 10)]}, "调休上班的周末"),
        ({"work": [date(2027, 2, 6)]}, "调休上班的周末"),
    ],
)
def test_what_cannot_be_a_notice_is_refused_with_a_sentence(town, changes, said):
    with pytest.raises(Refused, match=said):
        enter(town, **changes)


FEAST = {
    "year": 2026,
    "number": "示政办〔2026〕1号",
    "spans": [("地方节日", date(2026, 4, 16), date(2026, 4, 17))],
    "work": [],
}


def test_the_days_of_a_region_count_for_its_agencies_and_for_no_others(town):
    here = receive(town, date(2026, 4, 10))
    elsewhere = receive(town, date(2026, 4, 10), by=town.he_jing, agency=town.county)
    before = here.due_on
    assert elsewhere.due_on == before
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 13), agency=town.district, **FEAST)
    install()
    moved = cases.recompute_open(by=town.zhou_jie, day=date(2026, 4, 13), reason="地方放假日")
    assert [one.case.pk for one in moved] == [here.pk]
    after = Case.objects.get(pk=here.pk).due_on
    assert workdays.calendar().count(before, after) == 2
    assert Case.objects.get(pk=elsewhere.pk).due_on == before
    assert stored.current(here).due_on == after
    assert receive(town, date(2026, 4, 10)).due_on == after
    assert workdays.calendar().is_workday(date(2026, 4, 16))
    with reckoned(town.district.pk):
        known = workdays.calendar().day(date(2026, 4, 16))
    assert (known.name, known.working) == ("地方节日", False)
    assert "示政办〔2026〕1号" in str(known.source)


def test_the_days_of_a_region_hold_below_it_and_a_lower_one_may_say_otherwise(town):
    actions.enter_notice(by=town.zhou_jie, day=DAY, agency=town.city, **FEAST)
    install()
    for agency in (town.city, town.district, town.bureau):
        with reckoned(agency.pk):
            assert not workdays.calendar().is_workday(date(2026, 4, 16))
    actions.enter_notice(
        by=town.zhou_jie,
        day=DAY,
        agency=town.district,
        **{**FEAST, "spans": [("移后的节日", date(2026, 4, 16), date(2026, 4, 16))]},
    )
    install()
    with reckoned(town.district.pk):
        assert workdays.calendar().day(date(2026, 4, 16)).name == "移后的节日"
    with reckoned(town.city.pk):
        assert workdays.calendar().day(date(2026, 4, 16)).name == "地方节日"


AUTUMN = {
    "year": 2026,
    "number": "示政办〔2026〕8号",
    "spans": [("丰收节", date(2026, 9, 10), date(2026, 9, 11))],
    "work": [],
}


def day_in(agency, day):
    with reckoned(agency.pk):
        return workdays.calendar().day(day)


def test_a_second_notice_of_a_region_stands_beside_the_first(town):
    here = receive(town, date(2026, 4, 10))
    for notice, day in ((FEAST, date(2026, 4, 13)), (AUTUMN, date(2026, 8, 3))):
        actions.enter_notice(by=town.zhou_jie, day=day, agency=town.district, **notice)
    install()
    cases.recompute_open(by=town.zhou_jie, day=date(2026, 8, 3), reason="地方放假日")
    feast, autumn = (day_in(town.district, day) for day in (date(2026, 4, 16), date(2026, 9, 10)))
    assert (feast.name, autumn.name) == ("地方节日", "丰收节")
    assert ("〔2026〕1号" in str(feast.source), "〔2026〕8号" in str(autumn.source)) == (True, True)
    due = Case.objects.get(pk=here.pk).due_on
    with reckoned(town.district.pk):
        assert workdays.calendar().count(date(2026, 4, 10), due) == 20
    assert [one.number for one in queries_of_days.local_notices()] == [FEAST["number"], AUTUMN["number"]]


def test_the_later_notice_changes_only_the_days_that_it_names(town):
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 13), agency=town.district, **FEAST)
    moved = {
        "year": 2026,
        "number": "示政办〔2026〕2号",
        "spans": [("地方节日", date(2026, 4, 20), date(2026, 4, 20))],
        "work": [date(2026, 4, 17)],
    }
    install()
    found = actions.checked(**moved, day=date(2026, 4, 14), agency=town.district)
    assert changed(found, town.district) == [
        (date(2026, 4, 17), "放假（地方节日）", "上班"),
        (date(2026, 4, 20), "上班", "放假（地方节日）"),
    ]
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 14), agency=town.district, **moved)
    install()
    stays, back, fresh = (day_in(town.district, date(2026, 4, day)) for day in (16, 17, 20))
    assert [one.working for one in (stays, back, fresh)] == [False, True, False]
    assert ["〔2026〕1号" in str(one.source) for one in (stays, back, fresh)] == [True, False, False]
    assert back.why is workdays.Why.COUNTED


def test_each_day_says_when_its_notice_was_entered(town):
    entered = actions.enter_notice(by=town.zhou_jie, day=DAY, agency=town.district, **FEAST)
    install()
    on = timezone.localtime(entered.entered_at).date()
    assert f"本站 {on} 登记" in str(day_in(town.district, date(2026, 4, 16)).source)


def test_a_day_that_no_region_gave_off_is_not_taken_back(town):
    with pytest.raises(Refused, match="2026-04-17 不是"):
        actions.enter_notice(
            by=town.zhou_jie,
            day=DAY,
            agency=town.district,
            **{**FEAST, "work": [date(2026, 4, 17)], "spans": []},
        )


def test_the_country_is_not_amended_by_a_region(town):
    actions.enter_notice(by=town.zhou_jie, day=DAY, agency=town.district, **FEAST)
    install()
    assert workdays.calendar().day(date(2026, 10, 1)).name == "国庆"
    with reckoned(town.district.pk):
        assert workdays.calendar().day(date(2026, 10, 1)).name == "国庆"
    line = AuditLine.objects.get(act="holidays.enter_notice")
    assert line.agency_id == town.district.pk


def test_li_qiang_cannot_enter_it(town):
    with pytest.raises(NotAllowed, match="李强"):
        actions.enter_notice(by=town.li_qiang, day=DAY, **NOTICE)


def test_another_process_learns_it_with_the_next_page(town):
    enter(town)
    assert workdays.calendar().day(date(2027, 2, 11)).provisional
    Client().get("/")
    assert not workdays.calendar().day(date(2027, 2, 11)).provisional


def texts(marks):
    return [mark.text for mark in marks]


def test_all_that_reckons_for_an_agency_takes_the_days_of_its_region(town):
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 13), agency=town.district, **FEAST)
    install()
    case = receive(town, date(2026, 3, 20))
    elsewhere = receive(town, date(2026, 3, 20), by=town.he_jing, agency=town.county)
    wednesday, due = date(2026, 4, 15), case.due_on
    assert workdays.calendar().count(elsewhere.due_on, due) == 2
    left = workdays.calendar().count(wednesday, elsewhere.due_on)
    assert texts(next_marks(case, wednesday)) == texts(case_marks(elsewhere, wednesday))
    assert texts(case_marks(case, wednesday)) == [f"还有 {left} 个工作日"]
    assert moved_by(case.agency_id, stored.facts_of(case))[-1].after == due
    state = stored.current(case)
    assert texts(next_step(case, stored.facts_of(case), state, wednesday).marks) == [f"还有 {left} 个工作日"]
    form = FORMS["ask_correction"](subject=Subject(case, state, town.li_qiang, wednesday))
    asked = workdays.calendar().add(wednesday, 12)
    assert f"默认到 {asked}" in form.fields["term_days"].help_text


def test_the_term_of_a_correction_of_ones_record_takes_the_days_of_the_region(town):
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 13), agency=town.district, **FEAST)
    install()
    wanted = CorrectionGiven("王芳", "户籍登记", "出生日期有误", "出生医学证明")
    made = register_correction(by=town.li_qiang, agency=town.district, day=date(2026, 4, 10), given=wanted)
    assert made.due_on == workdays.calendar().add(date(2026, 4, 10), 22)
    before = workdays.calendar().add(date(2026, 4, 15), 5)
    RecordCorrection.objects.update(due_on=before)
    made.refresh_from_db()
    assert texts(correction_marks(made, date(2026, 4, 15))) == ["还有 3 个工作日"]


def test_what_is_near_on_the_desk_is_so_by_the_days_of_the_region(town):
    actions.enter_notice(by=town.zhou_jie, day=date(2026, 4, 13), agency=town.district, **FEAST)
    install()
    here, elsewhere = (
        receive(town, date(2026, 4, 10)),
        receive(town, date(2026, 4, 10), by=town.he_jing, agency=town.county),
    )
    wednesday = date(2026, 4, 15)
    Case.objects.update(next_on=workdays.calendar().add(wednesday, 5))
    near, beyond = queries.due_near(wednesday, 3)
    assert (Case.objects.filter(near).get(), Case.objects.filter(beyond).get()) == (here, elsewhere)
    assert list(summary(town.li_qiang, wednesday).soon) == [here]
    assert list(summary(town.he_jing, wednesday).soon) == []
