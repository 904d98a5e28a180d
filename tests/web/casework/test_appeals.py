"""Does the clerk see by when to answer in court, by which law, and what can be pleaded?"""

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Appeal
from gongkai_web.errors import OnPaperOnly, Refused
from tests.people import answer, receive
from tests.web.casework.conftest import errors, said

RECEIVED, REPLIED = date(2025, 4, 7), date(2025, 4, 21)


@pytest.fixture
def served(town, at):
    """王芳 was denied; the decision reached her."""
    at(2025, 6, 2)
    case = answer(town, receive(town, RECEIVED), REPLIED, "denied_process_information")
    cases.serve(case=case, by=town.li_qiang, day=REPLIED)
    return case


def test_a_lawsuit_stands_on_the_list_with_its_fifteenth_day(desk, served):
    desk.done(
        served, "file_appeal", "2025-05-20", ref="行初1号", kind="litigation_direct", received_on="2025-05-21"
    )
    assert (served.next_act, served.next_on) == ("answer_appeal", date(2025, 6, 5))
    page = said(desk.see(served))
    assert "应当先申请行政复议" in page
    form = said(desk.see(served, "casework:act", "answer_appeal"))
    assert "应在 2025-06-05 前提交" in form
    assert "《行政诉讼法》第三十四条第二款" in form
    assert "第七十条" not in form
    bundle = said(desk.see(served, "bundles:bundle", "行初1号"))
    assert "收到副本起 15 日（《行政诉讼法》第六十七条）" in bundle


