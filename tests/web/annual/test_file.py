"""How is a report counted, frozen and published, and what happens when records move afterwards?"""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai.document import from_json
from gongkai.lawbook import law_digest
from gongkai_web.annual import actions, compose, queries, tally
from gongkai_web.annual.models import Filing
from gongkai_web.annual.revision import former_released
from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Event
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing import actions as publishing
from tests.people import answer, check_report, receive
from tests.web.documents.confirmed import confirmed

YEAR, JANUARY = 2024, date(2025, 1, 20)
ENTERED = (
    "table2.administrative_licensing.decision_count",
    "table2.administrative_penalty.decision_count",
    "table2.administrative_coercion.decision_count",
    "table2.administrative_charges.amount_wan_yuan",
)


@pytest.fixture
def ready(town):
    """云溪区 has answered one request of 王芳 and entered what cannot be counted."""
    town.case = answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        enter(town, cell, 0)
    return town


def enter(town, cell, value, **changes):
    given = {"by": town.li_qiang, "agency": town.district, "year": YEAR, "source": "执法台账", "day": JANUARY}
    return actions.enter_figure(**{**given, "cell": cell, "value": value, **changes})


def file_it(town, **changes):
    """李强 has checked the report where it can be checked; 孙立 freezes it."""
    given = {"by": town.sun_li, "agency": town.district, "year": YEAR, "day": JANUARY, **changes}
    with suppress(Refused):  # what keeps it from being checked keeps it from being frozen
        check_report(town, given["agency"], given["year"], given["day"])
    return actions.file_report(**given)


def test_a_filing_keeps_the_cases_behind_each_cell(ready):
    filing = file_it(ready)
    assert filing.records["table3.new_received.natural_person"] == [ready.case.pk]
    assert filing.records["table3.granted.natural_person"] == [ready.case.pk]
    assert from_json(filing.document).cells["table3.results_total.total"] == 1


def test_records_that_move_afterwards_are_shown_and_the_filing_stays(ready):
    filing = file_it(ready)
    reply = Event.objects.get(case=ready.case, kind="replied")
    cases.replace_events(
        case=ready.case,
        by=ready.li_qiang,
        day=date(2025, 2, 3),
        changes=[cases.Replacement(reply, day=date(2025, 1, 2))],
        reason="落款日期录错",
        on_paper=True,
    )
    moved = compose.moves(from_json(filing.document), compose.compose(ready.district, YEAR)).cells
    assert set(moved) == {
        f"table3.{row}.{column}"
        for row in ("granted", "results_total", "carried_over_out")
        for column in ("natural_person", "total")
    }
    assert Filing.objects.get(pk=filing.pk).document == filing.document


def test_only_the_head_of_the_office_files_and_publishes(ready):
    with pytest.raises(NotAllowed, match="公开机构负责人"):
        file_it(ready, by=ready.li_qiang)
    filing = file_it(ready)
    with pytest.raises(NotAllowed, match="公开机构负责人"):
        actions.release_report(by=ready.zhao_min, filing=filing, day=JANUARY)


def test_a_report_is_not_filed_before_its_year_is_over(ready):
    with pytest.raises(Refused, match="2024-12-31 才结束"):
        file_it(ready, day=date(2024, 12, 31))


def test_a_report_with_an_open_cell_is_not_filed(town):
    receive(town, date(2024, 3, 1))
    with pytest.raises(Refused, match=r"行政许可.*还没有填报"):
        file_it(town)


def test_zero_blank_not_applicable_and_not_reported_stay_four_things(town):
    enter(town, ENTERED[0], 0)
    enter(town, ENTERED[1], None, state="not_applicable", source="没有行政处罚权")
    enter(town, ENTERED[2], None, state="blank", source="与公安机关核对中")
    made = compose.compose(town.district, YEAR)
    stated = {note.cell: note.stated for note in made.notes}
    assert made.cells[ENTERED[0]] == 0
    assert ENTERED[0] not in stated
    assert [stated[cell] for cell in ENTERED[1:]] == ["不适用", "", "未报"]
    open_cells = [one for one in compose.hindrances(made, [], YEAR, JANUARY) if "还没有填报" in one]
    assert open_cells == [one for one in open_cells if made.layout.name(ENTERED[3]) in one]
    assert len(open_cells) == 1


def test_a_figure_that_is_entered_again_says_what_stood_there(town):
    enter(town, ENTERED[0], 3)
    enter(town, ENTERED[0], None, state="blank", source="改按口径重数")
    said = [one.detail["before"] for one in AuditLine.objects.filter(act="annual.enter_figure")]
    assert said == ["未报", "3"]


