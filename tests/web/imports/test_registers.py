"""登记簿: does each row of a register become the case that it was, once, or a sentence why not?"""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai.outcomes import outcomes
from gongkai_web.agencies import actions as agencies
from gongkai_web.annual.tally import cells
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases.actions import void_event
from gongkai_web.cases.models import Case, Counter
from gongkai_web.cases.stored import current
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.imports import held, views
from gongkai_web.imports.rows import Defaults
from gongkai_web.imports.run import Result, check_register, import_register
from gongkai_web.imports.words import CellError, day_in, plain, words
from gongkai_web.imports.workbooks import result_workbook, template
from tests.people import receive

TODAY = date(2026, 5, 20)
HEAD = ("登记号", "收到日期", "申请人", "申请人类型", "提交方式", "申请内容", "办理结果", "答复日期", "文号")
WANG = (
    "1",
    "2026-03-02",
    "王芳",
    "自然人",
    "挂号信",
    "云溪路征地补偿方案",
    "予以公开",
    "2026-03-20",
    "云公开〔2026〕1号",
)
OPEN = ("2", "2026-05-06", "示范建材公司", "企业", "现场", "砂石开采规划", "", "", "")


def xlsx(*rows, sheets=None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in (sheets or {"登记簿": rows}).items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, datetime | date):
                        sheet.write_datetime(row, column, value, day)
                    else:
                        sheet.write(row, column, value)
    return out.getvalue()


def ods(*rows) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(value) for value in row)}</table:table-row>" for row in rows
    )
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="登记簿">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    return out.getvalue()


def checked(town, data, **changes):
    return check_register(data, "登记簿.xlsx", **{"agency": town.district, "today": TODAY, **changes})


def imported(town, data, **changes):
    given = {"agency": town.district, "by": town.li_qiang, "today": TODAY}
    return import_register(data, "登记簿.xlsx", **{**given, **changes})


def with_columns(**changes) -> bytes:
    """王芳's row with other columns, or other values in these."""
    row = {**dict(zip(HEAD, WANG, strict=True)), **changes}
    return xlsx(tuple(row), tuple(row.values()))


def results(report) -> list[Result]:
    return [line.result for line in report.lines]


def test_the_dry_run_writes_nothing(town):
    lines = AuditLine.objects.count()
    report = checked(town, xlsx(HEAD, WANG, OPEN))
    assert results(report) == [Result.WILL, Result.WILL]
    assert Case.objects.count() == Counter.objects.count() == 0
    assert AuditLine.objects.count() == lines


def test_a_row_becomes_its_case_with_its_own_days(town):
    report = imported(town, xlsx(HEAD, WANG, OPEN))
    assert results(report) == [Result.MADE, Result.MADE]
    answered, waiting = Case.objects.order_by("number")
    assert (answered.registry_number, answered.received_on) == ("2026-0001", date(2026, 3, 2))
    assert (answered.applicant_kind, answered.channel) == ("natural_person", "registered_post")
    assert (answered.outcome, answered.concluded_on) == ("granted", date(2026, 3, 20))
    assert current(answered).letter_number == "云公开〔2026〕1号"
    assert (waiting.channel, waiting.status, waiting.outcome) == ("counter", "received", "")
    assert waiting.next_act == "reply"
    assert report.lines[0].number == "2026-0001"


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


def test_the_own_number_and_the_remarks_are_kept_where_wang_fang_does_not_read_them(town):
    imported(town, with_columns(登记号="云依申请〔2026〕第15号", 特征描述="附图三", 备注="当事人多次催问"))
    case = Case.objects.get()
    kept = case.events.get(kind="confirmed").data["how"]
    assert kept == "登记簿导入；备注：当事人多次催问"
    assert (case.earlier_number, case.description) == ("云依申请〔2026〕第15号", "附图三")


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


@pytest.mark.parametrize("above", [0, 1, 5, 9])
def test_the_head_may_stand_in_any_of_the_first_ten_rows(town, above):
    report = checked(town, xlsx(*([("示范市云溪区政府信息公开申请登记簿",)] * above), HEAD, WANG))
    assert results(report) == [Result.WILL]
    assert report.lines[0].row.line == above + 2


