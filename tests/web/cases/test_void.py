"""How is a wrong entry put right, and do the counts follow?"""

from datetime import date

import pytest

from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions
from gongkai_web.cases.actions import Replacement
from gongkai_web.cases.models import Appeal, Case, Event
from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused
from tests.people import answer, receive

RECEIVED, TODAY = date(2024, 12, 9), date(2025, 2, 10)


def event(case, kind):
    return Event.objects.filter(case=case, kind=kind).latest("position")


def test_a_void_reply_reopens_the_case_and_stays_in_sight(town):
    case = answer(town, receive(town, RECEIVED), date(2024, 12, 20))
    actions.void_event(
        case=case, by=town.li_qiang, day=TODAY, event=event(case, "replied"), reason="登错了件"
    )
    assert (case.outcome, case.concluded_on, case.status, case.due_on) == (
        "",
        None,
        "received",
        date(2025, 1, 7),
    )
    assert Event.objects.filter(case=case).count() == 4
    assert AuditLine.objects.get(act="cases.void_event").reason == "登错了件"


def test_voiding_needs_a_reason_and_a_handler(town):
    case = answer(town, receive(town, RECEIVED), date(2024, 12, 20))
    wrong = event(case, "replied")
    with pytest.raises(Refused, match="作废须写明理由"):
        actions.void_event(case=case, by=town.li_qiang, day=TODAY, event=wrong, reason=" ")
    with pytest.raises(NotAllowed):
        actions.void_event(case=case, by=town.zhou_jie, day=TODAY, event=wrong, reason="登错")


def test_what_later_events_need_cannot_be_voided_before_them(town):
    case = answer(town, receive(town, RECEIVED), date(2024, 12, 20))
    for kind in ("confirmed", "submitted"):
        with pytest.raises(Refused):
            actions.void_event(case=case, by=town.li_qiang, day=TODAY, event=event(case, kind), reason="登错")
    assert case.concluded_on == date(2024, 12, 20)


def test_a_reply_moved_into_january_moves_with_its_letter(town):
    case, by = answer(town, receive(town, RECEIVED), date(2024, 12, 20)), town.li_qiang
    actions.serve(case=case, by=by, day=date(2024, 12, 23))
    with pytest.raises(Refused, match="没有作出答复"):
        actions.replace_event(
            case=case, by=by, day=TODAY, event=event(case, "replied"), new_day=date(2025, 1, 3), reason="笔误"
        )
    moved = [
        Replacement(event(case, "replied"), date(2025, 1, 3)),
        Replacement(event(case, "served"), date(2025, 1, 6)),
    ]
    actions.replace_events(case=case, by=by, day=TODAY, changes=moved, reason="笔误")
    case.refresh_from_db()
    assert (case.concluded_on, case.served_on, case.outcome) == (
        date(2025, 1, 3),
        date(2025, 1, 6),
        "granted",
    )


def test_a_wrong_applicant_kind_is_replaced_and_the_column_follows(town):
    case = receive(town, RECEIVED)
    actions.replace_event(
        case=case,
        by=town.li_qiang,
        day=TODAY,
        event=event(case, "submitted"),
        data={"applicant_kind": "commercial_enterprise", "applicant_name": "云溪水泥厂"},
        reason="申请人是企业",
    )
    case.refresh_from_db()
    assert (case.applicant_kind, case.applicant_name) == ("commercial_enterprise", "云溪水泥厂")
    assert case.received_on == RECEIVED
    latest = event(case, "submitted")
    assert latest.data["title"] == "云溪路拓宽工程的征地补偿方案"


