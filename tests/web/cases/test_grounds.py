"""Do the records bear the act? What contradicts them is flagged, what leaves it unproven is noted."""

from datetime import date

import pytest

from gongkai.procedure import machine
from gongkai_web.cases import actions, stored
from gongkai_web.errors import OnPaperOnly, Refused
from tests.people import answer, receive, submit

RECEIVED, DUE = date(2025, 6, 3), date(2025, 7, 1)
EXCESSIVE = "not_processed_excessive"


def codes(found):
    return [one.code for one in found]


def notes(case):
    return codes(stored.current(case).notes)


def asked_why(town, *, reasonable):
    case, by = receive(town, RECEIVED), town.li_qiang
    actions.ask_reason(case=case, by=by, day=date(2025, 6, 4), facts="一个月 40 件")
    actions.receive_reason(case=case, by=by, day=date(2025, 6, 10), content="用于诉讼", reasonable=reasonable)
    return case


def offered(case, act, today):
    found = machine.offers(stored.current(case), {"officer"}, today)
    return next((one.refusal for one in found if one.act.key == act), None)


def test_a_reason_found_reasonable_cannot_be_no_reason(town):
    case = asked_why(town, reasonable=True)
    with pytest.raises(OnPaperOnly, match="理由已认定合理"):
        answer(town, case, date(2025, 6, 16), EXCESSIVE)
    assert notes(answer(town, asked_why(town, reasonable=False), date(2025, 6, 16), EXCESSIVE)) == []


def test_nobody_asked_for_the_reason(town):
    assert notes(answer(town, receive(town, RECEIVED), date(2025, 6, 16), EXCESSIVE)) == ["excessive-unasked"]


def test_a_reason_found_unreasonable_delays_nothing(town):
    case = asked_why(town, reasonable=False)
    today = date(2025, 6, 16)
    assert "不能延迟答复" in offered(case, "delay", today)
    given = {"case": case, "by": town.li_qiang, "day": today, "until": date(2025, 8, 29), "reason": "件数多"}
    with pytest.raises(OnPaperOnly, match="应当告知不予处理"):
        actions.delay(**given)
    assert offered(asked_why(town, reasonable=True), "delay", today) == ""


def test_within_a_delayed_term_a_fee_is_in_time_and_an_extension_is_out_of_place(town):
    case, by = asked_why(town, reasonable=True), town.li_qiang
    actions.delay(case=case, by=by, day=date(2025, 6, 16), until=date(2025, 8, 29), reason="件数多")
    today = date(2025, 7, 10)
    assert "延迟答复" in offered(case, "extend", today)
    with pytest.raises(OnPaperOnly, match="第三十三条的延期不再适用"):
        actions.extend(case=case, by=by, day=today, days=5, approved_by=town.sun_li, reason="检索")
    actions.decide_fee(case=case, by=by, day=today, basis="pages", count=50)
    actions.serve_fee_notice(case=case, by=by, day=date(2025, 7, 11))
    assert (case.status, case.flags, case.applicant_until) == ("waiting_fee", [], date(2025, 8, 8))


def test_pages_are_charged_for_copies_only(town):
    given = actions.RequestGiven(
        "counter", "natural_person", (actions.ApplicantGiven("王芳"),), "规划图", medium="inspection"
    )
    case = actions.register_request(by=town.li_qiang, agency=town.district, day=RECEIVED, given=given)
    actions.confirm_receipt(case=case, by=town.li_qiang, day=RECEIVED)
    with pytest.raises(Refused, match="查阅、抄录"):
        actions.decide_fee(case=case, by=town.li_qiang, day=RECEIVED, basis="pages", count=50)
    actions.decide_fee(case=case, by=town.li_qiang, day=RECEIVED, basis="items", count=11, on_paper=True)


