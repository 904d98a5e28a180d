"""How does a request come in, under which number, and when is it received?"""

from datetime import date

import pytest
from django.db import transaction

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Case, Counter, Event
from gongkai_web.errors import NotAllowed, Refused
from tests.people import receive, submit

DAY = date(2024, 9, 27)


def test_a_submitted_request_is_not_yet_received(town):
    case = submit(town, DAY)
    case.refresh_from_db()
    assert (case.status, case.submitted_on, case.received_on, case.due_on) == ("submitted", DAY, None, None)
    assert not case.is_open


def test_receipt_starts_the_term_of_twenty_working_days(town):
    case = receive(town, DAY)
    case.refresh_from_db()
    assert (case.status, case.received_on, case.due_on) == ("received", DAY, date(2024, 10, 30))
    assert case.is_open


def test_numbers_run_without_a_gap_for_each_agency_and_year(town):
    numbers = [submit(town, day).registry_number for day in (DAY, DAY, date(2025, 1, 2), DAY)]
    assert numbers == ["2024-0001", "2024-0002", "2025-0001", "2024-0003"]
    assert submit(town, DAY, by=town.he_jing, agency=town.county).registry_number == "2024-0001"


def test_a_refused_registration_uses_no_number(town):
    submit(town, DAY)
    with pytest.raises(Refused):
        submit(town, DAY, applicant_kind="martian")
    assert submit(town, DAY).number == 2


def test_a_registration_rolled_back_gives_its_number_back(town):
    submit(town, DAY)
    mark = transaction.savepoint()
    submit(town, DAY)
    transaction.savepoint_rollback(mark)
    assert Counter.objects.get().last == Case.objects.count() == 1
    assert submit(town, DAY).number == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"applicant_kind": "martian"}, "不认识的申请人类型"),
        ({"channel": "pigeon"}, "不认识的提交方式"),
        ({"applicant_name": " "}, "缺少申请人姓名"),
        ({"title": ""}, "缺少所需政府信息"),
        ({"submitted_on": date(2024, 9, 28)}, "先后不对"),
        ({"today": date(2024, 9, 26)}, "还没有到"),
        ({"day": date(2009, 1, 1), "today": DAY}, "尚未设立"),
    ],
)
def test_an_incomplete_or_impossible_request_is_refused(town, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        submit(town, **{"day": DAY, **changes})
    assert not Case.objects.exists()


def test_only_the_agencys_own_handlers_register(town):
    for person in (town.he_jing, town.zhou_jie, town.stranger, town.operator):
        with pytest.raises(NotAllowed):
            submit(town, DAY, by=person)
    assert submit(town, DAY, by=town.zhao_min).status == "submitted"


def test_what_is_handed_in_is_received_that_day_and_no_other(town):
    case = submit(town, DAY, channel="counter")
    with pytest.raises(Refused, match="以提交之日为收到之日"):
        actions.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 9, 29))
    actions.confirm_receipt(case=case, by=town.li_qiang, day=DAY)
    assert case.received_on == DAY


def test_an_online_request_is_received_on_the_day_of_confirmation(town):
    case = submit(town, DAY, channel="web")
    actions.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 9, 29))
    assert (case.submitted_on, case.received_on) == (DAY, date(2024, 9, 29))


def test_receipt_is_confirmed_once_and_not_before_submission(town):
    case = submit(town, DAY)
    with pytest.raises(Refused, match="此前没有提交申请"):
        actions.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 9, 26))
    actions.confirm_receipt(case=case, by=town.li_qiang, day=DAY)
    with pytest.raises(Refused, match="已于 2024-09-27 确认收到"):
        actions.confirm_receipt(case=case, by=town.li_qiang, day=DAY)


def test_a_receipt_before_the_law_on_file_gets_a_sentence(town):
    case = submit(town, date(2019, 5, 14))
    with pytest.raises(Refused, match="2019-05-15 之前"):
        actions.confirm_receipt(case=case, by=town.li_qiang, day=date(2019, 5, 14))


def test_an_event_of_tomorrow_is_refused(town):
    case = submit(town, DAY)
    with pytest.raises(Refused, match="还没有到"):
        actions.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 9, 28), today=DAY)


def test_each_act_writes_one_event_and_one_audit_line(town):
    case = receive(town, DAY)
    assert list(Event.objects.filter(case=case).values_list("kind", "person_name")) == [
        ("submitted", "李强"),
        ("confirmed", "李强"),
    ]
    found = AuditLine.objects.filter(subject=f"cases.Case:{case.pk}").order_by("position")
    assert [line.act for line in found] == ["cases.register_case", "cases.confirm_receipt"]
    assert found[1].detail["events"][0]["day"] == "2024-09-27"


def test_the_columns_are_a_cache_that_refresh_restores(town):
    case = receive(town, DAY)
    Case.objects.filter(pk=case.pk).update(status="replied", due_on=None, applicant_name="陌生人")
    case.refresh_from_db()
    stored.refresh(case)
    case.refresh_from_db()
    assert (case.status, case.due_on, case.applicant_name) == ("received", date(2024, 10, 30), "王芳")
