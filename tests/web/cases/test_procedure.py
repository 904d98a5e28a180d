"""What may happen between receipt and reply, and what does it do to the due day?"""

from datetime import date

import pytest

from gongkai_web.cases import actions, stored
from gongkai_web.errors import OnPaperOnly, Refused
from tests.people import answer, receive, submit


def flags(case):
    return [flag.code for flag in stored.current(case).flags]


# – correction


def test_it_waits_for_the_correction_and_then_starts_anew(town):
    case, by = receive(town, date(2025, 3, 3)), town.li_qiang
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 12), until=date(2025, 3, 26))
    assert (case.status, case.due_on, case.waiting_for) == ("waiting_correction", None, "correction")
    assert case.applicant_until == date(2025, 3, 26)
    actions.serve_correction(case=case, by=by, day=date(2025, 3, 14))
    actions.receive_correction(case=case, by=by, day=date(2025, 3, 20), description="2024年的方案")
    assert (case.status, case.due_on, case.waiting_for) == ("in_process", date(2025, 4, 18), "")
    assert case.description == "2024年的方案"


def test_without_a_day_in_the_notice_the_applicant_has_ten_working_days_from_service(town):
    case = receive(town, date(2025, 3, 3))
    actions.ask_correction(case=case, by=town.li_qiang, day=date(2025, 3, 5))
    actions.serve_correction(case=case, by=town.li_qiang, day=date(2025, 3, 7))
    assert case.applicant_until == date(2025, 3, 21)


def test_a_correction_that_nobody_asked_for_is_refused(town):
    case = receive(town, date(2025, 3, 3))
    for act in (actions.receive_correction, actions.serve_correction):
        with pytest.raises(Refused, match="补正告知书"):
            act(case=case, by=town.li_qiang, day=date(2025, 3, 10))


def test_a_late_correction_notice_is_recorded_only_as_it_happened_on_paper(town):
    case = receive(town, date(2025, 3, 3))
    with pytest.raises(OnPaperOnly, match="如实补登") as refused:
        actions.ask_correction(case=case, by=town.li_qiang, day=date(2025, 3, 13))
    assert refused.value.flags[0].code == "correction-late"
    actions.ask_correction(case=case, by=town.li_qiang, day=date(2025, 3, 13), on_paper=True)
    assert (case.status, case.due_on, case.flags) == ("in_process", date(2025, 3, 31), ["correction-late"])


def test_a_second_correction_letter_is_flagged(town):
    case, by = receive(town, date(2025, 3, 3)), town.li_qiang
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 4))
    actions.receive_correction(case=case, by=by, day=date(2025, 3, 10))
    with pytest.raises(OnPaperOnly, match="一次性告知"):
        actions.ask_correction(case=case, by=by, day=date(2025, 3, 12))
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 12), on_paper=True)
    assert flags(case) == ["correction-twice"]
    # An act that breaks nothing new needs no admission again.
    actions.ask_agency(case=case, by=by, day=date(2025, 3, 13), ref="函1")


# – consultations


def test_the_days_of_a_third_partys_opinion_do_not_count(town):
    case, by = receive(town, date(2025, 4, 7)), town.li_qiang
    assert case.due_on == date(2025, 5, 7)
    actions.ask_third_party(case=case, by=by, day=date(2025, 4, 14), ref="征1", name="云溪水泥厂")
    assert (case.status, case.provisional) == ("consulting", True)
    actions.third_party_served(case=case, by=by, day=date(2025, 4, 16), ref="征1")
    assert (case.due_on, case.provisional) == (date(2025, 5, 30), False)
    actions.answer_third_party(case=case, by=by, day=date(2025, 4, 28), ref="征1", consent=False)
    assert (case.status, case.due_on) == ("in_process", date(2025, 5, 22))
    actions.extend(case=case, by=by, day=date(2025, 5, 20), days=20, approved_by=town.sun_li, reason="量大")
    assert (case.due_on, case.extended_by) == (date(2025, 6, 20), 20)


