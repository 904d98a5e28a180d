"""Does a register that comes again make nothing twice and lose nothing?"""

from datetime import date

import pytest

from gongkai_web.cases.actions import void_event
from gongkai_web.cases.models import Case
from gongkai_web.imports.run import Result
from tests.people import receive
from tests.web.imports.registers import (
    HEAD,
    OPEN,
    TODAY,
    WANG,
    checked,
    imported,
    results,
    with_columns,
    xlsx,
)


def test_the_same_file_twice_makes_nothing_twice(town):
    data = xlsx(HEAD, WANG, OPEN)
    imported(town, data)
    again = imported(town, data)
    assert results(again) == [Result.THERE, Result.THERE]
    assert "已登记为 2026-0002" in again.lines[1].sentence
    assert Case.objects.count() == 2


def test_the_same_rows_in_another_file_and_order_make_nothing_twice(town):
    imported(town, xlsx(HEAD, WANG, OPEN))
    csv = "\n".join(",".join(row) for row in (("区政府2026年政府信息公开申请登记簿",), HEAD, OPEN, WANG))
    again = imported(town, csv.encode("gb18030"))
    assert results(again) == [Result.THERE, Result.THERE]
    assert Case.objects.count() == 2


def test_what_was_entered_here_by_hand_is_not_made_again(town):
    receive(town, date(2026, 3, 2), title="云溪路征地补偿方案")
    report = checked(town, xlsx(HEAD, WANG))
    assert results(report) == [Result.THERE]
    assert report.lines[0].number == "2026-0001"


def test_two_rows_that_say_the_same_are_told_apart_by_the_clerk(town):
    report = checked(town, xlsx(HEAD, WANG, WANG))
    assert results(report) == [Result.WILL, Result.REFUSED]
    assert "第 3 行与第 2 行的登记号、收到日期、申请人、内容都相同" in report.lines[1].sentence
    assert results(imported(town, xlsx(HEAD, WANG, ("7", *WANG[1:])))) == [Result.MADE, Result.MADE]


def test_the_same_request_under_another_number_is_a_case_of_its_own(town):
    imported(town, xlsx(HEAD, WANG))
    assert results(imported(town, xlsx(HEAD, WANG, ("7", *WANG[1:])))) == [Result.THERE, Result.MADE]
    assert Case.objects.count() == 2


def test_the_number_is_found_beside_the_serial(town):
    head = ("序号", "登记编号", *HEAD[1:])
    imported(town, xlsx(head, ("1", "云申-7", *WANG[1:])))
    assert Case.objects.get().earlier_number == "云申-7"


def test_a_row_put_in_above_moves_the_serials_and_makes_nothing_twice(town):
    head = ("序号", *HEAD[1:])
    imported(town, xlsx(head, WANG, OPEN))
    new = ("1", "2026-03-01", "赵四", "自然人", "网上", "路灯合同", "", "", "")
    again = imported(town, xlsx(head, new, ("2", *WANG[1:]), ("3", *OPEN[1:])))
    assert results(again) == [Result.MADE, Result.THERE, Result.THERE]
    assert Case.objects.count() == 3


def test_two_equal_rows_with_serials_of_their_own_are_two_cases_once(town):
    data = xlsx(("序号", *HEAD[1:]), WANG, ("2", *WANG[1:]))
    assert results(imported(town, data)) == [Result.MADE, Result.MADE]
    assert results(imported(town, data)) == [Result.THERE, Result.THERE]
    assert Case.objects.count() == 2


def test_a_row_changed_since_is_told_by_its_number_and_not_made_again(town):
    imported(town, xlsx(HEAD, WANG))
    again = imported(town, with_columns(申请内容="云溪路征地补偿安置方案"))
    assert results(again) == [Result.THERE]
    assert "登记号「1」已登记为 2026-0001，收到日期、申请人或者内容却改过" in again.lines[0].sentence
    assert Case.objects.count() == 1


def test_a_number_given_twice_is_told_and_both_are_kept(town):
    data = xlsx(HEAD, WANG, ("1", *OPEN[1:]))
    report = imported(town, data)
    assert results(report) == [Result.MADE, Result.MADE]
    assert "登记号与第 2 行相同，内容不同" in report.lines[1].sentence
    assert results(imported(town, data)) == [Result.THERE, Result.THERE]