def test_a_carry_over_that_breaks_with_last_year_is_not_filed(ready):
    former = file_it(ready)
    document = dict(former.document)
    document["table3"] = {
        **document["table3"],
        "carried_over_out": dict.fromkeys(document["table3"]["granted"], 5),
    }
    Filing(
        agency=ready.district,
        year=YEAR,
        version=2,
        document=document,
        records={},
        digest="",
        filed_on=JANUARY,
    ).save()
    for cell in ENTERED:
        enter(ready, cell, 0, year=2025, day=date(2026, 1, 20))
    with pytest.raises(Refused, match="上年报告结转下年5，本年上年结转填0"):
        file_it(ready, year=2025, day=date(2026, 1, 20))


def test_a_second_filing_is_a_new_version_and_the_first_cannot_be_changed(ready):
    first = file_it(ready)
    with pytest.raises(Refused, match="第1版已经定稿，以后没有变动；不用再定稿"):
        file_it(ready)
    enter(ready, ENTERED[0], 3)
    second = file_it(ready)
    assert (first.version, second.version) == (1, 2)
    first.document = {}
    with pytest.raises(AppendOnlyError):
        first.save()


def test_the_public_sees_the_latest_released_version_only(ready):
    first = file_it(ready)
    assert not queries.published(JANUARY).exists()
    actions.release_report(by=ready.sun_li, filing=first, day=JANUARY)
    enter(ready, ENTERED[0], 3)
    second = file_it(ready, day=date(2025, 2, 1), reason="行政处罚台账补录")
    assert list(queries.published(date(2025, 2, 2))) == [first]
    actions.release_report(by=ready.sun_li, filing=second, day=date(2025, 2, 2))
    assert list(queries.published(date(2025, 2, 2))) == [second]
    assert list(queries.published(date(2025, 2, 1))) == [first]
    for day, seen in ((date(2025, 1, 19), []), (JANUARY, [first]), (date(2025, 2, 2), [first, second])):
        assert list(queries.visible(AnonymousUser(), day).order_by("version")) == seen
    assert not queries.published(date(2025, 1, 19)).exists()


def test_a_correction_of_what_the_public_sees_says_why(ready):
    first = file_it(ready)
    actions.release_report(by=ready.sun_li, filing=first, day=JANUARY)
    enter(ready, ENTERED[0], 3)
    with pytest.raises(Refused, match="写明更正的理由"):
        file_it(ready, day=date(2025, 2, 1))
    later = {"day": date(2025, 2, 1), "reason": "行政处罚台账补录"}
    file_it(ready, **later)  # never published
    enter(ready, ENTERED[0], 4)
    third = file_it(ready, **later)
    assert (third.version, former_released(third)) == (3, first)


def test_what_is_published_is_what_was_frozen_and_on_no_earlier_day(ready):
    filing = file_it(ready)
    with pytest.raises(Refused, match="早于定稿日期"):
        actions.release_report(by=ready.sun_li, filing=filing, day=date(2025, 1, 19))
    filing.document = filing.document | {"title": "背后改过的标题"}
    with pytest.raises(Refused):
        actions.release_report(by=ready.sun_li, filing=filing, day=JANUARY)
    assert not queries.is_released(filing)


def test_nothing_is_frozen_that_nobody_checked(ready):
    with pytest.raises(Refused, match="还没有人核对"):
        actions.file_report(by=ready.sun_li, agency=ready.district, year=YEAR, day=JANUARY)


def test_what_moves_after_the_check_is_checked_again(ready):
    check_report(ready, ready.district, YEAR, JANUARY)
    enter(ready, ENTERED[0], 3)
    with pytest.raises(Refused, match="李强于 2025-01-20 核对以后，记录或者正文又有变动"):
        actions.file_report(by=ready.sun_li, agency=ready.district, year=YEAR, day=JANUARY)


def test_an_open_warning_is_answered_and_the_filing_keeps_both(ready):
    (open_one, *_) = compose.open_points(ready.district, YEAR)
    given = {"by": ready.li_qiang, "agency": ready.district, "year": YEAR, "day": JANUARY}
    with pytest.raises(Refused, match="还有一处没有说明"):
        actions.check_report(**given)
    filing = file_it(ready)
    assert {"rule": open_one.rule, "message": open_one.message, "answer": "已核实，照登记"} in filing.warnings
    assert filing.law == law_digest()
    others = {one.message: "另有说明" for one in compose.open_points(ready.district, YEAR)}
    check = actions.check_report(**given, answers=others)
    assert not queries.is_frozen_check(filing, check)  # the same report with other answers is another version