def test_a_head_further_down_is_not_found_and_says_so(town):
    with pytest.raises(Refused, match="前 10 行里没有找到表头"):
        checked(town, xlsx(*([("说明",)] * 10), HEAD, WANG))


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


def test_the_whole_procedure_of_a_row(town):
    data = with_columns(
        收到日期="2026-03-02",
        第三方="示范建设公司",
        征求第三方意见日期="2026-03-04",
        第三方收到日期="2026-03-05",
        第三方答复日期="2026-03-16",
        第三方意见="不同意",
        延期="延长10个工作日",
        延期告知日期="2026-03-20",
        办理结果="部分公开",
        答复日期="2026-04-08",
        送达方式="EMS",
        发出日期="2026-04-09",
        送达日期="2026-04-11",
    )
    assert results(imported(town, data)) == [Result.MADE]
    case = Case.objects.get()
    kinds = list(case.events.order_by("position").values_list("kind", flat=True))
    assert kinds == [
        "submitted",
        "confirmed",
        "third_party.asked",
        "third_party.served",
        "third_party.answered",
        "extended",
        "replied",
        "dispatched",
        "served",
    ]
    assert (case.extended_by, case.served_on, case.flags) == (10, date(2026, 4, 11), [])
    assert case.events.get(kind="extended").data["approved_by_name"] == "孙立"


def test_what_is_late_on_paper_is_entered_and_told(town):
    data = with_columns(答复日期="2026-05-08")
    told = checked(town, data).lines[0]
    assert told.result == Result.WILL
    assert "已经逾期" in told.sentence
    imported(town, data)
    assert Case.objects.get().flags == ["reply-late"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"答复日期": "2026-03-01"}, "第 2 行"),
        ({"办理结果": "逾期不补正"}, "须有补正告知书"),
        ({"办理结果": "补正后仍不明确"}, "须先告知补正并收到补正"),
        ({"延期": "是", "延期告知日期": "2026-03-16"}, "没有写延长几个工作日"),
        ({"延期": "20"}, "「延期告知日期」是空的"),
        ({"延期": "30", "延期告知日期": "2026-03-16"}, "最长不超过 20"),
        ({"办理结果": ""}, "「办理结果」是空的，却有答复日期"),
        ({"答复日期": ""}, "「答复日期」是空的，却有办理结果"),
        ({"申请人": ""}, "「申请人」是空的"),
        ({"收到日期": ""}, "「收到日期」是空的"),
        ({"第三方答复日期": "2026-03-10"}, "应写“同意”或者“不同意”"),
    ],
)
def test_the_impossible_is_refused_before_and_at_the_import(town, changes, told):
    data = with_columns(**changes)
    report = checked(town, data)
    assert results(report) == [Result.REFUSED]
    assert told in report.lines[0].sentence
    assert results(imported(town, data)) == [Result.REFUSED]
    assert Case.objects.count() == 0
    assert not Counter.objects.filter(last__gt=0).exists()


def test_an_extension_needs_somebody_who_headed_the_office_then(town):
    agencies.found_agency(
        by=town.operator,
        name="示范市云溪区教育局",
        slug="yunxi-jiaoyu",
        kind="department",
        founded_on=date(2010, 1, 1),
        parent=town.district,
    )
    from_then = type(town.district).objects.get(slug="yunxi-jiaoyu")
    data = with_columns(延期="10", 延期告知日期="2026-03-16")
    report = checked(town, data, agency=from_then)
    assert "在这一天没有登记负责人" in report.lines[0].sentence


def test_last_years_answered_cases_stay_where_they_are(town):
    done = ("1", "2025-11-03", *WANG[2:7], "2025-11-20", "")
    carried = ("2", "2025-12-15", *WANG[2:7], "2026-01-08", "")
    waiting = ("3", "2025-12-22", "赵四", *WANG[3:6], "", "", "")
    report = imported(town, xlsx(HEAD, done, carried, waiting))
    assert results(report) == [Result.PASSED, Result.MADE, Result.MADE]
    assert [case.registry_number for case in Case.objects.order_by("number")] == ["2025-0001", "2025-0002"]
    found = cells(town.district, 2026)
    assert found["table3.carried_over_in.natural_person"] == 2
    assert found["table3.granted.natural_person"] == 1
    assert found["table3.new_received.natural_person"] == 0


