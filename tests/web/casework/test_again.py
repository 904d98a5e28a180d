"""Does a reply that is owed anew lead the clerk on, with its day, whoever says that it is owed?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases import figures
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import Period, Scope
from tests.people import answer, receive
from tests.web.casework.conftest import errors, said

RECEIVED = date(2025, 3, 3)


@pytest.fixture
def lapsed(town, at):
    """王芳 did not answer the notice by 17 March, as far as 李强 knew; the letter that ends it has left."""
    at(2025, 3, 20)
    case = receive(town, RECEIVED)
    by = {"case": case, "by": town.li_qiang}
    cases.ask_correction(**by, day=date(2025, 3, 5), term_days=7, items="请写明年度")
    cases.serve_correction(**by, day=date(2025, 3, 6))
    answer(town, case, date(2025, 3, 19), "other_correction_overdue", article="第三十条")
    cases.dispatch(**by, day=date(2025, 3, 19), way="post")
    return case


def test_what_was_posted_in_time_reopens_the_case(desk, lapsed):
    assert "登记收到补正" in said(desk.see(lapsed))
    assert "重新答复" in said(desk.see(lapsed, "casework:act", "receive_correction"))
    desk.done(
        lapsed, "receive_correction", "2025-03-20", description="2023 年度的方案", posted_on="2025-03-17"
    )
    assert (lapsed.next_act, lapsed.next_on) == ("reply_again", date(2025, 4, 18))
    page = said(desk.see(lapsed))
    assert "下一步：重新答复" in page
    assert "没有超过补正期限 2025-03-17" in page
    assert "重新答复应于 2025-04-18 前作出" in said(desk.see(lapsed, "casework:act", "reply_again"))
    assert "按期提出的补正后来才到）：2025-04-18 届满" in said(desk.see(lapsed, "casework:why_date", "owed"))
    desk.done(lapsed, "reply_again", "2025-03-20", outcome="granted")
    assert (lapsed.next_act, lapsed.flags) == ("dispatch", [])


def test_what_had_come_before_the_letter_is_entered_as_it_was(desk, town, lapsed):
    early = {"description": "2023 年度的方案"}
    refused = desk.fill(lapsed, "receive_correction", "2025-03-14", **early)
    assert (refused.status_code, "没有收到补正" in errors(refused)) == (422, True)
    desk.done(lapsed, "receive_correction", "2025-03-14", **early, truly="on")
    assert (lapsed.next_act, lapsed.next_on) == ("reply_again", date(2025, 4, 14))


def test_the_letter_that_has_not_left_stays(desk, at, town):
    at(2025, 3, 20)
    case = receive(town, RECEIVED)
    by = {"case": case, "by": town.li_qiang}
    cases.ask_correction(**by, day=date(2025, 3, 5), term_days=7, items="请写明年度")
    cases.serve_correction(**by, day=date(2025, 3, 6))
    answer(town, case, date(2025, 3, 19), "other_correction_overdue", article="第三十条")
    desk.done(case, "receive_correction", "2025-03-20", description="2023 年度", posted_on="2025-03-17")
    page = said(desk.see(case))
    assert "按逾期作出的告知书不再发出；请重新答复" in page
    with pytest.raises(OnPaperOnly, match="此前已经收到按期提出的补正"):
        cases.dispatch(**by, day=date(2025, 3, 20), way="post")


def test_a_reply_taken_back_has_its_day_too(desk, at, town):
    at(2025, 4, 7)
    case = answer(town, receive(town, RECEIVED), date(2025, 3, 17))
    cases.serve(case=case, by=town.li_qiang, day=date(2025, 3, 17))
    assert "自撤销之日起 20 个工作日" in said(desk.see(case, "casework:act", "revoke_reply"))
    desk.done(case, "revoke_reply", "2025-04-07", reason="适用条款有误")
    assert (case.next_act, case.next_on) == ("reply_again", date(2025, 5, 7))
    assert "自行撤销、更正）：2025-05-07 届满" in said(desk.see(case, "casework:why_date", "owed"))
    with pytest.raises(OnPaperOnly, match="重新答复应于 2025-05-07 前作出"):
        cases.reply_again(case=case, by=town.li_qiang, day=date(2025, 5, 8), outcome="granted")


def test_the_letter_that_took_it_back_may_have_set_a_day(desk, at, town):
    at(2025, 4, 7)
    case = answer(town, receive(town, RECEIVED), date(2025, 3, 17))
    cases.serve(case=case, by=town.li_qiang, day=date(2025, 3, 17))
    desk.done(case, "revoke_reply", "2025-04-07", reason="适用条款有误", reply_until="2025-04-18")
    assert case.next_on == date(2025, 4, 18)


@pytest.fixture
def ordered(town):
    """Nobody answered 王芳; the organ ordered it, until 6 May."""
    case = receive(town, RECEIVED)
    by = {"case": case, "by": town.li_qiang}
    cases.file_appeal(**by, day=date(2025, 4, 2), ref="复1", kind="reconsideration")
    cases.conclude_appeal(
        **by, day=date(2025, 4, 21), ref="复1", result="corrected", reply_until=date(2025, 5, 6)
    )
    return case


def test_a_reply_within_the_ordered_term_breaks_nothing_and_counts_as_late(town, ordered):
    assert (ordered.due_on, ordered.next_act, ordered.next_on) == (
        date(2025, 3, 31),
        "reply",
        date(2025, 5, 6),
    )
    answer(town, ordered, date(2025, 5, 6))
    cases.dispatch(case=ordered, by=town.li_qiang, day=date(2025, 5, 6), way="post")
    assert current(ordered).flags == ()
    here, year = Scope.of(town.district), Period.of_year(2025)
    assert [count(one, here, year) for one in (figures.LATE, figures.ON_TIME)] == [1, 0]


def test_a_day_for_a_reply_that_was_not_ordered_is_asked_about(town, ordered):
    given = {"case": ordered, "by": town.li_qiang, "day": date(2025, 5, 6), "ref": "诉1"}
    cases.file_appeal(**given, kind="litigation_after_reconsideration")
    with pytest.raises(Refused, match="没有责令重新答复，却填写了重新答复的期限"):
        cases.conclude_appeal(**given, result="upheld", redo=False, reply_until=date(2025, 6, 2))