def test_an_answer_before_the_question_is_refused(town):
    case, by = receive(town, date(2025, 4, 7)), town.li_qiang
    with pytest.raises(Refused, match="此前却没有编号「征1」"):
        actions.answer_third_party(case=case, by=by, day=date(2025, 4, 28), ref="征1", consent=True)
    actions.ask_third_party(case=case, by=by, day=date(2025, 4, 14), ref="征1")
    with pytest.raises(Refused, match="此前却没有编号「征2」"):
        actions.third_party_served(case=case, by=by, day=date(2025, 4, 16), ref="征2")
    with pytest.raises(Refused, match="此前却没有编号「征1」"):
        actions.answer_third_party(case=case, by=by, day=date(2025, 4, 13), ref="征1", consent=True)
    with pytest.raises(Refused, match="不能再次发出"):
        actions.ask_third_party(case=case, by=by, day=date(2025, 4, 15), ref="征1")


def test_two_consultations_at_once_are_told_apart(town):
    case, by = receive(town, date(2025, 4, 7)), town.li_qiang
    actions.ask_third_party(case=case, by=by, day=date(2025, 4, 14), ref="1")
    actions.ask_agency(case=case, by=by, day=date(2025, 4, 14), ref="1")
    actions.agency_served(case=case, by=by, day=date(2025, 4, 15), ref="1")
    actions.answer_agency(case=case, by=by, day=date(2025, 4, 17), ref="1", consent=True)
    assert case.status == "consulting"
    actions.third_party_served(case=case, by=by, day=date(2025, 4, 16), ref="1")
    actions.answer_third_party(case=case, by=by, day=date(2025, 4, 28), ref="1", consent=True)
    assert case.status == "in_process"


def test_giving_out_what_a_third_party_may_still_object_to_is_flagged(town):
    case, by = receive(town, date(2025, 4, 7)), town.li_qiang
    actions.ask_third_party(case=case, by=by, day=date(2025, 4, 14), ref="征1")
    actions.third_party_served(case=case, by=by, day=date(2025, 4, 16), ref="征1")
    with pytest.raises(OnPaperOnly, match="意见期限尚未届满"):
        answer(town, case, date(2025, 5, 9))
    answer(town, case, date(2025, 5, 12))
    assert case.flags == []


# – extension


def test_an_extension_needs_the_head_of_the_disclosure_office(town):
    case, by = receive(town, date(2024, 9, 27)), town.li_qiang
    for approver in (town.zhao_min, town.zhou_jie):
        with pytest.raises(Refused, match="公开机构负责人同意"):
            actions.extend(
                case=case, by=by, day=date(2024, 10, 20), days=10, approved_by=approver, reason="量大"
            )
    with pytest.raises(Refused, match="须写明理由"):
        actions.extend(case=case, by=by, day=date(2024, 10, 20), days=10, approved_by=town.sun_li, reason="")


def test_an_extension_of_twenty_one_days_is_refused_and_one_after_the_term_flagged(town):
    case, by, head = receive(town, date(2024, 9, 27)), town.li_qiang, town.sun_li
    with pytest.raises(OnPaperOnly, match="最长不超过 20 个工作日"):
        actions.extend(case=case, by=by, day=date(2024, 10, 20), days=21, approved_by=head, reason="量大")
    with pytest.raises(Refused, match="最短 1 个工作日"):
        actions.extend(case=case, by=by, day=date(2024, 10, 20), days=0, approved_by=head, reason="量大")
    with pytest.raises(OnPaperOnly, match="届满前告知"):
        actions.extend(case=case, by=by, day=date(2024, 10, 31), days=5, approved_by=head, reason="量大")
    actions.extend(
        case=case, by=by, day=date(2024, 10, 31), days=5, approved_by=head, reason="量大", on_paper=True
    )
    assert (case.due_on, case.flags) == (date(2024, 10, 30), ["extension-late"])


# – fee


