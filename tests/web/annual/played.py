"""How is a worked example of counting played as staff would, and how are its words read as cells?"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai_web.annual import actions as annual
from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from gongkai_web.publishing import actions as publishing
from tests.people import Town, submit
from tests.web.documents.confirmed import confirmed

FLOWS = {"new_received", "carried_over_in", "carried_over_out"}
ENTRY = date(2026, 1, 20)


def full(cells: dict[str, int]) -> dict[str, int]:
    """The short words of the example as cells, with the totals that follow from them."""
    found: dict[str, int] = {}
    for word, number in cells.items():
        if word.startswith("documents."):
            found[f"table2.normative_documents.{word.removeprefix('documents.')}"] = number
            continue
        if word.startswith("administrative_"):
            found[f"table2.{word}"] = number
            continue
        if "." in word:
            block, column = word.split(".")
            found[f"table4.{block}.{column}"] = found[f"table4.{block}.total"] = number
            continue
        rows = [word] if word in FLOWS else [word, "results_total"]
        for row in rows:
            for column in ("natural_person", "total"):
                cell = f"table3.{row}.{column}"
                found[cell] = found.get(cell, 0) + number
    return found


def play(town: Town, example: dict) -> None:
    """The example, through the actions that staff use."""
    for number, document in enumerate(example.get("documents", ())):
        issue(town, number, document)
    for cell, value in example.get("entered", {}).items():
        annual.enter_figure(
            by=town.li_qiang,
            agency=town.district,
            year=2024,
            cell=f"table2.{cell}",
            value=value,
            source="执法台账",
            day=ENTRY,
        )
    if "events" in example:
        play_case(town, example)


def issue(town: Town, number: int, told: dict[str, Any]) -> None:
    """A normative document: issued, ended, declared void."""
    by = town.li_qiang
    made = publishing.issue_document(
        by=by,
        agency=town.district,
        kind="normative_document",
        title=f"第{number}个办法",
        issued_on=told["issued"],
    )
    confirmed(town, made)
    if "ended" in told:
        publishing.end_document(by=by, document=made, day=told["ended"], ending=told["ending"])
    if told.get("void"):
        publishing.void_document(by=by, document=made, day=ENTRY, reason="重复登记")


def play_case(town: Town, example: dict) -> None:
    """The events of the example."""
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
