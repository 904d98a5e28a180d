"""How does a case end, how does the letter reach 王芳, and what follows an appeal?"""

from datetime import date

import pytest

from gongkai.outcomes import outcomes
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Appeal
from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused
from tests.lawfolder import LawFolder
from tests.people import answer, receive

RECEIVED, DUE = date(2024, 9, 27), date(2024, 10, 30)
PLAIN = [code for code, outcome in outcomes().items() if outcome.requires == "none"]


@pytest.mark.parametrize("outcome", PLAIN)
def test_each_plain_outcome_concludes_the_case_on_the_day_of_the_letter(town, outcome):
    case, by = receive(town, RECEIVED), town.li_qiang
    if outcomes()[outcome].proof == "third_party":
        actions.ask_third_party(case=case, by=by, day=RECEIVED, ref="1")
        actions.answer_third_party(case=case, by=by, day=RECEIVED, ref="1", consent=False)
    answer(town, case, DUE, outcome)
    case.refresh_from_db()
    assert (case.status, case.outcome, case.concluded_on) == ("replied", outcome, DUE)
    assert (case.due_on, case.flags, case.is_open) == (DUE, [], False)


@pytest.mark.parametrize("missing", ["reason", "article"])
def test_a_denial_needs_its_reason_and_its_article(town, missing):
    case = receive(town, RECEIVED)
    with pytest.raises(Refused, match="须写明"):
        answer(town, case, DUE, "denied_internal_affairs", **{missing: " "})
    answer(town, case, DUE, "granted", reason="", article="")


def test_an_unknown_outcome_is_refused(town):
    with pytest.raises(Refused, match="不认识的办理结果"):
        answer(town, receive(town, RECEIVED), DUE, "lost")


def test_a_late_reply_is_recorded_only_as_it_happened_on_paper(town):
    case = receive(town, RECEIVED)
    with pytest.raises(OnPaperOnly, match="2024-10-30 前作出，实际为 2024-10-31"):
        answer(town, case, date(2024, 10, 31))
    assert case.is_open
    answer(town, case, date(2024, 10, 31), on_paper=True)
    assert (case.flags, case.due_on) == (["reply-late"], DUE)


def test_a_case_is_answered_once_and_nothing_is_handled_after(town):
    case = answer(town, receive(town, RECEIVED), date(2024, 10, 20))
    with pytest.raises(Refused, match="已于 2024-10-20 答复"):
        answer(town, case, date(2024, 10, 21))
    with pytest.raises(Refused, match="已于 2024-10-20 答复"):
        actions.ask_agency(case=case, by=town.li_qiang, day=date(2024, 10, 21), ref="1")


def test_an_event_forgotten_before_the_reply_can_still_be_entered(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    actions.ask_third_party(case=case, by=by, day=date(2024, 9, 29), ref="1")
    answer(town, case, date(2024, 11, 20), "unavailable_not_held")
    actions.third_party_served(case=case, by=by, day=date(2024, 9, 30), ref="1", today=date(2024, 11, 21))
    assert case.due_on == stored.current(case).due_on
    actions.answer_third_party(case=case, by=by, day=date(2024, 11, 22), ref="1", consent=True)
    assert case.concluded_on == date(2024, 11, 20)


def test_while_it_waits_for_the_correction_only_the_lapse_or_the_information_ends_it(town):
    case, by = receive(town, date(2025, 3, 3)), town.li_qiang
    found = receive(town, date(2025, 3, 3))
    for one in (case, found):
        actions.ask_correction(case=one, by=by, day=date(2025, 3, 5), until=date(2025, 3, 20))
    answer(town, found, date(2025, 3, 12))
    assert (found.outcome, found.flags) == ("granted", [])
    for outcome in ("other_misc", "unavailable_unclear_after_correction"):
        with pytest.raises(OnPaperOnly, match="等待申请人补正"):
            answer(town, case, date(2025, 3, 24), outcome)
    with pytest.raises(Refused, match="须先登记申请人收到补正告知书"):
        answer(town, case, date(2025, 3, 24), "other_correction_overdue")
    actions.serve_correction(case=case, by=by, day=date(2025, 3, 7))
    with pytest.raises(Refused, match="2025-03-20 才届满"):
        answer(town, case, date(2025, 3, 20), "other_correction_overdue")
    answer(town, case, date(2025, 3, 21), "other_correction_overdue")
    assert (case.outcome, case.waiting_for, case.applicant_until) == ("other_correction_overdue", "", None)


def test_a_notice_served_after_its_own_term_cannot_lapse(town):
    case, by = receive(town, date(2025, 3, 3)), town.li_qiang
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 5), until=date(2025, 3, 10), on_paper=True)
    actions.serve_correction(case=case, by=by, day=date(2025, 3, 11))
    with pytest.raises(Refused, match="才送达"):
        answer(town, case, date(2025, 3, 24), "other_correction_overdue")