def test_the_clock_rests_until_the_fee_is_paid_and_then_starts_anew(town):
    case, by = receive(town, date(2025, 6, 3)), town.li_qiang
    actions.decide_fee(case=case, by=by, day=date(2025, 6, 19), basis="pages", count=250)
    assert (case.fee_noticed_on, case.fee_amount, case.status) == (date(2025, 6, 19), 4700, "waiting_fee")
    actions.serve_fee_notice(case=case, by=by, day=date(2025, 6, 20))
    assert (case.status, case.due_on, case.applicant_until) == ("waiting_fee", None, date(2025, 7, 18))
    with pytest.raises(Refused, match="应缴 4700 元"):
        actions.pay_fee(case=case, by=by, day=date(2025, 7, 7), amount=4000)
    actions.pay_fee(case=case, by=by, day=date(2025, 7, 7), amount=4700)
    assert (case.fee_paid_on, case.due_on, case.status) == (
        date(2025, 7, 7),
        date(2025, 8, 4),
        "in_process",
    )


def test_by_items_the_price_is_that_of_the_request_in_its_month(town):
    case = receive(town, date(2025, 6, 3))
    actions.decide_fee(case=case, by=town.li_qiang, day=date(2025, 6, 19), basis="pages", count=60)
    assert case.fee_amount == 300


def test_an_extension_longer_than_the_law_allows_is_entered_as_it_was_told_and_gains_no_more(town):
    case, other = receive(town, date(2024, 9, 27)), receive(town, date(2024, 9, 27))
    given = {"by": town.li_qiang, "day": date(2024, 10, 20), "approved_by": town.sun_li, "reason": "量大"}
    actions.extend(case=other, days=20, **given)
    actions.extend(case=case, days=30, on_paper=True, **given)
    assert case.events.get(kind="extended").data["days"] == 30
    assert (case.due_on, case.extended_by, case.flags) == (other.due_on, 20, ["extension-too-long"])


def test_a_fee_that_is_not_the_tariffs_is_entered_as_the_notice_on_paper_had_it(town):
    case = receive(town, date(2025, 6, 2))
    given = {"case": case, "by": town.li_qiang, "day": date(2025, 6, 19), "basis": "pages", "count": 150}
    with pytest.raises(OnPaperOnly, match="收费通知写的是 5000 元，按标准应收 1700 元"):
        actions.decide_fee(**given, amount=5000)
    actions.decide_fee(**given, amount=5000, on_paper=True)
    assert (case.fee_amount, case.flags) == (5000, ["fee-amount"])
    actions.serve_fee_notice(case=case, by=town.li_qiang, day=date(2025, 6, 20))
    actions.pay_fee(case=case, by=town.li_qiang, day=date(2025, 6, 27), amount=5000)
    assert case.fee_paid_on == date(2025, 6, 27)


def test_a_fee_where_the_tariff_asks_for_none_is_entered_and_marked(town):
    case = receive(town, date(2025, 6, 2))
    given = {"case": case, "by": town.li_qiang, "day": date(2025, 6, 19), "basis": "pages", "count": 5}
    with pytest.raises(Refused, match="不必发出收费通知"):
        actions.decide_fee(**given, on_paper=True)
    actions.decide_fee(**given, amount=50, on_paper=True)
    assert (case.fee_amount, case.flags) == (50, ["fee-amount"])


@pytest.mark.parametrize(
    ("basis", "count", "sentence"),
    [
        ("items", 10, "不收费"),
        ("pages", 30, "不收费"),
        ("weight", 3, "不认识的计费方式"),
        ("pages", 0, "大于零"),
    ],
)
def test_a_fee_that_the_tariff_does_not_know_is_refused(town, basis, count, sentence):
    case = receive(town, date(2025, 6, 3))
    with pytest.raises(Refused, match=sentence):
        actions.decide_fee(case=case, by=town.li_qiang, day=date(2025, 6, 19), basis=basis, count=count)


