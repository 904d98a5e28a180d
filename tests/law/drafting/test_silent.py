"""Whatever was recorded, does the house find its own draft at odds with the tables, or with itself?

The years are drawn from seeds; each is as it can be: parts within their wholes, the tables by the same
numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from gongkai.checking import check
from gongkai.drafting.blocks import blocks_for, paragraphs
from gongkai.drafting.passage import Numbers, printed
from gongkai.drafting.references import Counted, counted_of
from gongkai.form import form_of_year
from gongkai.report import Fees, Report, Section, completed
from gongkai.topics import groups

YEAR = 2024
DAY = date(YEAR, 12, 31)
LAYOUT = form_of_year(YEAR)
OFFICE = "department"
ASKED = tuple(dict.fromkeys(one for block in blocks_for(OFFICE, DAY).values() for one in block.asked))
PERSON = "natural_person"
# What comes to how much of what else: the first is the sum of the others, or no less than they are together.
SUMS = ("items.published", "interpretations.published", "articles.published", "enterprises.covered")
PARTS = {
    "items.ended": ("items.ended ended_how=archived", "items.ended ended_how=out_of_force"),
    "items.kept_inside attribute=on_request|withheld": (
        "items.kept_inside attribute=on_request",
        "items.kept_inside attribute=withheld",
    ),
}
WITHIN = (
    ("messages.mailbox_in_time", "messages.mailbox_answered"),
    ("messages.mailbox_answered", "messages.mailbox_received"),
    ("messages.faults_answered", "messages.faults_received"),
    ("reported-up.adopted", "reported-up.reported"),
    ("enterprises.covered", "enterprises.listed"),
    ("decisions.opinions_adopted", "decisions.opinions"),
    ("standard.items_fulfilled", "standard.items"),
)


def cells(lot: random.Random) -> dict[str, int]:
    """Tables 三 and 四 of a year; some of them of nothing at all."""
    often = lot.choice((0, 1, 4, 30))
    done = {line.key: lot.randint(0, often) for line in LAYOUT.result_rows}
    done["other_fee_overdue"] = 0  # nobody was asked for a fee
    carried_in, left = lot.randint(0, often), lot.randint(0, often)
    rows = {"carried_over_in": carried_in, "carried_over_out": left}
    rows["new_received"] = max(sum(done.values()) + left - carried_in, 0)
    rows["carried_over_out"] = rows["new_received"] + carried_in - sum(done.values())
    counts = {f"table3.{row}.{PERSON}": number for row, number in (done | rows).items()}
    for block in LAYOUT.blocks4:
        for result in ("upheld", "corrected", "other_outcome", "pending"):
            counts[f"table4.{block.key}.{result}"] = lot.randint(0, often // 4)
    documents = {"issued_count": lot.randint(0, often), "repealed_count": lot.randint(0, often)}
    documents["effective_count"] = documents["issued_count"] + lot.randint(0, often)
    counts |= {f"table2.normative_documents.{column}": number for column, number in documents.items()}
    table2 = {one.id: counts.get(one.id, 0) for one in LAYOUT.cells.values() if one.table == 2}
    totals = {cell: int(value or 0) for cell, value in completed(LAYOUT, counts).items()}
    return {**dict.fromkeys(LAYOUT.cells, 0), **totals, **table2}


def of_tables(one: Counted, told: Mapping[str, int]) -> int | None:
    """What the tables say of it; None where they say nothing."""
    only = dict(one.only)
    if one.figure == "cases.results_total" and only:
        rows = [line.key for line in LAYOUT.result_rows if set(line.outcomes) & set(only["outcome"])]
        return sum(told[f"table3.{row}.{PERSON}"] for row in rows)
    if one.figure == "cases.accepted":
        return sum(told[f"table3.{row}.total"] for row in ("new_received", "carried_over_in"))
    if one.figure == "appeals.total":
        return sum(told[f"table4.{block}.total"] for block in only["appeal_kind"])
    place = {"cases": "table3.{}.total", "documents": "table2.normative_documents.{}"}
    room, _, name = one.figure.partition(".")
    return told.get(place.get(room, "").format(name))


def drawn(lot: random.Random, told: Mapping[str, int]) -> dict[Counted, int]:
    """All that the draft asks: by the tables, and beside them as it may be."""
    often = lot.choice((0, 1, 5, 300))
    found = {one: lot.randint(0, often) for one in ASKED}
    known = {one: number for one in ASKED if (number := of_tables(one, told)) is not None}
    done = told["table3.results_total.total"]
    for name in ("on_time", "late", "extended", "correction", "fee_notices", "fee_noticed", "fee_collected"):
        known[counted_of(f"cases.{name}")] = 0
    known[counted_of("cases.on_time")] = done
    found |= known
    for whole, parts in PARTS.items():
        found[counted_of(whole)] = sum(found[counted_of(part)] for part in parts)
    for whole in SUMS:
        found[counted_of(whole)] = sum(
            number for one, number in found.items() if one.figure == whole and one.only
        )
    for part, whole in WITHIN:
        found[counted_of(whole)] += found[counted_of(part)]
    return found


def report(lot: random.Random) -> Report:
    """A department's report of a year, its prose as it is drafted."""
    told = cells(lot)
    found = drawn(lot, told)
    draft = paragraphs(OFFICE, DAY, found)
    texts: dict[int, list[str]] = {5: ["政策解读的形式还比较单一，将增加图表、视频解读。"]}
    for code, group in groups().on(DAY).items():
        if group.section == 5:
            continue  # what a problem is, the office says
        texts.setdefault(group.section, []).append(printed(draft[code], Numbers(found, {}, {})))
    sections = tuple(
        Section(one.number, one.heading, "\n".join(texts.get(one.number, ()))) for one in LAYOUT.sections
    )
    name = "示范市云溪区教育局"
    title = f"{name}{YEAR}年政府信息公开工作年度报告"
    return Report(
        LAYOUT.key, told, name, YEAR, title, sections=sections, fees=Fees(0, Decimal(0), Decimal(0))
    )


def against(found: Report) -> Iterator[str]:
    """What is said against its prose."""
    return (one.message for one in check(found) if one.rule.startswith(("prose.", "text.")))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_said_against_a_draft(seed: int) -> None:
    made = report(random.Random(seed))
    assert list(against(made)) == [], "\n".join(one.text for one in made.sections)


def test_a_number_that_was_changed_by_hand_is_found() -> None:
    made = report(random.Random(3))
    new = made.cells["table3.new_received.total"]
    assert new
    wrong = tuple(
        Section(one.number, one.heading, one.text.replace(f"申请{new}件", f"申请{new + 7}件"))
        for one in made.sections
    )
    assert list(against(Report(made.form, made.cells, made.agency, YEAR, made.title, sections=wrong)))
