"""Does each row of a register become the case that it was, and nothing where it cannot have been so?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual.tally import cells
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases.models import Case, Counter
from gongkai_web.cases.stored import current
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.imports.meanings import Defaults, word_key
from gongkai_web.imports.run import Result
from tests.web.imports.registers import HEAD, OPEN, WANG, checked, imported, results, with_columns, xlsx


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
    assert (case.extended_by, case.served_on) == (10, date(2026, 4, 11))
    # 示范建设公司 objected, a part was disclosed, and the register tells of no telling (第三十二条).
    assert case.flags == ["disclosed-untold"]
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


def test_an_extension_of_thirty_days_on_paper_is_taken_and_marked(town):
    data = with_columns(延期="30", 延期告知日期="2026-03-16")
    assert "最长不超过 20 个工作日" in checked(town, data).lines[0].sentence
    imported(town, data)
    case = Case.objects.get()
    assert (case.extended_by, case.flags) == (20, ["extension-too-long"])


@pytest.mark.parametrize("outcome", ["逾期不补正", "补正后仍不明确"])
def test_an_outcome_without_what_it_requires_is_taken_as_it_happened_and_marked(town, outcome):
    imported(town, with_columns(办理结果=outcome))
    assert Case.objects.get().flags == ["required-before"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"延期": "是", "延期告知日期": "2026-03-16"}, "「延期」“是”不是认得的"),
        ({"延期": "20"}, "「延期」“20”不是认得的"),
        ({"办理结果": ""}, "「办理结果」没有写"),
    ],
)
def test_what_can_be_told_once_for_all_rows_is_asked(town, changes, told):
    report = checked(town, with_columns(**changes))
    assert results(report) == [Result.ASKED]
    assert told in report.lines[0].sentence


@pytest.mark.parametrize(
    ("changes", "days", "day"),
    [
        ({"延期": "是", "延期告知日期": "2026-03-16"}, 20, date(2026, 3, 16)),
        ({"延期": "10个工作日"}, 10, date(2026, 3, 20)),
        ({"延期": "√"}, 20, date(2026, 3, 20)),
    ],
)
def test_an_extension_without_its_days_is_what_li_qiang_says(town, changes, days, day):
    data = with_columns(**changes)
    meant = Defaults(words={word_key("extended", changes["延期"]): "full"})
    assert results(imported(town, data, defaults=meant)) == [Result.MADE]
    case = Case.objects.get()
    assert (case.extended_by, case.events.get(kind="extended").day) == (days, day)


def test_an_extension_that_li_qiang_leaves_aside_stands_in_the_remarks(town):
    meant = Defaults(words={word_key("extended", "是"): "aside"})
    assert results(imported(town, with_columns(延期="是"), defaults=meant)) == [Result.MADE]
    case = Case.objects.get()
    assert case.extended_by == 0
    assert "延期：是" in case.events.get(kind="confirmed").data["how"]


def test_an_extension_needs_somebody_who_headed_the_office_then(town):
    agencies.found_agency(
        by=town.operator,
        name="示范市云溪区教育局",
        slug="yunxi-jiaoyu",
        kind="department",
        founded_on=date(2010, 1, 1),
        parent=town.district,
        reason="云编办〔2010〕3号",
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
    assert line.reason == "由登记簿《登记簿.xlsx》登记"


def test_ten_extensions_read_who_headed_the_office_once(town):
    def asked(count):
        head = (*HEAD, "延期", "延期告知日期")
        rows = [(str(number), *WANG[1:], "10", "2026-03-16") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            report = checked(town, xlsx(head, *rows))
        assert results(report) == [Result.WILL] * count
        return len(queries)

    assert asked(10) == asked(1)


def test_the_own_number_and_the_remarks_are_kept_where_wang_fang_does_not_read_them(town):
    imported(town, with_columns(登记号="云依申请〔2026〕第15号", 特征描述="附图三", 备注="当事人多次催问"))
    case = Case.objects.get()
    kept = case.events.get(kind="confirmed").data["how"]
    assert kept == "登记簿导入；备注：当事人多次催问"
    assert (case.earlier_number, case.description) == ("云依申请〔2026〕第15号", "附图三")
