"""How is a wrong entry put right from the page?"""

from datetime import date

import pytest
from django.urls import reverse

from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import ApplicantGiven, RequestGiven
from gongkai_web.cases.models import Event
from tests.people import answer, receive
from tests.web.casework.conftest import errors, said, tree


@pytest.fixture
def case(town, at):
    at(2024, 3, 15)
    return receive(town, date(2024, 3, 1))


def event(case, kind: str) -> Event:
    return Event.objects.filter(case=case, kind=kind).order_by("-position")[0]


def put_right(desk, case, kind: str, **changes):
    """Sends the form of the event of that kind, with what is filled in there, changed."""
    address = reverse("casework:undo_event", args=[case.pk, event(case, kind).pk])
    page = tree(desk.client.get(address))
    form = page.xpath('//main//form[@method="post"]')[0]
    given = {name: value or "" for name, value in form.form_values()}
    answer_ = desk.client.post(address, {**given, **changes})
    case.refresh_from_db()
    return answer_


def test_a_wrong_day_of_receipt_is_replaced_and_the_due_day_follows(desk, case):
    sent = put_right(desk, case, "confirmed", what="replace", new_day="2024-03-04", reason="看错签收日期")
    assert sent.status_code == 302, errors(sent)
    assert case.received_on == date(2024, 3, 4)
    assert case.due_on == date(2024, 4, 1)
    void = tree(desk.see(case)).xpath('//ol[@class="timeline"]/li[@class="void"]')
    assert "看错签收日期" in said(desk.see(case))
    assert len(void) == 1


def test_only_what_was_changed_is_changed(desk, case):
    sent = put_right(desk, case, "submitted", what="replace", reason="写错", data_title="征地补偿款发放表")
    assert sent.status_code == 302, errors(sent)
    assert case.title == "征地补偿款发放表"
    assert (case.applicant_name, case.channel) == ("王芳", "registered_post")
    assert case.submitted_on == date(2024, 3, 1)


def test_a_way_that_nobody_can_choose_any_more_stays_when_something_else_is_mended(desk, town, at):
    day = at(2024, 3, 15)
    given = RequestGiven(
        "counter", "natural_person", (ApplicantGiven("王芳"),), "征地补偿方案", medium="paper", way="fax"
    )
    case = cases.register_request(by=town.li_qiang, agency=town.district, day=day, given=given)
    sent = put_right(desk, case, "submitted", what="replace", reason="写错", data_title="征地补偿款发放表")
    assert sent.status_code == 302, errors(sent)
    assert event(case, "submitted").data["way"] == "fax"
    facts = tree(desk.see(case)).xpath('//dt[text()="获取途径"]/following-sibling::dd')
    assert [fact.text_content().strip() for fact in facts] == ["传真"]


def test_an_event_that_never_was_is_void(desk, case, town):
    cases.withdraw(case=case, by=town.li_qiang, day=date(2024, 3, 14))
    sent = put_right(desk, case, "withdrawn", what="void", reason="登记错了件")
    assert sent.status_code == 302
    assert case.status == "received"
    assert "已作废「申请人撤回申请」" in said(desk.see(case))


def test_without_a_reason_nothing_happens_and_all_is_kept(desk, case):
    refused = put_right(desk, case, "submitted", what="replace", reason="", data_title="另一件")
    assert refused.status_code == 422
    assert tree(refused).xpath('//input[@name="data_title"]/@value') == ["另一件"]
    assert case.title != "另一件"


def test_what_later_events_need_cannot_go(desk, town, case):
    answer(town, case, date(2024, 3, 14))
    refused = put_right(desk, case, "confirmed", what="void", reason="写错")
    assert refused.status_code == 422
    assert "尚未确认收到" in errors(refused)


def test_a_correction_that_breaks_a_rule_asks_whether_it_was_so(desk, town, case, at):
    answer(town, case, date(2024, 3, 14))
    at(2024, 4, 15)
    given = {"what": "replace", "reason": "答复书是四月的", "new_day": "2024-04-10"}
    refused = put_right(desk, case, "replied", **given)
    assert "已经逾期" in errors(refused)
    assert tree(refused).xpath('//input[@name="truly"]')
    sent = put_right(desk, case, "replied", truly="on", **given)
    assert sent.status_code == 302
    assert case.flags == ["reply-late"]


def test_keys_of_people_are_not_for_the_hand(desk, town, case):
    cases.assign(case=case, by=town.li_qiang, day=date(2024, 3, 4), person=town.li_qiang)
    page = desk.see(case, "casework:undo_event", event(case, "assigned").pk)
    assert tree(page).xpath('//main//form//*[starts-with(@name, "data_")]/@name') == ["data_reason"]


def test_an_event_of_another_case_is_not_there(desk, town, case):
    other = receive(town, date(2024, 3, 4))
    assert desk.see(case, "casework:undo_event", event(other, "confirmed").pk).status_code == 404


def test_zhou_jie_puts_nothing_right(town, case, sign_in):
    address = reverse("casework:undo_event", args=[case.pk, event(case, "confirmed").pk])
    assert sign_in(town.zhou_jie).post(address, {"what": "void", "reason": "x"}).status_code == 403
    assert sign_in(town.he_jing).get(address).status_code == 404
