"""Does 王芳 read the ways that are open to her now, and no way that she has used or missed?"""

from datetime import date

import pytest

from gongkai_web.apply import actions as apply
from gongkai_web.cases import actions as cases
from tests.people import receive
from tests.web.apply.conftest import said, tree
from tests.web.letters.written import CHANNEL, furnish

RECONSIDER, SUE = "申请行政复议", "提起行政诉讼"
AFTER = "对行政复议决定不服，提起行政诉讼"
NOT_HELD = {"outcome": "unavailable_not_held", "reason": "经检索没有", "article": "第三十六条第（四）项"}
SECRET = {"outcome": "denied_state_secret", "reason": "涉密", "article": "第十四条"}
PARTLY = {"outcome": "partially_granted", "reason": "是讨论记录", "article": "第十六条第二款、第三十七条"}


@pytest.fixture
def redress(phone, applied, town, at):
    """The ways on her page, each with its last day, and the words around them."""
    furnish(town)

    def read() -> tuple[dict[str, str], str]:
        page = phone.open(f"/follow/{applied.pk}/")
        ways = {}
        for one in tree(page).xpath('//ul[@class="apply-remedies"]/li'):
            ways[one.findtext("b")] = "".join(one.xpath("./span/time/text()"))
        return ways, said(page)

    return read


@pytest.fixture
def replied(applied, town, at):
    """The reply, made and served on 2024-03-20; then it is 2024-04-15."""

    def reply(way="post", **given):
        day = at(2024, 3, 20)
        cases.reply(case=applied, by=town.li_qiang, day=day, **given)
        cases.serve(case=applied, by=town.li_qiang, day=day, way=way, receiver="王芳")
        at(2024, 4, 15)

    return reply


def appeal(town, case, day, kind="reconsideration"):
    cases.file_appeal(
        case=case, by=town.li_qiang, day=day, ref="示复〔2024〕1号", kind=kind, organ="示范市人民政府"
    )


def test_both_ways_are_open_against_what_is_not_held(redress, replied):
    replied(**NOT_HELD)
    ways, page = redress()
    assert ways == {RECONSIDER: "2024-05-20", SUE: "2024-09-20"}
    assert "应当先" not in page


def test_a_way_is_open_to_its_last_day_and_not_beyond(redress, replied, at):
    replied(**NOT_HELD)
    at(2024, 5, 20)
    assert set(redress()[0]) == {RECONSIDER, SUE}
    at(2024, 5, 21)
    assert set(redress()[0]) == {SUE}


def test_where_reconsideration_comes_first_nothing_is_left_once_its_term_is_over(redress, replied, at):
    replied(**SECRET)
    assert redress()[0] == {RECONSIDER: "2024-05-20", AFTER: ""}
    at(2024, 5, 21)
    assert redress()[0] == {}


def test_who_went_to_reconsideration_on_the_day_of_the_service_has_used_it(redress, replied, applied, town):
    replied(**NOT_HELD)
    appeal(town, applied, date(2024, 3, 20))
    assert redress()[0] == {AFTER: ""}


def test_a_reply_that_was_taken_back_on_its_way_leaves_nothing_to_complain_of(redress, applied, town, at):
    by = {"case": applied, "by": town.li_qiang}
    cases.reply(**by, day=at(2024, 3, 20), **NOT_HELD)
    cases.dispatch(**by, day=date(2024, 3, 20), way="post")
    assert redress()[0] == {RECONSIDER: "", SUE: ""}
    cases.revoke_reply(**by, day=at(2024, 3, 22), reason="检索有遗漏")
    assert redress()[0] == {}


def test_while_a_reconsideration_runs_no_other_way_is_open(redress, replied, applied, town):
    replied(**NOT_HELD)
    appeal(town, applied, date(2024, 4, 10))
    ways, page = redress()
    assert ways == {AFTER: ""}
    assert "2024-04-10 已申请行政复议，等复议决定" in page


@pytest.mark.parametrize("given", [NOT_HELD, SECRET])
def test_after_the_decision_she_has_fifteen_days_and_not_six_months(
    redress, replied, applied, town, at, given
):
    replied(**given)
    appeal(town, applied, date(2024, 4, 10))
    at(2024, 6, 3)
    cases.conclude_appeal(
        case=applied, by=town.li_qiang, day=date(2024, 6, 3), ref="示复〔2024〕1号", result="upheld"
    )
    ways, page = redress()
    assert ways == {AFTER: "2024-06-18"}
    assert "自收到行政复议决定书之日起算，以决定书写明的为准" in page
    at(2024, 6, 19)
    assert redress()[0] == {}