def test_to_submit_and_to_publish_are_two_acts(ready):
    filing = file_it(ready)
    given = {"by": ready.li_qiang, "filing": filing, "receiver": "示范市人民政府办公室"}
    with pytest.raises(Refused, match="早于定稿日期"):
        actions.hand_over(**given, day=date(2025, 1, 19))
    actions.hand_over(**given, day=JANUARY)
    assert not queries.published(JANUARY).exists()
    with pytest.raises(Refused, match="已经提交"):
        actions.hand_over(**given, day=JANUARY)


def test_what_is_counted_cannot_be_entered(town):
    with pytest.raises(Refused, match="由记录数出，不能填报"):
        enter(town, "table3.granted.natural_person", 3)
    with pytest.raises(Refused, match="由记录数出，不能填报"):
        enter(town, "table2.normative_documents.issued_count", 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"source": " "}, "须写明出处"),
        ({"value": -1}, "不能小于零"),
        ({"value": None}, "没有填数；没有发生的填 0"),
        ({"value": None, "state": "blank", "source": ""}, "留空的，须写明为什么"),
        ({"value": None, "state": "not_applicable", "source": " "}, "不适用的，须写明为什么"),
        ({"value": 3, "state": "not_applicable"}, "选了「不适用」，又填了 3"),
        ({"value": None, "state": "unknown"}, "不认识的填法「unknown」"),
        ({"cell": "table2.nothing.here"}, "没有「table2.nothing.here」这一格"),
    ],
)
def test_a_figure_that_cannot_stand_is_refused(town, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        enter(town, **{"cell": ENTERED[0], "value": 1, **changes})


def test_money_keeps_its_decimals(town):
    enter(town, "table2.administrative_charges.amount_wan_yuan", Decimal("103.3879"))
    assert tally.cells(town.district, YEAR)["table2.administrative_charges.amount_wan_yuan"] == Decimal(
        "103.3879"
    )


def test_normative_documents_are_counted_by_issue_end_and_last_day(town):
    def issue(day, ended=None):
        made = publishing.issue_document(
            by=town.li_qiang, agency=town.district, kind="normative_document", title="办法", issued_on=day
        )
        confirmed(town, made)
        if ended:
            publishing.end_document(by=town.li_qiang, document=made, day=ended, ending="repealed")

    issue(date(2020, 5, 1))
    issue(date(2020, 6, 1), date(2024, 1, 1))
    issue(date(2024, 12, 31))
    issue(date(2024, 3, 1), date(2024, 12, 31))
    issue(date(2025, 1, 1))
    cells = tally.cells(town.district, YEAR)
    row = "table2.normative_documents"
    assert [cells[f"{row}.{column}"] for column in ("issued_count", "repealed_count", "effective_count")] == [
        2,
        2,
        2,
    ]


def test_table_four_has_another_reading(town):
    case = answer(town, receive(town, date(2024, 11, 1)), date(2024, 11, 20), "unavailable_not_held")
    cases.file_appeal(case=case, by=town.li_qiang, day=date(2024, 12, 20), ref="1", kind="reconsideration")
    cases.conclude_appeal(case=case, by=town.li_qiang, day=date(2025, 2, 10), ref="1", result="upheld")
    block = "table4.reconsideration"
    assert tally.cells(town.district, 2025)[f"{block}.upheld"] == 1
    filed_2024, filed_2025 = (tally.cells(town.district, year, "filed") for year in (2024, 2025))
    assert (filed_2024[f"{block}.pending"], filed_2025[f"{block}.total"]) == (1, 0)


def test_a_table_is_counted_in_one_query(ready, django_assert_num_queries):
    with django_assert_num_queries(4):  # tables 三 and 四, documents, entered figures
        tally.cells(ready.district, YEAR)


def test_another_agency_counts_nothing(ready):
    assert not any(value for value in tally.cells(ready.county, YEAR).values())


def test_every_act_leaves_a_line(ready):
    before = AuditLine.objects.count()
    filing = file_it(ready)
    actions.release_report(by=ready.sun_li, filing=filing, day=JANUARY)
    actions.write_section(
        by=ready.li_qiang, agency=ready.district, year=YEAR, number=5, text="问题", day=JANUARY
    )
    acts = list(AuditLine.objects.order_by("position").values_list("act", flat=True))[before:]
    assert acts == [
        "annual.check_report",
        "annual.file_report",
        "annual.release_report",
        "annual.write_section",
    ]
