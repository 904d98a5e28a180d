"""Is what the office lets lie, or counts otherwise than its register, asked for and shown?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.figures import RECEIPT_LATE
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import Period, Scope
from tests.people import receive, submit
from tests.web.casework.conftest import errors, said

ARRIVED = date(2025, 3, 3)


def test_a_registered_letter_that_lay_about_is_received_with_its_reason_only(town, desk, at):
    at(2025, 3, 7)
    case = submit(town, ARRIVED)
    with pytest.raises(Refused, match="写明迟收的原因"):
        cases.confirm_receipt(case=case, by=town.li_qiang, day=date(2025, 3, 7))
    refused = desk.fill(case, "confirm_receipt", "2025-03-07")
    assert (refused.status_code, "写明迟收的原因" in errors(refused)) == (422, True)
    desk.done(case, "confirm_receipt", "2025-03-07", reason="收发室误投")
    assert case.flags == ["receipt-late"]
    assert "收发室误投" in said(desk.see(case))
    assert count(RECEIPT_LATE, Scope.of(town.district), Period.of_year(2025)) == 1


def test_the_reason_is_asked_only_where_it_is_late(town, desk, at):
    at(2025, 3, 6)
    case = submit(town, ARRIVED)
    assert "迟收的原因" not in said(desk.see(case, "casework:act", "confirm_receipt"))
    desk.done(case, "confirm_receipt", "2025-03-06")
    assert case.flags == []


def test_the_supervising_city_sees_how_many_were_received_late(town, sign_in, at):
    at(2025, 3, 7)
    case = submit(town, ARRIVED, channel="web")
    cases.confirm_receipt(case=case, by=town.li_qiang, day=date(2025, 3, 7), reason="没有看到")
    page = said(sign_in(town.zhou_jie).get("/office/statistics/?year=2025"))
    assert "迟收" in page


def test_the_first_request_of_the_month_is_not_charged_as_the_forty_fifth(town, at):
    at(2025, 3, 10)
    case = receive(town, ARRIVED)
    charged = {"case": case, "by": town.li_qiang, "day": date(2025, 3, 10), "basis": "items", "count": 45}
    with pytest.raises(OnPaperOnly, match="当月的第 1 件"):
        cases.decide_fee(**charged)
    cases.decide_fee(**charged, on_paper=True)
    assert case.flags == ["fee-position"]


def test_a_consultation_with_no_days_left_says_that_it_gains_nothing(town, desk, at):
    case = receive(town, ARRIVED)
    at(2025, 3, 31)
    assert "没有剩余天数" in said(desk.see(case, "casework:act", "ask_third_party"))
    at(2025, 3, 28)
    assert "没有剩余天数" not in said(desk.see(case, "casework:act", "ask_third_party"))


def test_what_was_posted_within_the_term_is_in_time(town, desk, at):
    at(2025, 3, 24)
    case = receive(town, ARRIVED)
    cases.ask_correction(case=case, by=town.li_qiang, day=date(2025, 3, 5), until=date(2025, 3, 20))
    desk.done(case, "receive_correction", "2025-03-24", description="2023 年", posted_on="2025-03-20")
    assert "逾期不补正的视为放弃" not in said(desk.see(case))