def test_unclear_after_correction_needs_a_correction(town):
    case, by = receive(town, date(2025, 3, 3)), town.li_qiang
    with pytest.raises(Refused, match="没有收到补正的登记"):
        answer(town, case, date(2025, 3, 24), "unavailable_unclear_after_correction")
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 5))
    actions.receive_correction(case=case, by=by, day=date(2025, 3, 12))
    with pytest.raises(Refused, match="没有收到补正；本件不是这样"):
        answer(town, case, date(2025, 3, 24), "other_correction_overdue")
    answer(town, case, date(2025, 3, 24), "unavailable_unclear_after_correction")


def test_while_it_waits_for_the_fee_only_the_lapse_ends_it(town):
    case, by = receive(town, date(2025, 6, 3)), town.li_qiang
    with pytest.raises(Refused, match="须有送达的收费通知"):
        answer(town, case, date(2025, 6, 10), "other_fee_overdue")
    actions.decide_fee(case=case, by=by, day=date(2025, 6, 19), basis="pages", count=250)
    actions.serve_fee_notice(case=case, by=by, day=date(2025, 6, 20))
    with pytest.raises(OnPaperOnly, match="没有缴费就作出了答复"):
        answer(town, case, date(2025, 7, 21))
    with pytest.raises(Refused, match="2025-07-18 才届满"):
        answer(town, case, date(2025, 7, 18), "other_fee_overdue")
    answer(town, case, date(2025, 7, 21), "other_fee_overdue")
    assert case.flags == []


# – the letter


def test_dispatch_and_service_are_two_days(town):
    case, by = answer(town, receive(town, RECEIVED), date(2024, 10, 28)), town.li_qiang
    actions.dispatch(case=case, by=by, day=date(2024, 10, 29), way="邮政特快专递")
    assert (case.status, case.dispatched_on, case.served_on) == ("dispatched", date(2024, 10, 29), None)
    actions.serve(case=case, by=by, day=date(2024, 11, 1))
    assert (case.status, case.served_on, case.concluded_on) == (
        "served",
        date(2024, 11, 1),
        date(2024, 10, 28),
    )
    for act in (actions.dispatch, actions.serve):
        with pytest.raises(Refused, match="写错的请作废后另记"):
            act(case=case, by=by, day=date(2024, 11, 2))


def test_what_is_handed_over_is_dispatched_that_day(town):
    case = answer(town, receive(town, RECEIVED), date(2024, 10, 28))
    actions.serve(case=case, by=town.li_qiang, day=date(2024, 10, 28))
    assert case.dispatched_on == case.served_on == date(2024, 10, 28)


def test_a_letter_before_the_reply_is_refused(town):
    case = receive(town, RECEIVED)
    with pytest.raises(Refused, match="没有作出答复"):
        actions.dispatch(case=case, by=town.li_qiang, day=date(2024, 10, 28))
    answer(town, case, date(2024, 10, 28))
    with pytest.raises(Refused, match="没有作出答复"):
        actions.serve(case=case, by=town.li_qiang, day=date(2024, 10, 25), today=date(2024, 10, 28))


def test_a_letter_written_in_time_and_posted_late_is_flagged(town):
    case = answer(town, receive(town, RECEIVED), DUE)
    with pytest.raises(OnPaperOnly, match="前发出"):
        actions.dispatch(case=case, by=town.li_qiang, day=date(2024, 10, 31))
    actions.dispatch(case=case, by=town.li_qiang, day=date(2024, 10, 31), on_paper=True)
    assert case.flags == ["dispatch-late"]


# – appeals


def denied(town):
    return answer(town, receive(town, RECEIVED), DUE, "denied_process_information")


def test_an_appeal_is_pending_until_it_is_concluded(town):
    case, by = denied(town), town.li_qiang
    actions.file_appeal(case=case, by=by, day=date(2024, 11, 20), ref="复1", kind="reconsideration")
    pending = Appeal.objects.get()
    assert (pending.kind, pending.filed_on, pending.concluded_on, pending.result) == (
        "reconsideration",
        date(2024, 11, 20),
        None,
        "",
    )
    actions.conclude_appeal(case=case, by=by, day=date(2025, 1, 15), ref="复1", result="corrected")
    ended = Appeal.objects.get()
    assert (ended.concluded_on, ended.result) == (date(2025, 1, 15), "corrected")
    with pytest.raises(Refused, match="没有在 2025-01-16 之前提起、尚未审结"):
        actions.conclude_appeal(case=case, by=by, day=date(2025, 1, 16), ref="复1", result="upheld")


