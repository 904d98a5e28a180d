"""In which year, and in which cell, does a case around New Year count?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai_web.annual import tally
from gongkai_web.annual.filters import records
from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from tests.people import Town, submit

EXAMPLES = yaml.safe_load((Path(__file__).parent / "new_year.yaml").read_text(encoding="utf-8"))
LATER = date(2026, 3, 2)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_a_case_counts_where_the_handbook_says(town, example):
    play(town, example)
    expected = {
        (year, cell): number
        for year, cells in example["expect"].items()
        for cell, number in full(cells).items()
    }
    found = {
        (year, cell): value
        for year in (2023, 2024, 2025)
        for cell, value in tally.cells(town.district, year).items()
        if value and not cell.startswith("table2.")
    }
    assert found == expected
    for (year, cell), number in found.items():
        assert records(town.district, year, cell).count() == number


def full(cells: dict[str, int]) -> dict[str, int]:
    """The short words of the example as cells, with the totals that follow from them."""
    found: dict[str, int] = {}
    for word, number in cells.items():
        if "." in word:
            block, column = word.split(".")
            found[f"table4.{block}.{column}"] = found[f"table4.{block}.total"] = number
            continue
        rows = (
            [word]
            if word in {"new_received", "carried_over_in", "carried_over_out"}
            else [word, "results_total"]
        )
        for row in rows:
            for column in ("natural_person", "total"):
                cell = f"table3.{row}.{column}"
                found[cell] = found.get(cell, 0) + number
    return found


def play(town: Town, example: dict) -> None:
    """The events of the example, through the actions that staff use."""
    events = [(name, day) for name, day in example["events"]]
    first = dict(events)
    submitted = first.get("submitted", first.get("received"))
    case = submit(town, submitted, channel=example.get("channel", "registered_post"))
    perform(town, case, events, example)


def perform(town: Town, case: Case, events: list, example: dict) -> None:
    by, outcome = town.li_qiang, example.get("outcome", "granted")
    said = {"reason": "理由", "article": "《条例》第三十六条"}
    for name, day in events:
        given = {"case": case, "by": by, "day": day}
        match name:
            case "submitted":
                pass
            case "received":
                receipt = actions.confirm_receipt(**given)
            case "void_receipt":
                actions.void_event(**given, event=receipt, reason="登记到了别的机关的申请")
            case "correction_asked":
                actions.ask_correction(**given, items="年份")
                actions.serve_correction(**given)
            case "correction_received":
                actions.receive_correction(**given)
            case "fee_decided":
                actions.decide_fee(**given, basis="pages", count=50)
            case "fee_served":
                actions.serve_fee_notice(**given)
            case "replied":
                actions.reply(**given, outcome=outcome, **said, on_paper=example.get("late", False))
            case "replied_again":
                actions.reply_again(**given, outcome="granted", **said)
            case "dispatched":
                actions.dispatch(**given, on_paper=True)
            case "served":
                actions.serve(**given, on_paper=True)
            case "withdrawn":
                actions.withdraw(**given, reason="不再需要")
            case "appeal_filed":
                actions.file_appeal(**given, ref="1", kind="reconsideration")
            case "appeal_corrected":
                actions.conclude_appeal(**given, ref="1", result="corrected")
            case "split":
                wanted = [actions.Part(title=f"第{number}项") for number, _ in enumerate(example["parts"], 1)]
                parts = actions.split_case(**given, parts=wanted, reason="一事一申请")
                for part, following in zip(parts, example["parts"], strict=True):
                    perform(town, part, following, example)
            case _:
                raise AssertionError(f"no such step: {name}")