def test_who_answered_the_first_notice_has_not_given_up(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    for asked, until in ((date(2025, 6, 5), date(2025, 6, 16)), (date(2025, 6, 11), date(2025, 6, 18))):
        actions.ask_correction(case=case, by=by, day=asked, until=until, on_paper=asked.day == 11)
        actions.serve_correction(case=case, by=by, day=asked)
        if asked.day == 5:
            actions.receive_correction(case=case, by=by, day=date(2025, 6, 10))
    with pytest.raises(Refused, match="已经补正过"):
        answer(town, case, date(2025, 6, 20), "other_correction_overdue")


def test_the_answer_to_a_late_correction_notice_can_be_entered(town):
    case, by, asked = receive(town, RECEIVED), town.li_qiang, date(2025, 6, 20)
    actions.ask_correction(case=case, by=by, day=asked, until=date(2025, 7, 4), on_paper=True)
    assert (case.status, offered(case, "serve_correction", asked)) == ("in_process", "")
    assert offered(case, "receive_correction", asked) == ""
    actions.receive_correction(case=case, by=by, day=date(2025, 6, 23), description="2023 年的方案")
    assert (case.due_on, offered(case, "receive_correction", asked)) == (DUE, "没有等待答复的补正告知书。")


def test_not_found_wants_its_search_and_not_ours_does_not(town):
    not_held, four, five = "unavailable_not_held", "第三十六条第（四）项", "第三十六条第（五）项"
    day = date(2025, 6, 16)
    assert notes(answer(town, receive(town, RECEIVED), day, not_held, article=four)) == ["not-searched"]
    assert notes(answer(town, receive(town, RECEIVED), day, not_held, article=five)) == []
    named = answer(town, receive(town, RECEIVED), day, not_held, article=four, agency_named="示范市水利局")
    assert notes(named) == []
    searched = receive(town, RECEIVED)
    actions.record_search(
        case=searched, by=town.li_qiang, day=day, places="档案室", keywords="方案", result="没有"
    )
    assert notes(answer(town, searched, day, not_held, article=four)) == []


@pytest.mark.parametrize(
    ("outcome", "consent"),
    [
        ("granted", True),
        ("granted", False),
        ("partially_granted", True),
        ("partially_granted", False),
        ("denied_third_party_rights", False),
    ],
)
def test_a_third_party_that_objected_in_vain_is_told(town, consent, outcome):
    case, by = receive(town, RECEIVED), town.li_qiang
    actions.ask_third_party(case=case, by=by, day=RECEIVED, ref="1")
    actions.third_party_served(case=case, by=by, day=RECEIVED, ref="1")
    actions.answer_third_party(case=case, by=by, day=date(2025, 6, 9), ref="1", consent=consent)
    given_out = outcome != "denied_third_party_rights"
    found = notes(answer(town, case, date(2025, 6, 16), outcome))
    assert found == (["objection-overridden"] if given_out and not consent else [])


@pytest.mark.parametrize(
    ("channel", "confirmed", "said"),
    [
        ("registered_post", date(2025, 6, 4), "签收之日为收到之日"),
        ("ordinary_post", date(2025, 6, 4), "应在 2025-06-03 前与申请人确认"),
        ("web", date(2025, 6, 5), "应在 2025-06-04 前与申请人确认"),
    ],
)
def test_a_receipt_later_than_its_channel_allows_is_looked_at_again(town, channel, confirmed, said):
    case = submit(town, RECEIVED, channel=channel)
    actions.confirm_receipt(case=case, by=town.li_qiang, day=confirmed)
    (note,) = stored.current(case).notes
    assert said in note.message
    assert (note.code, case.received_on, case.flags) == ("confirmed-late", confirmed, [])


@pytest.mark.parametrize("channel", ["registered_post", "ordinary_post", "web", "counter"])
def test_a_receipt_in_time_needs_no_second_look(town, channel):
    assert notes(receive(town, RECEIVED, channel=channel)) == []


@pytest.mark.parametrize(("way", "late"), [("post", False), ("in_person", True), ("entrusted", True)])
def test_what_is_handed_over_is_in_time_by_its_signature_and_post_by_its_posting(town, way, late):
    case, by = answer(town, receive(town, RECEIVED), DUE), town.li_qiang
    actions.dispatch(case=case, by=by, day=DUE, way=way)
    served = {"case": case, "by": by, "day": date(2025, 7, 4), "way": way}
    if late:
        with pytest.raises(OnPaperOnly, match="2025-07-04 才签收"):
            actions.serve(**served)
    actions.serve(**served, on_paper=late)
    assert case.flags == (["dispatch-late"] if late else [])


def test_a_rule_broken_a_second_time_is_admitted_a_second_time(town):
    case, by = answer(town, receive(town, RECEIVED), DUE), town.li_qiang
    for ref in ("复1", "复2"):
        filed = {"case": case, "by": by, "day": date(2025, 7, 3), "ref": ref, "kind": "reconsideration"}
        actions.file_appeal(**filed, received_on=date(2025, 7, 3))
        with pytest.raises(OnPaperOnly, match=f"「{ref}」的答复和证据"):
            actions.answer_appeal(case=case, by=by, day=date(2025, 8, 1), ref=ref)
        actions.answer_appeal(case=case, by=by, day=date(2025, 8, 1), ref=ref, on_paper=True)
    assert case.flags == ["evidence-late", "evidence-late"]
