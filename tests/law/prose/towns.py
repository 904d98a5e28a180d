"""Reports with drawn figures and one passage of prose: what a way of telling does whatever the figures are.

In a passage `{new}` is a figure of the town, `{granted+denied}` a sum, `{granted%done}` a share of two with
one place. What stands between `<` and `>` is the number that may be planted wrong; nothing beside it ever is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gongkai.checking import check
from gongkai.checking.findings import NOTE, Finding
from gongkai.form import form
from gongkai.report import Report, Section

OFFICE, GOVERNMENT = "示范市教育局", "示范市青山区人民政府"
RULES = {"prose.against_tables", "prose.parts_and_whole", "prose.percentage", "prose.all_finished"}
RESULTS = {
    "granted": (60, 140),
    "partially_granted": (20, 45),
    "denied_state_secret": (2, 6),
    "denied_third_party_rights": (9, 16),
    "denied_process_information": (7, 12),
    "denied_administrative_inquiry": (24, 39),
    "unavailable_not_held": (46, 75),
    "unavailable_requires_creation": (11, 20),
    "not_processed_petition_complaint": (17, 28),
    "not_processed_duplicate": (4, 9),
    "other_correction_overdue": (5, 9),
    "other_fee_overdue": (1, 3),
    "other_misc": (3, 8),
}
GROUPS = ("denied", "unavailable", "not_processed", "other")
BLOCKS = {
    "rec": ("reconsideration", (9, 19), (3, 7), (2, 6), (2, 5)),
    "direct": ("litigation_direct", (3, 8), (1, 2), (1, 3), (1, 3)),
    "after": ("litigation_after_reconsideration", (4, 9), (1, 3), (1, 2), (1, 4)),
}
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
_SLOT, _PLANTED = re.compile(r"\{([a-z_+%0-9]+)\}"), re.compile(r"<([\d.]+)>")
_STEPS, _POINTS = (1, 2, 3, -1), Decimal("4.3")


@dataclass
class Town:
    """The figures of a report, drawn by a seed; `trial` is the form of 2019."""

    seed: int
    trial: bool = False
    figures: dict[str, int] = field(default_factory=dict)

    def value(self, name: str) -> int:
        """The figure of that name, a number as it is, or a sum of both."""
        return sum(int(one) if one.isdigit() else self.figures[one] for one in name.split("+"))

    def shown(self, name: str) -> str:
        """The figure, the sum or the share as it is printed."""
        part, share, whole = name.partition("%")
        if not share:
            return str(self.value(name))
        percent = Decimal(100 * self.value(part)) / self.value(whole)
        return str(percent.quantize(Decimal("0.1"), ROUND_HALF_UP))


def town(seed: int, *, trial: bool = False) -> Town:
    """A town whose rows, columns and outcomes add up."""
    draw = random.Random(seed)
    figures = {name: draw.randint(*bounds) for name, bounds in RESULTS.items()}
    for group in GROUPS:
        figures[group] = sum(value for name, value in figures.items() if name.startswith(f"{group}_"))
    figures["done"] = sum(figures[name] for name in RESULTS)
    figures["in"], figures["out"] = draw.randint(8, 14), draw.randint(15, 24)
    figures["new"] = figures["done"] + figures["out"] - figures["in"]
    figures["accepted"] = figures["new"] + figures["in"]
    figures["enterprise"], figures["law"] = draw.randint(21, 34), draw.randint(8, 13)
    figures["social"] = draw.randint(3, 6)
    figures["natural"] = figures["new"] - figures["enterprise"] - figures["law"] - figures["social"]
    for block, (_, *bounds) in BLOCKS.items():
        drawn = [draw.randint(*bound) for bound in bounds]
        figures |= {f"{block}_{name}": value for name, value in zip(OUTCOMES, drawn, strict=True)}
        figures[f"{block}_total"] = sum(drawn)
        figures[f"{block}_concluded"] = sum(drawn[:-1])
    for name in ("total", "concluded", *OUTCOMES):
        figures[f"suits_{name}"] = figures[f"direct_{name}"] + figures[f"after_{name}"]
    figures |= {
        "issued": draw.randint(5, 9),
        "repealed": draw.randint(2, 4),
        "effective": draw.randint(35, 60),
    }
    figures |= {"licensing": draw.randint(1500, 4000), "penalty": draw.randint(150, 400)}
    figures |= {"coercion": draw.randint(11, 30), "items_then": draw.randint(12, 20)}
    figures["items_now"] = figures["items_then"] - 2
    figures |= {"old_new": draw.randint(180, 260), "old_rec": figures["rec_total"] - 4}
    figures |= {"old_suits": figures["suits_total"] - 3, "old_granted": figures["granted"] - 11}
    return Town(seed, trial, figures)


def findings(one: Town, text: str, section: int = 1, agency: str = OFFICE) -> list[Finding]:
    """What is found in the passage in that section of the agency's report."""
    told = check(_report(one, text, section, agency), _year_before(one, agency))
    return [finding for finding in told if finding.rule in RULES and finding.severity != NOTE]