def test_one_bad_row_does_not_stop_the_others(town):
    report = imported(town, xlsx(HEAD, WANG, ("9", "昨天", *WANG[2:]), OPEN))
    assert results(report) == [Result.MADE, Result.REFUSED, Result.MADE]
    assert [case.number for case in Case.objects.order_by("number")] == [1, 2]


def test_a_row_that_breaks_half_way_leaves_nothing(town, monkeypatch):
    def broken(**_):
        raise Refused("写到一半")

    monkeypatch.setattr("gongkai_web.cases.actions.reply", broken)
    report = imported(town, xlsx(HEAD, WANG))
    assert results(report) == [Result.REFUSED]
    assert "写到一半" in report.lines[0].sentence
    assert Case.objects.count() == 0
    assert not Counter.objects.filter(last__gt=0).exists()


def test_only_those_who_handle_cases_of_the_agency_import(town):
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            imported(town, xlsx(HEAD, WANG), by=person)
    assert Case.objects.count() == 0


def test_the_import_leaves_its_line(town):
    imported(town, xlsx(HEAD, WANG, OPEN))
    line = AuditLine.objects.get(act="exchange.import_register")
    assert line.detail == {"file": "登记簿.xlsx", "counts": {"made": 2}}


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


def test_days_without_a_year_lie_in_the_year_that_li_qiang_says(town):
    data = with_columns(收到日期="3月2日", 答复日期="3.20")
    assert results(checked(town, data)) == [Result.REFUSED]
    assert results(imported(town, data, defaults=Defaults(year=2026))) == [Result.MADE]
    assert Case.objects.get().concluded_on == date(2026, 3, 20)
    with pytest.raises(CellError, match="没有写年份"):
        day_in(3.1, 2026)
    with pytest.raises(CellError, match="2月30日 不是日期"):
        day_in("2月30日", 2026)


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


@pytest.mark.parametrize(
    "changes", [{"备注": "共计"}, {"特征描述": "累计"}, {"申请内容": "合计"}, {"文号": "小计"}]
)
def test_only_a_row_without_name_or_title_is_a_sum(town, changes):
    row = checked(town, with_columns(**changes)).lines[0]
    assert row.result == (Result.PASSED if changes.get("申请内容") else Result.WILL)


def test_a_name_with_the_word_of_a_sum_beside_it_is_told_and_not_thrown_away(town):
    report = checked(town, xlsx(HEAD, ("", "", "赵四", "", "", "", "累计")))
    assert results(report) == [Result.REFUSED]


def test_ten_extensions_read_who_headed_the_office_once(town):
    def asked(count):
        head = (*HEAD, "延期", "延期告知日期")
        rows = [(str(number), *WANG[1:], "10", "2026-03-16") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            report = checked(town, xlsx(head, *rows))
        assert results(report) == [Result.WILL] * count
        return len(queries)

    assert asked(10) == asked(1)


def test_the_result_workbook_has_the_rows_and_their_results(town):
    report = imported(town, xlsx(HEAD, WANG, ("9", "昨天", *WANG[2:])))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(result_workbook(report))).get_sheet_by_index(0)
    head, first, second = sheet.to_python()
    assert head == [*HEAD, "结果", "本系统登记号", "说明"]
    assert first[:3] == ["1", "2026-03-02", "王芳"]
    assert first[-3:-1] == ["已登记", "2026-0001"]
    assert second[-3] == "不能登记"
    assert "昨天 不是日期" in second[-1]


def test_the_template_is_a_register_whose_sample_is_not_imported(town):
    report = checked(town, template())
    assert [table.sheet for table in report.tables] == ["登记簿"]
    assert set(report.tables[0].fields.values()) == set(words().labels)
    assert report.lines == ()
    assert report.unknown_columns == ()


def test_the_template_says_where_number_and_remarks_are_kept():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(template())).get_sheet_by_name("填写说明")
    told = {row[0]: row[1] for row in sheet.to_python()}
    assert "记为“原登记号”，可以按它查找，申请人看不到" in told["登记号"]
    assert "确认收到" not in told["登记号"]
    assert "记在“确认收到”的登记里，申请人看不到" in told["备注"]