def test_before_the_court_nothing_else_is_open(redress, replied, applied, town):
    replied(**NOT_HELD)
    appeal(town, applied, date(2024, 4, 10), kind="litigation_direct")
    ways, page = redress()
    assert ways == {}
    assert "不服的" not in page
    assert "提起未经复议" not in page


def test_of_a_partial_grant_the_refused_part_must_first_be_reconsidered(redress, replied, applied, town):
    replied(way="online", **PARTLY)
    ways, page = redress()
    assert ways == {RECONSIDER: "2024-05-20", AFTER: "", SUE: "2024-09-20"}
    assert "其中不予公开的部分，应当先申请行政复议" in page
    assert CHANNEL in page
    appeal(town, applied, date(2024, 4, 10), kind="litigation_direct")
    assert set(redress()[0]) == {RECONSIDER, AFTER}


def test_a_reconsideration_of_a_partial_grant_leaves_the_other_part(redress, replied, applied, town):
    replied(**PARTLY)
    appeal(town, applied, date(2024, 4, 10))
    assert redress()[0] == {AFTER: "", SUE: "2024-09-20"}


def test_an_appeal_against_the_first_reply_does_not_close_the_ways_against_the_second(
    redress, replied, applied, town, at
):
    replied(**SECRET)
    li = town.li_qiang
    appeal(town, applied, date(2024, 4, 10))
    day = at(2024, 6, 3)
    cases.conclude_appeal(case=applied, by=li, day=day, ref="示复〔2024〕1号", result="corrected")
    cases.reply_again(case=applied, by=li, day=at(2024, 6, 10), corrects="撤销原答复", **NOT_HELD)
    cases.serve(case=applied, by=li, day=date(2024, 6, 11), way="post", receiver="王芳")
    assert redress()[0] == {RECONSIDER: "2024-08-12", SUE: "2024-12-11"}


def test_the_way_of_the_first_service_says_nothing_of_the_second(redress, replied, applied, town, at):
    replied(way="online", **NOT_HELD)
    assert CHANNEL in redress()[1]
    by = {"case": applied, "by": town.li_qiang}
    cases.reply_again(**by, day=at(2024, 4, 22), corrects="写错一处", **NOT_HELD)
    cases.serve(**by, day=date(2024, 4, 22), way="post", receiver="王芳")
    ways, page = redress()
    assert ways == {RECONSIDER: "2024-06-21", SUE: "2024-10-22"}
    assert CHANNEL not in page


def test_a_refusal_of_2023_could_go_to_court_at_once(phone, town, at):
    day = at(2023, 12, 20)
    case = receive(town, date(2023, 12, 1))
    cases.reply(case=case, by=town.li_qiang, day=day, **SECRET)
    cases.serve(case=case, by=town.li_qiang, day=day, way="in_person", receiver="王芳")
    at(2024, 1, 8)
    code = apply.issue_code(case=case, by=town.li_qiang, day=day)
    assert phone.follow(code).status_code == 302
    page = said(phone.open(f"/follow/{case.pk}/"))
    assert "60日内" in page
    assert "6个月内" in page
    assert "应当先" not in page


def test_against_a_reply_that_was_taken_back_there_is_nothing_to_do_but_wait_for_the_next(
    redress, replied, applied, town, at
):
    replied(**SECRET)
    cases.revoke_reply(case=applied, by=town.li_qiang, day=date(2024, 4, 10), reason="适用条款有误")
    ways, page = redress()
    assert ways == {}
    assert "重新作出的答复另行送达" in page
    assert "适用条款有误" not in page
    cases.reply_again(case=applied, by=town.li_qiang, day=date(2024, 4, 12), outcome="granted")
    assert redress()[0] == {}  # not yet served, and the old one does not come back
    cases.serve(case=applied, by=town.li_qiang, day=date(2024, 4, 15), way="post", receiver="王芳")
    ways, _ = redress()
    assert ways == {RECONSIDER: "2024-06-14", SUE: "2024-10-15"}


def test_a_second_new_reply_on_its_way_leaves_the_first_new_one_in_force(redress, replied, applied, town):
    replied(**SECRET)
    again = {"case": applied, "by": town.li_qiang, "outcome": "granted", "corrects": "改为公开"}
    cases.reply_again(day=date(2024, 3, 25), **again)
    cases.serve(case=applied, by=town.li_qiang, day=date(2024, 3, 27), way="post", receiver="王芳")
    cases.reply_again(day=date(2024, 4, 12), **again)
    ways, _ = redress()
    assert ways == {RECONSIDER: "2024-05-27", SUE: "2024-09-27"}