def written(passage: str, one: Town) -> str:
    """The passage with the figures of the town."""
    return _SLOT.sub(lambda slot: one.shown(slot[1]), passage).replace("<", "").replace(">", "")


def planted(passage: str, one: Town) -> Iterator[tuple[str, str]]:
    """The passage with each of its marked numbers wrong in turn, and that number."""
    told = _SLOT.sub(lambda slot: one.shown(slot[1]), passage)
    for marked in _PLANTED.finditer(told):
        wrong = _slip(marked[1], one)
        text = told[: marked.start()] + wrong + told[marked.end() :]
        yield text.replace("<", "").replace(">", ""), wrong


def _slip(number: str, one: Town) -> str:
    """Near the number, and no other figure of the town."""
    value = Decimal(number)
    if "." in number:
        return str(value + _POINTS)
    known = {*one.figures.values(), *(figure + one.figures["in"] for figure in one.figures.values())}
    return next((str(value + step) for step in _STEPS if value + step not in known), str(value + 1))


def _report(one: Town, text: str, section: int, agency: str) -> Report:
    layout = form("2019" if one.trial else "2021")
    rows = {name: one.figures[name] for name in RESULTS}
    if one.trial:
        rows["other_processing_unsplit"] = sum(
            rows.pop(name) for name in list(rows) if name.startswith("other_")
        )
    cells = dict.fromkeys(layout.cells, 0)
    told = {
        "results_total": one.figures["done"],
        "carried_over_in": one.figures["in"],
        "carried_over_out": one.figures["out"],
        **rows,
    }
    for row, value in told.items():
        cells |= {f"table3.{row}.natural_person": value, f"table3.{row}.total": value}
    kinds = {"natural_person": "natural", "commercial_enterprise": "enterprise", "total": "new"}
    kinds |= {"legal_service_agency": "law", "social_welfare_organization": "social"}
    cells |= {f"table3.new_received.{column}": one.figures[name] for column, name in kinds.items()}
    for block, (table, *_) in BLOCKS.items():
        cells |= {f"table4.{table}.{name}": one.figures[f"{block}_{name}"] for name in (*OUTCOMES, "total")}
    cells |= {cell: value for cell, value in _table2(one).items() if cell in layout.cells}
    sections = (Section(section, "正文", text),)
    return Report(form=layout.key, cells=cells, agency=agency, year=2024, sections=sections)


def _table2(one: Town) -> Mapping[str, int]:
    decided = ("licensing", "penalty", "coercion")
    return {
        **{f"table2.administrative_{name}.decision_count": one.figures[name] for name in decided},
        "table2.administrative_licensing.previous_year_item_count": one.figures["items_then"],
        "table2.administrative_licensing.net_change": one.figures["items_now"] - one.figures["items_then"],
        "table2.administrative_charges.previous_year_item_count": one.figures["items_then"],
        "table2.administrative_charges.net_change": one.figures["items_now"] - one.figures["items_then"],
        "table2.normative_documents.issued_count": one.figures["issued"],
        "table2.normative_documents.repealed_count": one.figures["repealed"],
        "table2.normative_documents.effective_count": one.figures["effective"],
    }


def _year_before(one: Town, agency: str) -> Report:
    layout = form("2019" if one.trial else "2021")
    cells = {
        "table3.new_received.total": one.figures["old_new"],
        "table3.granted.total": one.figures["old_granted"],
        "table4.reconsideration.total": one.figures["old_rec"],
        "table4.litigation_direct.total": one.figures["old_suits"],
        "table4.litigation_after_reconsideration.total": 0,
    }
    return Report(form=layout.key, cells=cells, agency=agency, year=2023)
