"""Can the answer to every question that the office put be entered, whenever it comes?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import Refused
from tests.people import answer, receive
from tests.web.casework.conftest import said

RECEIVED = date(2024, 9, 2)


@pytest.fixture
def case(town, at):
    """王芳's request, ten days old."""
    at(2024, 9, 12)
    return receive(town, RECEIVED)


def by(town, case, day):
    return {"case": case, "by": town.li_qiang, "day": day}


def test_while_her_reason_is_awaited_the_case_waits_for_her_and_then_no_more(desk, at, town, case):
    desk.done(case, "ask_reason", "2024-09-05", facts="一个月内四十件", until="2024-09-14")
    assert (case.next_act, case.next_on, case.waits_for) == (
        "receive_reason",
        date(2024, 9, 14),
        "applicant",
    )
    assert "登记收到理由说明" in said(desk.see(case))
    at(2024, 9, 18)
    assert "下一步：作出答复" in said(desk.see(case))


def test_her_reason_that_comes_after_the_refusal_is_entered(desk, town, case):
    cases.ask_reason(**by(town, case, date(2024, 9, 3)), facts="一个月内四十件", until=date(2024, 9, 10))
    answer(town, case, date(2024, 9, 11), "not_processed_excessive", article="第三十五条")
    desk.done(case, "receive_reason", "2024-09-12", content="写论文", reasonable="yes")
    assert "理由合理的，请登记重新答复" in said(desk.see(case))


def test_who_was_only_talked_with_answers_what_it_was_asked(desk, town, case):
    cases.ask_agency(
        **by(town, case, date(2024, 9, 4)),
        ref="函1",
        name="示范市水利局",
        co_producer=False,
        until=date(2024, 9, 20),
    )
    desk.done(case, "answer_agency", "2024-09-10", ref="函1", reason="批文由省水利厅保存")
    assert current(case).open_consultations == ()
    assert "批文由省水利厅保存" in said(desk.see(case))


def test_a_co_producer_says_whether_it_consents(town, case):
    cases.ask_agency(**by(town, case, date(2024, 9, 4)), ref="函1", name="示范市水利局")
    with pytest.raises(Refused, match="请写明对方是否同意公开"):
        cases.answer_agency(**by(town, case, date(2024, 9, 10)), ref="函1", reason="批文由省水利厅保存")


@pytest.mark.parametrize(
    ("ask", "answers", "given"),
    [
        (cases.ask_third_party, "answer_third_party", {"consent": "no", "reason": "商业秘密"}),
        (cases.ask_agency, "answer_agency", {"consent": "no", "reason": "仍在讨论"}),
    ],
)
def test_an_opinion_that_comes_after_the_reply_is_entered_on_the_page(desk, town, case, ask, answers, given):
    ask(**by(town, case, date(2024, 9, 4)), ref="征1", name="示范建设公司")
    answer(town, case, date(2024, 9, 6), "denied_process_information", article="第十六条第二款")
    desk.done(case, answers, "2024-09-10", ref="征1", **given)
    assert current(case).open_consultations == ()
