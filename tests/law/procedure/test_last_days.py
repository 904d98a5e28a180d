"""May 李强 still do on the last day of a term what he may not do on the day after?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.procedure import checks, machine, state
from gongkai.procedure.duties import Underway
from gongkai.procedure.facts import LetterStage, Role
from tests.law.procedure.entered import entered
from tests.law.procedure.typed import SUBMITTED

RECEIVED = date(2025, 4, 7)
DUE, CORRECTION = date(2025, 5, 7), date(2025, 4, 16)  # twenty and seven working days, counted by hand
FEE = {"basis": "pages", "count": 50}


def now(*events: tuple[str, date, dict[str, Any]], letter: Underway | None = None) -> state.State:
    """王芳's request, received at the counter, after these events."""
    facts = [entered([], "submitted", RECEIVED, {**SUBMITTED, "channel": "counter"})]
    for kind, day, data in (("confirmed", RECEIVED, {}), *events):
        facts.append(entered(facts, kind, day, data))
    return state.of(facts, letter)


def test_a_day_that_only_the_applicant_has_to_keep_bounds_no_letter_beside() -> None:
    asked = {"items": "请写明年度", "until": date(2025, 4, 25)}
    events = (("correction.asked", date(2025, 4, 8), asked), ("correction.served", date(2025, 4, 9), {}))
    assert (now(*events).next_act, now(*events).next_on) == ("receive_correction", date(2025, 4, 25))
    beside = now(*events, letter=Underway("ask_third_party", LetterStage.DRAFTING))
    assert (beside.next_act, beside.next_on) == ("letter_drafting", None)


REPLIED = (
    ("replied", date(2025, 4, 14), {"outcome": "granted"}),
    ("served", date(2025, 4, 15), {"way": "in_person"}),
)


@pytest.mark.parametrize("act", ["revoke_reply", "reply_again"])
def test_a_letter_that_puts_a_reply_right_of_itself_has_a_last_day(act: str) -> None:
    begun = Underway(act, LetterStage.DRAFTING, date(2025, 4, 21))
    found = now(*REPLIED, letter=begun)
    assert (found.next_act, found.next_on) == ("letter_drafting", date(2025, 5, 21))  # twenty working days


def test_what_was_ordered_has_its_own_day_and_no_other() -> None:
    filed = {"ref": "复1", "kind": "reconsideration"}
    ordered = {"ref": "复1", "result": "corrected", "redo": True, "reply_until": date(2025, 5, 6)}
    appealed = (
        ("appeal.filed", date(2025, 4, 16), filed),
        ("appeal.concluded", date(2025, 4, 18), ordered),
    )
    begun = Underway("reply_again", LetterStage.DRAFTING, date(2025, 4, 21))
    assert now(*REPLIED, *appealed, letter=begun).next_on == date(2025, 5, 6)


def refusal(found: state.State, act: str, today: date) -> str | None:
    """Why the act is not for today; None where it is not offered at all."""
    offered = {offer.act.key: offer.refusal for offer in machine.offers(found, [Role.OFFICER], today)}
    return offered.get(act)


@pytest.mark.parametrize(
    ("act", "last", "said"),
    [
        ("extend", DUE, f"答复期限 {DUE} 已经届满"),
        ("decide_fee", DUE, f"答复期限 {DUE} 已经届满"),
        ("ask_correction", CORRECTION, f"7 个工作日内（{CORRECTION} 前）"),
    ],
)
def test_what_must_be_told_within_a_term_is_offered_to_its_last_day(act: str, last: date, said: str) -> None:
    found = now()
    assert found.due_on == DUE
    assert refusal(found, act, last) == ""
    assert said in str(refusal(found, act, last + timedelta(days=1)))


def test_who_waits_for_a_fee_does_not_reply_before_the_last_day_to_pay_is_over() -> None:
    amount = checks.fee_amount(FEE, RECEIVED)
    sent, served = date(2025, 4, 10), date(2025, 4, 11)
    found = now(("fee.decided", sent, {**FEE, "amount": amount}), ("fee.served", served, {}))
    until = found.applicant_until
    assert until == checks.term_end("fee_payment", served)
    assert f"期限到 {until}" in str(refusal(found, "reply", until))
    assert refusal(found, "reply", until + timedelta(days=1)) == ""


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"outcome": "granted"}, "本件已经答复，检索不必再记。"),
        ({"outcome": "unavailable_not_held", "reason": "没有", "article": "第三十六条第（四）项"}, ""),
    ],
)
def test_a_search_is_entered_after_the_reply_only_where_the_reply_rests_on_it(
    reply: dict[str, str], said: str
) -> None:
    replied = date(2025, 4, 21)
    assert refusal(now(("replied", replied, reply)), "record_search", replied) == said
