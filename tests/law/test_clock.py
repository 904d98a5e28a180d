"""Does the reply clock keep its promises for every request, not only for the worked examples?

甲 is the applicant, 乙 and 丙 are third parties; the days are theirs.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.clock import EVENT_LABELS, Due, Event, Span, due
from gongkai.errors import ImpossibleEvents, UsageError
from gongkai.workdays import Why, calendar

often = settings(max_examples=60, deadline=None)

ONE_DAY = timedelta(days=1)
receipts = st.dates(date(2021, 1, 1), date(2027, 6, 30))
gaps = st.integers(0, 30)


@st.composite
def consultations(draw: st.DrawFn, received: date, kind: str = "third_party", ref: str = "乙") -> list[Event]:
    """One opinion sought from `received` on: asked, perhaps served, perhaps answered."""
    asked = received + timedelta(days=draw(st.integers(0, 27)))
    events = [Event(f"{kind}.asked", asked, ref)]
    served = asked + timedelta(days=draw(gaps))
    if draw(st.booleans()):
        events.append(Event(f"{kind}.served", served, ref))
    if draw(st.booleans()):
        events.append(Event(f"{kind}.answered", served + timedelta(days=draw(gaps)), ref))
    return events


@st.composite
def requests(draw: st.DrawFn) -> tuple[date, list[Event], int | None]:
    """A request with any mix of consultations, correction, fee and extension."""
    received = draw(receipts)
    events: list[Event] = []
    if draw(st.booleans()):
        asked = received + timedelta(days=draw(st.integers(0, 20)))
        events.append(Event("correction.asked", asked))
        if draw(st.booleans()):
            events.append(Event("correction.received", asked + timedelta(days=draw(gaps))))
    for kind, ref in (("third_party", "乙"), ("third_party", "丙"), ("agency", ""), ("other_agency", "")):
        if draw(st.booleans()):
            events += draw(consultations(received, kind, ref))
    if draw(st.booleans()):
        served = received + timedelta(days=draw(st.integers(0, 40)))
        if draw(st.booleans()):
            events.append(Event("fee.decided", max(received, served - timedelta(days=draw(gaps)))))
        events.append(Event("fee.served", served))
        if draw(st.booleans()):
            events.append(Event("fee.paid", served + timedelta(days=draw(gaps))))
    if draw(st.booleans()):
        events.append(Event("extended", received + timedelta(days=draw(st.integers(0, 40)))))
    return received, events, draw(st.none() | st.integers(1, 20))


def _answer(request: tuple[date, list[Event], int | None]) -> Due:
    received, events, extend = request
    return due(received, events, extend=extend)


@often
@given(requests())
def test_every_day_from_the_receipt_on_is_accounted_for_once_and_in_order(
    request_: tuple[date, list[Event], int | None],
) -> None:
    found = _answer(request_)
    first = found.received
    assert [step.day for step in found.steps] == [first + ONE_DAY * n for n in range(len(found.steps))]
    if found.due:
        assert found.steps[-1].day == found.due


@often
@given(requests())
def test_the_counted_days_are_the_limit_and_numbered_from_one(
    request_: tuple[date, list[Event], int | None],
) -> None:
    found = _answer(request_)
    numbers = [step.number for step in found.steps if step.counted]
    assert numbers == list(range(1, len(numbers) + 1))
    assert found.due is None or len(numbers) == found.limit
    assert found.due is None or found.steps[-1].counted


@often
@given(requests())
def test_the_first_step_is_the_start_and_only_working_days_are_excluded(
    request_: tuple[date, list[Event], int | None],
) -> None:
    found = _answer(request_)
    assert (found.steps[0].day, found.steps[0].why) == (found.received, Why.START)
    for step in found.steps:
        if step.why is Why.EXCLUDED:
            assert calendar().is_workday(step.day)
        if step.why in {Why.WEEKEND, Why.HOLIDAY}:
            assert not calendar().is_workday(step.day)
        assert step.counted == (step.why in {Why.COUNTED, Why.MAKE_UP})


@often
@given(requests())
def test_the_due_day_is_a_working_day_or_somebody_is_waited_for(
    request_: tuple[date, list[Event], int | None],
) -> None:
    found = _answer(request_)
    assert (found.due is None) == (found.waiting_for in {"correction", "fee"})
    if found.due:
        assert calendar().is_workday(found.due)
        assert found.due > found.received
        assert str(found.due) in found.sentence


@often
@given(requests())
def test_an_answer_can_be_written_as_json_and_every_step_names_its_source(
    request_: tuple[date, list[Event], int | None],
) -> None:
    found = _answer(request_)
    steps = [
        {"day": step.day.isoformat(), "counted": step.counted, "why": step.why, "source": str(step.source)}
        for step in found.steps
    ]
    again = json.loads(json.dumps(steps, ensure_ascii=False))
    assert [step["why"] for step in again] == [step.why.value for step in found.steps]
    assert all("《" in step["source"] or "通知" in step["source"] for step in again)
    assert json.loads(json.dumps(dataclasses.asdict(found), default=str))["limit"] == found.limit


@often
@given(receipts.flatmap(lambda day: st.tuples(st.just(day), consultations(day))))
def test_one_more_consultation_never_makes_the_reply_due_earlier(case: tuple[date, list[Event]]) -> None:
    received, events = case
    without, with_it = due(received).due, due(received, events).due
    assert without
    assert with_it
    assert with_it >= without


@often
@given(receipts.flatmap(lambda day: st.tuples(st.just(day), consultations(day))), st.integers(1, 20))
def test_an_extension_gains_exactly_its_working_days_after_the_last_counted_one(
    case: tuple[date, list[Event]], extend: int
) -> None:
    received, events = case
    shorter, longer = due(received, events), due(received, events, extend=extend)
    assert longer.steps[: len(shorter.steps)] == shorter.steps
    assert sum(step.counted for step in longer.steps[len(shorter.steps) :]) == extend


@often
@given(
    receipts.flatmap(
        lambda day: st.tuples(
            st.just(day), consultations(day, "third_party", "乙"), consultations(day, "agency", "")
        )
    )
)
def test_days_in_two_consultations_are_excluded_once(case: tuple[date, list[Event], list[Event]]) -> None:
    received, first, second = case

    def excluded(events: list[Event]) -> set[date]:
        found = due(received, events)
        return {step.day for step in found.steps if step.why is Why.EXCLUDED}

    both = due(received, [*first, *second])
    assert both.due
    union = {day for day in excluded(first) | excluded(second) if day <= both.due}
    assert excluded([*first, *second]) >= union
    assert all(_inside(step.day, both.spans) for step in both.steps if step.why is Why.EXCLUDED)
    counted = calendar().count(received, both.due, excluded([*first, *second]))
    assert counted == both.limit


def _inside(day: date, spans: tuple[Span, ...]) -> bool:
    return any(span.first <= day <= span.last for span in spans)


@often
@given(requests(), st.randoms())
def test_the_order_in_which_events_are_written_down_does_not_matter(
    request_: tuple[date, list[Event], int | None], random: object
) -> None:
    received, events, extend = request_
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert due(received, shuffled, extend=extend) == due(received, events, extend=extend)


def test_receiving_on_a_rest_day_is_like_receiving_on_the_last_working_day_before() -> None:
    assert due(date(2024, 6, 15)).due == due(date(2024, 6, 14)).due == date(2024, 7, 12)


def test_each_restart_shows_its_own_start_and_its_own_article() -> None:
    found = due(
        date(2025, 3, 3),
        [Event("correction.asked", date(2025, 3, 12)), Event("correction.received", date(2025, 3, 20))],
    )
    starts = [(step.day, str(step.source)) for step in found.steps if step.why is Why.START]
    assert starts == [(date(2025, 3, 3), "《民法典》第二百零一条"), (date(2025, 3, 20), "《条例》第三十条")]
    saturday = next(step for step in found.steps if step.day == date(2025, 3, 8))
    assert saturday.why is Why.WEEKEND


@pytest.mark.parametrize(
    ("received", "code"), [(date(2020, 12, 31), "《民法总则》"), (date(2021, 1, 1), "《民法典》")]
)
def test_the_first_day_is_left_out_by_the_code_that_was_in_force(received: date, code: str) -> None:
    assert str(due(received).steps[0].source) == f"{code}第二百零一条"


def test_the_days_while_a_third_party_is_heard_name_article_33() -> None:
    found = due(
        date(2025, 4, 7),
        [Event("third_party.asked", date(2025, 4, 14)), Event("third_party.answered", date(2025, 4, 28))],
    )
    excluded = [step for step in found.steps if step.why is Why.EXCLUDED]
    assert len(excluded) == 11
    assert {step.reason for step in excluded} == {"征求第三方意见"}
    assert {step.source.article for step in excluded} == {"第三十三条第三款"}


def test_the_sentence_says_why_a_day_is_provisional() -> None:
    assert "放假通知尚未收录" in due(date(2026, 12, 15)).sentence
    assert (
        "送达日期尚未登记" in due(date(2025, 3, 3), [Event("third_party.asked", date(2025, 3, 5))]).sentence
    )
    assert "暂定" not in due(date(2025, 3, 3)).sentence


def test_waiting_for_the_applicant_says_until_when() -> None:
    found = due(
        date(2025, 3, 3), [Event("correction.asked", date(2025, 3, 12))], applicant_until=date(2025, 3, 26)
    )
    assert found.sentence == "2025-03-03 收到；等待申请人补正，申请人的期限到 2025-03-26，此间不计答复期限。"
    assert found.steps[-1].day == date(2025, 3, 12)


def test_an_unknown_event_names_all_that_are_allowed() -> None:
    with pytest.raises(UsageError) as refusal:
        due(date(2025, 3, 3), [Event("correction.sent", date(2025, 3, 5))])
    assert "correction.sent" in str(refusal.value)
    assert all(name in str(refusal.value) for name in EVENT_LABELS)


@pytest.mark.parametrize("name", [name for name in EVENT_LABELS if not name.endswith((".asked", "extended"))])
def test_an_answer_without_its_question_is_refused(name: str) -> None:
    if name in {"fee.decided", "fee.served"}:  # a notice needs nothing before it
        assert due(date(2025, 3, 3), [Event(name, date(2025, 3, 5))]).waiting_for == "fee"
        return
    with pytest.raises(ImpossibleEvents, match=r"2025-03-05.*此前却没有"):
        due(date(2025, 3, 3), [Event(name, date(2025, 3, 5))])


@pytest.mark.parametrize("extend", [-1, 0, 21])
def test_an_extension_outside_one_to_twenty_days_is_refused(extend: int) -> None:
    with pytest.raises(UsageError, match="最长不超过 20 个工作日"):
        due(date(2025, 3, 3), extend=extend)