def test_a_replacement_of_a_replacement_keeps_its_place_in_the_day(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    for name in ("甲", "乙"):
        actions.replace_event(
            case=case,
            by=by,
            day=TODAY,
            event=event(case, "submitted"),
            data={"applicant_name": name},
            reason="笔误",
        )
    assert (case.applicant_name, case.received_on) == ("乙", RECEIVED)


def test_a_replacement_that_breaks_a_rule_needs_the_admission(town):
    case, by = answer(town, receive(town, RECEIVED), date(2024, 12, 20)), town.li_qiang
    given = {"case": case, "by": by, "day": TODAY, "event": event(case, "replied"), "reason": "笔误"}
    with pytest.raises(OnPaperOnly, match="已经逾期"):
        actions.replace_event(**given, new_day=date(2025, 1, 8))
    with pytest.raises(Refused, match="还没有到"):
        actions.replace_event(**given, new_day=date(2025, 2, 11), on_paper=True)
    with pytest.raises(Refused, match="没有名为「mood」的内容"):
        actions.replace_event(**given, data={"mood": "good"})


def test_the_fee_of_a_replaced_notice_is_the_tariffs(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    actions.decide_fee(case=case, by=by, day=date(2024, 12, 10), basis="pages", count=31)
    assert case.fee_amount == 10
    actions.replace_event(
        case=case, by=by, day=TODAY, event=event(case, "fee.decided"), data={"count": 50}, reason="页数"
    )
    assert case.fee_amount == 200


def test_a_replaced_extension_is_still_approved_by_the_head(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    actions.extend(case=case, by=by, day=date(2024, 12, 20), days=5, approved_by=town.sun_li, reason="量大")
    wrong = event(case, "extended")
    with pytest.raises(Refused, match="赵敏"):
        actions.replace_event(
            case=case,
            by=by,
            day=TODAY,
            event=wrong,
            data={"approved_by": town.zhao_min.pk},
            reason="笔误",
        )
    actions.replace_event(case=case, by=by, day=TODAY, event=wrong, data={"days": 10}, reason="笔误")
    assert case.extended_by == 10


def test_an_event_is_voided_once_and_only_on_its_own_case(town):
    case, other = receive(town, RECEIVED), receive(town, RECEIVED)
    wrong = event(case, "confirmed")
    actions.void_event(case=case, by=town.li_qiang, day=TODAY, event=wrong, reason="登错")
    assert (case.status, case.received_on, case.due_on) == ("submitted", None, None)
    with pytest.raises(Refused, match="已经作废"):
        actions.void_event(case=case, by=town.li_qiang, day=TODAY, event=wrong, reason="登错")
    with pytest.raises(Refused, match="不在本件"):
        actions.void_event(case=other, by=town.li_qiang, day=TODAY, event=wrong, reason="登错")


def test_a_request_registered_by_mistake_counts_nowhere_and_keeps_its_number(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    for kind in ("confirmed", "submitted"):
        actions.void_event(case=case, by=by, day=TODAY, event=event(case, kind), reason="重复登记")
    case.refresh_from_db()
    assert (case.status, case.received_on, case.number, case.applicant_name) == ("voided", None, 1, "王芳")
    assert receive(town, RECEIVED).number == 2


def test_a_voided_appeal_leaves_the_count(town):
    case, by = answer(town, receive(town, RECEIVED), date(2024, 12, 20)), town.li_qiang
    actions.file_appeal(case=case, by=by, day=date(2025, 1, 6), ref="复1", kind="reconsideration")
    wrong = event(case, "appeal.filed")
    actions.void_event(case=case, by=by, day=TODAY, event=wrong, reason="他案")
    assert not Appeal.objects.exists()


def test_a_split_is_undone_only_after_its_parts(town):
    case, by = receive(town, RECEIVED), town.li_qiang
    parts = [actions.Part("一"), actions.Part("二")]
    children = actions.split_case(case=case, by=by, day=date(2024, 12, 10), parts=parts, reason="两项")
    with pytest.raises(Refused, match="先逐件作废"):
        actions.void_event(case=case, by=by, day=TODAY, event=event(case, "split"), reason="误拆")
    for child in children:
        for kind in ("confirmed", "submitted"):
            actions.void_event(case=child, by=by, day=TODAY, event=event(child, kind), reason="误拆")
    actions.void_event(case=case, by=by, day=TODAY, event=event(case, "split"), reason="误拆")
    assert (case.split, case.status, case.due_on) == (False, "received", date(2025, 1, 7))


def test_events_can_be_neither_changed_nor_deleted(town):
    case = receive(town, RECEIVED)
    entered = event(case, "confirmed")
    for attempt in (
        entered.save,
        entered.delete,
        Event.objects.all().delete,
        lambda: case.events.update(day=TODAY),
        lambda: Case.objects.filter(pk=case.pk).delete(),
    ):
        with pytest.raises((AppendOnlyError, Exception)) as refused:
            attempt()
        assert "只能追加" in str(refused.value) or "protected" in str(refused.value)
    assert Event.objects.count() == 2
