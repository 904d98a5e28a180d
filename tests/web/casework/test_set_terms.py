"""Does a term that the office sets itself need its reason and the head's consent, on every way?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases import stored
from gongkai_web.errors import OnPaperOnly, Refused
from tests.people import receive
from tests.web.casework.conftest import errors, said

RECEIVED = date(2025, 3, 3)


@pytest.fixture
def case(town, at):
    at(2025, 3, 5)
    return receive(town, RECEIVED)


def test_one_day_to_correct_needs_the_reason_and_the_head(town, desk, case):
    asked = {"items": "请写明年度", "until": "2025-03-06"}
    refused = desk.fill(case, "ask_correction", "2025-03-05", **asked)
    assert (refused.status_code, "短于 7 个工作日" in errors(refused)) == (422, True)
    agreed = {"term_reason": "申请人请求尽快", "approved_by": str(town.sun_li.pk)}
    desk.done(case, "ask_correction", "2025-03-05", **asked, **agreed)
    assert case.flags == []
    assert "孙立" in said(desk.see(case))


def test_the_term_to_correct_is_set_in_working_days_from_the_service(town, desk, case):
    both = {"items": "请写明年度", "term_days": "10", "until": "2025-03-19"}
    assert "请只填一项" in errors(desk.fill(case, "ask_correction", "2025-03-05", **both))
    short = desk.fill(case, "ask_correction", "2025-03-05", items="请写明年度", term_days="3")
    assert "自收到之日起只有 3 个工作日，短于 7 个工作日" in errors(short)
    desk.done(case, "ask_correction", "2025-03-05", items="请写明年度", term_days="10")
    cases.serve_correction(case=case, by=town.li_qiang, day=date(2025, 3, 10), today=date(2025, 3, 12))
    assert stored.current(case).applicant_until == date(2025, 3, 24)
    assert "2025-03-24 届满" in said(desk.see(case))


def test_the_usual_term_asks_for_nothing(desk, case):
    desk.done(case, "ask_correction", "2025-03-05", items="请写明年度", until="2025-03-19")
    assert case.flags == []


def test_a_year_for_another_agency_is_marked_where_the_head_does_not_agree(town, case):
    asked = {"case": case, "by": town.li_qiang, "day": date(2025, 3, 5), "ref": "函1", "co_producer": False}
    with pytest.raises(OnPaperOnly, match="长于 20 个工作日"):
        cases.ask_agency(**asked, until=date(2026, 3, 5))
    cases.ask_agency(**asked, until=date(2026, 3, 5), on_paper=True)
    assert case.flags == ["term-unusual"]


def test_only_a_head_of_this_office_can_agree(town, case):
    asked = {"case": case, "by": town.li_qiang, "day": date(2025, 3, 5), "until": date(2025, 3, 6)}
    with pytest.raises(Refused, match="赵敏"):
        cases.ask_correction(**asked, term_reason="尽快", approved_by=town.zhao_min)