def test_a_second_instance_is_the_same_row_and_asks_for_its_own_day(desk, at, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    desk.done(served, "conclude_appeal", "2025-06-02", ref="行初1号", result="upheld")
    at(2025, 6, 20)
    second = {"ref": "行初1号", "instance": "second", "number": "行终7号", "received_on": "2025-06-20"}
    desk.done(served, "next_instance", "2025-06-16", **second, answer_until="2025-07-07")
    assert (served.next_act, served.next_on) == ("answer_appeal", date(2025, 7, 7))
    appeal = Appeal.objects.get(case=served)
    assert (appeal.ref, appeal.result, appeal.concluded_on) == ("行初1号", "", None)
    assert "未经复议直接起诉 二审 行终7号" in said(desk.see(served))


def test_an_undecided_reconsideration_says_by_when_and_what_follows(desk, served):
    filed = {"ref": "复1号", "kind": "reconsideration", "accepted_on": "2025-05-22"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    assert "尚未审结（应于 2025-07-21 前决定）" in said(desk.see(served))


def test_no_day_is_set_for_a_reply_that_nobody_ordered(town, desk, served):
    desk.done(served, "file_appeal", "2025-05-20", ref="复1号", kind="reconsideration")
    ended = {"case": served, "by": town.li_qiang, "day": date(2025, 6, 2), "ref": "复1号", "result": "upheld"}
    with pytest.raises(Refused, match="没有责令重新答复，却填写了重新答复的期限"):
        cases.conclude_appeal(**ended, redo=False, reply_until=date(2025, 6, 20))


def test_what_was_decided_has_no_last_day_to_decide(desk, served):
    filed = {"ref": "复1号", "kind": "reconsideration", "accepted_on": "2025-05-22"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    assert "作出复议决定（复1号）" in said(desk.see(served, "casework:why"))
    desk.done(served, "conclude_appeal", "2025-06-02", ref="复1号", result="upheld")
    assert "作出复议决定（复1号）" not in said(desk.see(served, "casework:why"))


def test_an_ordered_reply_that_is_late_is_entered_only_as_what_happened_on_paper(town, desk, at, served):
    desk.done(served, "file_appeal", "2025-05-20", ref="复1号", kind="reconsideration")
    ordered = {"result": "corrected", "redo": "yes", "reply_until": "2025-06-20"}
    desk.done(served, "conclude_appeal", "2025-06-02", ref="复1号", **ordered)
    assert (served.next_act, served.next_on) == ("reply_again", date(2025, 6, 20))
    at(2025, 8, 20)
    assert "责令的重新答复应于 2025-06-20 前作出" in said(desk.see(served, "casework:act", "reply_again"))
    late = desk.fill(served, "reply_again", "2025-08-20", outcome="granted")
    assert (late.status_code, "已经逾期" in errors(late)) == (422, True)
    with pytest.raises(OnPaperOnly):
        cases.reply_again(case=served, by=town.li_qiang, day=date(2025, 8, 20), outcome="granted")
    desk.done(served, "reply_again", "2025-08-20", outcome="granted", truly="on")
    assert served.flags == ["reply-again-late"]


def test_a_judgment_that_can_be_appealed_is_decided_and_not_yet_in_force(desk, at, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    judged = {"ref": "行初1号", "result": "upheld", "effective_on": "2025-06-17"}
    desk.done(served, "conclude_appeal", "2025-06-02", **judged)
    page = said(desk.see(served))
    assert "决定、裁判 2025-06-02 审结 尚未审结，上诉期到 2025-06-17，此前没有生效 结果 结果维持" in page
    at(2025, 6, 17)
    page = said(desk.see(served))
    assert "审结 2025-06-17 审结生效 结果 结果维持" in page
    assert "此前没有生效" not in page


def test_the_judgment_itself_says_how_long_it_can_be_appealed_and_nobody_closes_before(desk, at, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    form = said(desk.see(served, "casework:act", "conclude_appeal"))
    assert "判决书送达之日起 15 日内、裁定书 10 日内可以上诉" in form
    judged = {"ref": "行初1号", "result": "upheld", "paper": "judgment"}
    desk.done(served, "conclude_appeal", "2025-06-02", **judged, decision_received_on="2025-06-02")
    assert (served.next_act, served.next_on, served.waits_for) == ("close", date(2025, 6, 17), "decision")
    page = said(desk.see(served))
    assert "提起上诉（行初1号）" in page
    lost = "未经复议直接起诉 行初1号 的上诉期到 2025-06-17，此前没有生效"
    assert lost in page
    assert lost in said(desk.see(served, "casework:act", "close"))
    listed = said(desk.client.get("/office/cases/?appeal=any"))
    assert "行初1号：尚未审结（裁判结果维持，上诉期到 2025-06-17）" in listed
    at(2025, 6, 17)
    assert "行初1号：2025-06-17 审结，结果维持" in said(desk.client.get("/office/cases/?appeal=any"))


def test_who_closes_is_told_what_the_applicant_can_still_bring(desk, served):
    told = "申请人的救济期限还没有届满：申请行政复议到 2025-06-20"
    assert told in said(desk.see(served))
    form = said(desk.see(served, "casework:act", "close"))
    assert told in form
    assert "此后提起的，照样登记在本件" in form


def test_nothing_is_said_of_ways_that_have_lapsed(desk, at, served):
    at(2025, 12, 1)
    assert "救济期限还没有届满" not in said(desk.see(served, "casework:act", "close"))


def test_the_second_instance_is_shown_no_day_and_no_article_that_is_not_its_own(desk, at, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    desk.done(served, "conclude_appeal", "2025-06-02", ref="行初1号", result="upheld")
    at(2025, 6, 20)
    desk.done(
        served, "next_instance", "2025-06-16", ref="行初1号", instance="second", received_on="2025-06-20"
    )
    assert (served.next_act, served.next_on) == ("answer_appeal", None)
    for page in (
        desk.see(served, "casework:act", "answer_appeal"),
        desk.see(served, "bundles:bundle", "行初1号"),
    ):
        assert "第六十七条" not in said(page)
        assert "第三十四条" not in said(page)


def test_the_page_of_a_lawsuit_cites_its_law_once_and_not_that_of_reconsideration(desk, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    form = said(desk.see(served, "casework:act", "answer_appeal"))
    assert form.count("《行政诉讼法》第六十七条") == 1
    assert "行政复议法" not in form


def test_what_the_first_instance_ordered_is_no_day_of_the_case_after_the_appeal(desk, at, served):
    filed = {"ref": "行初1号", "kind": "litigation_direct", "received_on": "2025-05-21"}
    desk.done(served, "file_appeal", "2025-05-20", **filed)
    ordered = {"ref": "行初1号", "result": "corrected", "redo": "yes", "reply_until": "2025-07-01"}
    desk.done(served, "conclude_appeal", "2025-06-02", **ordered)
    assert "重新答复（行初1号）" in said(desk.see(served))
    at(2025, 6, 20)
    desk.done(served, "next_instance", "2025-06-16", ref="行初1号", instance="second")
    assert "重新答复（行初1号）" not in said(desk.see(served))
