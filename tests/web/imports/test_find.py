"""Where in a file does the register stand, and which of its rows are cases?"""

import io
from datetime import date

import pytest
import xlsxwriter

from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current
from gongkai_web.errors import Refused
from gongkai_web.imports.run import Result
from gongkai_web.imports.words import words
from tests.web.imports.registers import HEAD, OPEN, WANG, checked, imported, ods, results, with_columns, xlsx


@pytest.mark.parametrize("above", [0, 1, 5, 14])
def test_the_head_may_stand_in_any_of_the_first_fifteen_rows(town, above):
    report = checked(town, xlsx(*([("示范市云溪区政府信息公开申请登记簿",)] * above), HEAD, WANG))
    assert results(report) == [Result.WILL]
    assert report.lines[0].row.line == above + 2


def test_a_head_further_down_is_not_found_and_says_so(town):
    with pytest.raises(Refused, match="前 15 行里没有找到表头"):
        checked(town, xlsx(*([("说明",)] * 15), HEAD, WANG))


def test_a_head_of_two_lines_is_put_together(town):
    upper = (
        "编号",
        "受理日期",
        "姓名",
        "申请人类别",
        "申请渠道",
        "所需信息",
        "补正",
        "",
        "处理结果",
        "落款日期",
    )
    lower = ("", "", "", "", "", "", "告知日期", "收到日期", "", "")
    row = (
        "1",
        "2026.3.2",
        "王芳",
        "个人",
        "平信",
        "征地方案",
        "2026.3.5",
        "2026.3.12",
        "信息不存在",
        "2026.3.30",
    )
    imported(town, xlsx(upper, lower, row))
    state = current(Case.objects.get())
    assert state.correction.asked == date(2026, 3, 5)
    assert state.correction.received == date(2026, 3, 12)
    assert state.outcome == "unavailable_not_held"


def test_a_column_that_nobody_knows_is_named(town):
    titled = xlsx(("登记簿",), (*HEAD, "领导批示"), (*WANG, "已阅"))
    for data in (with_columns(领导批示="已阅"), titled):
        assert checked(town, data).unknown_columns == ("领导批示",)


def test_an_ods_and_a_utf8_csv_are_read(town):
    assert results(checked(town, ods(HEAD, WANG))) == [Result.WILL]
    csv = "\n".join(",".join(row) for row in (HEAD, WANG)).encode("utf-8-sig")
    assert results(checked(town, csv)) == [Result.WILL]


def test_several_sheets_are_told_apart(town):
    data = xlsx(
        sheets={"一季度": (HEAD, WANG), "说明": (("填表人",),), "二季度": (HEAD, ("3", "乱", *OPEN[2:]))}
    )
    report = checked(town, data)
    assert results(report) == [Result.WILL, Result.REFUSED]
    assert report.lines[1].sentence.startswith("工作表「二季度」：第 2 行「收到日期」")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"], ids=["PDF", "PNG"])
def test_another_kind_of_file_is_refused_with_a_sentence(town, data):
    with pytest.raises(Refused, match="不是登记簿"):
        checked(town, data)


def test_sums_and_blank_rows_are_no_cases(town):
    total, footer = ("", "合 计", "", "", "", "1 件"), ("填表人：李强", "审核人：赵敏")
    report = checked(town, xlsx(HEAD, WANG, ("",), ("2",), HEAD, ("小计", "1 件"), total, footer))
    assert results(report) == [Result.WILL, *[Result.PASSED] * 4]
    assert [line.row.line for line in report.lines] == [2, 5, 6, 7, 8]
    told = [line.sentence for line in report.lines[1:]]
    assert told[0] == "和表头相同，不登记"
    assert told[1] == told[2] == "是合计行，不登记"
    assert told[3].endswith("看作说明，不登记")


def test_a_row_with_a_name_alone_is_told_and_not_lost(town):
    report = checked(town, xlsx(HEAD, WANG, ("2", "", "赵四")))
    assert results(report) == [Result.WILL, Result.REFUSED]
    assert "第 3 行「申请内容」是空的" in report.lines[1].sentence


def test_a_sheet_without_a_head_is_named_and_not_silently_left_out(town):
    other = (("序号", "申请人", "来访日", "申请内容"), ("1", "赵四", "2026-03-05", "路灯合同"))
    report = checked(town, xlsx(sheets={"一季度": (HEAD, WANG), "二季度": other, "空": ()}))
    assert report.unread == ("工作表「二季度」认出了序号、申请人、申请内容，缺收到日期。",)


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("收到申请时间", "received_on"),
        ("申请公开的内容", "title"),
        ("姓名/名称", "applicant_name"),
        ("答复书日期", "replied_on"),
        ("签收日期", "received_on"),
        ("签收时间", "served_on"),
        ("办理时间", ""),
    ],
)
def test_names_of_columns_that_mean_the_same_are_known(written, field):
    assert words().column(written) == field


def test_a_cell_over_two_rows_belongs_to_both(town):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("登记簿")
        for row, line in enumerate((HEAD, WANG, ("2", *[""] * 4, "路灯合同", *WANG[6:]))):
            sheet.write_row(row, 0, line)
        for column in range(1, 5):
            sheet.merge_range(1, column, 2, column, WANG[column])
        sheet.merge_range(3, 2, 9, 2, "赵四")
    report = imported(town, out.getvalue())
    assert [line.row.cells["applicant_name"] for line in report.lines] == ["王芳", "王芳", "赵四"]
    assert results(report) == [Result.MADE, Result.MADE, Result.REFUSED]


def test_blank_columns_at_the_right_make_no_row_a_second_head(town):
    wide = ("登记簿", *[""] * 25, "第 1 页")
    report = checked(town, xlsx(wide, HEAD, WANG, OPEN, HEAD))
    assert results(report) == [Result.WILL, Result.WILL, Result.PASSED]
    assert report.lines[2].sentence == "和表头相同，不登记"


@pytest.mark.parametrize(
    "changes", [{"备注": "共计"}, {"特征描述": "累计"}, {"申请内容": "合计"}, {"文号": "小计"}]
)
def test_only_a_row_without_name_or_title_is_a_sum(town, changes):
    row = checked(town, with_columns(**changes)).lines[0]
    assert row.result == (Result.PASSED if changes.get("申请内容") else Result.WILL)


def test_a_name_with_the_word_of_a_sum_beside_it_is_told_and_not_thrown_away(town):
    report = checked(town, xlsx(HEAD, ("", "", "赵四", "", "", "", "累计")))
    assert results(report) == [Result.REFUSED]


def test_of_two_columns_with_one_meaning_the_surer_word_is_read(town):
    head = ("登记时间", "收到日期", "申请人", "提交方式", "申请内容")
    report = checked(town, xlsx(head, ("2026-03-05", "2026-03-02", "王芳", "网上", "征地补偿方案")))
    assert report.tables[0].unknown == ("登记时间",)
    assert report.lines[0].plan.received_on == date(2026, 3, 2)
