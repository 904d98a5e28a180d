"""When is a document issued, in force, ended – and what if it was entered wrongly?"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai.checking import check
from gongkai_web.annual import tally
from gongkai_web.annual.cells import records
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing import actions, queries
from gongkai_web.publishing.figures import IN_FORCE, ISSUED, REPEALED
from tests.law.checking import builders
from tests.web.documents.confirmed import confirmed

ROW = "table2.normative_documents"


def issue(town, number="云政办〔2023〕1号", issued_on=date(2023, 5, 8), **changes):
    given = {
        "by": town.li_qiang,
        "agency": town.district,
        "kind": "normative_document",
        "title": "云溪区停车管理办法",
        "number": number,
        "issued_on": issued_on,
    }
    return confirmed(town, actions.issue_document(**{**given, **changes}))


def in_force(day: date) -> int:
    return count(IN_FORCE, EVERYWHERE, Period.of_day(day))


def test_a_document_counts_in_the_year_of_its_issue_and_is_in_force_from_its_day(town):
    issue(town, effective_from=date(2023, 6, 1))
    assert count(ISSUED, Scope.of(town.district), Period.of_year(2023)) == 1
    assert count(ISSUED, EVERYWHERE, Period.of_year(2024)) == 0
    assert count(ISSUED, Scope.of(town.county), Period.of_year(2023)) == 0
    assert in_force(date(2023, 5, 31)) == 0
    assert in_force(date(2023, 6, 1)) == 1


def test_a_document_made_in_one_year_and_in_force_in_the_next_is_the_reason_that_the_reminder_names(town):
    """Table two is right in both years; that its chain does not hold is told with this very reason."""
    issue(town, issued_on=date(2023, 12, 20), effective_from=date(2024, 1, 15))
    names = ("issued_count", "repealed_count", "effective_count")
    made, held = (tally.cells(town.district, year) for year in (2023, 2024))
    assert [[cells[f"{ROW}.{name}"] for name in names] for cells in (made, held)] == [[1, 0, 0], [0, 0, 1]]
    report = builders.office()
    earlier, cells = (
        {f"{ROW}.{name}".replace(".", "__"): one[f"{ROW}.{name}"] for name in names} for one in (made, held)
    )
    previous = builders.year_before(report, **earlier)
    found = check(builders.with_cells(report, **cells), previous=previous)
    (told,) = [one for one in found if one.rule == "years.documents_in_force"]
    assert (told.severity, told.expected, told.actual) == ("warning", 0, 1)
    assert "已制发年底还没有施行（上年制发本年施行）" in told.message


def test_an_ended_document_is_out_of_force_on_its_last_day(town):
    document = issue(town)
    actions.end_document(by=town.li_qiang, document=document, day=date(2024, 12, 31), ending="repealed")
    assert count(REPEALED, EVERYWHERE, Period.of_year(2024)) == 1
    assert in_force(date(2024, 12, 30)) == 1
    assert in_force(date(2024, 12, 31)) == 0


def test_a_void_entry_is_counted_nowhere_and_seen_by_its_staff(town):
    document = issue(town)
    counted = tally.cells(town.district, 2023)
    assert (counted[f"{ROW}.issued_count"], counted[f"{ROW}.effective_count"]) == (1, 1)
    actions.void_document(by=town.li_qiang, document=document, day=date(2023, 5, 9), reason="重复登记")
    day = date(2024, 1, 1)
    assert not any(tally.cells(town.district, 2023).values())
    assert not records(town.district, tally.period_of(2023), f"{ROW}.issued_count").exists()
    assert in_force(day) == 0
    assert [count(figure, EVERYWHERE, Period.of_year(2023)) for figure in (ISSUED, IN_FORCE)] == [0, 0]
    assert queries.visible(town.li_qiang, day).exists()
    assert not queries.visible(AnonymousUser(), day).exists()
    assert not queries.visible(town.he_jing, day).exists()
    assert issue(town).pk != document.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "letter"}, "不认识的文件类型"),
        ({"title": ""}, "标题不能为空"),
        ({"effective_from": date(2023, 5, 7)}, "早于成文日期"),
        ({"today": date(2023, 5, 7)}, "还没有到"),
    ],
)
def test_a_wrong_document_is_refused(town, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        issue(town, **changes)


def test_an_end_before_the_issue_or_twice_is_refused(town):
    document = issue(town)
    with pytest.raises(Refused, match="早于成文日期"):
        actions.end_document(by=town.li_qiang, document=document, day=date(2023, 5, 7), ending="repealed")
    actions.end_document(by=town.li_qiang, document=document, day=date(2023, 5, 8), ending="expired")
    with pytest.raises(Refused, match="已于 2023-05-08 失效"):
        actions.end_document(by=town.li_qiang, document=document, day=date(2024, 1, 1), ending="repealed")


def test_the_same_number_is_not_entered_twice(town):
    issue(town)
    with pytest.raises(Refused, match="已经登记"):
        issue(town)


def test_only_staff_of_the_agency_enter_documents_and_each_act_leaves_a_line(town):
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            issue(town, by=person)
    document = issue(town)
    line = AuditLine.objects.get(act="publishing.issue_document")
    assert line.subject == f"publishing.NormativeDocument:{document.pk}"