def test_a_fee_before_the_tariff_or_twice_or_while_waiting_for_correction_is_refused(town):
    case, by = receive(town, date(2020, 6, 3)), town.li_qiang
    with pytest.raises(Refused, match="2021-01-01 之前"):
        actions.decide_fee(case=case, by=by, day=date(2020, 6, 9), basis="pages", count=250)
    case = receive(town, date(2025, 6, 3))
    with pytest.raises(Refused, match="没有发出收费通知"):
        actions.serve_fee_notice(case=case, by=by, day=date(2025, 6, 9))
    actions.ask_correction(case=case, by=by, day=date(2025, 6, 4))
    with pytest.raises(Refused, match="等待补正"):
        actions.decide_fee(case=case, by=by, day=date(2025, 6, 9), basis="pages", count=250)
    actions.receive_correction(case=case, by=by, day=date(2025, 6, 6))
    actions.decide_fee(case=case, by=by, day=date(2025, 6, 9), basis="pages", count=250)
    with pytest.raises(Refused, match="只按一种标准收一次费"):
        actions.decide_fee(case=case, by=by, day=date(2025, 6, 10), basis="pages", count=40)


# – split and withdrawal


def test_a_split_request_hands_its_course_to_its_parts_and_counts_no_more(town):
    case, by = receive(town, date(2025, 3, 3), applicant_kind="legal_service_agency"), town.li_qiang
    actions.ask_correction(case=case, by=by, day=date(2025, 3, 4), until=date(2025, 3, 18))
    actions.receive_correction(case=case, by=by, day=date(2025, 3, 20))
    parts = [actions.Part("补偿方案"), actions.Part("补偿标准")]
    children = actions.split_case(case=case, by=by, day=date(2025, 3, 24), parts=parts, reason="两项内容")
    assert (case.status, case.split, case.due_on, case.is_open) == ("split", True, None, False)
    assert [child.number for child in children] == [2, 3]
    for child in children:
        child.refresh_from_db()
        assert (child.parent, child.received_on, child.due_on) == (case, date(2025, 3, 3), date(2025, 4, 18))
        assert child.applicant_kind == "legal_service_agency"
    assert [child.title for child in children] == ["补偿方案", "补偿标准"]
    with pytest.raises(Refused, match="已拆分"):
        answer(town, case, date(2025, 3, 25))
    with pytest.raises(Refused, match="至少要拆成两件"):
        actions.split_case(case=children[0], by=by, day=date(2025, 3, 25), parts=parts[:1], reason="一项")


def test_a_withdrawn_request_ends_with_a_closing_letter_only(town):
    case, by = receive(town, date(2024, 12, 23)), town.li_qiang
    actions.withdraw(case=case, by=by, day=date(2024, 12, 30))
    assert (case.status, case.is_open, case.concluded_on) == ("withdrawn", True, None)
    with pytest.raises(Refused, match="只能作出终止办理"):
        answer(town, case, date(2025, 1, 3))
    with pytest.raises(Refused, match="已于 2024-12-30 撤回"):
        actions.ask_agency(case=case, by=by, day=date(2025, 1, 2), ref="1")
    answer(town, case, date(2025, 1, 3), "other_misc")
    assert (case.outcome, case.concluded_on) == ("other_misc", date(2025, 1, 3))


def test_a_request_withdrawn_before_its_receipt_counts_nowhere(town):
    case = submit(town, date(2024, 12, 23))
    actions.withdraw(case=case, by=town.li_qiang, day=date(2024, 12, 30))
    assert (case.status, case.received_on, case.is_open) == ("withdrawn", None, False)


def test_nothing_happens_to_a_request_that_was_not_received(town):
    case, by = submit(town, date(2025, 3, 3)), town.li_qiang
    for act in (
        lambda: actions.ask_correction(case=case, by=by, day=date(2025, 3, 4)),
        lambda: actions.ask_agency(case=case, by=by, day=date(2025, 3, 4), ref="1"),
        lambda: actions.decide_fee(case=case, by=by, day=date(2025, 3, 4), basis="pages", count=50),
        lambda: answer(town, case, date(2025, 3, 4)),
        lambda: actions.file_appeal(
            case=case, by=by, day=date(2025, 3, 4), ref="复1", kind="reconsideration"
        ),
    ):
        with pytest.raises(Refused, match="尚未确认收到"):
            act()
    assert case.status == "submitted"