def test_the_command_prints_what_is_wrong_and_fails(town, tmp_path, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    path = tmp_path / "登记簿.xlsx"
    path.write_bytes(xlsx(HEAD, WANG, ("9", "昨天", *WANG[2:])))
    out, err = io.StringIO(), io.StringIO()
    given = {"agency": "yunxi", "stdout": out, "stderr": err}
    with pytest.raises(CommandError, match="1 行没有登记"):
        call_command("import_register", str(path), dry_run=True, **given)
    assert Case.objects.count() == 0
    with pytest.raises(CommandError, match="1 行没有登记"):
        call_command("import_register", str(path), by="liqiang", **given)
    assert Case.objects.count() == 1
    assert "第 3 行「收到日期」昨天 不是日期" in err.getvalue()
    assert "共 2 行：已登记 1，不能登记 1" in out.getvalue()
    with pytest.raises(CommandError, match="没有代号为「nowhere」的机关"):
        call_command("import_register", str(path), agency="nowhere")


# – the pages


@pytest.fixture
def client(town, monkeypatch) -> Client:
    """李强 at his desk on 20 May 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return signed_in(town.li_qiang)


def signed_in(person) -> Client:
    found = Client()
    found.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def sent(client, data, name="登记簿.xlsx", **changes):
    file = io.BytesIO(data)
    file.name = name
    return client.post("/office/import/", {"file": file, **changes})


def test_li_qiang_tries_answers_and_imports(town, client):
    asked = ("3", "2026-03-03", "赵四", "自然人", "网上", "路灯合同", "不予公开", "2026-03-24", "")
    url = sent(client, xlsx(HEAD, WANG, OPEN, asked)).url
    page = client.get(url).content.decode()
    assert "还没有写入任何内容" in page
    assert "登记簿写的是“不予公开”" in page
    assert Case.objects.count() == 0
    chosen = {"outcome-4-登记簿": "denied_process_information"}
    client.post(url, {**chosen, "answer": "1"})
    assert Case.objects.count() == 0
    assert "登记 3 件" in client.get(url).content.decode()
    client.post(url, {})
    assert Case.objects.get(applicant_name="赵四").outcome == "denied_process_information"
    page = client.get(url).content.decode()
    assert "导入到" in page
    assert "2026-0003" in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{url}result.xlsx").content))
    assert [row[-3] for row in book.get_sheet_by_index(0).to_python()] == [
        "结果",
        "已登记",
        "已登记",
        "已登记",
    ]
    client.post(url, {})
    assert Case.objects.count() == 3


def test_what_one_click_does_not_reach_the_next_one_does(town, client, monkeypatch):
    url = sent(client, xlsx(HEAD, WANG, OPEN)).url
    monkeypatch.setattr(views, "SECONDS_A_CLICK", -1.0)
    page = client.post(url, {}, follow=True).content.decode()
    assert "还有 2 件没有轮到" in page
    assert Case.objects.count() == 0
    monkeypatch.setattr(views, "SECONDS_A_CLICK", 60.0)
    client.post(url, {})
    assert Case.objects.count() == 2


def test_a_file_that_is_no_register_is_refused_in_the_form(town, client):
    answered = sent(client, b"%PDF-1.7\n", "a.pdf")
    assert answered.status_code == 422
    assert "不是登记簿" in answered.content.decode()


def test_nobody_else_gets_at_a_register_that_li_qiang_brought(town, client):
    url = sent(client, xlsx(HEAD, WANG)).url
    for person in (town.zhao_min, town.he_jing, town.zhou_jie, town.stranger):
        for address in (url, f"{url}result.xlsx"):
            assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(url, {}).status_code == 404
    assert Client().get(url).url.startswith("/sign-in/")
    assert Case.objects.count() == 0


def test_without_an_office_there_is_no_import(town, client):
    for person in (town.zhou_jie, town.stranger):
        assert signed_in(person).get("/office/import/").status_code == 403
        assert signed_in(person).get("/office/import/template.xlsx").status_code == 403


def test_he_jing_cannot_import_into_another_county(town, client):
    elsewhere = signed_in(town.he_jing)
    url = sent(elsewhere, xlsx(HEAD, WANG), agency=town.district.pk).url
    elsewhere.post(url, {})
    assert {case.agency for case in Case.objects.all()} == {town.county}


def test_a_token_that_was_made_up_leads_nowhere(client):
    assert held.held("../../settings") is None
    assert client.get("/office/import/0123456789abcdef0123456789abcdef/").status_code == 404
