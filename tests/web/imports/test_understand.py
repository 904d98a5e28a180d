"""Does a cell of a register mean what its clerk wrote, and is what is unclear asked and never guessed?"""

from datetime import date, datetime

import pytest

from gongkai.outcomes import outcomes
from gongkai_web.cases.models import Case
from gongkai_web.imports.meanings import Defaults, word_key
from gongkai_web.imports.run import Result
from gongkai_web.imports.words import names_in, plain, words
from tests.web.imports.registers import checked, imported, results, with_columns


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
    assert f"第 2 行「办理结果」“{written}”不是认得的" in report.lines[0].sentence
    assert results(imported(town, data)) == [Result.ASKED]
    assert Case.objects.count() == 0
    chosen = {("登记簿", 2): "denied_internal_affairs"}
    assert results(imported(town, data, chosen=chosen)) == [Result.MADE]
    assert Case.objects.get().outcome == "denied_internal_affairs"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("王芳", "natural_person"),
        ("阿依古丽•买买提", "natural_person"),
        ("示范建材有限公司", "commercial_enterprise"),
        ("示范市众联律师事务所", "legal_service_agency"),
        ("云溪县志愿者协会", "social_welfare_organization"),
        ("示范大学", "research_institution"),
        ("青石小学", "other_organization"),
    ],
)
def test_a_kind_of_applicant_that_is_not_stated_is_told_by_the_name(town, name, kind):
    imported(town, with_columns(申请人=name, 申请人类型=""))
    assert Case.objects.get().applicant_kind == kind


def test_a_kind_that_the_name_does_not_tell_is_asked_and_then_known(town):
    data = with_columns(申请人="康乐驿站", 申请人类型="法人或其他组织")
    report = checked(town, data)
    assert results(report) == [Result.ASKED]
    assert "从名称“康乐驿站”看不出" in report.lines[0].sentence
    meant = Defaults(words={word_key("applicant_name", "康乐驿站"): "other_organization"})
    assert results(checked(town, data, defaults=meant)) == [Result.WILL]


def test_a_kind_for_all_who_say_none_goes_before_the_name(town):
    data = with_columns(申请人类型="")
    imported(town, data, defaults=Defaults(kind="other_organization"))
    assert Case.objects.get().applicant_kind == "other_organization"


@pytest.mark.parametrize(("column", "word"), [("申请人类型", "外星人"), ("提交方式", "邮件")])
def test_a_word_of_no_list_is_asked_once(town, column, word):
    report = checked(town, with_columns(**{column: word}))
    assert results(report) == [Result.ASKED]
    assert f"“{word}”不是认得的；请选择" in report.lines[0].sentence


def test_days_without_a_year_lie_in_the_year_that_li_qiang_says(town):
    data = with_columns(收到日期="3月2日", 答复日期="3.20")
    assert results(checked(town, data)) == [Result.ASKED]
    assert results(imported(town, data, defaults=Defaults(year=2026))) == [Result.MADE]
    assert Case.objects.get().concluded_on == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("周九、吴十", ["周九", "吴十"]),
        ("周九，吴十，郑一", ["周九", "吴十", "郑一"]),
        ("周九 吴十", ["周九", "吴十"]),
        ("周九和吴十", ["周九", "吴十"]),
        ("周九、吴十等三人", ["周九", "吴十"]),
        ("周九、吴十两人共同申请", ["周九", "吴十"]),
        ("周九、吴十（共同申请）", ["周九", "吴十"]),
        ("示范市甲有限公司、示范市乙有限公司", ["示范市甲有限公司", "示范市乙有限公司"]),
        ("张 三", ["张 三"]),
        ("李和平", ["李和平"]),
        ("周九等三人", ["周九等三人"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
    ],
)
def test_the_names_in_one_cell_are_parted_where_each_is_surely_one(cell, names):
    assert names_in(cell) == names


def test_those_who_ask_together_in_one_cell_are_one_case(town):
    data = with_columns(申请人="周九、吴十、郑一")
    line = checked(town, data).lines[0]
    assert (line.result, "3 个名字，按一件共同申请登记：周九为申请人" in line.sentence) == (Result.WILL, True)
    imported(town, data)
    case = Case.objects.get()
    assert (case.applicant_name, Case.objects.count()) == ("周九、吴十、郑一", 1)
    assert [(one.name, one.role) for one in case.applicants.order_by("position")] == [
        ("周九", "applicant"),
        ("吴十", "joint"),
        ("郑一", "joint"),
    ]
    assert checked(town, data).lines[0].result == Result.THERE
