"""What does the work list tell 李强 to do next in a case, and by when?"""

from datetime import date, timedelta

import pytest

from gongkai.procedure import duties
from gongkai_web.cases import actions, queries, stored
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from tests.people import answer, receive, submit

RECEIVED, DUE = date(2025, 4, 7), date(2025, 5, 7)
A_DAY = timedelta(days=1)


def next_of(case):
    case.refresh_from_db()
    return case.next_act, case.next_on, case.waits_for


def on(case, today):
    """By the row and by the database, which must agree."""
    found = duties.on_day(case, today)
    doing = [act for act in ("reply", *duties.AWAITED) if asked_for(case, act, today)]
    assert doing == ([found.act] if found.act in {"reply", *duties.AWAITED} else [])
    return found.act, found.on, found.waits_for


def asked_for(case, act, today):
    return Case.objects.filter(queries.doing(act, today), pk=case.pk).exists()


def test_a_correction_is_waited_for_until_its_day_and_then_decided_upon(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    until = date(2025, 4, 25)
    actions.ask_correction(case=case, by=by, day=date(2025, 4, 9), until=until)
    # Were the service never entered, the clock would rest for ever: the office is reminded of it.
    assert next_of(case) == ("serve_correction", date(2025, 4, 18), "applicant")
    actions.serve_correction(case=case, by=by, day=date(2025, 4, 11))
    assert next_of(case) == ("receive_correction", until, "applicant")
    assert on(case, until) == ("receive_correction", until, "applicant")
    assert on(case, until + A_DAY) == ("reply", None, "")


def test_a_fee_is_waited_for_from_the_sending_and_until_its_last_day(town):
    case, by = receive(town, date(2025, 6, 3)), town.li_qiang
    actions.decide_fee(case=case, by=by, day=date(2025, 7, 1), basis="pages", count=50)
    assert (case.status, case.due_on, case.flags) == ("waiting_fee", None, [])
    assert next_of(case) == ("serve_fee_notice", date(2025, 7, 10), "applicant")
    # Posted on the last day of the term, it arrives after it: nothing is late (第六条).
    actions.serve_fee_notice(case=case, by=by, day=date(2025, 7, 4))
    until = date(2025, 8, 1)
    assert (case.status, case.flags) == ("waiting_fee", [])
    assert next_of(case) == ("pay_fee", until, "applicant")
    assert on(case, until + A_DAY) == ("reply", None, "")


def test_the_last_of_several_opinions_is_waited_for_and_then_the_reply_is_due(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    for ref, served in (("甲", date(2025, 4, 14)), ("乙", date(2025, 4, 17))):
        actions.ask_third_party(case=case, by=by, day=date(2025, 4, 14), ref=ref)
        assert next_of(case)[0] == "third_party_served"
        actions.third_party_served(case=case, by=by, day=served, ref=ref)
    last = date(2025, 5, 12)
    assert next_of(case) == ("answer_third_party", last, "third_party")
    assert on(case, last) == ("answer_third_party", last, "third_party")
    assert on(case, last + A_DAY) == ("reply", case.due_on, "")
    assert case.due_on > last
    for ref in ("甲", "乙"):
        actions.answer_third_party(case=case, by=by, day=date(2025, 4, 21), ref=ref, consent=True)
    assert next_of(case) == ("reply", case.due_on, "")


@pytest.mark.parametrize("co_producer", [True, False])
def test_only_the_silence_of_a_co_producer_is_consent(town, co_producer):
    case, by = receive(town, RECEIVED), town.li_qiang
    until = None if co_producer else date(2025, 4, 30)
    actions.ask_agency(
        case=case, by=by, day=date(2025, 4, 14), ref="函1", co_producer=co_producer, until=until
    )
    actions.agency_served(case=case, by=by, day=date(2025, 4, 14), ref="函1")
    last = date(2025, 5, 7) if co_producer else until
    assert next_of(case) == ("answer_agency", last, "agency")
    (said,) = [note.message for note in stored.current(case).notes if note.code.endswith("-silent")]
    assert ("视为同意公开" in said, "不视为同意，由本机关决定" in said) == (co_producer, not co_producer)


def test_another_agency_is_told_by_when_to_answer(town):
    case = receive(town, RECEIVED)
    with pytest.raises(Refused, match="请写明请对方回复的日期"):
        actions.ask_agency(case=case, by=town.li_qiang, day=RECEIVED, ref="函1", co_producer=False)


def test_an_unconfirmed_request_is_confirmed_first(town):
    case = submit(town, RECEIVED, channel="web")
    assert next_of(case) == ("confirm_receipt", date(2025, 4, 8), "")


def appealed(town, *, replied=date(2025, 4, 20), received_on=date(2025, 6, 3), **more):
    case = answer(town, receive(town, RECEIVED), replied, "denied_process_information")
    actions.serve(case=case, by=town.li_qiang, day=replied)
    actions.file_appeal(
        case=case,
        by=town.li_qiang,
        day=date(2025, 6, 1),
        ref="复1",
        kind="reconsideration",
        received_on=received_on,
        **more,
    )
    return case


def test_a_new_reply_that_was_ordered_is_not_hidden_by_the_next_appeal(town):
    case, by = appealed(town), town.li_qiang
    day, until = date(2025, 6, 10), date(2025, 6, 20)
    actions.conclude_appeal(case=case, by=by, day=day, ref="复1", result="corrected", reply_until=until)
    actions.file_appeal(
        case=case, by=by, day=day, ref="诉1", kind="litigation_after_reconsideration",
        received_on=day, answer_until=date(2025, 6, 30),
    )  # fmt: skip
    assert next_of(case) == ("reply_again", until, "")


def test_what_was_ordered_once_and_done_gives_a_later_revocation_no_day(town):
    case, by = appealed(town), town.li_qiang
    day, until = date(2025, 6, 10), date(2025, 6, 20)
    actions.conclude_appeal(case=case, by=by, day=day, ref="复1", result="corrected", reply_until=until)
    actions.reply_again(case=case, by=by, day=date(2025, 6, 16), outcome="granted")
    actions.serve(case=case, by=by, day=date(2025, 6, 18))
    actions.revoke_reply(case=case, by=by, day=date(2026, 1, 12), reason="适用条款有误")
    assert next_of(case) == ("reply_again", None, "")


def test_of_two_appeals_the_one_whose_day_comes_first_is_answered(town):
    case, by = appealed(town), town.li_qiang
    filed = {"case": case, "by": by, "day": date(2025, 6, 4), "received_on": date(2025, 6, 4)}
    actions.file_appeal(ref="诉1", kind="litigation_direct", **filed)
    assert next_of(case) == ("answer_appeal", date(2025, 6, 17), "")
    actions.file_appeal(ref="复2", kind="reconsideration", procedure="summary", **filed)
    assert next_of(case) == ("answer_appeal", date(2025, 6, 11), "")


def test_an_appeal_does_not_hide_the_reply_that_is_due_before_it(town):
    case = receive(town, RECEIVED)
    filed = {"case": case, "by": town.li_qiang, "day": date(2025, 5, 8), "kind": "reconsideration"}
    actions.file_appeal(ref="复1", received_on=date(2025, 5, 9), **filed)
    assert next_of(case) == ("reply", DUE, "")


@pytest.mark.parametrize(
    ("result", "said", "act"),
    [
        ("corrected", {}, "reply_again"),
        ("corrected", {"redo": False}, "close"),
        ("upheld", {}, "close"),
        ("other_outcome", {"redo": True}, "reply_again"),
    ],
)
def test_what_was_corrected_is_replied_to_anew_unless_nothing_was_ordered(town, result, said, act):
    case, by = appealed(town), town.li_qiang
    actions.answer_appeal(case=case, by=by, day=date(2025, 6, 5), ref="复1")
    ended = {"case": case, "by": by, "day": date(2025, 7, 1), "ref": "复1", "result": result}
    actions.conclude_appeal(**ended, **said)
    assert next_of(case)[0] == act


def test_a_new_reply_was_ordered_until_a_day_and_then_travels_like_the_first(town):
    case, by, until = appealed(town), town.li_qiang, date(2025, 7, 22)
    day = date(2025, 7, 1)
    actions.conclude_appeal(case=case, by=by, day=day, ref="复1", result="corrected", reply_until=until)
    assert next_of(case) == ("reply_again", until, "")
    actions.reply_again(case=case, by=by, day=date(2025, 7, 10), outcome="granted")
    assert next_of(case) == ("dispatch", until, "")
    actions.dispatch(case=case, by=by, day=date(2025, 7, 11), way="post")
    assert next_of(case) == ("serve", None, "")
    actions.serve(case=case, by=by, day=date(2025, 7, 14))
    assert next_of(case) == ("close", None, "")


def test_what_was_taken_back_waits_for_another_reply_and_nothing_else(town):
    case, by = appealed(town), town.li_qiang
    actions.answer_appeal(case=case, by=by, day=date(2025, 6, 5), ref="复1")
    taken_back = {"case": case, "by": by, "day": date(2025, 6, 6)}
    with pytest.raises(Refused, match="撤销的原因"):
        actions.revoke_reply(reason=" ", **taken_back)
    actions.revoke_reply(reason="适用条款有误", letter_number="云公开〔2025〕8号", **taken_back)
    assert next_of(case) == ("reply_again", None, "")
    with pytest.raises(Refused, match="已于 2025-06-06 撤销"):
        actions.revoke_reply(reason="再次", **taken_back)
    with pytest.raises(Refused, match="先重新答复，再结案"):
        actions.close(**taken_back)
    actions.reply_again(case=case, by=by, day=date(2025, 6, 10), outcome="granted")
    assert next_of(case) == ("dispatch", None, "")
    assert case.outcome == "denied_process_information"  # what the year counts stays


def test_whoever_takes_a_reply_back_need_not_say_again_what_the_next_puts_right(town):
    case, by = answer(town, receive(town, RECEIVED), date(2025, 4, 20)), town.li_qiang
    again = {"case": case, "by": by, "day": date(2025, 6, 10), "outcome": "granted"}
    with pytest.raises(Refused, match="更正的内容"):
        actions.reply_again(**again)
    actions.revoke_reply(case=case, by=by, day=date(2025, 6, 9), reason="适用条款有误")
    assert actions.reply_again(**again).kind == "replied_again"


def test_what_is_opened_in_the_end_is_not_looked_at_again_and_what_is_denied_is(town):
    case, by = appealed(town), town.li_qiang
    assert case.reassess_on == date(2026, 4, 20)
    actions.reply_again(case=case, by=by, day=date(2025, 7, 10), outcome="granted")
    assert case.reassess_on is None
    why = {"reason": "属于执法案卷", "article": "第十六条第二款"}
    actions.reply_again(
        case=case, by=by, day=date(2025, 8, 1), outcome="denied_enforcement_file", corrects="改正", **why
    )
    assert case.reassess_on == date(2026, 8, 3)
