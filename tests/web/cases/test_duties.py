"""What does the work list tell 李强 to do next in a case, and by when?"""

from datetime import date, timedelta

import pytest

from gongkai.procedure import duties
from gongkai_web.cases import actions, queries
from gongkai_web.cases.models import Case
from tests.people import answer, receive

RECEIVED = date(2025, 4, 7)
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


def appealed(town):
    replied = date(2025, 4, 20)
    case = answer(town, receive(town, RECEIVED), replied, "denied_process_information")
    actions.serve(case=case, by=town.li_qiang, day=replied)
    actions.file_appeal(
        case=case,
        by=town.li_qiang,
        day=date(2025, 6, 1),
        ref="复1",
        kind="reconsideration",
        received_on=date(2025, 6, 3),
    )
    return case


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
