"""Do the worked examples come out as the handbook says?

One YAML file a subject; each example carries a Chinese name and its article. A new rule gets an example
here and no Python.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.clock import Event, due
from gongkai.counting import rule_of
from gongkai.deadlines import terms
from gongkai.outcomes import DatedList, agency_kinds, applicant_kinds, outcome_groups, outcomes
from gongkai.tariff import fee, item_fee
from gongkai.workdays import Why, calendar
from tests.law.worked import Example, Facts, examples, holds

DAY_OF_ITEMS = date(2025, 3, 31)


@pytest.mark.parametrize("example", examples("workdays.yaml"))
def test_working_days(example: Example) -> None:
    holds(example, _of_days)


@pytest.mark.parametrize("example", examples("clock.yaml"))
def test_the_reply_clock(example: Example) -> None:
    holds(example, _of_the_clock)


@pytest.mark.parametrize("example", examples("tariff.yaml"))
def test_the_tariff(example: Example) -> None:
    holds(example, _of_the_tariff)


@pytest.mark.parametrize("example", examples("outcomes.yaml"))
def test_what_may_be_chosen_on_a_day(example: Example) -> None:
    holds(example, _of_the_lists)


@pytest.mark.parametrize("example", examples("counting.yaml"))
def test_by_which_rule_a_year_is_counted(example: Example) -> None:
    holds(example, _of_counting)


@pytest.mark.parametrize(
    "file", ["workdays.yaml", "clock.yaml", "tariff.yaml", "outcomes.yaml", "counting.yaml"]
)
def test_every_example_has_a_name_of_its_own(file: str) -> None:
    names = [found.id for found in examples(file)]
    assert sorted(names) == sorted(set(names))


def _of_days(example: Example) -> Facts:
    known = calendar()
    if "year" in example:
        return _of_a_year(example["year"])
    if "day" in example:
        found = known.day(example["day"])
        return {"why": found.why.value, "festival": found.name, "provisional": found.provisional}
    if "term" in example:
        return {"end": terms()[example["term"]].end(known, example["start"])}
    if "until" in example:
        return {"left": known.count(example["start"], example["until"])}
    return {"end": known.add(example["start"], example["workdays"])}


def _of_a_year(year: int) -> Facts:
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = [calendar().day(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    off = [day.day for day in whole if day.why is Why.HOLIDAY]
    starts = [day for day in off if day - timedelta(days=1) not in off]
    ends = [day for day in off if day + timedelta(days=1) not in off]
    return {
        "workdays": sum(day.working for day in whole),
        "holidays": [[start, end] for start, end in zip(starts, ends, strict=True)],
        "make_up": [day.day for day in whole if day.why is Why.MAKE_UP],
    }


def _of_the_clock(example: Example) -> Facts:
    events = []
    for entry in example.get("events", []):
        until = entry.get("until")
        name, day = next(iter(entry.items()))
        name, _, ref = name.partition("#")
        events.append(Event(name, day, ref, until))
    found = due(
        example["received"],
        events,
        extend=example.get("extend"),
        applicant_until=example.get("applicant_until"),
        delayed_until=example.get("delayed_until"),
    )
    return {
        "due": found.due,
        "provisional": found.provisional,
        "excluded": sum(s.why is Why.EXCLUDED and s.day > (found.started or s.day) for s in found.steps),
        "limit": found.limit,
        "started": found.started,
        "notes": [note.code for note in found.notes],
        "says": "".join(note.message for note in found.notes),
        "waiting": found.waiting_for,
        "applicant_until": found.applicant_until,
        "spans": [[span.first, span.last] for span in found.spans],
    }


def _of_the_tariff(example: Example) -> Facts:
    bills = [fee(bill["basis"], bill["count"], bill["day"]) for bill in example.get("bills", [])]
    return {
        "total": sum(bill.total for bill in bills),
        "lines": [[line.count, line.rate] for bill in bills for line in bill.lines],
        "each": [item_fee(position, DAY_OF_ITEMS) for position in example.get("positions", [])],
    }


LISTS = {
    "outcome": outcomes,
    "group": outcome_groups,
    "applicant": applicant_kinds,
    "agency": agency_kinds,
}


def _of_the_lists(example: Example) -> Facts:
    listed: DatedList[Any] = LISTS[example["list"]]()
    if "code" not in example:
        return {"count": len(listed.on(example["day"]))}
    found = listed.at(example["code"], example["day"])
    return {"name": found.name, "source": str(found.source)}


def _of_counting(example: Example) -> Facts:
    rule = rule_of(example["cell"], example["year"])
    return {"rule": rule.key, "policy": rule.policy, "allowed": list(rule.allowed), "says": rule.sentence}