def test_impossible_appeals_are_refused(town):
    case, by = denied(town), town.li_qiang
    with pytest.raises(Refused, match="须先登记本件的行政复议"):
        actions.file_appeal(
            case=case, by=by, day=date(2024, 11, 20), ref="诉1", kind="litigation_after_reconsideration"
        )
    with pytest.raises(Refused, match="不认识的复议、诉讼种类"):
        actions.file_appeal(case=case, by=by, day=date(2024, 11, 20), ref="诉1", kind="petition")
    actions.file_appeal(case=case, by=by, day=date(2024, 11, 20), ref="复1", kind="reconsideration")
    with pytest.raises(Refused, match="已经登记"):
        actions.file_appeal(case=case, by=by, day=date(2024, 11, 21), ref="复1", kind="litigation_direct")
    with pytest.raises(Refused, match="不认识的结果"):
        actions.conclude_appeal(case=case, by=by, day=date(2025, 1, 15), ref="复1", result="won")


def test_a_reply_that_never_came_can_be_appealed(town):
    case = receive(town, RECEIVED)
    actions.file_appeal(case=case, by=town.li_qiang, day=date(2024, 11, 4), ref="复1", kind="reconsideration")
    assert Appeal.objects.count() == 1
    assert case.is_open


def test_a_new_reply_after_an_appeal_changes_no_count(town):
    case, by = denied(town), town.li_qiang
    with pytest.raises(Refused, match="须写明更正的内容"):
        actions.reply_again(case=case, by=by, day=date(2025, 2, 5), outcome="granted")
    actions.serve(case=case, by=by, day=DUE)
    actions.file_appeal(case=case, by=by, day=date(2024, 11, 20), ref="复1", kind="reconsideration")
    actions.conclude_appeal(case=case, by=by, day=date(2025, 1, 15), ref="复1", result="corrected")
    actions.reply_again(case=case, by=by, day=date(2025, 2, 5), outcome="granted")
    actions.serve(case=case, by=by, day=date(2025, 2, 7))
    assert (case.outcome, case.concluded_on, case.served_on) == ("denied_process_information", DUE, DUE)
    found = stored.current(case)
    assert (found.outcome_again, found.replied_again_on) == ("granted", date(2025, 2, 5))


def test_others_cannot_answer(town):
    case = receive(town, RECEIVED)
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            actions.reply(case=case, by=person, day=DUE, outcome="granted")


@pytest.mark.parametrize("on_paper", [False, True])
def test_an_outcome_before_its_day_is_refused_on_paper_too(town, tmp_path, on_paper):
    law = LawFolder(tmp_path / "law")
    start = "denied_internal_affairs:\n  values:\n    - from: "
    law.replace("outcomes.yaml", f"{start}2019-05-15", f"{start}{DUE}")
    case = receive(town, RECEIVED)
    with law.installed():
        with pytest.raises(Refused) as refusal:
            answer(town, case, date(2024, 10, 29), "denied_internal_affairs", on_paper=on_paper)
        assert str(refusal.value) == (
            "办理结果「内部事务信息」自 2024-10-30 起施行（《条例》第十六条第一款），2024-10-29 不能选用。"
        )
        assert not case.events.filter(kind="replied").exists()
        answer(town, case, DUE, "denied_internal_affairs")


def test_an_outcome_is_refused_after_its_end_also_for_a_second_reply_and_a_correction(town, tmp_path):
    law = LawFolder(tmp_path / "law")
    ends = f"    - {{from: {DUE}, ended: true, source: {{instrument: form_2021, article: 附件}}}}"
    law.add_value("outcomes.yaml", "denied_internal_affairs", ends)
    case, by = receive(town, RECEIVED), town.li_qiang
    with law.installed():
        answer(town, case, date(2024, 10, 29), "denied_internal_affairs")
        actions.dispatch(case=case, by=by, day=date(2024, 10, 29), way="post")
        words = r"自 2024-10-30 起不再适用（国办公开办函〔2021〕30号 附件），2024-11-05 不能选用"
        again = {
            "outcome": "denied_internal_affairs",
            "reason": "同前",
            "article": "第十六条",
            "corrects": "错字",
        }
        with pytest.raises(Refused, match=words):
            actions.reply_again(case=case, by=by, day=date(2024, 11, 5), **again)
        replied = case.events.get(kind="replied")
        moved = {"event": replied, "reason": "日期写错", "new_day": date(2024, 11, 5), "on_paper": True}
        with pytest.raises(Refused, match=words):
            actions.replace_event(case=case, by=by, day=date(2024, 11, 6), **moved)


def test_what_was_accepted_before_the_law_was_entered_is_still_read(town, tmp_path):
    case = answer(town, receive(town, RECEIVED), DUE, "denied_internal_affairs")
    law = LawFolder(tmp_path / "law")
    ends = f"    - {{from: {RECEIVED}, ended: true, source: {{instrument: form_2021, article: 附件}}}}"
    law.add_value("outcomes.yaml", "denied_internal_affairs", ends)
    with law.installed():
        now = stored.current(case)
        assert (now.status, now.outcome, now.reassess_on) == ("replied", case.outcome, case.reassess_on)
        actions.dispatch(case=case, by=town.li_qiang, day=DUE, way="post")
