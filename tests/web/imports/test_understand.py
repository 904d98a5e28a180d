"""Does a cell of a register mean what its clerk wrote, and is what is unclear asked and never guessed?"""

from datetime import date, datetime

import pytest

from gongkai.outcomes import outcomes
from gongkai_web.cases.models import Case
from gongkai_web.imports.rows import Defaults
from gongkai_web.imports.run import Result
from gongkai_web.imports.words import CellError, day_in, plain, words
from tests.web.imports.registers import checked, imported, results, with_columns


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024.3.5", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("２０２４年３月５日", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)),
        (20240305.0, date(2024, 3, 5)),
        (datetime.fromisoformat("2024-03-05 09:30"), date(2024, 3, 5)),
        (date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-03-05 09:30", date(2024, 3, 5)),
        ("", None),
        ("/", None),
    ],
)
def test_days_are_read_as_registers_write_them(written, day):
    assert day_in(written) == day


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-02-30", "2024-02-30 不是日期"),
        ("3月5日", "没有写年份"),
        (45356.0, "像是没有设成日期格式"),
        ("去年", "去年 不是日期"),
        ("24.3.5", "不是日期"),
    ],
)
def test_a_day_that_is_none_is_never_guessed(written, told):
    with pytest.raises(CellError, match=told):
        day_in(written)


def test_a_wrong_day_is_told_with_its_row_and_column(town):
    report = checked(town, with_columns(答复日期="2026-02-30"))
    assert results(report) == [Result.REFUSED]
    assert "第 2 行「答复日期」2026-02-30 不是日期" in report.lines[0].sentence


def test_the_future_is_refused(town):
    report = checked(town, with_columns(收到日期="2026-05-21", 办理结果="", 答复日期=""))
    assert "第 2 行「收到日期」2026-05-21 还没有到" in report.lines[0].sentence


def test_the_dates_of_excel_are_days(town):
    imported(town, with_columns(收到日期=date(2026, 3, 2), 答复日期=datetime.fromisoformat("2026-03-20")))
    assert Case.objects.get().concluded_on == date(2026, 3, 20)


def test_every_word_for_an_outcome_leads_to_one_of_the_21():
    known = words().outcomes
    assert set(known.values()) == set(outcomes())
    for code, outcome in outcomes().items():
        assert known[plain(outcome.label)] == known[plain(outcome.short)] == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("不属于本机关公开", "unavailable_not_held"),
        ("1.本机关不掌握相关政府信息", "unavailable_not_held"),
        ("不予公开（过程性信息）", "denied_process_information"),
        ("（二）部分公开", "partially_granted"),
        ("信访、举报、投诉类", "not_processed_petition_complaint"),
        ("已主动公开", "granted"),
    ],
)
def test_outcomes_are_read_as_registers_write_them(town, written, code):
    imported(town, with_columns(办理结果=written))
    assert Case.objects.get().outcome == code


@pytest.mark.parametrize("written", ["不予公开", "已办结", "无法提供", "不予处理", "其他处理"])
def test_an_outcome_that_can_be_several_is_asked_and_never_guessed(town, written):
    data = with_columns(办理结果=written)
    report = checked(town, data)
    assert results(report) == [Result.ASKED]
    assert f"第 2 行「办理结果」“{written}”对不上任何一种办理结果" in report.lines[0].sentence
    assert results(imported(town, data)) == [Result.ASKED]
    assert Case.objects.count() == 0
    chosen = {("登记簿", 2): "denied_internal_affairs"}
    assert results(imported(town, data, chosen=chosen)) == [Result.MADE]
    assert Case.objects.get().outcome == "denied_internal_affairs"


def test_a_kind_of_applicant_that_is_not_stated_is_asked_for_all_of_them(town):
    data = with_columns(申请人类型="")
    assert "第 2 行「申请人类型」没有写" in checked(town, data).lines[0].sentence
    report = checked(town, data, defaults=Defaults(kind="natural_person"))
    assert results(report) == [Result.WILL]


def test_a_word_of_no_list_is_told_with_the_list(town):
    told = checked(town, with_columns(申请人类型="外星人")).lines[0].sentence
    assert "“外星人”不是认得的申请人类型" in told
    assert "法律服务机构" in told


def test_days_without_a_year_lie_in_the_year_that_li_qiang_says(town):
    data = with_columns(收到日期="3月2日", 答复日期="3.20")
    assert results(checked(town, data)) == [Result.REFUSED]
    assert results(imported(town, data, defaults=Defaults(year=2026))) == [Result.MADE]
    assert Case.objects.get().concluded_on == date(2026, 3, 20)
    with pytest.raises(CellError, match="没有写年份"):
        day_in(3.1, 2026)
    with pytest.raises(CellError, match="2月30日 不是日期"):
        day_in("2月30日", 2026)