def test_one_case_entered_by_hand_answers_for_one_row(town):
    receive(town, date(2026, 3, 2), title="云溪路征地补偿方案")
    report = checked(town, xlsx(HEAD, WANG, ("7", *WANG[1:])))
    assert results(report) == [Result.THERE, Result.WILL]


def test_what_the_same_applicant_handed_in_that_day_is_pointed_out(town):
    receive(town, date(2026, 3, 2), title="云溪路征地补偿的方案")
    line = checked(town, xlsx(HEAD, WANG)).lines[0]
    assert line.result == Result.WILL
    assert "已有 2026-0001《云溪路征地补偿的方案》" in line.sentence


ZHAO = ("1", "2026-03-01", "赵四", "自然人", "网上", "路灯合同", "", "", "")


def test_running_numbers_that_moved_lose_no_request_and_double_none(town):
    imported(town, xlsx(("编号", *HEAD[1:]), WANG, OPEN))
    again = imported(town, xlsx(("编号", *HEAD[1:]), ZHAO, ("2", *WANG[1:]), ("3", *OPEN[1:])))
    assert results(again) == [Result.MADE, Result.THERE, Result.THERE]
    assert [line.number for line in again.lines] == ["2026-0003", "2026-0001", "2026-0002"]
    assert "原登记号是「1」，这一行是「2」" in again.lines[1].sentence


def test_numbers_that_begin_again_each_month_are_refused_and_never_taken_for_there(town):
    imported(town, xlsx(HEAD, WANG))
    report = checked(town, xlsx(HEAD, ZHAO))
    assert results(report) == [Result.REFUSED]
    assert "第 2 行登记号「1」已用于另一件 2026-0001《云溪路征地补偿方案》" in report.lines[0].sentence
    assert "请写不同的登记号，是同一件的请在该件更正" in report.lines[0].sentence
    both = imported(town, xlsx(HEAD, WANG, ZHAO))
    assert results(both) == [Result.THERE, Result.MADE]


def test_another_request_of_wang_fang_under_the_same_number_is_refused(town):
    imported(town, xlsx(HEAD, WANG))
    report = checked(town, with_columns(收到日期="2026-03-09", 申请内容="路灯合同"))
    assert results(report) == [Result.REFUSED]


@pytest.mark.parametrize(
    "changes", [{"收到日期": "2026-03-03"}, {"申请人": "王方"}, {"申请内容": "云溪路的补偿方案"}]
)
def test_a_row_in_which_one_thing_was_changed_is_the_same_case(town, changes):
    imported(town, xlsx(HEAD, WANG))
    assert results(checked(town, with_columns(**changes))) == [Result.THERE]


def voided(town, case):
    """李强 voids the registration, event by event from the last."""
    for event in case.events.exclude(kind="voided").order_by("-position"):
        void_event(case=case, by=town.li_qiang, day=TODAY, event=event, reason="登错")
    case.refresh_from_db()
    assert case.status == "voided"


@pytest.mark.parametrize("head", [HEAD, ("序号", *HEAD[1:])], ids=["numbers", "serials"])
def test_what_was_voided_can_be_registered_again_once(town, head):
    data = xlsx(head, WANG, OPEN)
    imported(town, data)
    for count in (3, 4):
        voided(town, Case.objects.filter(applicant_name="王芳").order_by("number").last())
        line = checked(town, data).lines[0]
        assert line.result == Result.WILL
        assert "已作废，再登记一次" in line.sentence
        assert results(imported(town, data)) == [Result.MADE, Result.THERE]
        assert results(imported(town, data)) == [Result.THERE, Result.THERE]
        assert Case.objects.count() == count


def test_a_corrected_row_takes_the_number_of_what_was_voided(town):
    imported(town, xlsx(HEAD, WANG))
    voided(town, Case.objects.get())
    assert results(imported(town, with_columns(申请内容="云溪路征地补偿安置方案"))) == [Result.MADE]


def test_a_case_entered_by_hand_is_found_whatever_dot_its_name_has(town):
    receive(town, date(2026, 3, 2), applicant_name="阿依古丽·买买提", title="云溪路征地补偿方案")
    again = with_columns(申请人="阿依古丽 • 买买提", 登记号="")
    assert results(checked(town, again)) == [Result.THERE]
